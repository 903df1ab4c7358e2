"""Stratified samples: totals, means and ratios of weighted units, and the variance that all other estimators rest on.

Sources: Cochran, Sampling Techniques (1977), ch. 5, 6; Särndal, Swensson and Wretman, Model Assisted Survey Sampling (1992), ch. 3 and 5.
"""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from aggregate.estimators.arrays import Booleans, Estimates, Floats, Integers, takes_arrays
from aggregate.estimators.clusters import add_up, split_by_stratum
from aggregate.estimators.designs import check_design

LonelyPolicy = Literal["adjust", "certainty", "average", "remove"]


@takes_arrays
def estimate_variance(
    values: Floats,
    strata: Integers,
    frame_sizes: Floats | None = None,
    lonely: LonelyPolicy = "adjust",
    clusters: Integers | None = None,
) -> Floats:
    """The variance of weighted totals: sum over strata of (1 - n/N) n/(n-1) times the squared deviations from the stratum's mean.

    With clusters, their sums within the stratum take the place of the units, and their number that of n in n/(n-1); n/N stays that of
    the units. A cluster in several strata counts with the sum of its deviations there, unless that gives less than its parts taken as
    independent (so a covariance between strata widens the margin and never narrows it).

    Args:
        values: weighted (linearised) values w·u, shape (..., units); each row is one total.
        strata: stratum 0..H-1 of each unit, shape (units,).
        frame_sizes: N of each stratum, shape (H,); None leaves the finite population correction out.
        lonely: what a stratum with one labelled unit (or cluster) of several contributes: `adjust` its deviation from zero (the mean of
            linearised values; never too small), `certainty` and `remove` nothing, `average` the mean of the other strata.
        clusters: units with one number err together (they share a deciding website), -1 where a unit shares with none, shape (units,).

    Returns:
        Variances, shape (...,).

    Raises:
        EstimateError: there is no unit, a stratum has no N, or N is smaller than the number of its units.
    """
    check_design(values.shape[-1], strata, frame_sizes)
    open_share = find_open_shares(strata, frame_sizes)
    count, owners = len(open_share), None
    if clusters is not None:
        parts, strata, owners = split_by_stratum(clusters, strata)
        values = add_up(values, parts, len(strata))
    members = np.bincount(strata, minlength=count).astype(np.float64)
    alone = (members == 1) & (open_share > 0)
    means = (values @ np.eye(count)[strata]) / np.maximum(members, 1)
    centre = np.where(alone, 0.0, means) if lonely == "adjust" else means
    spread = np.where(members > 1, members / np.maximum(members - 1, 1), 1.0)
    deviations = (values - centre[..., strata]) * np.sqrt(open_share * spread)[strata]
    variance = np.asarray((deviations**2).sum(axis=-1))
    if owners is not None and len(np.unique(owners)) < len(owners):
        together = add_up(deviations, owners, int(owners.max()) + 1)
        variance = np.maximum(variance, (together**2).sum(axis=-1))
    return spread_to_lonely(variance, members, alone) if lonely == "average" else variance


def spread_to_lonely(variances: Floats, members: Floats, alone: Booleans) -> Floats:
    """Variances with the mean of the other strata for those of one unit (policy `average`); `members` and `alone` have shape (H,)."""
    strata, lonely = (members > 0).sum(), alone.sum()
    return variances * strata / (strata - lonely) if 0 < lonely < strata else variances


def find_open_shares(strata: Integers, frame_sizes: Floats | None) -> Floats:
    """1 - n/N of each stratum, shape (H,), n being the units in it; 1 without frame sizes."""
    if frame_sizes is None:
        return np.ones(int(strata.max()) + 1)
    return np.asarray(np.clip(1 - np.bincount(strata, minlength=len(frame_sizes)) / frame_sizes, 0, 1))


@takes_arrays
def estimate_totals(
    values: Floats, weights: Floats, strata: Integers, frame_sizes: Floats | None = None, clusters: Integers | None = None
) -> Estimates:
    """Expansion totals, the sum of w·y, of one or more variables; values have shape (..., units). SSW 1992, result 3.7.2."""
    weighted = weights * values
    return Estimates(weighted.sum(axis=-1), np.sqrt(estimate_variance(weighted, strata, frame_sizes, clusters=clusters)))


@takes_arrays
def estimate_ratios(
    numerators: Floats,
    denominators: Floats,
    weights: Floats,
    strata: Integers,
    frame_sizes: Floats | None = None,
    clusters: Integers | None = None,
) -> Estimates:
    """Ratios r = Y/X of totals with the variance of w(y - r·x)/X over the whole sample. SSW 1992, result 5.6.2."""
    ratios, linearised = linearise_ratios(numerators, denominators, weights)
    return Estimates(ratios, np.sqrt(estimate_variance(weights * linearised, strata, frame_sizes, clusters=clusters)))


@takes_arrays
def estimate_domain_means(
    values: Floats,
    domains: Floats,
    weights: Floats,
    strata: Integers,
    frame_sizes: Floats | None = None,
    clusters: Integers | None = None,
) -> Estimates:
    """Means of y in domains: ratios to the domain's size, with zeros outside of it, never a subset with its own n.

    `values` has shape (units,), `domains` (domains, units), 1 where the unit is of the domain: a row of ones gives the mean of all.
    """
    return estimate_ratios(values * domains, domains, weights, strata, frame_sizes, clusters)


@takes_arrays
def linearise_ratios(numerators: ArrayLike, denominators: ArrayLike, weights: Floats) -> tuple[Floats, Floats]:
    """The ratios of weighted totals and each unit's part in their error, (y - r·x)/X; NaN where the denominator is empty."""
    tops, bottoms = np.asarray(numerators, dtype=np.float64), np.asarray(denominators, dtype=np.float64)
    totals = (bottoms * weights).sum(axis=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        ratios = np.asarray((tops * weights).sum(axis=-1) / totals)
        return ratios, (tops - ratios[..., None] * bottoms) / np.asarray(totals)[..., None]
