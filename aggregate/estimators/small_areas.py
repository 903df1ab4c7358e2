"""Small domains: Fay and Herriot's area model, which lends each area the strength of the others through what is known of all of them.

Sources: Fay and Herriot, JASA 74 (1979); Rao and Molina, Small Area Estimation (2015), ch. 6: fitting, EBLUP, mean squared errors of Prasad
and Rao (1990) and of Datta, Rao and Smith (2005). y = x'β + v + e, V(v) = A for all areas, V(e) = ψ taken as known.

Not for fewer than about twenty areas; not with covariates that are themselves sample estimates (Ybarra and Lohr 2008): shares that the
crawl counts in the whole register are fine, however wrong the classifier.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from aggregate.estimators.arrays import Floats, takes_arrays

Fitting = Literal["reml", "ml", "moments"]
STEPS, NEAR = 200, 1e-10


@dataclass(frozen=True, slots=True)
class AreaModel:
    """A fitted model: A, β with its covariance (p, p), and whether the search for A ended (A is 0 where the areas do not differ more)."""

    variance: float
    slopes: Floats
    covariance: Floats
    fitting: Fitting
    converged: bool

    @property
    def slope_errors(self) -> Floats:
        """Standard errors of β, given A."""
        return np.asarray(np.sqrt(np.diag(self.covariance)))


@dataclass(frozen=True, slots=True)
class AreaEstimates:
    """Estimates of areas: EBLUP, its mean squared error, and the part that the direct estimate has in it; arrays of shape (areas,)."""

    values: Floats
    mean_squared_errors: Floats
    direct_parts: Floats


@takes_arrays
def fit_areas(direct: Floats, covariates: Floats, variances: Floats, fitting: Fitting = "reml") -> AreaModel:
    """The variance A between areas and the slopes β.

    Args:
        direct: direct estimates y, shape (areas,).
        covariates: x with a column of ones, shape (areas, p), of full rank with p < areas.
        variances: ψ of the direct estimates, all positive and smoothed (`smooth_variances`), shape (areas,).
        fitting: restricted or full maximum likelihood by Fisher scoring, or Fay and Herriot's moments: Σ(y - x'β)²/(A + ψ) = areas - p.

    Raises:
        ValueError: a variance is not positive, covariates depend on one another, or there are no more areas than they.
    """
    areas, count = covariates.shape
    if not (variances > 0).all() or areas <= count or _find_rank(covariates) < count:
        raise ValueError("Variances of areas must be positive, and areas more than covariates, none of which may follow from the others.")
    step = {"reml": _step_reml, "ml": _step_ml, "moments": _step_moments}[fitting]
    between, converged = float(np.median(variances)), False
    for _ in range(STEPS):
        change = step(between, direct, covariates, variances)
        old, between = between, max(between + change, 0.0)
        if abs(between - old) <= NEAR * (between + float(variances.min())):
            converged = True
            break
    slopes, covariance = _fit_slopes(between, direct, covariates, variances)
    return AreaModel(between, slopes, covariance, fitting, converged)


@takes_arrays
def estimate_areas(model: AreaModel, direct: Floats, covariates: Floats, variances: Floats) -> AreaEstimates:
    """EBLUP x'β + γ(y - x'β) with γ = A/(A + ψ), and mean squared error g1 + g2 + 2·g3, less the bias of A by ML and moments.

    Areas that were not in the fit may be among them: one without a direct estimate has NaN in `direct` and `variances` and gets x'β with
    the error A + x'V(β)x.

    Args:
        model: as `fit_areas` gives it.
        direct: y, shape (areas,).
        covariates: x, shape (areas, p).
        variances: ψ, shape (areas,).
    """
    known = np.isfinite(direct) & np.isfinite(variances)
    psi = np.where(known, variances, np.inf)
    between, used = model.variance, variances[known]
    parts = np.where(known, between / (between + psi), 0.0)
    synthetic = covariates @ model.slopes
    values = synthetic + parts * (np.where(known, direct, 0.0) - np.where(known, synthetic, 0.0))
    own = np.where(known, parts * np.where(known, variances, 0.0), between)
    slopes = (1 - parts) ** 2 * ((covariates @ model.covariance) * covariates).sum(axis=1)
    spread, bias = _error_of_variance(model, covariates[known], used)
    third = np.where(known, (1 - parts) ** 2 / (between + psi) * spread, 0.0)
    return AreaEstimates(values, own + slopes + 2 * third - np.where(known, (1 - parts) ** 2 * bias, 0.0), parts)


def _find_rank(covariates: Floats) -> int:
    """The rank of columns brought to one scale."""
    size = np.abs(covariates).max(axis=0)
    return int(np.linalg.matrix_rank(covariates / np.where(size > 0, size, 1.0)))


def _fit_slopes(between: float, direct: Floats, covariates: Floats, variances: Floats) -> tuple[Floats, Floats]:
    weighted = covariates / (between + variances)[:, None]
    covariance = np.linalg.inv(weighted.T @ covariates)
    return np.asarray(covariance @ (weighted.T @ direct)), np.asarray(covariance)


def _projection(between: float, covariates: Floats, variances: Floats) -> Floats:
    """P = V⁻¹ - V⁻¹X(X'V⁻¹X)⁻¹X'V⁻¹."""
    weighted = covariates / (between + variances)[:, None]
    return np.asarray(np.diag(1 / (between + variances)) - weighted @ np.linalg.inv(weighted.T @ covariates) @ weighted.T)


def _step_reml(between: float, direct: Floats, covariates: Floats, variances: Floats) -> float:
    projection = _projection(between, covariates, variances)
    residuals = projection @ direct
    score = residuals @ residuals - np.trace(projection)
    return float(score / (projection**2).sum())  # information tr(PP)/2, score half of the above


def _step_ml(between: float, direct: Floats, covariates: Floats, variances: Floats) -> float:
    residuals = _projection(between, covariates, variances) @ direct
    inverse = 1 / (between + variances)
    return float((residuals @ residuals - inverse.sum()) / (inverse**2).sum())


def _step_moments(between: float, direct: Floats, covariates: Floats, variances: Floats) -> float:
    slopes, _ = _fit_slopes(between, direct, covariates, variances)
    squares = (direct - covariates @ slopes) ** 2 / (between + variances)
    return float((squares.sum() - (len(direct) - covariates.shape[1])) / (squares / (between + variances)).sum())


def _error_of_variance(model: AreaModel, covariates: Floats, variances: Floats) -> tuple[float, float]:
    """The asymptotic variance of A, and its bias (0 for REML)."""
    inverse = 1 / (model.variance + variances)
    total, squares, areas = float(inverse.sum()), float((inverse**2).sum()), len(variances)
    if model.fitting == "reml":
        return 2 / squares, 0.0
    if model.fitting == "ml":
        trace = np.trace(model.covariance @ (covariates.T @ (covariates * (inverse**2)[:, None])))
        return 2 / squares, float(-trace / squares)
    return 2 * areas / total**2, 2 * (areas * squares - total**2) / total**3
