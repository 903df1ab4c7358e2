"""Intervals of rare shares: exact outwards, Jeffreys' inwards."""

import numpy as np
import pytest
from scipy.stats import beta, binom

from aggregate.estimators.edges import edge_interval


def test_none_of_forty_ends_where_clopper_and_pearson_do():
    low, high = edge_interval(np.array([0.0]), np.array([40.0]))
    assert (low[0], high[0]) == (0, pytest.approx(1 - 0.025 ** (1 / 40)))


def test_the_outer_bound_is_exact_and_the_inner_one_that_of_jeffreys():
    low, high = edge_interval(np.array([3 / 50]), np.array([50.0]))
    # The exact upper bound is the share at which 3 or fewer of 50 have a chance of 2.5 %.
    assert binom.cdf(3, 50, high[0]) == pytest.approx(0.025)
    assert low[0] == pytest.approx(beta.ppf(0.025, 3.5, 47.5))


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
