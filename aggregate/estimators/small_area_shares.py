"""Shares of small areas: smoothed variances, a scale on which shares are nearly normal, and agreement with the national total.

Sources: generalised variance functions, Wolter, Introduction to Variance Estimation (2007), ch. 7, kept to the same sum as in Hidiroglou,
Beaumont and Yung, Survey Methodology 45 (2019); transformed area models with the mean over what is left unknown, Rao and Molina (2015),
ch. 6; benchmarking by a ratio, ibid.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.special import expit, logit
from scipy.stats import norm

from aggregate.estimators.arrays import Floats, takes_arrays
from aggregate.estimators.small_areas import AreaModel, Fitting, estimate_areas, fit_areas

Scale = Literal["raw", "arcsine", "logit"]
NODES, NODE_WEIGHTS = np.polynomial.hermite_e.hermegauss(30)
FEWEST_FOR_SLOPE = 10


@dataclass(frozen=True, slots=True)
class AreaShares:
    """Shares of areas with root mean squared errors and intervals, shape (areas,); `direct_parts` is what labels of the area say in it."""

    values: Floats
    errors: Floats
    low: Floats
    high: Floats
    direct_parts: Floats
    model: AreaModel


@takes_arrays
def smooth_variances(variances: Floats, shares: Floats, sizes: Floats, *, fit_slope: bool = True) -> Floats:
    """Variances that do not jump with the few labels they rest on: log ψ = a + b·log(p(1-p)/n), blown up to the same sum.

    Args:
        variances: as estimated; zeros, NaN and areas of one label take no part in the fit, shape (areas,).
        shares: p, steadied beforehand (national or predicted by covariates), strictly between 0 and 1.
        sizes: n labels of each area.
        fit_slope: False keeps b = 1, one design effect for all; so do fewer than FEWEST_FOR_SLOPE areas.

    Returns:
        Smoothed variances of all areas that have a label; NaN for the others.

    Raises:
        ValueError: no area has a variance.
    """
    with np.errstate(divide="ignore"):
        simple = shares * (1 - shares) / sizes
    used = np.isfinite(variances) & (variances > 0) & (sizes > 1)
    if not used.any():
        raise ValueError("No area has a variance to learn from.")
    slope = 1.0
    x, y = np.log(simple[used]), np.log(variances[used])
    if fit_slope and used.sum() >= FEWEST_FOR_SLOPE and np.ptp(x) > 0:
        slope = float(np.cov(x, y)[0, 1] / x.var(ddof=1))
    fitted = np.where(sizes > 0, simple, np.nan) ** slope
    return np.asarray(fitted * variances[used].sum() / fitted[used].sum())


@takes_arrays
def estimate_area_shares(
    shares: Floats,
    variances: Floats,
    steady: Floats,
    covariates: Floats,
    scale: Scale = "arcsine",
    fitting: Fitting = "reml",
    level: float = 0.95,
    own_spread: Floats | None = None,
) -> AreaShares:
    """Small-area shares of areas with and without labels.

    Args:
        shares: direct estimates, NaN where there is none, shape (areas,).
        variances: smoothed, NaN where there is none.
        steady: shares p at which the variance is carried over to the scale, var/(4p(1-p)) or var/(p(1-p))², as in `smooth_variances`.
        covariates: known of all areas, with a column of ones, shape (areas, p).
        scale: raw; arcsin √p, on which the variance hardly depends on p; or logit, with shares kept half a label from 0 and 1.
        fitting: of the area model.
        level: of the intervals, which are symmetric on the scale.
        own_spread: variance of the true share of an area around what is true of areas like it, because it has few units (for N units of
            unexplained variance s², s²/N); as far as an area leans on others, (1 - γ)², it joins the mean squared error.

    Raises:
        ValueError: as `fit_areas`.
    """
    direct, psi = _put_on_scale(shares, variances, steady, scale)
    known = np.isfinite(direct) & np.isfinite(psi)
    model = fit_areas(direct[known], covariates[known], psi[known], fitting)
    found = estimate_areas(model, direct, covariates, psi)
    spread = np.where(known, found.direct_parts * np.where(known, psi, 0), model.variance)
    own = np.zeros(len(shares)) if own_spread is None else (1 - found.direct_parts) ** 2 * _carry_variance(own_spread, steady, scale)
    deviations = np.sqrt(found.mean_squared_errors + own)
    reach = float(norm.ppf((1 + level) / 2)) * deviations
    values = _mean_back(found.values, spread, scale)
    low, high = (_bring_back(found.values + sign * reach, scale) for sign in (-1, 1))
    return AreaShares(values, _steepness(found.values, scale) * deviations, low, high, found.direct_parts, model)


@takes_arrays
def benchmark_areas(values: Floats, errors: Floats, sizes: Floats, total: float) -> tuple[Floats, Floats]:
    """Shares times one ratio so that Σ N·share is the total, and errors √(error² + shift²).

    Args:
        values: shares of areas that together are the whole, shape (areas,).
        errors: their root mean squared errors.
        sizes: N of each.
        total: the national direct total, which is more certain than any area.
    """
    fitted = float(sizes @ values)
    shifted = values * (total / fitted) if fitted > 0 else values
    return shifted, np.sqrt(errors**2 + (shifted - values) ** 2)


def _put_on_scale(shares: Floats, variances: Floats, steady: Floats, scale: Scale) -> tuple[Floats, Floats]:
    carried = _carry_variance(variances, steady, scale)
    if scale == "raw":
        return shares, carried
    if scale == "arcsine":
        return np.arcsin(np.sqrt(np.clip(shares, 0, 1))), carried
    effective = steady * (1 - steady) / variances
    return logit((shares * effective + 0.5) / (effective + 1)), carried


def _carry_variance(variances: Floats, steady: Floats, scale: Scale) -> Floats:
    spread = steady * (1 - steady)
    return variances / {"raw": np.ones_like(spread), "arcsine": 4 * spread, "logit": spread**2}[scale]


def _bring_back(values: Floats, scale: Scale) -> Floats:
    if scale == "raw":
        return np.clip(values, 0, 1)
    return np.asarray(np.sin(np.clip(values, 0, np.pi / 2)) ** 2 if scale == "arcsine" else expit(values))


def _mean_back(values: Floats, spread: Floats, scale: Scale) -> Floats:
    """The mean share of areas whose value on the scale is normal with this mean and variance; raw values stay as they are."""
    if scale == "raw":
        return values
    if scale == "arcsine":
        return np.asarray((1 - np.cos(2 * values) * np.exp(-2 * spread)) / 2)
    points = values[:, None] + np.sqrt(spread)[:, None] * NODES
    return np.asarray(expit(points) @ NODE_WEIGHTS / NODE_WEIGHTS.sum())


def _steepness(values: Floats, scale: Scale) -> Floats:
    """The derivative of the share at a value on the scale."""
    if scale == "raw":
        return np.ones_like(values)
    if scale == "arcsine":
        return np.abs(np.sin(2 * np.clip(values, 0, np.pi / 2)))
    return np.asarray(expit(values) * (1 - expit(values)))
