"""Shares corrected for a classifier's errors, from one simple random test set of the same population.

Source: Kloos, Meertens, Scholtus and Karch, Comparing correction methods to reduce misclassification bias, BNAIC/Benelearn 2020 (2021),
doi 10.1007/978-3-030-76640-5_5; Rogan and Gladen, American J. of Epidemiology 107 (1978).
"""

from dataclasses import dataclass
from math import sqrt


@dataclass(frozen=True, slots=True)
class Confusion:
    """A test set: how many units were truly and supposedly positive, TP, FN, FP and TN."""

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
        return self.true_positive / (self.true_positive + self.false_negative)

    @property
    def specificity(self) -> float:
        """Share of the truly negative that were left out, p00."""
        return self.true_negative / (self.true_negative + self.false_positive)

    @property
    def precision(self) -> float:
        """Share of the supposedly positive that truly are, c11."""
        return self.true_positive / (self.true_positive + self.false_positive)

    @property
    def miss_rate(self) -> float:
        """Share of the supposedly negative that truly are positive, c10."""
        return self.false_negative / (self.false_negative + self.true_negative)

    @property
    def baseline(self) -> float:
        """Share of the truly positive in the test set alone."""
        return (self.true_positive + self.false_negative) / self.size


@dataclass(frozen=True, slots=True)
class CorrectedShare:
    """A corrected share and its standard error; `possible` is False outside of 0 to 1, where it must not be published."""

    value: float
    standard_error: float

    @property
    def possible(self) -> bool:
        """Whether the value can be a share at all; it is never clipped."""
        return 0 <= self.value <= 1


def subtract_bias(predicted_share: float, test: Confusion) -> float:
    """The predicted share less its estimated bias; itself biased unless the classifier is nearly right."""
    p11, p00 = test.sensitivity, test.specificity
    return predicted_share - (predicted_share * (p11 + p00 - 2) + 1 - p00)


def invert_misclassification(predicted_share: float, test: Confusion) -> CorrectedShare:
    """(α* + p00 - 1)/(p11 + p00 - 1), for a test set of another period with the same error rates; error by the delta method."""
    p11, p00 = test.sensitivity, test.specificity
    strength = p11 + p00 - 1
    value = (predicted_share + p00 - 1) / strength
    positives, negatives = test.true_positive + test.false_negative, test.true_negative + test.false_positive
    variance = (value**2 * p11 * (1 - p11) / positives + (1 - value) ** 2 * p00 * (1 - p00) / negatives) / strength**2
    return CorrectedShare(value, sqrt(variance))


def calibrate_share(predicted_share: float, test: Confusion) -> CorrectedShare:
    """α*·c11 + (1 - α*)·c10, unbiased where the test set is of the same population and period."""
    b, c11, c10 = predicted_share, test.precision, test.miss_rate
    variance = b * c11 * (1 - c11) / test.size + (1 - b) * c10 * (1 - c10) / test.size
    return CorrectedShare(b * c11 + (1 - b) * c10, sqrt(variance))


def calibrate_share_in_frame(predicted_share: float, test: Confusion, frame_size: int) -> CorrectedShare:
    """As `calibrate_share`, with the post-stratified variance: unbiased within class, with finite population correction."""
    value = calibrate_share(predicted_share, test).value
    positive, negative = test.true_positive + test.false_positive, test.false_negative + test.true_negative
    shares = ((predicted_share, test.precision, positive), (1 - predicted_share, test.miss_rate, negative))
    variance = sum(weight**2 * (1 - n / (weight * frame_size)) * rate * (1 - rate) / (n - 1) for weight, rate, n in shares)
    return CorrectedShare(value, sqrt(variance))
