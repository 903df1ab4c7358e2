"""Shares corrected for a classifier's errors, from a test set: counts of a simple random one, or a sample with weights.

Source: Kloos, Meertens, Scholtus and Karch, Comparing correction methods to reduce misclassification bias, BNAIC/Benelearn 2020 (2021),
doi 10.1007/978-3-030-76640-5_5; Rogan and Gladen, American J. of Epidemiology 107 (1978).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan, sqrt

import numpy as np

from aggregate.estimators.arrays import Floats, Integers, takes_arrays
from aggregate.estimators.phase_variances import list_phases
from aggregate.estimators.stratified import estimate_variance, linearise_ratios
from aggregate.estimators.two_phase import Phase, find_earlier_variance

WEAKEST = 0.3


@dataclass(frozen=True, slots=True)
class Confusion:
    """A test set: how many units were truly and supposedly positive, TP, FN, FP and TN. Rates of none are NaN, and what rests on them."""

    true_positive: int
    false_negative: int
    false_positive: int
    true_negative: int

    @property
    def size(self) -> int:
        """Units of the test set."""
        return self.true_positive + self.false_negative + self.false_positive + self.true_negative

    @property
    def sensitivity(self) -> float:
        """Share of the truly positive that were found, p11."""
        return _divide(self.true_positive, self.true_positive + self.false_negative)

    @property
    def specificity(self) -> float:
        """Share of the truly negative that were left out, p00."""
        return _divide(self.true_negative, self.true_negative + self.false_positive)

    @property
    def precision(self) -> float:
        """Share of the supposedly positive that truly are, c11."""
        return _divide(self.true_positive, self.true_positive + self.false_positive)

    @property
    def miss_rate(self) -> float:
        """Share of the supposedly negative that truly are positive, c10."""
        return _divide(self.false_negative, self.false_negative + self.true_negative)

    @property
    def baseline(self) -> float:
        """Share of the truly positive in the test set alone."""
        return _divide(self.true_positive + self.false_negative, self.size)

    @property
    def baseline_error(self) -> float:
        """The standard error of `baseline`, √(a(1-a)/n)."""
        return sqrt(_divide(self.baseline * (1 - self.baseline), self.size))


@dataclass(frozen=True, slots=True)
class CorrectedShare:
    """A corrected share and its standard error; `possible` is False outside of 0 to 1, where it must not be published.

    `strength` is sensitivity + specificity - 1 where the correction divides by it: 1 for a perfect classifier, 0 for one that guesses.
    """

    value: float
    standard_error: float
    strength: float = 1.0

    @property
    def possible(self) -> bool:
        """Whether the value can be a share at all; it is never clipped."""
        return 0 <= self.value <= 1

    @property
    def publishable(self) -> bool:
        """Whether the value can be a share, and the classifier tells more than WEAKEST of the truth."""
        return self.possible and self.strength >= WEAKEST


def subtract_bias(predicted_share: float, test: Confusion) -> float:
    """The predicted share less its estimated bias; itself biased unless the classifier is nearly right."""
    p11, p00 = test.sensitivity, test.specificity
    return predicted_share - (predicted_share * (p11 + p00 - 2) + 1 - p00)


def invert_misclassification(predicted_share: float, test: Confusion, sample_size: float | None = None) -> CorrectedShare:
    """(α* + p00 - 1)/(p11 + p00 - 1), for a test set of another period with the same error rates; error by the delta method.

    Args:
        predicted_share: α*, among all units.
        test: the counts that the error rates come from.
        sample_size: of the simple random sample that α* itself comes from; None where it counts everybody.
    """
    positives, negatives = test.true_positive + test.false_negative, test.true_negative + test.false_positive
    p11, p00 = test.sensitivity, test.specificity
    errors = (_divide(p11 * (1 - p11), positives), _divide(p00 * (1 - p00), negatives))
    own = predicted_share * (1 - predicted_share) / sample_size if sample_size else 0.0
    return _invert(predicted_share, p11, p00, errors, own)


def apply_rogan_gladen(predicted_share: float, sensitivity: float, specificity: float, sample_size: float | None = None) -> CorrectedShare:
    """The same inverse where sensitivity and specificity are known without error; the error is that of α* from n units, if given."""
    own = predicted_share * (1 - predicted_share) / sample_size if sample_size else 0.0
    return _invert(predicted_share, sensitivity, specificity, (0.0, 0.0), own)


@takes_arrays
def invert_by_sample(
    predicted_share: float,
    truth: Floats,
    predicted: Floats,
    weights: Floats,
    strata: Integers,
    frame_sizes: Floats | None = None,
    clusters: Integers | None = None,
    *,
    earlier: Sequence[Phase] = (),
    own_variance: float = 0.0,
) -> CorrectedShare:
    """The inverse with sensitivity and specificity from a stratified sample; the error is the stratified one of the linearised share.

    Its derivatives are ∂a/∂p11 = -a/D and ∂a/∂p00 = (1-a)/D with D = p11 + p00 - 1; a simple random sample gives the delta method above,
    with n-1 for n.

    Args:
        predicted_share: α* among all units of the frame now.
        truth: 1 yes, 0 no, of the sampled units, shape (units,).
        predicted: 1 where yes was predicted, else 0 (also where nothing was read), when the sample was labelled, shape (units,).
        weights: design weights, shape (units,).
        strata: stratum 0..H-1 of each unit.
        frame_sizes: N of each stratum, shape (H,).
        clusters: units that err together, as in `estimate_variance`.
        earlier: the phases that the units came through before the sample, whose weights are in `weights` too; needs frame_sizes.
        own_variance: that of α*, where only a sample of the frame was looked at now.

    Returns:
        The share with NaN as value and error where the sample has no unit that is truly yes, or none that is truly no.
    """
    rates, linearised = linearise_ratios(
        np.array([truth * predicted, (1 - truth) * (1 - predicted)]), np.array([truth, 1 - truth]), weights
    )
    p11, p00 = rates.tolist()
    found = _invert(predicted_share, p11, p00, (0.0, 0.0), 0.0)
    if not np.isfinite(found.value):
        return found
    slopes = np.array([-found.value, 1 - found.value]) / found.strength
    values = slopes @ linearised
    variance = float(estimate_variance(weights * values, strata, frame_sizes, clusters=clusters)) + own_variance / found.strength**2
    if earlier and frame_sizes is not None:
        variance += float(find_earlier_variance(values, list_phases(earlier, strata, frame_sizes, weights)))
    return CorrectedShare(found.value, sqrt(variance), found.strength)


def calibrate_share(predicted_share: float, test: Confusion) -> CorrectedShare:
    """α*·c11 + (1 - α*)·c10, unbiased where the test set is of the same population and period.

    A test set without any error gives an error of 0, which is no certainty: `by_state` has a floor for such.
    """
    b, c11, c10 = predicted_share, test.precision, test.miss_rate
    variance = _divide(b * c11 * (1 - c11) + (1 - b) * c10 * (1 - c10), test.size)
    return CorrectedShare(b * c11 + (1 - b) * c10, sqrt(variance))


def calibrate_share_in_frame(predicted_share: float, test: Confusion, frame_size: int) -> CorrectedShare:
    """As `calibrate_share`, with the post-stratified variance: unbiased within class, with finite population correction."""
    value = calibrate_share(predicted_share, test).value
    positive, negative = test.true_positive + test.false_positive, test.false_negative + test.true_negative
    shares = ((predicted_share, test.precision, positive), (1 - predicted_share, test.miss_rate, negative))
    variance = sum(weight**2 * (1 - n / (weight * frame_size)) * _divide(rate * (1 - rate), n - 1) for weight, rate, n in shares)
    return CorrectedShare(value, sqrt(variance))


def _divide(part: float, whole: float) -> float:
    return part / whole if whole > 0 else nan


def _invert(predicted_share: float, p11: float, p00: float, errors: tuple[float, float], own: float) -> CorrectedShare:
    """The inverse with the variances of p11, p00 and α*; NaN where the classifier says nothing of the truth."""
    strength = p11 + p00 - 1
    if strength == 0 or strength != strength:
        return CorrectedShare(nan, nan, strength)
    value = (predicted_share + p00 - 1) / strength
    variance = value**2 * errors[0] + (1 - value) ** 2 * errors[1] + own
    return CorrectedShare(value, sqrt(variance) / abs(strength), strength)
