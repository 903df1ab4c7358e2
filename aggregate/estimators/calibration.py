"""Linear calibration: weights that give known totals back. Post-stratification and GREG are the same thing.

Sources: Deville and Särndal, JASA 87 (1992); Särndal, Swensson and Wretman (1992), ch. 6 and 7 (variance of g-weighted residuals);
MacKinnon and White, J. of Econometrics 29 (1985) for the leverage adjustments HC2 and HC3.
"""

from typing import Literal

import numpy as np

from aggregate.estimators.arrays import Estimates, Floats, Integers
from aggregate.estimators.stratified import estimate_variance, linearise_ratios

Leverage = Literal["none", "hc2", "hc3"]
LARGEST_LEVERAGE = 0.95


def calibrate_weights(weights: Floats, auxiliaries: Floats, totals: Floats) -> Floats:
    """Weights w·(1 + x'λ) whose totals of x are the known ones.

    Args:
        weights: design weights, shape (units,).
        auxiliaries: x, shape (units, p); a row of zeros keeps its weight (units taken with certainty).
        totals: known totals of x over the frame (without such units), shape (p,).
    """
    gap = totals - weights @ auxiliaries
    return np.asarray(weights * (1 + auxiliaries @ (_inverse_cross(weights, auxiliaries) @ gap)))


def find_residuals(values: Floats, weights: Floats, auxiliaries: Floats) -> Floats:
    """What the auxiliaries leave unexplained of the values, regressed with the design weights; values have shape (..., units)."""
    slopes = (values * weights) @ auxiliaries @ _inverse_cross(weights, auxiliaries)
    return np.asarray(values - slopes @ auxiliaries.T)


def find_leverages(weights: Floats, auxiliaries: Floats) -> Floats:
    """How far each unit pulls its own fit, h = w·x'(Σ w·x·x')⁻x, shape (units,), at most .95."""
    leverages = weights * ((auxiliaries @ _inverse_cross(weights, auxiliaries)) * auxiliaries).sum(axis=1)
    return np.asarray(np.minimum(leverages, LARGEST_LEVERAGE))


def adjust_residuals(values: Floats, weights: Floats, auxiliaries: Floats, leverage: Leverage) -> Floats:
    """Residuals e, or e/√(1-h) (hc2), or e/(1-h) (hc3): small samples with many auxiliaries understate the error otherwise."""
    residuals = find_residuals(values, weights, auxiliaries)
    power = {"none": 0.0, "hc2": 0.5, "hc3": 1.0}[leverage]
    return np.asarray(residuals / (1 - find_leverages(weights, auxiliaries)) ** power)


def estimate_calibrated_totals(
    values: Floats,
    weights: Floats,
    auxiliaries: Floats,
    totals: Floats,
    strata: Integers,
    frame_sizes: Floats | None = None,
    leverage: Leverage = "none",
) -> Estimates:
    """Totals with calibrated weights w*, and the stratified variance of w*·e; values have shape (..., units)."""
    calibrated = calibrate_weights(weights, auxiliaries, totals)
    residuals = adjust_residuals(values, weights, auxiliaries, leverage)
    variance = estimate_variance(calibrated * residuals, strata, frame_sizes)
    return Estimates((calibrated * values).sum(axis=-1), np.sqrt(variance))


def estimate_calibrated_ratios(
    numerators: Floats,
    denominators: Floats,
    weights: Floats,
    auxiliaries: Floats,
    totals: Floats,
    strata: Integers,
    frame_sizes: Floats | None = None,
    leverage: Leverage = "none",
) -> Estimates:
    """Ratios, and with 0/1 denominators domain means, with calibrated weights; rows of shape (..., units)."""
    calibrated = calibrate_weights(weights, auxiliaries, totals)
    ratios, linearised = linearise_ratios(numerators, denominators, calibrated)
    residuals = adjust_residuals(linearised, weights, auxiliaries, leverage)
    return Estimates(ratios, np.sqrt(estimate_variance(calibrated * residuals, strata, frame_sizes)))


def group_indicators(groups: Integers, count: int) -> Floats:
    """The auxiliaries of post-stratification: a 1 in the column of the unit's group, shape (units, count); group -1 has none."""
    return np.vstack([np.eye(count), np.zeros((1, count))])[groups]


def _inverse_cross(weights: Floats, auxiliaries: Floats) -> Floats:
    """The (generalised) inverse of Σ w·x·x'."""
    return np.asarray(np.linalg.pinv((auxiliaries * weights[:, None]).T @ auxiliaries, hermitian=True))
