"""Simple random samples without replacement: means and shares, also with the help of one auxiliary whose mean in the frame is known.

Source: Cochran, Sampling Techniques (1977), ch. 2, 3, 6 and 7; formulas as in Kauermann and Küchenhoff, Stichproben (2011). Not for samples
with strata or weights: `stratified` and `calibration` contain these as special cases. Values and auxiliaries have shape (units,);
`frame_mean` is the auxiliary's mean in the frame, `frame_size` N, None for an infinite frame.
"""

import numpy as np
from scipy.stats import norm

from aggregate.estimators.arrays import Estimates, Floats, takes_arrays
from aggregate.estimators.intervals import Interval


@takes_arrays
def estimate_mean(values: Floats, frame_size: float | None = None) -> Estimates:
    """The mean with variance (1 - n/N)·s²/n; values of shape (..., units), N None for an infinite frame.

    One unit has no standard error (NaN); a sample of none or of more than the frame raises ValueError, here and below.
    """
    _check_size(values.shape[-1], frame_size)
    return Estimates(values.mean(axis=-1), np.sqrt(_mean_variance(values - values.mean(axis=-1, keepdims=True), frame_size)))


def estimate_share(hits: float, labelled: float, frame_size: float | None = None) -> Estimates:
    """The share of hits among the labelled: variance (1 - n/N)·p(1-p)/(n-1), and p(1-p)/n for an infinite frame."""
    _check_size(labelled, frame_size)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.float64(hits) / labelled
        one = share * (1 - share)
        variance = one / labelled if frame_size is None else (1 - labelled / frame_size) * one / (labelled - 1)
        return Estimates(np.asarray(share), np.sqrt(variance))


def find_normal_interval(found: Estimates, level: float = 0.95) -> Interval:
    """Estimate plus and minus a normal quantile of standard errors; for shares only far from 0 and 1."""
    reach = norm.ppf((1 + level) / 2) * found.standard_errors
    return found.values - reach, found.values + reach


@takes_arrays
def estimate_mean_by_difference(values: Floats, auxiliaries: Floats, frame_mean: float, frame_size: float | None = None) -> Estimates:
    """ȳ + (X̄ - x̄): where the auxiliary is the same quantity at another time, as a prediction is. Cochran 7.3 with slope 1."""
    found = estimate_mean(values - auxiliaries, frame_size)
    return Estimates(np.asarray(frame_mean + found.values), found.standard_errors)


@takes_arrays
def estimate_mean_by_ratio(values: Floats, auxiliaries: Floats, frame_mean: float, frame_size: float | None = None) -> Estimates:
    """ȳ/x̄·X̄, variance of y - r·x: where y grows in proportion to x, as turnover to persons. Cochran 6.3; biased by about 1/n."""
    ratio = values.mean() / auxiliaries.mean() if auxiliaries.mean() else np.nan
    return Estimates(np.asarray(ratio * frame_mean), np.sqrt(_mean_variance(values - ratio * auxiliaries, frame_size)))


@takes_arrays
def estimate_mean_by_regression(values: Floats, auxiliaries: Floats, frame_mean: float, frame_size: float | None = None) -> Estimates:
    """ȳ + b(X̄ - x̄), residual variance with n - 2 degrees of freedom. Cochran 7.3; needs a dozen units at least."""
    centred = auxiliaries - auxiliaries.mean()
    spread = float((centred**2).sum())
    slope = float((centred * values).sum()) / spread if spread > 0 else np.nan
    residuals = values - values.mean() - slope * centred
    value = values.mean() + slope * (frame_mean - auxiliaries.mean())
    return Estimates(np.asarray(value), np.sqrt(_mean_variance(residuals, frame_size, lost=2)))


def _mean_variance(residuals: Floats, frame_size: float | None, lost: int = 1) -> Floats:
    n = residuals.shape[-1]
    _check_size(n, frame_size)
    if n <= lost:
        return np.full(residuals.shape[:-1], np.nan)
    open_share = 1.0 if frame_size is None else 1 - n / frame_size
    return np.asarray(open_share * (residuals**2).sum(axis=-1) / (n - lost) / n)


def _check_size(labelled: float, frame_size: float | None) -> None:
    if labelled < 1 or (frame_size is not None and labelled > frame_size):
        raise ValueError("A sample has one unit at least, and no more than its frame.")
