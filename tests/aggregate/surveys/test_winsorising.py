"""Outliers: the cutoff by hand, and what it leaves alone."""

import numpy as np
import pytest

from aggregate.surveys.winsorising import find_cutoff, treat_outliers, winsorise


def test_the_cutoff_is_where_it_equals_what_lies_above_it():
    # L = Σ max(D - L, 0): one D of 8 gives 4; with 8 and 6, (8 + 6) / 3 = 14/3, above which both lie; with 8 and 2 the 2 stays below 4.
    assert find_cutoff(np.array([8.0])) == pytest.approx(4)
    assert find_cutoff(np.array([8.0, 6.0, -3.0])) == pytest.approx(14 / 3)
    assert find_cutoff(np.array([8.0, 2.0])) == pytest.approx(4)


def test_the_cutoff_solves_its_equation_for_many_excesses():
    excesses = np.random.default_rng(1).lognormal(0, 2, 300) - 2
    limit = find_cutoff(excesses)
    assert np.maximum(excesses - limit, 0).sum() == pytest.approx(limit)


def test_nothing_above_expectation_means_nothing_to_treat():
    assert find_cutoff(np.array([-1.0, 0.0])) == 0.0
    same = winsorise(np.full(4, 7.0), np.full(4, 5.0), np.full(4, 7.0))
    assert (same.values == 7).all()
    assert same.effect == 0
    assert not same.changed.any()


def test_a_value_above_the_cutoff_counts_for_itself_but_less_for_others():
    # D = (11 - 1)(100 - 10) = 900, L = 450, K = 10 + 450/10 = 55; treated 100/11 + 10/11 · 55 = 650/11; the total falls by 450.
    treated = winsorise(np.array([100.0, 10.0]), np.array([11.0, 11.0]), np.array([10.0, 10.0]))
    assert treated.values.tolist() == pytest.approx([650 / 11, 10])
    assert treated.effect == pytest.approx(450)
    assert treated.changed.tolist() == [True, False]


def test_units_that_stand_for_themselves_only_are_never_changed():
    treated = winsorise(np.array([1e9, 10.0, 12.0]), np.array([1.0, 20.0, 20.0]), np.array([10.0, 10.0, 10.0]))
    assert treated.values[0] == 1e9


def test_the_treated_total_is_less_by_the_effect():
    rng = np.random.default_rng(2)
    values, weights = rng.lognormal(3, 1.5, 80), rng.uniform(1, 30, 80)
    treated = treat_outliers(values, weights, weights, np.ones((80, 1)))
    assert weights @ values - weights @ treated.values == pytest.approx(treated.effect)
    assert 0 < treated.changed.sum() < 20


def test_treatment_lowers_the_mean_squared_error_of_totals_of_skewed_populations():
    rng = np.random.default_rng(3)
    population = rng.lognormal(0, 2, 4000)
    plain, treated = [], []
    for _ in range(300):
        values = rng.choice(population, 60, replace=False)
        weights = np.full(60, 4000 / 60)
        plain.append(weights @ values)
        treated.append(weights @ treat_outliers(values, weights, weights, np.ones((60, 1))).values)
    errors = [np.mean((np.array(totals) - population.sum()) ** 2) for totals in (plain, treated)]
    assert errors[1] < 0.85 * errors[0]
