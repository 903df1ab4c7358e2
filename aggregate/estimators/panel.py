"""Change between two waves whose samples share units: what both saw alike does not widen the margin of the change.

Sources: Tam, On covariances from overlapping samples, American Statistician 38 (1984); Qualité and Tillé, Variance estimation of changes in
repeated surveys, Survey Methodology 34 (2008), for stratified simple random samples; without frame sizes the unit is the cluster of its two
answers (Särndal, Swensson and Wretman 1992, ch. 9), as in R's survey.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from aggregate.estimators.arrays import Estimates, Floats, Integers, hold_arrays, takes_arrays
from aggregate.estimators.calibration import Leverage, adjust_residuals
from aggregate.estimators.clusters import add_up, name_clusters
from aggregate.estimators.stratified import estimate_variance, linearise_ratios

ABSENT = -1


@dataclass(frozen=True, slots=True)
class Panel:
    """The samples of two waves over all units that are in either (`align_units`).

    `strata` of each wave, 0..H-1 with one numbering, -1 where the unit is not in the wave, shape (units,) each; `sizes` N of each stratum
    and wave, shape (H,) each, or None without finite population correction; `clusters` shape (units,), -1 for units that share with none.
    """

    strata: tuple[Integers, Integers]
    sizes: tuple[Floats, Floats] | None = None
    clusters: Integers | None = None

    def __post_init__(self) -> None:
        hold_arrays(self)


@dataclass(frozen=True, slots=True)
class Figures:
    """Estimates of one wave (0 or 1): values, shape (rows,), and each unit's part in their error, w·u, shape (rows, units), 0 outside."""

    values: Floats
    parts: Floats
    wave: int

    def __post_init__(self) -> None:
        hold_arrays(self)


@dataclass(frozen=True, slots=True)
class Change:
    """Second less first, its standard error, and the variances and covariance it comes from; all of shape (rows,)."""

    values: Floats
    standard_errors: Floats
    first_variances: Floats
    second_variances: Floats
    covariances: Floats


def align_units(first: Sequence[object], second: Sequence[object]) -> tuple[Integers, Integers, int]:
    """The place of each unit of two waves in the list of all units (by their ids), and how many units that list has."""
    known: dict[object, int] = {}
    places = [np.array([known.setdefault(unit, len(known)) for unit in wave], dtype=np.int64) for wave in (first, second)]
    return places[0], places[1], len(known)


@takes_arrays
def spread_out(values: Floats | Integers, places: Integers, count: int, absent: float = 0.0) -> Floats:
    """Values of one wave, shape (..., its units), laid out over all units of the panel; `absent` elsewhere."""
    laid = np.full((*values.shape[:-1], count), absent, dtype=np.float64)
    laid[..., places] = values
    return laid


@takes_arrays
def find_share_figures(
    answers: Floats,
    domains: Floats,
    weights: Floats,
    wave: int,
    auxiliaries: Floats | None = None,
    design_weights: Floats | None = None,
    leverage: Leverage = "none",
) -> Figures:
    """Shares (ratio means) in domains of one wave with their linearised parts; calibrated ones if auxiliaries are given.

    Args:
        answers: y, shape (units,) or, where it differs between domains, (domains, units).
        domains: 1 where the unit is of the domain, shape (domains, units).
        weights: those the shares are estimated with, shape (units,); 0 outside of the wave.
        wave: 0 or 1.
        auxiliaries: x of the calibration, shape (units, p), rows of zeros outside of the wave.
        design_weights: the weights before calibration, shape (units,); needed with auxiliaries.
        leverage: adjustment of the residuals.
    """
    values, linearised = linearise_ratios(answers * domains, domains, weights)
    linearised = np.nan_to_num(linearised)
    if auxiliaries is not None:
        linearised = adjust_residuals(linearised, weights if design_weights is None else design_weights, auxiliaries, leverage)
    return Figures(values, weights * linearised, wave)


def estimate_change(first: Figures, second: Figures, panel: Panel) -> Change:
    """V(second - first) = V1 + V2 - 2·C12."""
    one, two = _variance(first.parts, 0, panel), _variance(second.parts, 1, panel)
    covariance = estimate_covariance(first.parts, second.parts, panel)
    change = combine_figures([(-1, first), (1, second)], panel)
    return Change(change.values, change.standard_errors, one, two, covariance)


def combine_figures(terms: Sequence[tuple[float, Figures]], panel: Panel) -> Estimates:
    """The sum of factor times figure, with the error of the sum; figures of both waves, all of shape (rows,)."""
    values = np.sum([factor * figures.values for factor, figures in terms], axis=0)
    parts = [np.zeros_like(terms[0][1].parts), np.zeros_like(terms[0][1].parts)]
    for factor, figures in terms:
        parts[figures.wave] = parts[figures.wave] + factor * figures.parts
    if panel.sizes is None:
        return Estimates(values, np.sqrt(_unit_variance(parts[0] + parts[1], panel)))
    variance = _variance(parts[0], 0, panel) + _variance(parts[1], 1, panel) + 2 * estimate_covariance(parts[0], parts[1], panel)
    return Estimates(values, np.sqrt(np.maximum(variance, 0)))


@takes_arrays
def estimate_covariance(first: Floats, second: Floats, panel: Panel) -> Floats:
    """C12 of two waves' weighted linearised values, shape (rows, units) each, 0 outside of the wave.

    With frame sizes, in each stratum (n12 - n1·n2/N) times the covariance among the n12 units in both waves; N is the smaller of the two
    waves'. Units that changed stratum, and strata with fewer than two units in both waves, add nothing, which leaves the margin of a change
    rather too wide. Never more than √(V1·V2).
    """
    if panel.sizes is None:
        return np.asarray((_unit_variance(first + second, panel) - _unit_variance(first - second, panel)) / 4)
    total, (one, two) = np.zeros(first.shape[:-1]), panel.strata
    for stratum, size in enumerate(np.minimum(*panel.sizes).tolist()):
        common = (one == stratum) & (two == stratum)
        if common.any():
            open_part = 1 - (one == stratum).sum() * (two == stratum).sum() / (size * common.sum())
            owners = np.arange(int(common.sum())) if panel.clusters is None else name_clusters(panel.clusters[common])
            total += open_part * _covariance_of_sums(first[..., common], second[..., common], owners)
    largest = np.sqrt(_variance(first, 0, panel) * _variance(second, 1, panel))
    return np.clip(total, -largest, largest)


def _covariance_of_sums(first: Floats, second: Floats, owners: Integers) -> Floats:
    """m/(m-1) times the products of deviations of m clusters' sums; 0 for a single one."""
    count = int(owners.max()) + 1
    deviations = [sums - sums.mean(axis=-1, keepdims=True) for sums in (add_up(wave, owners, count) for wave in (first, second))]
    return np.asarray(count / max(count - 1, 1) * (deviations[0] * deviations[1]).sum(axis=-1))


def _variance(parts: Floats, wave: int, panel: Panel) -> Floats:
    """The variance of one wave's figures by themselves."""
    if panel.sizes is None:
        return _unit_variance(parts, panel)
    there = panel.strata[wave] != ABSENT
    clusters = None if panel.clusters is None else panel.clusters[there]
    return estimate_variance(parts[..., there], panel.strata[wave][there], panel.sizes[wave], clusters=clusters)


def _unit_variance(parts: Floats, panel: Panel) -> Floats:
    """All units of either wave are drawn units, those outside of a wave with zero; a unit counts in the stratum of its first wave."""
    strata = np.where(panel.strata[0] == ABSENT, panel.strata[1], panel.strata[0])
    return estimate_variance(parts, strata, clusters=panel.clusters)
