"""Has an enterprise a website of its own, or only a page elsewhere? Decided from its links and the statuses of their sites."""

from collections.abc import Sequence
from dataclasses import dataclass

from classify.status_rules import load_status_rules

OWN = frozenset({"own", "shared"})
ELSEWHERE = frozenset({"social", "marketplace"})
BELIEVED = 0.5
"""A link less probable than this tells nothing about the enterprise."""


@dataclass(frozen=True, slots=True)
class LinkedSite:
    """A site that an enterprise is linked to: the relation, how probable it is, and the status that the visit left."""

    relation: str
    probability: float
    status: str


@dataclass(frozen=True, slots=True)
class PresenceDecision:
    """One of own_website, web_presence and social_or_marketplace_only; probability of a yes, None where nothing could be judged."""

    capability: str
    answer: str
    probability: float | None


def decide_presence(sites: Sequence[LinkedSite]) -> tuple[PresenceDecision, ...]:
    """Own website, web presence, and presence elsewhere only.

    A site that answers (read, blocked, captcha, robots, login, script shell) is an own website; one that is dead, parked or for sale
    leaves it unknown. `no` for the own website only where the register names a social or marketplace page in its place.
    """
    own = max((p for s in sites if (p := _existing(s)) is not None), default=None)
    elsewhere = max((s.probability for s in sites if s.relation in ELSEWHERE and s.probability >= BELIEVED), default=None)
    has_own_link = any(s.relation in OWN for s in sites)
    if own is not None:
        either = 1 - (1 - own) * (1 - (elsewhere or 0.0))
        return _decisions(("yes", own), ("yes", either), ("no", either - own))
    if elsewhere is None:
        return _decisions(("unknown", None), ("unknown", None), ("unknown", None))
    if has_own_link:
        return _decisions(("unknown", None), ("yes", elsewhere), ("unknown", None))
    return _decisions(("no", 1 - elsewhere), ("yes", elsewhere), ("yes", elsewhere))


def _existing(site: LinkedSite) -> float | None:
    exists = load_status_rules()[site.status].exists
    return site.probability * exists if site.relation in OWN and site.probability >= BELIEVED and exists is not None else None


def _decisions(*answers: tuple[str, float | None]) -> tuple[PresenceDecision, ...]:
    names = ("own_website", "web_presence", "social_or_marketplace_only")
    return tuple(PresenceDecision(n, a, None if p is None else round(p, 4)) for n, (a, p) in zip(names, answers, strict=True))
