"""Calibration: weights that give known totals back. Post-stratification, GREG, raking and bounded weights are the same thing.

Sources: Deville and Särndal, JASA 87 (1992); Särndal, Swensson and Wretman (1992), ch. 6 and 7 (variance of g-weighted residuals);
MacKinnon and White, J. of Econometrics 29 (1985) for the leverage adjustments HC2 and HC3. All distances have the variance of GREG
(Deville and Särndal 1992): residuals of the regression with design weights, times the calibrated weights.
"""

from typing import Literal

import numpy as np

from aggregate.estimators.arrays import Estimates, Floats, Integers, takes_arrays
from aggregate.estimators.distances import LINEAR, Distance
from aggregate.estimators.stratified import estimate_variance, linearise_ratios
from catalogue.errors import EstimateError
from catalogue.messages import say

Leverage = Literal["none", "hc2", "hc3"]
LARGEST_LEVERAGE = 0.95
TOLERANCE, EXACT = 1e-9, 1e-14
LARGEST_STEPS, LARGEST_HALVINGS = 100, 25
REDUNDANT = 1e-11


@takes_arrays
def calibrate_weights(weights: Floats, auxiliaries: Floats, totals: Floats, distance: Distance = LINEAR) -> Floats:
    """Weights w·F(x'λ) whose totals of x are the known ones, to 1e-9 at least; Newton's method with halved steps.

    Args:
        weights: design weights, shape (units,).
        auxiliaries: x, shape (units, p), which may be redundant; a row of zeros keeps its weight (units taken with certainty).
        totals: known totals of x over the frame (without such units), shape (p,).
        distance: linear by default (post-stratification, GREG); see `distances` for raking and bounded weights.

    Raises:
        EstimateError: no such weights exist: totals contradict one another, a group has no unit, or the bounds are too narrow.
    """
    scale = np.maximum(np.maximum(np.abs(totals), weights @ np.abs(auxiliaries)), 1e-300)
    multipliers = np.zeros(len(totals))
    ratios, gap = _try_multipliers(multipliers, weights, auxiliaries, totals, distance)
    for _ in range(LARGEST_STEPS):
        if np.linalg.norm(gap / scale) <= EXACT:
            break
        direction = invert_cross(weights * distance.find_slopes(auxiliaries @ multipliers), auxiliaries) @ gap
        for halvings in range(LARGEST_HALVINGS):
            tried = multipliers + 0.5**halvings * direction
            new_ratios, new_gap = _try_multipliers(tried, weights, auxiliaries, totals, distance)
            if np.linalg.norm(new_gap / scale) < np.linalg.norm(gap / scale):
                break
        else:
            break
        multipliers, ratios, gap = tried, new_ratios, new_gap
    _check_met(gap / scale, totals)
    return np.asarray(weights * ratios)


def _try_multipliers(
    multipliers: Floats, weights: Floats, auxiliaries: Floats, totals: Floats, distance: Distance
) -> tuple[Floats, Floats]:
    """The ratios of new to old weight, and what the new weights' totals lack."""
    ratios = distance.find_ratios(auxiliaries @ multipliers)
    return ratios, totals - (weights * ratios) @ auxiliaries


def _check_met(gaps: Floats, totals: Floats) -> None:
    """Raises unless all relative gaps are below the tolerance; names the total that is farthest off."""
    if not np.abs(gaps).max(initial=0) <= TOLERANCE:
        worst = int(np.argmax(np.nan_to_num(np.abs(gaps), nan=np.inf)))
        raise EstimateError(
            say(
                "No weights give the known totals back: total number {number} ({total}) stays off by {gap:.2%}. Check that the totals agree"
                " with one another and that each group has labelled enterprises; join small groups, or widen the bounds of the weights.",
                number=worst + 1,
                total=float(totals[worst]),
                gap=float(abs(gaps[worst])),
            )
        )


@takes_arrays
def find_residuals(values: Floats, weights: Floats, auxiliaries: Floats) -> Floats:
    """What the auxiliaries leave unexplained of the values, regressed with the design weights; values have shape (..., units)."""
    slopes = (values * weights) @ auxiliaries @ invert_cross(weights, auxiliaries)
    return np.asarray(values - slopes @ auxiliaries.T)


@takes_arrays
def find_leverages(weights: Floats, auxiliaries: Floats) -> Floats:
    """How far each unit pulls its own fit, h = w·x'(Σ w·x·x')⁻x, shape (units,), at most .95."""
    leverages = weights * ((auxiliaries @ invert_cross(weights, auxiliaries)) * auxiliaries).sum(axis=1)
    return np.asarray(np.minimum(leverages, LARGEST_LEVERAGE))


@takes_arrays
def adjust_residuals(values: Floats, weights: Floats, auxiliaries: Floats, leverage: Leverage) -> Floats:
    """Residuals e, or e/√(1-h) (hc2), or e/(1-h) (hc3): small samples with many auxiliaries understate the error otherwise."""
    residuals = find_residuals(values, weights, auxiliaries)
    power = {"none": 0.0, "hc2": 0.5, "hc3": 1.0}[leverage]
    return np.asarray(residuals / (1 - find_leverages(weights, auxiliaries)) ** power)


@takes_arrays
def estimate_calibrated_totals(
    values: Floats,
    weights: Floats,
    auxiliaries: Floats,
    totals: Floats,
    strata: Integers,
    frame_sizes: Floats | None = None,
    leverage: Leverage = "none",
    distance: Distance = LINEAR,
    clusters: Integers | None = None,
) -> Estimates:
    """Totals with calibrated weights w*, and the stratified variance of w*·e; values have shape (..., units)."""
    calibrated = calibrate_weights(weights, auxiliaries, totals, distance)
    residuals = adjust_residuals(values, weights, auxiliaries, leverage)
    variance = estimate_variance(calibrated * residuals, strata, frame_sizes, clusters=clusters)
    return Estimates((calibrated * values).sum(axis=-1), np.sqrt(variance))


@takes_arrays
def estimate_calibrated_ratios(
    numerators: Floats,
    denominators: Floats,
    weights: Floats,
    auxiliaries: Floats,
    totals: Floats,
    strata: Integers,
    frame_sizes: Floats | None = None,
    leverage: Leverage = "none",
    distance: Distance = LINEAR,
    clusters: Integers | None = None,
) -> Estimates:
    """Ratios, and with 0/1 denominators domain means, with calibrated weights; rows of shape (..., units)."""
    calibrated = calibrate_weights(weights, auxiliaries, totals, distance)
    ratios, linearised = linearise_ratios(numerators, denominators, calibrated)
    residuals = adjust_residuals(linearised, weights, auxiliaries, leverage)
    return Estimates(ratios, np.sqrt(estimate_variance(calibrated * residuals, strata, frame_sizes, clusters=clusters)))


@takes_arrays
def group_indicators(groups: Integers, count: int) -> Floats:
    """The auxiliaries of post-stratification: a 1 in the column of the unit's group, shape (units, count); group -1 has none."""
    return np.vstack([np.eye(count), np.zeros((1, count))])[groups]


def invert_cross(weights: Floats, auxiliaries: Floats) -> Floats:
    """The (generalised) inverse of Σ w·x·x', its columns brought to one scale first so that persons and turnover may stand side by side."""
    cross = (auxiliaries * weights[:, None]).T @ auxiliaries
    size = np.sqrt(np.maximum(np.diag(cross), 0))
    size[size == 0] = 1.0
    return np.asarray(np.linalg.pinv(cross / np.outer(size, size), rcond=REDUNDANT, hermitian=True) / np.outer(size, size))
