"""What bias and error each correction for misclassification has, given how often the classifier errs: which one to choose beforehand.

Source: theorems of Kloos, Meertens, Scholtus and Karch (2021), doi 10.1007/978-3-030-76640-5_5, leading terms in 1/n; where a rate comes
from a random number of labels (true ones, predicted ones), the term in 1/n² that E(1/m) brings is added, as in post-stratification (Cochran
1977, 5A.9).
"""

from dataclasses import dataclass
from math import sqrt


@dataclass(frozen=True, slots=True)
class ExpectedError:
    """The bias and the standard deviation of an estimator of a share."""

    bias: float
    deviation: float

    @property
    def root_mean_square(self) -> float:
        """√(bias² + deviation²)."""
        return sqrt(self.bias**2 + self.deviation**2)


def expect_errors(share: float, sensitivity: float, specificity: float, test_size: int, frame_size: int) -> dict[str, ExpectedError]:
    """{estimator: expected error} for a simple random test set of the population itself, and predictions for everybody.

    Estimators: `baseline` (test set alone), `classify_count`, `subtracted`, `misclassification` (inverse matrix), `calibration`.

    Args:
        share: the true share a, strictly between 0 and 1.
        sensitivity: p11.
        specificity: p00, with p11 + p00 ≠ 1.
        test_size: n labelled units.
        frame_size: N units with predictions.
    """
    a, p11, p00, n = share, sensitivity, specificity, test_size
    spread1, spread0 = p11 * (1 - p11), p00 * (1 - p00)
    strength, predicted = p11 + p00 - 1, a * p11 + (1 - a) * (1 - p00)
    precision, missed = a * p11 / predicted, a * (1 - p11) / (1 - predicted)
    one, zero, hit, other = (_expect_inverse(part, n) for part in (a, 1 - a, predicted, 1 - predicted))
    counted = (a * spread1 + (1 - a) * spread0) / frame_size
    subtracted = (1 - predicted) ** 2 * spread0 * zero + predicted**2 * spread1 * one
    inverse = ((1 - a) ** 2 * spread0 * zero + a**2 * spread1 * one) / strength**2
    calibrated = predicted**2 * precision * (1 - precision) * hit + (1 - predicted) ** 2 * missed * (1 - missed) * other
    return {
        "baseline": ExpectedError(0.0, sqrt(a * (1 - a) / n)),
        "classify_count": ExpectedError(predicted - a, sqrt(counted)),
        "subtracted": ExpectedError((1 - p00) * (2 - p00 - p11) - a * (p00 + p11 - 2) ** 2, sqrt(subtracted)),
        "misclassification": ExpectedError((p00 - p11) / (n * strength), sqrt(inverse)),
        "calibration": ExpectedError(0.0, sqrt(calibrated)),
    }


def _expect_inverse(part: float, size: int) -> float:
    """E(1/m) of the number m of `size` units that belong to a part of the population, by its first two terms."""
    return 1 / (size * part) + (1 - part) / (size * part) ** 2
