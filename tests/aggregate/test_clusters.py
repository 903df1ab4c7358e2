"""Units that share a deciding host count as one in the variance; all numbers by hand."""

import numpy as np
import pytest

from aggregate.estimators.clusters import add_up, name_clusters
from aggregate.estimators.stratified import estimate_domain_means, estimate_variance


def test_clusters_within_a_stratum_are_added_up_before_the_variance():
    # Sums 6, 6, 8 about 20/3: squares 24/9, times 3/2 clusters, times 1 - 4/8 units.
    found = estimate_variance(np.array([2.0, 4, 6, 8]), np.zeros(4, int), np.array([8.0]), clusters=np.array([0, 0, 1, -1]))
    assert found == pytest.approx(2.0)


def test_clusters_of_one_unit_change_nothing():
    values, strata, sizes = np.array([[1.0, 4, 2, 7], [0, 1, 1, 0]]), np.array([0, 0, 1, 1]), np.array([9.0, 5])
    alone = estimate_variance(values, strata, sizes, clusters=np.full(4, -1))
    assert alone == pytest.approx(estimate_variance(values, strata, sizes))
    assert estimate_variance(values, strata, sizes, clusters=np.arange(4)) == pytest.approx(alone)


STRATA, SHARED = np.array([0, 0, 1, 1]), np.array([7, -1, 7, -1])


def test_a_cluster_in_two_strata_adds_its_deviations():
    # Deviations -1, 1 and -2, 2, times the root of 2: (√2·(-3))² + 2·1 + 2·4.
    assert estimate_variance(np.array([1.0, 3, 2, 6]), STRATA, clusters=SHARED) == pytest.approx(28)


def test_a_cluster_in_two_strata_never_narrows_the_margin():
    # Opposite deviations would give 2·(1-2)² + 2·1 + 2·4 = 12; its parts as independent give 4 + 16.
    assert estimate_variance(np.array([3.0, 1, 2, 6]), STRATA, clusters=SHARED) == pytest.approx(20)


def test_a_stratum_that_is_one_cluster_counts_like_one_unit():
    values, strata = np.array([1.0, 2, 5, 9]), np.array([0, 0, 1, 1])
    shared = np.array([3, 3, -1, -1])
    assert estimate_variance(values, strata, np.array([20.0, 20]), "certainty", shared) == pytest.approx(0.9 * 2 * 8)
    assert estimate_variance(values, strata, np.array([20.0, 20]), "adjust", shared) == pytest.approx(0.9 * (9 + 2 * 8))


def test_a_cluster_labelled_whole_adds_nothing():
    assert estimate_variance(np.array([1.0, 0, 1]), np.zeros(3, int), np.array([3.0]), clusters=np.array([0, 0, 1])) == 0


def test_sharing_a_website_widens_a_share():
    answers, strata, sizes = np.repeat([1.0, 0], 10), np.zeros(20, int), np.array([200.0])
    shared = np.repeat(np.arange(4), 5)  # Four websites of five enterprises each, answers alike.
    everybody, weights = np.ones((1, 20)), np.full(20, 10.0)
    one_by_one = estimate_domain_means(answers, everybody, weights, strata, sizes)
    together = estimate_domain_means(answers, everybody, weights, strata, sizes, shared)
    assert together.values == one_by_one.values
    # (1-f) m/(m-1) Σ(±.5·5/20)² with m = 4 against (1-f) n/(n-1) Σ(±.5/20)² with n = 20.
    assert one_by_one.standard_errors[0] ** 2 == pytest.approx(0.9 * 20 / 19 * 20 * 0.025**2)
    assert together.standard_errors[0] ** 2 == pytest.approx(0.9 * 4 / 3 * 4 * 0.125**2)


def test_sums_by_group_leave_absent_groups_at_zero():
    assert add_up(np.array([[1.0, 2, 3], [0, 1, 0]]), np.array([2, 0, 2]), 4).tolist() == [[2, 0, 4, 0], [1, 0, 0, 0]]


def test_units_in_no_cluster_get_one_each():
    names = name_clusters(np.array([-1, 5, 5, -1]))
    assert names[1] == names[2]
    assert len(set(names.tolist())) == 3
