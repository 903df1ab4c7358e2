"""Corrections for misclassification."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from aggregate.estimators.misclassification import (
    Confusion,
    apply_rogan_gladen,
    calibrate_share,
    calibrate_share_in_frame,
    invert_misclassification,
    subtract_bias,
)
from aggregate.estimators.misclassification_classes import invert_confusion
from aggregate.estimators.misclassification_theory import expect_errors
from benchmarks.reference_checks.samples import Case, Check, Checker, Sample

DRAWS = 200_000


def check_misclassification(sample: Sample, case: Case, folder: Path) -> Iterator[Check]:
    given, expected = case["data"]["inline"], case["expected"]
    test, predicted = Confusion(given["TP"], given["FN"], given["FP"], given["TN"]), given["pred_pos"] / given["N"]
    inverse, direct = invert_misclassification(predicted, test), calibrate_share(predicted, test)
    rates = [test.sensitivity, test.specificity, test.precision, test.miss_rate]
    yield "rates", [expected[name] for name in ("sens", "spec", "ppv", "c10")], rates
    yield "baseline", [expected["baseline"], expected["baseline_se"]], [test.baseline, test.baseline_error]
    yield "classify and count", expected["classify_count"], predicted
    yield "subtracted bias", expected["subtracted_bias"], subtract_bias(predicted, test)
    yield "misclassification", expected["misclassification"], inverse.value
    yield "misclassification error", expected["misclassification_se_delta"], inverse.standard_error
    sampled = invert_misclassification(predicted, test, given["N"])
    yield "misclassification error, predictions sampled", expected["misclassification_se_if_alpha_star_is_sample"], sampled.standard_error
    yield "calibration", expected["calibration"], direct.value
    yield "calibration error", expected["calibration_se"], direct.standard_error
    in_frame = calibrate_share_in_frame(predicted, test, given["N"])
    yield "calibration error in the frame", expected["calibration_se_poststrat_fpc"], in_frame.standard_error


def check_theory(sample: Sample, case: Case, folder: Path) -> Iterator[Check]:
    given, expected = case["data"]["inline"], case["expected"]
    theory = expect_errors(given["alpha"], given["p11"], given["p00"], given["n"], given["N"])
    drawn = _simulate(given["alpha"], given["p11"], given["p00"], given["n"], given["N"])
    for name, found in theory.items():
        yield f"{name} bias and deviation", [expected[name]["bias"], expected[name]["sd"]], [found.bias, found.deviation]
        yield f"{name} deviation of {DRAWS} draws", expected[name].get("mc_sd", expected[name]["sd"]), drawn[name].std()


def check_classes(sample: Sample, case: Case, folder: Path) -> Iterator[Check]:
    given = case["data"]["inline"]
    found = invert_confusion(np.array(given["P_true_to_pred"]), np.array(given["pred_share"]))
    yield "corrected", case["expected"]["corrected"], found.values
    yield "can be published", True, found.publishable


def check_rogan_gladen(sample: Sample, case: Case, folder: Path) -> Iterator[Check]:
    (first, second), expected = case["data"]["inline"], case["expected"]
    one = apply_rogan_gladen(first["pos"] / first["n"], first["se"], first["sp"], first["n"])
    two = apply_rogan_gladen(second["pos"] / second["n"], second["se"], second["sp"], second["n"])
    yield "apparent", expected["ap"], first["pos"] / first["n"]
    yield "corrected", [expected["tp"], expected["se_wald"]], [one.value, one.standard_error]
    yield "impossible value kept", expected["ex2"], two.value
    yield "impossible value marked", False, two.possible


def _simulate(share: float, p11: float, p00: float, n: int, frame: int) -> dict[str, np.ndarray]:
    """Each estimator in DRAWS draws: a simple random test set, and predictions of all units of a frame."""
    random = np.random.default_rng(32)
    cells = [share * p11, share * (1 - p11), (1 - share) * (1 - p00), (1 - share) * p00]
    tp, fn, fp, tn = random.multinomial(n, cells, DRAWS).T
    true = round(share * frame)
    predicted = (random.binomial(true, p11, DRAWS) + random.binomial(frame - true, 1 - p00, DRAWS)) / frame
    sensitivity, specificity = tp / (tp + fn), tn / (tn + fp)
    return {
        "baseline": (tp + fn) / n,
        "classify_count": predicted,
        "subtracted": predicted - (predicted * (sensitivity + specificity - 2) + 1 - specificity),
        "misclassification": (predicted + specificity - 1) / (sensitivity + specificity - 1),
        "calibration": predicted * tp / (tp + fp) + (1 - predicted) * fn / (fn + tn),
    }


CHECKS: dict[str, Checker] = {"C31": check_misclassification, "C32": check_theory, "C33": check_classes, "C34": check_rogan_gladen}
