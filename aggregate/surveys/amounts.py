"""Totals of amounts, and ratios of two of them, in domains: generalised regression with outliers treated.

Sources: Särndal, Swensson and Wretman, Model Assisted Survey Sampling (1992), ch. 6 and 7 (regression estimator, variance of g-weighted
residuals) and 5.6 (ratios); outliers: `winsorising`. Domains use the whole sample, with zeros outside of them, so that totals of parts add
up to the total of the whole.
"""

from dataclasses import dataclass

import numpy as np
from scipy.stats import t as student

from aggregate.estimators.arrays import Booleans, Estimates, Floats, Integers
from aggregate.estimators.calibration import Leverage, calibrate_weights, estimate_calibrated_ratios, estimate_calibrated_totals
from aggregate.estimators.intervals import logit_interval
from aggregate.surveys.winsorising import Treated, treat_outliers

LEVERAGE: Leverage = "hc3"
WIDEST = 500.0
"""Half-width on the logit scale beyond which an interval is all from 0 to 1."""


@dataclass(frozen=True, slots=True)
class AmountSample:
    """The units that gave an amount, arrays of one length but for `frame_sizes` (H,) and `totals` (p,).

    `weights` design weights after adjustment for nonresponse; `strata` 0..H-1; `frame_sizes` their N, infinite where nobody knows it (no
    finite population correction); `auxiliaries` x (units, p), zeros for units of strata answered whole; `totals` of x over the frame
    without such units.
    """

    weights: Floats
    strata: Integers
    frame_sizes: Floats
    auxiliaries: Floats
    totals: Floats

    @property
    def calibrated(self) -> Floats:
        """Weights whose totals of x are the known ones."""
        return calibrate_weights(self.weights, self.auxiliaries, self.totals)

    @property
    def degrees(self) -> int:
        """Degrees of freedom: units that were drawn by chance, less their strata; at least one."""
        chance = ~((np.bincount(self.strata, minlength=len(self.frame_sizes)) >= self.frame_sizes)[self.strata])
        return max(int(chance.sum()) - len(np.unique(self.strata[chance])), 1)


@dataclass(frozen=True, slots=True)
class AmountEstimates:
    """Estimates in domains, arrays of shape (domains,), in the amount's unit (ratios: none).

    `values` with outliers treated, `untreated` without; `standard_errors` of the treated ones; `low` and `high` hold the effect of the
    treatment as a possible bias: value ± t·√(SE² + effect²). NaN where a domain has no answer.
    """

    values: Floats
    standard_errors: Floats
    low: Floats
    high: Floats
    untreated: Floats
    untreated_errors: Floats
    labelled: Floats


def treat(values: Floats, sample: AmountSample) -> Treated:
    """The values of a sample, shape (units,), with outliers treated for its calibrated weights."""
    return treat_outliers(values, sample.calibrated, sample.weights, sample.auxiliaries)


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
    plain, figures = (estimate_calibrated_totals(v * domains, *design, leverage=LEVERAGE) for v in (values, treated))
    half = _reach(figures, plain, sample.degrees, level)
    labelled = domains.sum(axis=1)
    blank = np.where(labelled > 0, 0.0, np.nan)
    low, high = np.maximum(figures.values - half, 0.0) + blank, figures.values + half + blank
    return AmountEstimates(
        figures.values + blank, figures.standard_errors, low, high, plain.values + blank, plain.standard_errors, labelled
    )


def estimate_ratios(
    numerators: tuple[Floats, Floats], denominators: tuple[Floats, Floats], sample: AmountSample, domains: Floats, level: float = 0.95
) -> AmountEstimates:
    """Ratios of two totals in domains, such as sales to turnover; each amount as answered and with outliers treated, shapes as above.

    Intervals of ratios between 0 and 1 are symmetric on the logit scale, of others on their own; NaN where the denominator is empty.
    """
    design = (sample.weights, sample.auxiliaries, sample.totals, sample.strata, sample.frame_sizes)
    pairs = zip(numerators, denominators, strict=True)
    with np.errstate(invalid="ignore"):
        plain, figures = (_blank(estimate_calibrated_ratios(y * domains, x * domains, *design, leverage=LEVERAGE)) for y, x in pairs)
    half = _reach(figures, plain, sample.degrees, level)
    low, high = np.maximum(figures.values - half, 0.0), figures.values + half
    inside = (figures.values > 0) & (figures.values < 1)
    quantile = student.ppf((1 + level) / 2, sample.degrees)
    shares = np.where(inside, figures.values, 0.5)
    errors = np.minimum(half, WIDEST * shares * (1 - shares)) / quantile
    on_scale = logit_interval(shares, errors**2, sample.degrees, level)
    low, high = (np.where(inside, mine, other) for mine, other in zip(on_scale, (low, high), strict=True))
    return AmountEstimates(figures.values, figures.standard_errors, low, high, plain.values, plain.standard_errors, domains.sum(axis=1))


def are_weights_sound(sample: AmountSample, lowest: float = 0.1, highest: float = 10.0) -> bool:
    """Whether calibration moves no weight out of `lowest` to `highest` times what it was: else there are too many auxiliaries."""
    ratios = sample.calibrated / sample.weights
    return bool(np.all((ratios >= lowest) & (ratios <= highest)))


def _reach(figures: Estimates, plain: Estimates, degrees: int, level: float) -> Floats:
    effect = plain.values - figures.values
    return np.asarray(student.ppf((1 + level) / 2, degrees) * np.sqrt(figures.standard_errors**2 + effect**2))


def _blank(figures: Estimates) -> Estimates:
    """Standard errors of ratios without a denominator are NaN too."""
    missing: Booleans = np.isnan(figures.values)
    return Estimates(figures.values, np.where(missing, np.nan, figures.standard_errors))
