"""One site claimed by several enterprises: a group's or franchise's site is kept by all, of namesakes the better one gets it."""

import math
from dataclasses import dataclass

from classify.linking.pairs import Piece

SERIOUS = -3.0
"""Log-odds below which a claim is no rival's."""
CROWD = 6
"""Enterprises whose numbers and addresses stand on one site, from which on it is taken for a directory."""
CROWD_WEIGHT, TIED_WEIGHT = -8.0, -3.5


@dataclass(slots=True)
class Claims:
    """All claims to one site: the odds of those without an anchor together, and how many are anchored, by what the pages show or at all."""

    loose: float = 0.0
    tied: int = 0
    shown: int = 0


@dataclass(frozen=True, slots=True)
class Claim:
    """One enterprise's claim to a site. `shown`: an anchor stands on the pages; `named`: the register itself names the site."""

    log_odds: float
    anchored: bool
    shown: bool
    named: bool


def add_claim(claims: dict[str, Claims], site: str, claim: Claim) -> None:
    """Notes one enterprise's claim to a site; hopeless ones, which most are, take no memory."""
    if claim.log_odds < SERIOUS:
        return
    of_site = claims.setdefault(site, Claims())
    if claim.anchored:
        of_site.tied += 1
        of_site.shown += claim.shown
    else:
        of_site.loose += math.exp(claim.log_odds)


def weigh_rivals(claim: Claim, claims: Claims) -> Piece | None:
    """What others' claims take from this one; None where nothing.

    A claim with an anchor stands, but for a site that shows the facts of many. Without one, an enterprise tied to the site by an anchor
    speaks against it, and claims by name alone share what only one of them can have.
    """
    if claim.log_odds < SERIOUS or claim.named:
        return None
    if claim.shown and claims.shown >= CROWD:
        return Piece("rivals.crowd", CROWD_WEIGHT)
    if claim.anchored:
        return None
    others = max(0.0, claims.loose - math.exp(claim.log_odds))
    weight = (TIED_WEIGHT if claims.tied else 0.0) - math.log1p(others)
    name = "rivals.tied" if claims.tied else "rivals.namesakes"
    return Piece(name, weight) if weight < -0.01 else None
