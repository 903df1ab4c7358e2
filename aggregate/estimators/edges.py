"""Intervals of shares near 0 and 1, where an exact interval holds the truth more often than it says.

Away from the edge, towards errors that nobody has seen, the bound lies half-way between those of Jeffreys and of Clopper and Pearson at the
effective sample size (Korn and Graubard, Survey Methodology 24, 1998), near to the mid-P bound (Brown, Cai and DasGupta, Statistical
Science 16, 2001), for a chance of 2 in 100; where no label is on the rarer side it is Clopper and Pearson's. Towards the edge it is
Jeffreys' for a chance of 4 in 100: a true share so small that no label may tell of it is never missed on the other side, so that equal
chances miss it too seldom. A single label on the rarer side keeps Clopper and Pearson's bound there, since it may be heavy. Both chances
together are more than 5 in 100, and chosen by simulation: README.md gives the coverage over all small shares.
"""

import numpy as np
from scipy.special import betaincinv

from aggregate.estimators.arrays import Booleans, Floats
from aggregate.estimators.intervals import Interval
from aggregate.estimators.skewness import skewed_interval

HALF, EVEN = 0.5, 1e-9
INNER_CHANCE, OUTER_CHANCE = 0.8, 0.4
JEFFREYS, OUTWARDS = 0.5, 0.75
JEFFREYS_FROM = 1.5


def domain_interval(
    shares: Floats, variances: Floats, third_moments: Floats, effective_sizes: Floats, degrees: float, level: float, edge: Booleans
) -> Interval:
    """Logit with Student's t, moved by the third moment, or at an edge the interval above.

    Args:
        shares: estimates, any shape; NaN stays NaN.
        variances: theirs.
        third_moments: theirs (`skewness`).
        effective_sizes: simple random samples that would be as sure.
        degrees: of freedom.
        level: of the interval.
        edge: where few effective units are on the rarer side.
    """
    usual, rare = skewed_interval(shares, variances, third_moments, degrees, level), edge_interval(shares, effective_sizes, level)
    return np.where(edge, rare[0], usual[0]), np.where(edge, rare[1], usual[1])


def edge_interval(shares: Floats, effective_sizes: Floats, level: float = 0.95) -> Interval:
    """The interval above; for one half both bounds are those away from the edge."""
    rarer = np.minimum(shares, 1 - shares)
    hits, misses = rarer * effective_sizes, (1 - rarer) * effective_sizes
    none = betaincinv(1, np.maximum(misses, 1e-300), (1 + level) / 2)
    away = np.where(hits > 0, _upper(hits, misses, OUTER_CHANCE * (1 - level)), none)
    even = np.abs(shares - HALF) <= EVEN
    inner = np.where(even, 1 - away, _lower(hits, misses, INNER_CHANCE * (1 - level)))
    inner, away = np.minimum(inner, rarer), np.maximum(away, rarer)
    rare = shares < HALF
    return np.where(rare, inner, 1 - away), np.where(rare, away, 1 - inner)


def _lower(hits: Floats, misses: Floats, chance: float) -> Floats:
    """From Clopper and Pearson's bound for one hit or less to Jeffreys' for one and a half or more."""
    add = JEFFREYS * np.clip((hits - 1) / (JEFFREYS_FROM - 1), 0, 1)
    with np.errstate(invalid="ignore"):
        return np.where(hits > 0, betaincinv(hits + add, misses + 1 - add, chance), 0.0)


def _upper(hits: Floats, misses: Floats, chance: float) -> Floats:
    with np.errstate(invalid="ignore"):
        return np.where(misses > 0, betaincinv(hits + OUTWARDS, misses + 1 - OUTWARDS, 1 - chance), 1.0)
