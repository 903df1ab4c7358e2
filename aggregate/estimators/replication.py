"""Errors by replication: the whole estimation is repeated with other weights, and the repetitions' spread is its variance.

Source: Wolter, Introduction to Variance Estimation (2007), ch. 3 to 5. `jackknife` and `bootstrap` make the weights.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from aggregate.estimators.arrays import Booleans, Floats, hold_arrays, takes_arrays
from aggregate.estimators.calibration import REDUNDANT, TOLERANCE, calibrate_weights
from aggregate.estimators.distances import LINEAR, Distance
from catalogue.errors import EstimateError
from catalogue.messages import say

Estimator = Callable[[Floats], Floats]
FEWEST_USABLE = 0.9


@dataclass(frozen=True, slots=True)
class Replicates:
    """Weights of each replicate, shape (replicates, units), and what its squared deviation from their mean counts, shape (replicates,)."""

    weights: Floats
    scales: Floats

    def __post_init__(self) -> None:
        hold_arrays(self)


@dataclass(frozen=True, slots=True)
class ReplicatedEstimates:
    """Estimates with the full weights, their standard errors, and those of each replicate, shape (replicates, ...)."""

    values: Floats
    standard_errors: Floats
    replicates: Floats

    def find_interval(self, level: float = 0.95) -> tuple[Floats, Floats]:
        """The percentiles of a bootstrap's replicates (2,000 or more): low and high, each of the shape of the values."""
        tail = (1 - level) / 2
        low, high = np.nanquantile(self.replicates, [tail, 1 - tail], axis=0)
        return low, high


@takes_arrays
def estimate_replicated(estimator: Estimator, weights: Floats, replicates: Replicates) -> ReplicatedEstimates:
    """Whatever the estimator makes of weights, with standard errors.

    Args:
        estimator: takes weights of shape (rows, units) and gives estimates of shape (rows, ...); it must redo all that was done with
            weights, calibration too (`calibrate_replicates`). NaN where a replicate gives none.
        weights: the full sample's, shape (units,).
        replicates: of `jackknife` or `bootstrap`.

    Raises:
        EstimateError: more than a tenth of the replicates gave nothing for an estimate that the full sample gives.
    """
    values = np.asarray(estimator(weights[None, :])[0])
    found = np.asarray(estimator(replicates.weights))
    usable = np.isfinite(found)
    lost = (usable.mean(axis=0) < FEWEST_USABLE) & np.isfinite(values)
    if lost.any():
        raise EstimateError(
            say(
                "{count} figures cannot be estimated in more than a tenth of the replicates: they rest on too few labels. Join small groups"
                " or leave small domains out.",
                count=int(lost.sum()),
            )
        )
    return ReplicatedEstimates(values, np.sqrt(_add_squares(found, usable, replicates.scales)), found)


def _add_squares(found: Floats, usable: Booleans, scales: Floats) -> Floats:
    """Scaled squared deviations from the replicates' mean, added up; replicates without a number count like the mean of the others."""
    counts = np.maximum(usable.sum(axis=0), 1)
    squares = np.where(usable, found - np.where(usable, found, 0.0).sum(axis=0) / counts, 0.0) ** 2
    total = np.tensordot(scales, squares, axes=1) * len(found) / counts
    return np.asarray(np.where(usable.any(axis=0), total, np.nan))


@takes_arrays
def calibrate_replicates(weights: Floats, auxiliaries: Floats, totals: Floats, distance: Distance = LINEAR) -> Floats:
    """As `calibrate_weights`, for weights of shape (replicates, units); NaN in all of a row that cannot be calibrated."""
    if distance.kind != "linear":
        return np.array([_calibrate_or_none(row, auxiliaries, totals, distance) for row in weights])
    products = (auxiliaries[:, :, None] * auxiliaries[:, None, :]).reshape(len(auxiliaries), len(totals) ** 2)
    cross = (weights @ products).reshape(len(weights), len(totals), len(totals))
    size = np.sqrt(np.maximum(np.diagonal(cross, axis1=1, axis2=2), 0))
    size[size == 0] = 1.0
    gap = totals - weights @ auxiliaries
    inverse = np.linalg.pinv(cross / (size[:, :, None] * size[:, None, :]), rcond=REDUNDANT, hermitian=True)
    slopes = np.einsum("bpq,bq->bp", inverse, gap / size) / size
    calibrated = weights * (1 + slopes @ auxiliaries.T)
    missed = np.abs(totals - calibrated @ auxiliaries) > TOLERANCE * np.maximum(np.abs(totals), weights @ np.abs(auxiliaries))
    return np.asarray(np.where(missed.any(axis=1, keepdims=True), np.nan, calibrated))


def _calibrate_or_none(weights: Floats, auxiliaries: Floats, totals: Floats, distance: Distance) -> Floats:
    try:
        return calibrate_weights(weights, auxiliaries, totals, distance)
    except EstimateError:
        return np.full(len(weights), np.nan)


@takes_arrays
def find_ratios(numerators: Floats, denominators: Floats, weights: Floats) -> Floats:
    """Ratios of weighted totals, shape (replicates, figures), of rows (figures, units) and weights (replicates, units)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray((weights @ numerators.T) / (weights @ denominators.T))


@takes_arrays
def build_share_estimator(answers: Floats, domains: Floats, known: tuple[Floats, Floats] | None, distance: Distance = LINEAR) -> Estimator:
    """An estimator of shares in domains that calibrates the weights of each replicate anew; it gives shape (replicates, domains).

    Args:
        answers: y, shape (units,).
        domains: 1 where the unit is of the domain, shape (domains, units).
        known: auxiliaries (units, p) and their totals (p,); None estimates without calibration.
        distance: of the calibration.
    """

    def estimate(weights: Floats) -> Floats:
        used = weights if known is None else calibrate_replicates(weights, *known, distance)
        return find_ratios(answers * domains, domains, used)

    return estimate
