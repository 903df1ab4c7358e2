"""Links over the waves: read again, carried over a bad day, or lost, and why."""

import json
from collections.abc import Collection, Iterator, Mapping

from catalogue.sites import ELSEWHERE
from catalogue.statuses import load_statuses
from classify.linking.pairs import MOST, Piece, clip
from classify.linking.priors import Priors, expit, logit
from store.linking import EarlierLink

DEAD_TWICE = -6.0
ANSWERS = frozenset({"blocked", "captcha", "robots", "script_shell", "login", "opted_out"})
"""Statuses of sites that could not be read but are there: nothing says that they have ended."""
REASONS = (
    ("changed_hands", frozenset({"together.changed_hands", "identifier.other", "owner.other"})),
    ("parked", frozenset({"site_state.parked"})),
    ("gone", frozenset({"past.dead_twice", "past.silent", "site_state.gone"})),
    ("directory", frozenset({"owner.many", "rivals.crowd"})),
    ("rival", frozenset({"rivals.tied", "rivals.namesakes", "rivals.page_named_after", "rivals.page_of_many"})),
)
"""Why a link is rejected: the first of these that was seen."""


def tell_how(status: str, kind: str = "own") -> str:
    """How a link was verified: `read` on its pages, `answers` where the site is there but unread, else `carried` from what was known.

    `address`: pages on networks and marketplaces are never visited; what they are called is all that is compared.
    """
    if kind in ELSEWHERE:
        return "address"
    if load_statuses()[status].read:
        return "read"
    return "answers" if status in ANSWERS else "carried"


def weigh_past(
    priors: Priors, log_odds: float, alone: float, status: str, sources: Mapping[str, float | None], earlier: EarlierLink | None
) -> Iterator[Piece]:
    """What a site's past adds to its log-odds. `alone`: the log-odds without the word of the wave before.

    A link is carried as far as the wave before believed in it: the same facts read again make it no surer, and a site that shows nothing
    now no less sure. A site that was dead the wave before too has ended, unless the register still names it; of sites that gave nothing to
    read only a share is still there.
    """
    silent = priors.is_silent(status)
    if (believed := sources.get("earlier")) is not None:
        before = max(alone, logit(min(max(believed, expit(-MOST)), expit(MOST))))
        held = before if silent or status in ANSWERS else min(log_odds, before)
        if held != log_odds:
            yield Piece("past.believed", held - log_odds)
            log_odds = held
    if not silent:
        return
    how = json.loads(earlier.evidence).get("how") if earlier is not None and earlier.evidence else None
    if how == "carried" and "register" not in sources:
        yield Piece("past.dead_twice", DEAD_TWICE)
        log_odds = clip(log_odds + DEAD_TWICE)
    share = priors.find_still_there(status, is_mailed="email" in sources, was_read=how == "read")
    yield Piece("past.silent", logit(expit(log_odds) * share) - log_odds)


def find_reason(seen: Collection[str]) -> str:
    """Why a pair was rejected: `changed_hands`, `parked`, `gone`, `directory`, `rival`, else `weak`."""
    return next((reason for reason, names in REASONS if names & set(seen)), "weak")
