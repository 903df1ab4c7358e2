"""Intervals of shares near 0 and 1, where an exact interval holds the truth more often than it says.

Away from the edge, towards errors that nobody has seen, the bound is Clopper and Pearson's exact one (Korn and Graubard, Survey Methodology
24, 1998, at the effective sample size). Towards the edge it is that of Jeffreys, which is near to the mid-P bound (Brown, Cai and DasGupta,
Statistical Science 16, 2001): there the exact one is passed in less than 2.5 of 100 samples, often in none.
"""

import numpy as np
from scipy.special import betaincinv

from aggregate.estimators.arrays import Booleans, Floats
from aggregate.estimators.intervals import Interval, logit_interval

HALF = 0.5
EVEN = 1e-9


def domain_interval(shares: Floats, variances: Floats, effective_sizes: Floats, degrees: float, level: float, edge: Booleans) -> Interval:
    """Logit with Student's t, or at an edge the interval above.

    Args:
        shares: estimates, any shape; NaN stays NaN.
        variances: theirs.
        effective_sizes: simple random samples that would be as sure.
        degrees: of freedom.
        level: of the interval.
        edge: where few effective units are on the rarer side.
    """
    logit, exact = logit_interval(shares, variances, degrees, level), edge_interval(shares, effective_sizes, level)
    return np.where(edge, exact[0], logit[0]), np.where(edge, exact[1], logit[1])


def edge_interval(shares: Floats, effective_sizes: Floats, level: float = 0.95) -> Interval:
    """Exact on the side of the commoner answer, Jeffreys' on that of the rarer one; exact on both for one half."""
    tail, hits, misses = (1 - level) / 2, shares * effective_sizes, (1 - shares) * effective_sizes
    inner = np.where(np.abs(shares - HALF) > EVEN, HALF, 0.0)
    rare = shares < HALF
    add = np.where(rare, inner, 0.0), np.where(rare, 0.0, inner)
    with np.errstate(invalid="ignore"):
        low = np.where(hits > 0, betaincinv(hits + add[0], misses + 1 - add[0], tail), 0.0)
        high = np.where(misses > 0, betaincinv(hits + 1 - add[1], misses + add[1], 1 - tail), 1.0)
    return np.minimum(low, shares), np.maximum(high, shares)
