"""Expectations over every sample that could have been drawn from a frame of a few units: exact, with no simulation and no other program."""

from itertools import combinations, permutations, product

import numpy as np
import pytest

from aggregate.estimators.cross_fitting import estimate_cross_fitted, predict_across
from aggregate.estimators.difference import estimate_difference
from aggregate.estimators.panel import Panel, estimate_covariance
from aggregate.estimators.response import estimate_responding_totals
from aggregate.estimators.stratified import estimate_domain_means, estimate_totals
from aggregate.estimators.unequal import estimate_expansion_total, find_horvitz_thompson_variance, find_sen_yates_grundy_variance

STRATA = np.repeat([0, 1, 2], [5, 4, 2])  # the last is taken with certainty
SIZES, DRAWN = np.array([5.0, 4.0, 2.0]), (3, 2, 2)
ORDERS = np.array([1.0, 0, 0, 1, 1, 0, 0, 900.0, 0, 1e6, 1.0])
GUESSED = np.array([1.0, 0, 1, 1, 0, 0, 0, 850.0, 1, 1e6, 0.0])
WEIGHTS = (SIZES / DRAWN)[STRATA]


def list_samples():
    """Every stratified sample, as places in the frame; all are equally likely."""
    parts = [combinations(np.flatnonzero(h == STRATA).tolist(), n) for h, n in enumerate(DRAWN)]
    return [np.array([unit for part in chosen for unit in part]) for chosen in product(*parts)]


def assert_unbiased(found, truth):
    """The mean of estimates is the truth, and the mean of variances their variance."""
    values = np.array([float(f.values) for f in found])
    assert values.mean() == pytest.approx(truth, rel=1e-12)
    assert np.mean([float(f.standard_errors) ** 2 for f in found]) == pytest.approx(values.var(), rel=1e-9)


def test_expansion_totals_and_their_variances_are_unbiased():
    assert_unbiased([estimate_totals(ORDERS[s], WEIGHTS[s], STRATA[s], SIZES) for s in list_samples()], ORDERS.sum())


def test_totals_of_a_domain_that_cuts_strata_are_unbiased_with_the_zeros_of_the_others():
    inside = ORDERS * (np.arange(11) % 2)
    assert_unbiased([estimate_totals(inside[s], WEIGHTS[s], STRATA[s], SIZES) for s in list_samples()], inside.sum())


def test_the_difference_estimator_is_unbiased_however_wrong_the_guesses():
    for guessed in (GUESSED, 1 - GUESSED, np.full(11, 7.0)):
        found = [estimate_difference(ORDERS[s], guessed[s], guessed.sum(), WEIGHTS[s], STRATA[s], SIZES) for s in list_samples()]
        assert_unbiased(found, ORDERS.sum())


def test_a_domain_that_lies_in_a_stratum_taken_whole_has_no_error_in_any_sample():
    inside = (STRATA == 2).astype(float)
    for s in list_samples():
        found = estimate_domain_means(ORDERS[s], inside[None, s], WEIGHTS[s], STRATA[s], SIZES)
        assert found.values[0] == pytest.approx((1e6 + 1) / 2)
        assert found.standard_errors[0] == 0


def test_unequal_probabilities_both_variances_are_unbiased_over_a_design_of_fixed_size():
    """A sample's probability is in proportion to the product of its units' odds (rejective sampling)."""
    odds, values = np.array([0.2, 0.5, 1.0, 2.0, 4.0]), np.array([3.0, 0.0, 5.0, 9.0, 1.0])
    samples = [np.array(s) for s in combinations(range(5), 3)]
    chances = np.array([odds[s].prod() for s in samples])
    chances = chances / chances.sum()
    joint = np.zeros((5, 5))
    for s, chance in zip(samples, chances, strict=True):
        joint[np.ix_(s, s)] += chance
    single = np.diag(joint)
    totals = np.array([float(estimate_expansion_total(values[s], single[s])) for s in samples])
    variance = chances @ (totals - values.sum()) ** 2
    assert chances @ totals == pytest.approx(values.sum())
    for find in (find_sen_yates_grundy_variance, find_horvitz_thompson_variance):
        assert chances @ [float(find(values[s], single[s], joint[np.ix_(s, s)])) for s in samples] == pytest.approx(variance)


def test_the_covariance_of_two_waves_is_unbiased_over_all_overlapping_samples():
    """Six units; five in the first wave; four of these and the sixth in the second."""
    first_wave, second_wave = np.array([1.0, 4, 2, 8, 5, 7]), np.array([9.0, 2, 3, 7, 1, 5])
    sizes = (np.array([6.0]), np.array([6.0]))
    totals, found = [], []
    for one in combinations(range(6), 5):
        for kept in combinations(one, 4):
            two = [*kept, *(set(range(6)) - set(one))]
            in_first, in_second = (np.isin(np.arange(6), wave) for wave in (one, two))
            parts = [np.where(there, 6 / 5 * y, 0.0) for there, y in ((in_first, first_wave), (in_second, second_wave))]
            panel = Panel((np.where(in_first, 0, -1), np.where(in_second, 0, -1)), sizes)
            totals.append([part.sum() for part in parts])
            found.append(float(estimate_covariance(parts[0][None], parts[1][None], panel)[0]))
    assert np.mean(found) == pytest.approx(np.cov(np.array(totals).T, ddof=0)[0, 1])


def test_cross_fitting_with_the_mean_of_the_others_gives_the_expansion_total_back():
    """Σ F·n_j/n and the corrections cancel for predictors that are constant: a closed form for every split."""
    labels = np.array([3.0, 0.0, 8.0, 1.0])
    for order in permutations(range(4)):
        folds = np.array(order) % 2
        guesses, totals = predict_across(
            lambda x, y: lambda new: np.full(len(new), y.mean()), np.zeros((4, 1)), labels, folds, np.zeros((9, 1)), np.zeros(9, int), 1
        )
        found = estimate_cross_fitted(labels, guesses, folds, totals, np.full(4, 9 / 4), np.zeros(4, int), np.array([9.0]))
        assert float(found.values) == pytest.approx(9 * labels.mean())


def test_answers_of_groups_across_strata_are_unbiased_where_all_are_equally_likely_to_answer():
    """All samples, and within each all ways in which three of a group of four can answer."""
    strata, sizes, y = np.repeat([0, 1], 3), np.array([3.0, 3.0]), np.array([4.0, 0.0, 6.0, 5.0, 9.0, 1.0])
    found = []
    for first, second in product(combinations(range(3), 2), combinations(range(3, 6), 2)):
        s = np.array([*first, *second])
        for silent in range(4):
            answered = np.arange(4) != silent
            values = np.where(answered, y[s], np.nan)
            totals = estimate_responding_totals(values, np.full(4, 1.5), np.zeros(4, dtype=int), answered, strata[s], sizes)
            found.append(float(totals.values))
    assert np.mean(found) == pytest.approx(y.sum())
