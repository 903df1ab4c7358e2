"""Intervals for shares.

Sources: Korn and Graubard, Survey Methodology 24 (1998) 193-201; Brown, Cai and DasGupta, Statistical Science 16 (2001); Agresti and Coull,
American Statistician 52 (1998); Wilson, JASA 22 (1927). All take shares and variances of one shape and give (low, high) of that shape.
"""

import numpy as np
from scipy.special import betaincinv
from scipy.stats import hypergeom, norm
from scipy.stats import t as student

from aggregate.estimators.arrays import Booleans, Floats, takes_arrays

Interval = tuple[Floats, Floats]
FEWEST_AT_AN_EDGE = 10


@takes_arrays
def logit_interval(shares: Floats, variances: Floats, degrees: float, level: float = 0.95) -> Interval:
    """Symmetric on the logit scale, with Student's t; NaN at 0 and 1."""
    with np.errstate(invalid="ignore", divide="ignore"):
        centre = np.log(shares / (1 - shares))
        reach = student.ppf((1 + level) / 2, degrees) * np.sqrt(variances) / (shares * (1 - shares))
        return _expit(centre - reach), _expit(centre + reach)


@takes_arrays
def wald_interval(shares: Floats, variances: Floats, degrees: float, level: float = 0.95) -> Interval:
    """Share plus and minus t standard errors: wrong near 0 and 1, given for comparison."""
    reach = student.ppf((1 + level) / 2, degrees) * np.sqrt(variances)
    return shares - reach, shares + reach


@takes_arrays
def asin_interval(shares: Floats, variances: Floats, degrees: float, level: float = 0.95) -> Interval:
    """Symmetric on the scale of arcsin(√p); NaN at 0 and 1 without variance."""
    centre = np.arcsin(np.sqrt(shares))
    with np.errstate(invalid="ignore", divide="ignore"):
        reach = student.ppf((1 + level) / 2, degrees) * np.sqrt(variances / (4 * shares * (1 - shares)))
    return np.sin(np.maximum(centre - reach, 0)) ** 2, np.sin(np.minimum(centre + reach, np.pi / 2)) ** 2


@takes_arrays
def find_effective_sizes(shares: Floats, variances: Floats, labelled: Floats, degrees: float, level: float = 0.95) -> Floats:
    """The simple random sample that would be as sure: p(1-p)/v, corrected for the degrees of freedom by (t of n-1 / t of df)²."""
    quantile = (1 + level) / 2
    with np.errstate(invalid="ignore", divide="ignore"):
        correction = (student.ppf(quantile, np.maximum(labelled - 1, 1)) / student.ppf(quantile, degrees)) ** 2
        return np.asarray(shares * (1 - shares) / variances * correction)


@takes_arrays
def korn_graubard_interval(shares: Floats, effective_sizes: Floats, level: float = 0.95) -> Interval:
    """Clopper and Pearson's exact interval at the effective sample size; holds at 0 and 1 too. The share itself at an infinite size."""
    tail, whole = (1 - level) / 2, np.isinf(effective_sizes)
    sizes = np.where(whole, 1.0, effective_sizes)
    hits, misses = shares * sizes, (1 - shares) * sizes
    with np.errstate(invalid="ignore"):
        low = np.where(hits > 0, betaincinv(hits, misses + 1, tail), 0.0)
        high = np.where(misses > 0, betaincinv(hits + 1, misses, 1 - tail), 1.0)
    unknown = np.where(np.isnan(hits), np.nan, 0.0)
    return np.where(whole, shares, low) + unknown, np.where(whole, shares, high) + unknown


@takes_arrays
def agresti_coull_interval(hits: Floats, labelled: Floats, level: float = 0.95) -> Interval:
    """Wald's interval after z²/2 hits and misses were added, for simple random samples of a large frame: hits of labelled units."""
    quantile = norm.ppf((1 + level) / 2)
    counted = labelled + quantile**2
    shares = (hits + quantile**2 / 2) / counted
    reach = quantile * np.sqrt(shares * (1 - shares) / counted)
    return shares - reach, shares + reach


@takes_arrays
def wilson_interval(hits: Floats, labelled: Floats, level: float = 0.95) -> Interval:
    """The shares that a score test would not reject, for simple random samples of a large frame: hits of labelled units.

    NaN where nothing was labelled, or hits are more than that.
    """
    quantile = norm.ppf((1 + level) / 2)
    counted = labelled + quantile**2
    centre = (hits + quantile**2 / 2) / counted
    with np.errstate(invalid="ignore", divide="ignore"):
        reach = quantile / counted * np.sqrt(hits * (labelled - hits) / labelled + quantile**2 / 4)
    reach = np.where((hits >= 0) & (hits <= labelled), reach, np.nan)
    return centre - reach, centre + reach


def hypergeometric_interval(hits: int, labelled: int, frame_size: int, level: float = 0.95) -> tuple[int, int]:
    """How many of the N units of the frame are hits, at least and at most, after a simple random sample without replacement.

    The largest number for which so many hits or more have a chance of (1-level)/2 at most, and the smallest for which so few or fewer have
    one; the numbers that were seen where there is none. Source: Cochran 1977, 3.6.

    Raises:
        ValueError: not 0 ≤ hits ≤ labelled ≤ N.
    """
    if not 0 <= hits <= labelled <= frame_size:
        raise ValueError("Hits cannot be more than labelled units, nor these more than the frame.")
    tail = (1 - level) / 2
    counts = np.arange(hits, frame_size - (labelled - hits) + 1)
    too_low = counts[hypergeom.sf(hits - 1, frame_size, counts, labelled) <= tail]
    too_high = counts[hypergeom.cdf(hits, frame_size, counts, labelled) <= tail]
    return int(too_low.max(initial=counts[0])), int(too_high.min(initial=counts[-1]))


@takes_arrays
def is_at_an_edge(shares: Floats, effective_sizes: Floats) -> Booleans:
    """Where fewer than ten effective units are on the rarer side, or nobody knows how many."""
    with np.errstate(invalid="ignore"):
        return np.asarray(~(effective_sizes * np.minimum(shares, 1 - shares) >= FEWEST_AT_AN_EDGE))


@takes_arrays
def share_interval(
    shares: Floats, variances: Floats, effective_sizes: Floats, degrees: float, level: float = 0.95, edge: Booleans | None = None
) -> Interval:
    """Logit, or Korn and Graubard's at an edge (found from the effective sizes unless it is given)."""
    logit = logit_interval(shares, variances, degrees, level)
    exact = korn_graubard_interval(shares, effective_sizes, level)
    edge = is_at_an_edge(shares, effective_sizes) if edge is None else edge
    return np.where(edge, exact[0], logit[0]), np.where(edge, exact[1], logit[1])


def _expit(values: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-values)))
