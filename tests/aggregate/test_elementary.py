"""Simple random samples, exact intervals, unequal probabilities, samples of clusters, design effects: by hand and by enumeration."""

from itertools import combinations

import numpy as np
import pytest
from scipy.stats import hypergeom

from aggregate.estimators import simple_random, unequal
from aggregate.estimators.cluster_samples import estimate_cluster_ratios, estimate_cluster_totals
from aggregate.estimators.design_effect import estimate_design_effects, find_kish_effect
from aggregate.estimators.intervals import agresti_coull_interval, hypergeometric_interval, wilson_interval
from aggregate.estimators.stratified import estimate_domain_means
from catalogue.errors import EstimateError
from tests.aggregate.cases_of_sample import load_case

CASE = load_case()


def test_c25_a_mean_of_three():
    found = simple_random.estimate_mean(np.array([9.0, 10, 18]), 5)
    # s² = (100 + 49 + 289)/18, times (1 - 3/5)/3.
    assert (float(found.values), float(found.standard_errors)) == pytest.approx((37 / 3, np.sqrt(438 / 18 * 0.4 / 3)))
    assert simple_random.find_normal_interval(found) == pytest.approx((8.802979281774, 15.863687384893))


def test_the_variance_of_a_mean_is_unbiased_over_all_samples():
    frame = np.array([3.0, 8, 1, 9, 4])
    found = [simple_random.estimate_mean(frame[list(drawn)], 5) for drawn in combinations(range(5), 3)]
    assert np.mean([f.standard_errors**2 for f in found]) == pytest.approx(np.var([f.values for f in found]))


def test_c26_shares_with_and_without_a_small_frame():
    small, large = simple_random.estimate_share(45, 100, 300), simple_random.estimate_share(302, 1206)
    assert small.standard_errors == pytest.approx(0.04082482904639)
    assert large.standard_errors == pytest.approx(0.01247575176986)
    assert hypergeometric_interval(45, 100, 300) == (110, 161)
    assert hypergeometric_interval(2, 100, 300) == (2, 19)
    assert wilson_interval(np.array(302.0), np.array(1206.0)) == pytest.approx((0.226781038643, 0.2756331036309))


def test_hypergeometric_intervals_hold_the_truth_often_enough_for_every_truth():
    intervals = [hypergeometric_interval(hits, 8, 20) for hits in range(9)]
    for truth in range(21):
        held = sum(hypergeom.pmf(hits, 20, truth, 8) for hits, (low, high) in enumerate(intervals) if low <= truth <= high)
        assert held >= 0.95


def test_all_labelled_leaves_no_doubt():
    assert hypergeometric_interval(3, 8, 8) == (3, 3)


def test_wilsons_ends_are_what_a_score_test_just_does_not_reject():
    for end in wilson_interval(np.array(3.0), np.array(40.0)):
        assert (3 / 40 - end) ** 2 == pytest.approx(1.959963984540054**2 * end * (1 - end) / 40)


def test_agresti_and_coulls_interval_is_a_wider_one_about_wilsons_middle():
    hits, labelled = np.array(3.0), np.array(40.0)
    low, high = agresti_coull_interval(hits, labelled)
    inner = wilson_interval(hits, labelled)
    assert low + high == pytest.approx(sum(inner))
    assert low < inner[0]
    assert inner[1] < high


X, Y = np.array([1.0, 2, 3]), np.array([2.0, 4, 9])


def test_an_auxiliary_helps_a_mean_in_three_ways():
    ratio, difference, regression = (
        estimate(Y, X, 2.5, 6)
        for estimate in (
            simple_random.estimate_mean_by_ratio,
            simple_random.estimate_mean_by_difference,
            simple_random.estimate_mean_by_regression,
        )
    )
    # Residuals -.5, -1, 1.5 (n - 1); 1, 2, 6 about 3 (n - 1); .5, -1, .5 (n - 2); all times (1 - 3/6)/3.
    assert (float(ratio.values), float(ratio.standard_errors) ** 2) == pytest.approx((6.25, 3.5 / 2 / 6))
    assert (float(difference.values), float(difference.standard_errors) ** 2) == pytest.approx((5.5, 14 / 2 / 6))
    assert (float(regression.values), float(regression.standard_errors) ** 2) == pytest.approx((6.75, 1.5 / 6))


# A design over four enterprises: each pair with its probability.
PAIRS = {(0, 1): 0.1, (0, 2): 0.2, (0, 3): 0.15, (1, 2): 0.25, (1, 3): 0.2, (2, 3): 0.1}
FRAME = np.array([4.0, 10, 3, 7])
JOINT = np.array([[sum(p for pair, p in PAIRS.items() if {i, j} <= set(pair)) for j in range(4)] for i in range(4)])


def of_pair(pair):
    chosen = list(pair)
    return FRAME[chosen], np.diag(JOINT)[chosen], JOINT[np.ix_(chosen, chosen)]


@pytest.mark.parametrize("estimate", [unequal.find_horvitz_thompson_variance, unequal.find_sen_yates_grundy_variance])
def test_variances_of_unequal_samples_are_unbiased_over_the_design(estimate):
    totals = {pair: float(unequal.estimate_expansion_total(*of_pair(pair)[:2])) for pair in PAIRS}
    expected = sum(p * totals[pair] for pair, p in PAIRS.items())
    truth = sum(p * (totals[pair] - expected) ** 2 for pair, p in PAIRS.items())
    assert expected == pytest.approx(FRAME.sum())
    assert sum(p * estimate(*of_pair(pair)) for pair, p in PAIRS.items()) == pytest.approx(truth)


def test_equal_probabilities_with_replacement_are_the_textbook_variance():
    # N²·s²/n with N = 20, n = 4.
    values = np.array([1.0, 4, 4, 7])
    assert unequal.find_hansen_hurwitz_variance(values, np.full(4, 0.2)) == pytest.approx(400 * 6 / 4)


def test_hajeks_joint_probabilities():
    joint = unequal.approximate_joint(np.array([0.5, 0.2]), 2.0)
    assert joint == pytest.approx(np.array([[0.5, 0.1 * (1 - 0.5 * 0.8 / 2)], [0.1 * 0.8, 0.2]]))
    values = np.array([3.0, 5])
    # ½·Σ Σ (π_i·π_j/π_ij - 1)(6 - 25)².
    assert unequal.find_hajek_variance(values, np.array([0.5, 0.2]), 2.0) == pytest.approx(0.25 * 19**2)


def test_units_taken_with_certainty_have_no_hajek_variance():
    assert unequal.find_hajek_variance(np.array([3.0, 5]), np.ones(2)) == 0


def test_pairs_that_cannot_meet_are_an_error():
    with pytest.raises(EstimateError, match="never be drawn together"):
        unequal.find_sen_yates_grundy_variance(np.ones(2), np.array([0.5, 0.5]), np.array([[0.5, 0], [0, 0.5]]))


CLUSTERS, ENROLLED = np.array([0, 0, 1, 1, 1]), np.array([3.0, 7, 2, 5, 7])


def test_totals_of_drawn_clusters():
    # Two of four clusters with sums 10 and 14, weights 2: (1 - 2/4)·2·(4² + 4²).
    found = estimate_cluster_totals(ENROLLED, np.full(5, 2.0), CLUSTERS, np.zeros(5, int), np.array([4.0]))
    assert (float(found.values), float(found.standard_errors)) == pytest.approx((48, np.sqrt(32)))


def test_means_of_drawn_clusters():
    # Residuals about 24/5 add up to 10 - 9.6 and 14 - 14.4, over 5 units: (1 - 2/4)·2·2·(.4/5)².
    found = estimate_cluster_ratios(ENROLLED, np.ones(5), np.full(5, 2.0), CLUSTERS, np.zeros(5, int), np.array([4.0]))
    assert (float(found.values), float(found.standard_errors)) == pytest.approx((4.8, np.sqrt(2) * 0.08))


def test_calibrated_clusters_have_no_error_in_what_is_known():
    known = (np.column_stack([np.ones(5), ENROLLED]), np.array([11.0, 55]))
    found = estimate_cluster_totals(ENROLLED, np.full(5, 2.0), CLUSTERS, np.zeros(5, int), np.array([4.0]), known)
    assert float(found.values) == pytest.approx(55)
    assert float(found.standard_errors) == pytest.approx(0, abs=1e-9)


def test_a_drawn_cluster_lies_in_one_stratum():
    with pytest.raises(EstimateError, match="several strata"):
        estimate_cluster_totals(ENROLLED, np.ones(5), CLUSTERS, np.array([0, 1, 1, 1, 1]))


def test_c08_design_effect():
    order = CASE.column("order")
    mean = estimate_domain_means(order, np.ones((1, 200)), CASE.weights, CASE.strata, CASE.sizes)
    assert estimate_design_effects(order, CASE.weights, mean.standard_errors**2) == pytest.approx([1.441246710647])


def test_a_simple_random_sample_has_no_design_effect():
    values = np.array([3.0, 1, 4, 1, 5])
    found = simple_random.estimate_mean(values, 20)
    assert estimate_design_effects(values, np.full(5, 4.0), found.standard_errors**2) == pytest.approx(1)
    assert estimate_design_effects(values, np.full(5, 4.0), found.standard_errors**2, replacement=True) == pytest.approx(0.75)


def test_what_unequal_weights_cost():
    assert find_kish_effect(np.array([1.0, 3])) == pytest.approx(1.25)
