"""Intervals that know the third moment, against binomials whose moments are known."""

import numpy as np
import pytest
from scipy.stats import binom

from aggregate.estimators.intervals import logit_interval
from aggregate.estimators.skewness import find_third_moments, skewed_interval


def test_the_third_moment_of_equal_weights_is_that_of_a_binomial():
    answers = np.repeat([1.0, 0.0], [30, 70])
    states, domains, cubes = np.ones((100, 1)), np.ones((1, 100)), np.full((1, 1), 100 * 0.01**3)
    rate = (30 + 2 * 31 / 102) / 102  # two labels borrowed from itself, divided as 31 of 102
    third = ((np.arange(101) - 100 * rate) ** 3 * binom.pmf(np.arange(101), 100, rate)).sum() / 100**3
    assert find_third_moments(answers, states, domains, cubes)[0] == pytest.approx(third)


def test_a_domain_of_which_all_say_no_still_has_a_third_moment():
    states, domains = np.ones((50, 1)), np.array([np.arange(50) < 10], dtype=np.float64)
    found = find_third_moments((np.arange(50) >= 40).astype(np.float64), states, domains, np.full((1, 1), 0.01))
    assert found[0] > 0


def test_large_weights_on_the_rarer_side_move_the_interval_away_from_it():
    shares, variances, degrees = np.array([0.2]), np.array([0.0016]), 200
    even = skewed_interval(shares, variances, np.array([0.0016 * 0.6 / 100]), degrees)
    heavy = skewed_interval(shares, variances, np.array([0.0016 * 0.6 / 20]), degrees)
    assert heavy[0][0] > even[0][0]
    assert heavy[1][0] > even[1][0]
    mirrored = skewed_interval(1 - shares, variances, -np.array([0.0016 * 0.6 / 20]), degrees)
    np.testing.assert_allclose([heavy[0][0], heavy[1][0]], [1 - mirrored[1][0], 1 - mirrored[0][0]])


def test_the_interval_stays_around_the_share_and_within_0_and_1():
    shares, huge = np.array([0.01, 0.5, 0.99]), np.array([1.0, -1.0, -1.0])
    low, high = skewed_interval(shares, np.full(3, 0.01), huge, 20)
    assert ((low >= 0) & (low <= shares) & (shares <= high) & (high <= 1)).all()


def test_without_a_variance_it_is_the_logit_interval():
    shares = np.array([0.3])
    np.testing.assert_allclose(skewed_interval(shares, np.zeros(1), np.zeros(1), 20), logit_interval(shares, np.zeros(1), 20))


def test_the_share_stays_well_inside_however_lopsided_its_errors_are() -> None:
    """Estimate .055 with a third moment far above that of any simple sample: the lower bound keeps three fifths of its distance."""
    share, variance = np.array([0.055]), np.array([0.005**2])
    plain = logit_interval(share, variance, 300)
    for moment in (1e-6, -1e-6):
        low, high = skewed_interval(share, variance, np.array([moment]), 300)
        towards, away = (low, high) if moment > 0 else (high, low)
        towards_before, away_before = (plain[0], plain[1]) if moment > 0 else (plain[1], plain[0])
        assert abs(towards - share) == pytest.approx(0.6 * abs(towards_before - share))
        assert abs(away - share) > abs(away_before - share)
