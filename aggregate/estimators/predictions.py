"""Prediction-powered inference: a mean from many predictions and few labels. It is the difference estimator, and tuned it is GREG.

Sources: Angelopoulos and others, Science 382 (2023) (PPI) and arXiv 2311.01453 (PPI++, the tuned λ); Mozer, arXiv 2603.19160 (2026), that
PPI is the difference estimator.

For samples of a register use `estimate_tuned_difference` (and `cross_fitting` where the predictor learnt from the same labels);
`estimate_ppi_mean` is for labelled and unlabelled units drawn alike from an endless population, as its authors have it. None of them helps
where labels are no probability sample.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.stats import norm

from aggregate.estimators.arrays import Estimates, Floats, Integers, takes_arrays
from aggregate.estimators.stratified import estimate_variance
from catalogue.errors import EstimateError
from catalogue.messages import say

Tuning = Literal["one", "tuned", "clipped"]
FEWEST_OF_OWN_SLOPE = 20


@dataclass(frozen=True, slots=True)
class TunedMean:
    """A mean with its standard error, and how much of the predictions it uses: λ, one for all or one a stratum."""

    value: float
    standard_error: float
    slopes: Floats

    def interval(self, level: float = 0.95) -> tuple[float, float]:
        """Value plus and minus normal quantiles of the error."""
        reach = float(norm.ppf((1 + level) / 2)) * self.standard_error
        return self.value - reach, self.value + reach


@takes_arrays
def estimate_ppi_mean(labels: Floats, predictions: Floats, unlabelled: Floats, tuning: Tuning = "tuned") -> TunedMean:
    """λ·mean(f) over the unlabelled + mean(y - λf) over the labelled, with variance λ²V(f)/N + V(y - λf)/n (divisors n and N).

    Args:
        labels: y, shape (n,).
        predictions: f of the labelled units, from a predictor that did not learn from these labels, shape (n,).
        unlabelled: f of the unlabelled units, shape (N,).
        tuning: λ = 1; the λ with the smallest variance, Cov(y, f)/((1 + n/N)·V(f)) with V over all units and divisors n-1; or that one kept
            within 0 to 1 (as the package ppi_py does). Unclipped is right for a predictor on another scale.

    Raises:
        EstimateError: fewer than two labels, or no unlabelled unit (here or in a stratum below).
    """
    _check_labels([(labels, predictions, unlabelled)])
    slope = _slope(labels, predictions, unlabelled, tuning)
    value, variance = _mean_at(labels, predictions, unlabelled, slope)
    return TunedMean(value, float(np.sqrt(variance)), np.array([slope]))


@takes_arrays
def estimate_stratified_ppi_mean(
    labels: Floats,
    predictions: Floats,
    strata: Integers,
    unlabelled: Floats,
    unlabelled_strata: Integers,
    parts: Floats,
    tuning: Tuning = "tuned",
) -> TunedMean:
    """Σ W·(the mean within the stratum), each stratum with a λ of its own.

    Where any stratum has fewer than FEWEST_OF_OWN_SLOPE labels, all share the λ with the smallest variance of the sum (the combined
    regression estimator; Cochran 1977, 7.10).

    Args:
        labels: y, shape (n,), with `predictions` and `strata` 0..H-1 (at least two labels in each).
        predictions: f of the labelled units.
        strata: of the labelled units.
        unlabelled: f of the unlabelled units, with `unlabelled_strata`.
        unlabelled_strata: of the unlabelled units.
        parts: W of each stratum, adding up to 1, shape (H,).
        tuning: as in `estimate_ppi_mean`.
    """
    groups = [(labels[strata == h], predictions[strata == h], unlabelled[unlabelled_strata == h]) for h in range(len(parts))]
    _check_labels(groups)
    if tuning != "one" and min(len(y) for y, _, _ in groups) < FEWEST_OF_OWN_SLOPE:
        slopes = np.full(len(parts), _combined_slope(groups, parts, tuning))
    else:
        slopes = np.array([_slope(*group, tuning) for group in groups])
    found = np.array([_mean_at(*group, slope) for group, slope in zip(groups, slopes.tolist(), strict=True)])
    return TunedMean(float(parts @ found[:, 0]), float(np.sqrt(parts**2 @ found[:, 1])), slopes)


@takes_arrays
def estimate_tuned_difference(
    values: Floats, predictions: Floats, prediction_total: float, weights: Floats, strata: Integers, frame_sizes: Floats | None = None
) -> tuple[Estimates, float]:
    """The total Σwy + λ(F - Σwf) with the λ that has the smallest stratified variance, and that λ. λ = 1 is `estimate_difference`.

    The frame holds the labelled units, so that neither clipping nor 1 + n/N is needed; GREG on (1, f) has the regression slope instead,
    which is nearly the same (SSW 1992, 6.8). Not for fewer than about 20 labels: the variance does not know that λ was estimated.

    Args:
        values: y of the sampled units, shape (units,).
        predictions: f of the sampled units.
        prediction_total: F, the frame's total of f.
        weights: design weights.
        strata: 0..H-1 of each unit.
        frame_sizes: N of each stratum, shape (H,).
    """
    tops, bottoms = weights * values, weights * predictions
    plus, minus, own = estimate_variance(np.array([tops + bottoms, tops - bottoms, bottoms]), strata, frame_sizes).tolist()
    slope = (plus - minus) / (4 * own) if own > 0 else 0.0  # Cov(a, b) = (V(a + b) - V(a - b))/4
    errors = tops - slope * bottoms
    value = errors.sum() + slope * prediction_total
    return Estimates(np.asarray(value), np.sqrt(estimate_variance(errors, strata, frame_sizes))), slope


def _check_labels(groups: list[tuple[Floats, Floats, Floats]]) -> None:
    if any(len(labels) < 2 or not len(unlabelled) for labels, _, unlabelled in groups):
        raise EstimateError(say("Each stratum needs two labels and one prediction without a label at least; join small strata."))


def _slope(labels: Floats, predictions: Floats, unlabelled: Floats, tuning: Tuning) -> float:
    if tuning == "one":
        return 1.0
    spread = np.concatenate([predictions, unlabelled]).var(ddof=1) * (1 + len(labels) / len(unlabelled))
    return _clip(float(np.cov(labels, predictions)[0, 1] / spread) if spread > 0 else 0.0, tuning)


def _combined_slope(groups: list[tuple[Floats, Floats, Floats]], parts: Floats, tuning: Tuning) -> float:
    """The λ with the smallest Σ W²(λ²V(f)/N + V(y - λf)/n)."""
    tops = [part**2 * np.cov(y, f, ddof=0)[0, 1] / len(y) for (y, f, _), part in zip(groups, parts.tolist(), strict=True)]
    bottoms = [part**2 * (f.var() / len(y) + u.var() / len(u)) for (y, f, u), part in zip(groups, parts.tolist(), strict=True)]
    return _clip(float(sum(tops) / sum(bottoms)) if sum(bottoms) > 0 else 0.0, tuning)


def _clip(slope: float, tuning: Tuning) -> float:
    return min(max(slope, 0.0), 1.0) if tuning == "clipped" else slope


def _mean_at(labels: Floats, predictions: Floats, unlabelled: Floats, slope: float) -> tuple[float, float]:
    errors = labels - slope * predictions
    return float(slope * unlabelled.mean() + errors.mean()), float(
        slope**2 * unlabelled.var() / len(unlabelled) + errors.var() / len(labels)
    )
