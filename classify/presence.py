"""Has an enterprise a website of its own, or only a page elsewhere? Decided from its links and the statuses of their sites."""

from collections.abc import Sequence
from dataclasses import dataclass

from catalogue.sites import ELSEWHERE
from classify.status_rules import load_status_rules

OWN = frozenset({"own", "shared"})
BELIEVED = 0.5
"""A link less probable than this tells nothing about the enterprise."""


@dataclass(frozen=True, slots=True)
class LinkedSite:
    """A site that an enterprise is linked to: the relation, how probable it is, and the status that the visit left.

    `named`: the register itself names the site. `none`: how probable it is that the enterprise has no website of its own, where finding
    looked for one.
    """

    relation: str
    probability: float
    status: str
    named: bool = True
    none: float | None = None


@dataclass(frozen=True, slots=True)
class PresenceDecision:
    """One of own_website, web_presence and social_or_marketplace_only; probability of a yes, None where nothing could be judged."""

    capability: str
    answer: str
    probability: float | None


def decide_presence(sites: Sequence[LinkedSite]) -> tuple[PresenceDecision, ...]:
    """Own website, web presence, and presence elsewhere only.

    A site that answers (read, blocked, captcha, robots, login, script shell) is an own website; one that is dead, parked or for sale
    leaves it unknown. `no` for the own website only where there is a page elsewhere, and either the register names it in a website's place,
    or finding looked for a website and decided that there is none.
    """
    own = max((p for s in sites if (p := _existing(s)) is not None), default=None)
    pages = [s for s in sites if s.relation in ELSEWHERE and s.probability >= BELIEVED]
    elsewhere = max((s.probability for s in pages), default=None)
    has_own_link = any(s.relation in OWN for s in sites)
    if own is not None:
        either = 1 - (1 - own) * (1 - (elsewhere or 0.0))
        return _decisions(("yes", own), ("yes", either), ("no", either - own))
    if elsewhere is None:
        return _decisions(("unknown", None), ("unknown", None), ("unknown", None))
    if has_own_link:
        return _decisions(("unknown", None), ("yes", elsewhere), ("unknown", None))
    none = max(_find_none(s) for s in pages)
    if none < BELIEVED:
        return _decisions(("unknown", None), ("yes", elsewhere), ("unknown", None))
    return _decisions(("no", 1 - none), ("yes", elsewhere), ("yes", min(none, elsewhere)))


def _find_none(page: LinkedSite) -> float:
    """How probable a page elsewhere makes it that there is no website: one that stands in the register in its place says so itself."""
    return max(page.probability if page.named else 0.0, page.none or 0.0)


def _existing(site: LinkedSite) -> float | None:
    exists = load_status_rules()[site.status].exists
    return site.probability * exists if site.relation in OWN and site.probability >= BELIEVED and exists is not None else None


def _decisions(*answers: tuple[str, float | None]) -> tuple[PresenceDecision, ...]:
    names = ("own_website", "web_presence", "social_or_marketplace_only")
    return tuple(PresenceDecision(n, a, None if p is None else round(p, 4)) for n, (a, p) in zip(names, answers, strict=True))
