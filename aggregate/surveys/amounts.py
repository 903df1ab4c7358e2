"""Totals of amounts, and ratios of two of them, in domains: generalised regression with outliers treated.

Sources: Särndal, Swensson and Wretman, Model Assisted Survey Sampling (1992), ch. 6 and 7 (regression estimator, variance of g-weighted
residuals), 5.6 (ratios) and 9.7 (regression in two phases); outliers: `winsorising`. Domains use the whole sample, with zeros outside of
them, so that totals of parts add up to the total of the whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.stats import t as student

from aggregate.estimators.arrays import Booleans, Estimates, Floats, Integers, hold_arrays, takes_arrays
from aggregate.estimators.calibration import (
    Leverage,
    calibrate_weights,
    estimate_calibrated_ratios,
    estimate_calibrated_totals,
    find_residuals,
)
from aggregate.estimators.phase_variances import list_phases
from aggregate.estimators.stratified import linearise_ratios
from aggregate.estimators.two_phase import Phase, find_earlier_variance
from aggregate.surveys.winsorising import Treated, treat_outliers

LEVERAGE: Leverage = "hc3"
WIDEST = 50.0
"""Half-width on the log or logit scale beyond which an interval says nothing."""
Scale = Literal["log", "logit"]


@dataclass(frozen=True, slots=True)
class AmountSample:
    """The units that gave an amount, arrays of one length but for `frame_sizes` (H,) and `totals` (p,).

    `weights` design weights after adjustment for nonresponse; `strata` 0..H-1; `frame_sizes` their N, infinite where nobody knows it (no
    finite population correction); `auxiliaries` x (units, p), zeros for units of strata answered whole; `totals` of x over the frame
    without such units; `clusters` numbers units that share a deciding website (-1: alone), None where none do.

    `earlier` are the phases that the units came through before they were asked, whose weights are in `weights` too; `registered` those
    of the auxiliaries whose totals the whole register knows, shape (units, q): they narrow what the earlier phases leave open.
    """

    weights: Floats
    strata: Integers
    frame_sizes: Floats
    auxiliaries: Floats
    totals: Floats
    clusters: Integers | None = None
    earlier: tuple[Phase, ...] = ()
    registered: Floats | None = None

    @property
    def certain(self) -> Booleans:
        """Units that were in every phase with certainty: those of strata answered whole, unless an earlier phase drew them."""
        return find_certain(self.strata, self.frame_sizes, self.earlier)

    def __post_init__(self) -> None:
        hold_arrays(self)

    @property
    def calibrated(self) -> Floats:
        """Weights whose totals of x are the known ones."""
        return calibrate_weights(self.weights, self.auxiliaries, self.totals)

    @property
    def degrees(self) -> int:
        """Degrees of freedom: units that were drawn by chance, less their strata; at least one."""
        chance = ~self.certain
        return max(int(chance.sum()) - len(np.unique(self.strata[chance])), 1)


@dataclass(frozen=True, slots=True)
class AmountEstimates:
    """Estimates in domains, arrays of shape (domains,), in the amount's unit (ratios: none).

    `values` with outliers treated, `untreated` without, each with standard errors; `low` and `high` hold the intervals of both, since the
    treatment may have taken away too much. NaN where a domain has no answer, margins also where its figure is 0.
    """

    values: Floats
    standard_errors: Floats
    low: Floats
    high: Floats
    untreated: Floats
    untreated_errors: Floats
    labelled: Floats


def find_certain(strata: Integers, frame_sizes: Floats, earlier: Sequence[Phase] = ()) -> Booleans:
    """Units of strata answered whole that no earlier phase drew by chance, shape (units,)."""
    whole = (np.bincount(strata, minlength=len(frame_sizes)) >= frame_sizes)[strata]
    return np.asarray(np.logical_and.reduce([whole, *(phase.open_shares[phase.strata] == 0 for phase in earlier)]))


@takes_arrays
def treat(values: Floats, sample: AmountSample) -> Treated:
    """The values of a sample, shape (units,), with outliers treated for its calibrated weights."""
    return treat_outliers(values, sample.calibrated, sample.weights, sample.auxiliaries)


@takes_arrays
def estimate_totals(values: Floats, treated: Floats, sample: AmountSample, domains: Floats, level: float = 0.95) -> AmountEstimates:
    """Totals in domains.

    Args:
        values: amounts as answered, not below 0, shape (units,).
        treated: the same with outliers treated (`treat`).
        sample: weights, strata and auxiliaries of the units.
        domains: 1 where the unit is of the domain, shape (domains, units).
        level: of the intervals.
    """
    design = (sample.weights, sample.auxiliaries, sample.totals, sample.strata, sample.frame_sizes)
    plain, figures = (
        _add_phases(estimate_calibrated_totals(v * domains, *design, leverage=LEVERAGE, clusters=sample.clusters), v * domains, sample)
        for v in (values, treated)
    )
    return _join(figures, plain, sample.degrees, domains.sum(axis=1), level, "log")


@takes_arrays
def estimate_ratios(
    numerators: tuple[Floats, Floats],
    denominators: tuple[Floats, Floats],
    sample: AmountSample,
    domains: Floats,
    level: float = 0.95,
    scale: Scale = "log",
) -> AmountEstimates:
    """Ratios of two totals in domains, such as sales to turnover; each amount as answered and with outliers treated, shapes as above.

    `scale` of the intervals: `logit` for parts of a whole, which lie between 0 and 1, else `log`.
    """
    design = (sample.weights, sample.auxiliaries, sample.totals, sample.strata, sample.frame_sizes)
    pairs = zip(numerators, denominators, strict=True)
    with np.errstate(invalid="ignore"):
        plain, figures = (
            _add_phases(
                estimate_calibrated_ratios(y * domains, x * domains, *design, leverage=LEVERAGE, clusters=sample.clusters),
                linearise_ratios(y * domains, x * domains, sample.calibrated)[1],
                sample,
            )
            for y, x in pairs
        )
    return _join(figures, plain, sample.degrees, domains.sum(axis=1), level, scale)


def are_weights_sound(sample: AmountSample, lowest: float = 0.1, highest: float = 10.0) -> bool:
    """Whether calibration moves no weight out of `lowest` to `highest` times what it was: else there are too many auxiliaries."""
    ratios = sample.calibrated / sample.weights
    return bool(np.all((ratios >= lowest) & (ratios <= highest)))


def _add_phases(figures: Estimates, values: Floats, sample: AmountSample) -> Estimates:
    """With the variance of earlier phases, of what the auxiliaries that the register knows leave of (linearised) values, (..., units).

    The states' totals come from the earlier phases themselves, so that states explain nothing there.
    """
    if not sample.earlier:
        return figures
    known = np.ones((len(sample.weights), 1)) if sample.registered is None else sample.registered
    left = np.nan_to_num(find_residuals(values, sample.weights, known))
    phases = list_phases(sample.earlier, sample.strata, sample.frame_sizes, sample.weights)
    return Estimates(figures.values, np.sqrt(figures.standard_errors**2 + find_earlier_variance(left, phases)))


def _join(figures: Estimates, plain: Estimates, degrees: int, labelled: Floats, level: float, scale: Scale) -> AmountEstimates:
    """Treated and untreated figures with the interval that holds those of both."""
    ends = [_interval(figure, degrees, level, scale) for figure in (figures, plain)]
    low, high = np.fmin(ends[0][0], ends[1][0]), np.fmax(ends[0][1], ends[1][1])
    blank = np.where((labelled > 0) & ~np.isnan(figures.values), 0.0, np.nan)
    treated, untreated = ((figure.values + blank, figure.standard_errors + blank) for figure in (figures, plain))
    return AmountEstimates(*treated, low + blank, high + blank, *untreated, labelled)


def _interval(figures: Estimates, degrees: int, level: float, scale: Scale) -> tuple[Floats, Floats]:
    """Symmetric on the scale: amounts are skewed, and their totals with them; NaN where the scale has no such value."""
    values = figures.values
    inside = (values > 0) & ((values < 1) | (scale == "log"))
    centre = np.where(inside, values, 0.5)
    slope = 1 / centre if scale == "log" else 1 / (centre * (1 - centre))
    reach = np.minimum(student.ppf((1 + level) / 2, degrees) * figures.standard_errors * slope, WIDEST)
    if scale == "log":
        ends = centre * np.exp(-reach), centre * np.exp(reach)
    else:
        odds = centre / (1 - centre)
        ends = odds / (odds + np.exp(reach)), odds / (odds + np.exp(-reach))
    low, high = (np.where(inside, end, np.nan) for end in ends)
    return low, high
