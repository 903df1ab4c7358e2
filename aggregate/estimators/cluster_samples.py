"""Samples of whole clusters (one stage): totals and ratios, expanded or calibrated, with the variance between clusters.

Sources: Särndal, Swensson and Wretman (1992), ch. 4 and 8; Cochran, Sampling Techniques (1977), 9A. For enterprises that were drawn one by
one and share a website, give `clusters` to the estimators of `stratified` and `calibration` instead.
"""

import numpy as np

from aggregate.estimators.arrays import Estimates, Floats, Integers, takes_arrays
from aggregate.estimators.calibration import calibrate_weights, find_residuals
from aggregate.estimators.clusters import add_up, split_by_stratum
from aggregate.estimators.distances import LINEAR, Distance
from aggregate.estimators.stratified import LonelyPolicy, estimate_variance, linearise_ratios
from catalogue.errors import EstimateError
from catalogue.messages import say

Known = tuple[Floats, Floats]


@takes_arrays
def estimate_cluster_variance(
    values: Floats, clusters: Integers, strata: Integers, frame_clusters: Floats | None = None, lonely: LonelyPolicy = "adjust"
) -> Floats:
    """The stratified variance of the clusters' sums, m/(m-1)·(1 - m/M)·Σ(z - z̄)².

    Args:
        values: weighted (linearised) values w·u, shape (..., units).
        clusters: the drawn cluster of each unit, shape (units,).
        strata: the stratum 0..H-1 of each unit's cluster, shape (units,).
        frame_clusters: M, the clusters of each stratum of the frame, shape (H,); None leaves the finite population correction out.
        lonely: policy for strata with one cluster.

    Raises:
        EstimateError: a cluster lies in two strata, which a drawn cluster cannot.
    """
    parts, part_strata, owners = split_by_stratum(clusters, strata)
    if len(np.unique(owners)) < len(owners):
        raise EstimateError(say("A cluster lies in several strata: a cluster that was drawn as a whole belongs to one stratum."))
    return estimate_variance(add_up(values, parts, len(owners)), part_strata, frame_clusters, lonely)


@takes_arrays
def estimate_cluster_totals(
    values: Floats,
    weights: Floats,
    clusters: Integers,
    strata: Integers,
    frame_clusters: Floats | None = None,
    known: Known | None = None,
    distance: Distance = LINEAR,
) -> Estimates:
    """Totals of values, shape (..., units); `known` are auxiliaries (units, p) and their totals (p,) to calibrate on."""
    used = _calibrate(weights, known, distance)
    parts = used * _leave_over(values, weights, known)
    return Estimates((used * values).sum(axis=-1), np.sqrt(estimate_cluster_variance(parts, clusters, strata, frame_clusters)))


@takes_arrays
def estimate_cluster_ratios(
    numerators: Floats,
    denominators: Floats,
    weights: Floats,
    clusters: Integers,
    strata: Integers,
    frame_clusters: Floats | None = None,
    known: Known | None = None,
    distance: Distance = LINEAR,
) -> Estimates:
    """Ratios of totals, and with ones below them means; rows of shape (..., units), `known` as for totals."""
    used = _calibrate(weights, known, distance)
    ratios, linearised = linearise_ratios(numerators, denominators, used)
    parts = used * _leave_over(linearised, weights, known)
    return Estimates(ratios, np.sqrt(estimate_cluster_variance(parts, clusters, strata, frame_clusters)))


def _calibrate(weights: Floats, known: Known | None, distance: Distance) -> Floats:
    return weights if known is None else calibrate_weights(weights, *known, distance)


def _leave_over(values: Floats, weights: Floats, known: Known | None) -> Floats:
    return values if known is None else find_residuals(values, weights, known[0])
