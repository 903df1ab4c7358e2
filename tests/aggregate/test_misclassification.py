"""Corrections for a classifier's errors: flags, samples with weights, several classes, and what theory expects."""

import numpy as np
import pytest

from aggregate.estimators.misclassification import (
    Confusion,
    CorrectedShare,
    apply_rogan_gladen,
    invert_by_sample,
    invert_misclassification,
)
from aggregate.estimators.misclassification_classes import invert_confusion, invert_confusion_counts
from aggregate.estimators.misclassification_theory import expect_errors
from aggregate.estimators.stratified import estimate_variance

RATES = np.array([[0.85, 0.10, 0.05], [0.08, 0.84, 0.08], [0.02, 0.06, 0.92]])


def test_c31_predictions_of_a_sample_add_their_own_error():
    test = Confusion(true_positive=70, false_negative=15, false_positive=20, true_negative=395)
    found = invert_misclassification(0.18, test, 20000)
    assert found.standard_error == pytest.approx(0.014870704903229068, rel=1e-9)


def test_c34_known_sensitivity_and_specificity():
    found = apply_rogan_gladen(45 / 150, 0.96, 0.89, 150)
    assert (found.value, found.standard_error) == pytest.approx((0.2235294117647058, 0.04401949866792872), rel=1e-9)
    below = apply_rogan_gladen(6 / 151, 0.964, 0.927, 151)
    assert below.value == pytest.approx(-0.03733434417761126, rel=1e-9)
    assert not below.possible
    assert not below.publishable


def test_a_classifier_that_hardly_tells_is_not_published():
    found = apply_rogan_gladen(0.42, 0.65, 0.60)  # D = .25, a = .02/.25
    assert found.value == pytest.approx(0.08)
    assert found.possible
    assert not found.publishable


def test_a_classifier_that_guesses_gives_no_number():
    found = apply_rogan_gladen(0.4, 0.5, 0.5)
    assert np.isnan(found.value)
    assert not found.possible


def test_a_simple_random_sample_gives_the_delta_method():
    """TP, FN, FP, TN = 70, 15, 20, 395 as units with one weight: the stratified variance has n/(n-1) more."""
    truth = np.repeat([1.0, 1, 0, 0], [70, 15, 20, 395])
    predicted = np.repeat([1.0, 0, 1, 0], [70, 15, 20, 395])
    found = invert_by_sample(0.18, truth, predicted, np.full(500, 40.0), np.zeros(500, dtype=np.int64))
    exact = invert_misclassification(0.18, Confusion(70, 15, 20, 395))
    assert found.value == pytest.approx(exact.value, rel=1e-12)
    assert found.standard_error == pytest.approx(exact.standard_error * np.sqrt(500 / 499), rel=1e-9)


def test_weights_count_in_the_error_rates():
    truth, predicted = np.array([1.0, 1, 0, 0]), np.array([1.0, 0, 1, 0])
    weights = np.array([9.0, 1, 2, 8])  # p11 = .9, p00 = .8
    found = invert_by_sample(0.41, truth, predicted, weights, np.zeros(4, dtype=np.int64))
    assert (found.value, found.strength) == pytest.approx((0.3, 0.7))


def test_the_error_of_a_stratified_sample_is_that_of_the_corrected_share_as_weights_are_moved():
    """Strata and websites mix wrong yes with missed yes, so that both rates move together: derivatives by numbers, not by the formula."""
    truth = np.tile([1.0, 1, 1, 0, 0, 0, 0, 0], 5)
    predicted = np.tile([1.0, 1, 0, 1, 0, 0, 0, 0], 5) * (np.arange(40) != 33)
    strata, sizes = np.arange(40) % 7 % 2, np.array([200.0, 90.0])
    weights, hosts = (sizes / np.bincount(strata))[strata], np.where(np.arange(40) % 3 == 0, np.arange(40) // 8, -1)
    step = 1e-6 * np.eye(40)
    shares = [[invert_by_sample(0.35, truth, predicted, w, strata).value for w in weights + sign * step] for sign in (1, -1)]
    slopes = np.subtract(*shares) / 2e-6
    for clusters in (None, hosts):
        found = invert_by_sample(0.35, truth, predicted, weights, strata, sizes, clusters)
        assert found.standard_error**2 == pytest.approx(estimate_variance(weights * slopes, strata, sizes, clusters=clusters), rel=1e-6)


def test_without_a_true_yes_there_is_no_number():
    found = invert_by_sample(0.4, np.zeros(4), np.array([1.0, 0, 0, 0]), np.ones(4), np.zeros(4, dtype=np.int64))
    assert np.isnan(found.value)
    assert not found.publishable


def test_c33_several_classes():
    found = invert_confusion(RATES, np.array([0.30, 0.25, 0.45]))
    assert found.values == pytest.approx([0.3209302325581395, 0.22713178294573644, 0.451937984496124], rel=1e-9)
    assert found.publishable


def test_impossible_class_shares_are_marked_and_not_clipped():
    found = invert_confusion(RATES, np.array([0.05, 0.03, 0.92]))
    assert found.values.sum() == pytest.approx(1)
    assert found.values.min() < 0
    assert not found.possible


def test_classes_that_the_classifier_cannot_tell_apart_give_no_number():
    found = invert_confusion(np.array([[0.6, 0.4], [0.6, 0.4]]), np.array([0.5, 0.5]))
    assert np.isnan(found.values).all()
    assert not found.publishable


def test_two_classes_are_the_binary_inverse():
    found = invert_confusion_counts(np.array([[70.0, 15], [20, 395]]), np.array([0.18, 0.82]))
    exact = invert_misclassification(0.18, Confusion(70, 15, 20, 395))
    assert found.values[0] == pytest.approx(exact.value, rel=1e-12)
    assert found.standard_errors == pytest.approx([exact.standard_error] * 2, rel=1e-9)


def test_errors_of_class_shares_are_those_of_repeated_test_sets():
    random = np.random.default_rng(3)
    sizes, shares = np.array([120, 150, 200]), np.array([0.32, 0.23, 0.45])
    predicted = RATES.T @ shares
    counts = np.stack([random.multinomial(n, row, 4000) for n, row in zip(sizes, RATES, strict=True)], axis=1)
    drawn = np.array([invert_confusion_counts(c.astype(float), predicted).values for c in counts])
    expected = invert_confusion_counts(RATES * sizes[:, None], predicted)
    assert expected.values == pytest.approx(shares)
    assert expected.standard_errors == pytest.approx(drawn.std(axis=0), rel=0.06)


def test_c32_what_theory_expects_of_five_estimators():
    found = expect_errors(0.2, 0.85, 0.93, 500, 20000)
    deviations = {"baseline": 0.017889, "classify_count": 0.0019695, "subtracted": 0.012775}
    deviations |= {"misclassification": 0.0159933, "calibration": 0.0119387}
    biases = {"baseline": 0, "classify_count": 0.026, "subtracted": 0.00572, "misclassification": 0.000205128, "calibration": 0}
    for name, deviation in deviations.items():
        assert (found[name].bias, found[name].deviation) == pytest.approx((biases[name], deviation), rel=5e-5, abs=1e-9)
    assert min(found, key=lambda name: found[name].root_mean_square) == "calibration"


def test_no_possible_share_is_above_one():
    assert not CorrectedShare(1.0001, 0.1).possible
    assert CorrectedShare(1.0, 0.1).possible
