"""Corrections for misclassification."""

from collections.abc import Iterator
from pathlib import Path

from aggregate.estimators.misclassification import (
    Confusion,
    calibrate_share,
    calibrate_share_in_frame,
    invert_misclassification,
    subtract_bias,
)
from benchmarks.reference_checks.samples import Case, Check, Checker, Sample


def check_misclassification(sample: Sample, case: Case, folder: Path) -> Iterator[Check]:
    given, expected = case["data"]["inline"], case["expected"]
    test, predicted = Confusion(given["TP"], given["FN"], given["FP"], given["TN"]), given["pred_pos"] / given["N"]
    inverse, direct = invert_misclassification(predicted, test), calibrate_share(predicted, test)
    yield "baseline", expected["baseline"], test.baseline
    yield "subtracted bias", expected["subtracted_bias"], subtract_bias(predicted, test)
    yield "misclassification", expected["misclassification"], inverse.value
    yield "misclassification error", expected["misclassification_se_delta"], inverse.standard_error
    yield "calibration", expected["calibration"], direct.value
    yield "calibration error", expected["calibration_se"], direct.standard_error
    in_frame = calibrate_share_in_frame(predicted, test, given["N"])
    yield "calibration error in the frame", expected["calibration_se_poststrat_fpc"], in_frame.standard_error


CHECKS: dict[str, Checker] = {"C31": check_misclassification}
