"""Shares in thousands of domains with the variances of calibrated ratios, by sums over each domain's own units.

The formulas are those of `stratified.linearise_ratios`, `calibration.adjust_residuals` and `stratified.estimate_variance`, and so are the
sources. The residual of a unit k in domain d is u = g(z - B'x), with z = d(y - r)/X zero outside of the domain and g = w/(1-h): only B'x is
there for every unit. With Q the auxiliaries and strata of the units, deviations from the stratum's mean are s - Qc, s sparse, and their sum
of squares is s's - 2c'Q's + c'(Q'Q)c: no array of domains × units is needed.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from aggregate.estimators.arrays import Floats, Integers, hold_arrays, takes_arrays
from aggregate.estimators.calibration import Leverage, find_leverages, invert_cross
from aggregate.estimators.clusters import split_by_stratum
from aggregate.estimators.stratified import LonelyPolicy, find_open_shares, spread_to_lonely

POWERS = {"none": 0.0, "hc2": 0.5, "hc3": 1.0}
ROUNDING = 1e-13


@dataclass(frozen=True, slots=True)
class Calibration:
    """Auxiliaries x (units, p) and design weights (units,) that the calibrated weights came from, and how residuals are adjusted."""

    auxiliaries: Floats
    design_weights: Floats
    leverage: Leverage = "none"

    def __post_init__(self) -> None:
        hold_arrays(self)


@dataclass(frozen=True, slots=True)
class Selection:
    """How units were drawn: stratum 0..H-1 (units,), N of each stratum (H,) or None without correction, clusters (units,) or None."""

    strata: Integers
    frame_sizes: Floats | None = None
    clusters: Integers | None = None
    lonely: LonelyPolicy = "adjust"

    def __post_init__(self) -> None:
        hold_arrays(self)


@dataclass(frozen=True, slots=True)
class Deviations:
    """Deviations s - Qc, one row a domain: s (domains, parts) sparse, Q (parts, q), c (domains, q)."""

    sparse: csr_array
    common: Floats
    factors: Floats

    def sum_squares(self) -> Floats:
        """The sum of squares of each row; what is left of it by rounding alone is zero."""
        own = np.asarray(self.sparse.power(2).sum(axis=1)).ravel()
        crossed = ((self.sparse @ self.common) * self.factors).sum(axis=1)
        products = csr_array(self.common).T @ csr_array(self.common)  # mostly zeros, since most columns are strata or groups
        shared = ((products @ self.factors.T) * self.factors.T).sum(axis=0)
        squares = own - 2 * crossed + shared
        return np.asarray(np.where(squares > ROUNDING * (own + shared), squares, 0.0))

    def add_up(self, owners: Integers) -> "Deviations":
        """The same of sums over parts that have one owner (0, 1, ...)."""
        places = np.arange(len(owners))
        sums = csr_array((np.ones(len(owners)), (places, owners)), shape=(len(owners), int(owners.max()) + 1))
        return Deviations(csr_array(self.sparse @ sums), np.asarray(sums.T @ self.common), self.factors)


@takes_arrays
def estimate_domain_shares(
    values: Floats, domains: csr_array, weights: Floats, selection: Selection, calibration: Calibration | None = None
) -> tuple[Floats, Floats]:
    """Weighted means of values in domains and their linearised variances, each of shape (domains,); NaN where a domain has no unit.

    Args:
        values: y, shape (units,).
        domains: how much of the unit is of the domain, mostly 0 or 1, shape (domains, units); without the zeros.
        weights: calibrated weights (or design weights where nothing was calibrated), shape (units,).
        selection: of the sample.
        calibration: what was calibrated; None for design weights.
    """
    sizes = domains @ weights
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = np.asarray((domains @ (weights * values)) / sizes)
    linearised = _linearise(values, domains, shares, sizes)
    factors, slopes = _regress(linearised, weights, calibration)
    auxiliaries = calibration.auxiliaries if calibration else np.zeros((len(values), 0))
    residuals = linearised @ _diagonal(factors)
    variances = _vary(csr_array(residuals), auxiliaries * factors[:, None], slopes, selection)
    return shares, np.where(sizes > 0, variances, 0.0)


def _linearise(values: Floats, domains: csr_array, shares: Floats, sizes: Floats) -> csr_array:
    """d(y - r)/X, with the zeros of the domains left out."""
    rows = np.repeat(np.arange(domains.shape[0]), np.diff(domains.indptr))
    with np.errstate(invalid="ignore", divide="ignore"):
        parts = domains.data * (values[domains.indices] - shares[rows]) / sizes[rows]
    return csr_array((np.nan_to_num(parts), domains.indices, domains.indptr), shape=domains.shape)


def _regress(linearised: csr_array, weights: Floats, calibration: Calibration | None) -> tuple[Floats, Floats]:
    """What a unit's residual counts, g, shape (units,), and the slopes B of each domain's values on the auxiliaries, shape (domains, p)."""
    if calibration is None or calibration.auxiliaries.shape[1] == 0:
        return weights, np.zeros((linearised.shape[0], 0 if calibration is None else calibration.auxiliaries.shape[1]))
    x, design = calibration.auxiliaries, calibration.design_weights
    slopes = np.asarray(linearised @ (design[:, None] * x)) @ invert_cross(design, x)
    return weights / (1 - find_leverages(design, x)) ** POWERS[calibration.leverage], slopes


def _vary(sparse: csr_array, common: Floats, slopes: Floats, selection: Selection) -> Floats:
    """The variance of the totals of rows s - common·slopes, as `stratified.estimate_variance` has it of dense rows."""
    strata, owners = selection.strata, None
    open_share = find_open_shares(strata, selection.frame_sizes)
    count = len(open_share)
    if selection.clusters is not None:
        parts, strata, owners = split_by_stratum(selection.clusters, strata)
        joined = Deviations(sparse, common, slopes).add_up(parts)
        sparse, common = joined.sparse, joined.common
    members = np.bincount(strata, minlength=count).astype(np.float64)
    alone = (members == 1) & (open_share > 0)
    spread = np.sqrt(open_share * np.where(members > 1, members / np.maximum(members - 1, 1), 1.0))[strata]
    deviations = _centre(sparse, common, slopes, strata, np.where(alone & (selection.lonely == "adjust"), np.inf, np.maximum(members, 1)))
    scaled = Deviations(csr_array(deviations.sparse @ _diagonal(spread)), deviations.common * spread[:, None], deviations.factors)
    variance = scaled.sum_squares()
    if owners is not None and len(np.unique(owners)) < len(owners):
        variance = np.maximum(variance, scaled.add_up(owners).sum_squares())
    return spread_to_lonely(variance, members, alone) if selection.lonely == "average" else variance


def _centre(sparse: csr_array, common: Floats, slopes: Floats, strata: Integers, sizes: Floats) -> Deviations:
    """Deviations of rows s - common·slopes from their mean in each stratum, `sizes` being the number of its parts (∞: mean zero)."""
    strata_of = np.eye(len(sizes))[strata]
    means = (np.asarray(sparse @ strata_of) - slopes @ (common.T @ strata_of)) / sizes
    return Deviations(sparse, np.hstack([common, strata_of]), np.hstack([slopes, means]))


def _diagonal(values: Floats) -> csr_array:
    places = np.arange(len(values))
    return csr_array((values, (places, places)), shape=(len(values), len(values)))
