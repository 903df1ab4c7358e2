"""Links over the waves: read again, carried over a bad day, or lost, and why."""

import json
from collections.abc import Collection

from catalogue.statuses import load_statuses
from classify.linking.pairs import Piece
from store.linking import EarlierLink

DEAD_TWICE = -6.0
ANSWERS = frozenset({"blocked", "captcha", "robots", "script_shell", "login", "opted_out"})
"""Statuses of sites that could not be read but are there: nothing says that they have ended."""
REASONS = (
    ("changed_hands", frozenset({"together.changed_hands", "identifier.other", "owner.other"})),
    ("parked", frozenset({"site_state.parked"})),
    ("gone", frozenset({"past.dead_twice", "site_state.gone"})),
    ("directory", frozenset({"owner.many", "rivals.crowd"})),
    ("rival", frozenset({"rivals.tied", "rivals.namesakes", "rivals.page_named_after", "rivals.page_of_many"})),
)
"""Why a link is rejected: the first of these that was seen."""


def tell_how(status: str, kind: str = "own") -> str:
    """How a link was verified: `read` on its pages, `answers` where the site is there but unread, else `carried` from what was known.

    `address`: pages on networks and marketplaces are never visited; what they are called is all that is compared.
    """
    if kind in {"social", "marketplace"}:
        return "address"
    if load_statuses()[status].read:
        return "read"
    return "answers" if status in ANSWERS else "carried"


def weigh_past(earlier: EarlierLink | None, status: str, *, named: bool) -> Piece | None:
    """A site that was dead the wave before too has ended, unless the register still names it."""
    if earlier is None or named or status == "not_attempted" or tell_how(status) != "carried":
        return None
    before = json.loads(earlier.evidence) if earlier.evidence else {}
    return Piece("past.dead_twice", DEAD_TWICE) if before.get("how") == "carried" else None


def find_reason(seen: Collection[str]) -> str:
    """Why a pair was rejected: `changed_hands`, `parked`, `gone`, `directory`, `rival`, else `weak`."""
    return next((reason for reason, names in REASONS if names & set(seen)), "weak")
