"""Intervals of rare shares: nearly exact outwards, Jeffreys' inwards, with unequal chances to miss."""

import numpy as np
import pytest
from scipy.stats import beta, binom

from aggregate.estimators.edges import edge_interval


def test_none_of_forty_ends_where_clopper_and_pearson_do():
    low, high = edge_interval(np.array([0.0]), np.array([40.0]))
    assert (low[0], high[0]) == (0, pytest.approx(1 - 0.025 ** (1 / 40)))


def test_the_outer_bound_is_missed_by_chance_in_two_of_100_samples_and_the_inner_is_that_of_jeffreys():
    low, high = edge_interval(np.array([3 / 50]), np.array([50.0]))
    # The mid-P chance of three or fewer, if the bound were the truth; the bound is a little more careful.
    assert 0.01 <= binom.cdf(2, 50, high[0]) + binom.pmf(3, 50, high[0]) / 2 <= 0.02
    assert low[0] == pytest.approx(beta.ppf(0.04, 3.5, 47.5))


def test_a_single_hit_keeps_the_exact_inner_bound():
    low, _ = edge_interval(np.array([1 / 50]), np.array([50.0]))
    assert 1 - binom.cdf(0, 50, low[0]) == pytest.approx(0.04)


def test_yes_and_no_mirror_each_other():
    shares, sizes = np.array([0.0, 0.03, 0.2, 0.5, 0.9, 1.0]), np.full(6, 30.0)
    low, high = edge_interval(shares, sizes)
    other_low, other_high = edge_interval(1 - shares, sizes)
    np.testing.assert_allclose(low, 1 - other_high, atol=1e-12)
    np.testing.assert_allclose(high, 1 - other_low, atol=1e-12)


@pytest.mark.parametrize("share", [0.002, 0.005, 0.02, 0.05, 0.1])
def test_rare_shares_are_held_in_93_of_100_samples_or_more(share):
    hits = np.arange(151)
    low, high = edge_interval(hits / 150, np.full(151, 150.0))
    chances = binom.pmf(hits, 150, share)
    assert chances[(low <= share) & (share <= high)].sum() >= 0.93
