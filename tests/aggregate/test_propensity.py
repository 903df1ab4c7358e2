"""Chances of an answer, weights and the R-indicator; disagreement between reviewers."""

import numpy as np
import pytest

from aggregate.estimators.disagreement import bound_by_disagreement, find_error_rate, measure_agreement
from aggregate.estimators.propensity import find_r_indicator, fit_propensities, weight_by_propensity

GROUPS = np.repeat([0, 1], [10, 20])
ANSWERED = np.arange(30) % 10 < np.repeat([8, 4], [10, 20])
KNOWN = np.column_stack([np.ones(30), GROUPS])


def test_with_groups_the_chances_are_the_groups_rates():
    found = fit_propensities(KNOWN, ANSWERED, np.ones(30))
    assert found.converged
    assert found.chances == pytest.approx(np.where(GROUPS == 0, 0.8, 0.4))
    assert found.coefficients == pytest.approx([np.log(4), np.log(2 / 3) - np.log(4)])


def test_chances_by_weight_are_weighted_rates():
    weights = np.where(ANSWERED, 3.0, 1.0)
    found = fit_propensities(np.ones((30, 1)), ANSWERED, weights)
    assert found.chances[0] == pytest.approx(48 / (48 + 14))


def test_separated_answers_do_not_run_away():
    found = fit_propensities(KNOWN, GROUPS == 0, np.ones(30))
    assert np.isfinite(found.coefficients).all()
    assert found.chances == pytest.approx(np.where(GROUPS == 0, 1, 0), abs=1e-3)


def test_weights_by_chance_bring_the_sample_back():
    weights = weight_by_propensity(np.full(30, 2.0), np.where(GROUPS == 0, 0.8, 0.4), ANSWERED)
    assert weights.sum() == pytest.approx(60)
    assert weights[ANSWERED & (GROUPS == 0)] == pytest.approx(np.full(8, 2 / 0.8))
    assert weights[~ANSWERED].sum() == 0


def test_an_unlikely_answer_does_not_count_for_a_hundred():
    chances = np.array([0.5, 0.5, 0.5, 0.5, 0.005])
    weights = weight_by_propensity(np.ones(5), chances, np.ones(5, bool))
    assert weights[4] / weights[0] == pytest.approx(5)


def test_the_r_indicator_is_one_where_all_are_alike_and_nought_at_worst():
    assert find_r_indicator(np.full(30, 0.4), np.ones(30)) == pytest.approx(1)
    assert find_r_indicator(np.repeat([0.0, 1.0], 5000), np.ones(10000)) == pytest.approx(0, abs=1e-3)
    # Chances .8 and .4 in parts 1/3 and 2/3: S² = .4²·2/9·30/29
    assert find_r_indicator(np.where(GROUPS == 0, 0.8, 0.4), np.ones(30)) == pytest.approx(1 - 2 * np.sqrt(0.16 * 2 / 9 * 30 / 29))


def test_agreement_is_weighted_and_has_an_error():
    first, second = np.array([1.0, 1, 0, 0, 0, 1]), np.array([1.0, 0, 0, 0, 0, 1])
    weights, strata = np.array([2.0, 2, 2, 4, 4, 6]), np.array([0, 0, 0, 1, 1, 1])
    found = measure_agreement(first, second, weights, strata)
    assert (found.disagreeing, found.units) == (0.1, 6)
    one, two = 0.5, 0.4
    assert found.kappa == pytest.approx((0.9 - (one * two + (1 - one) * (1 - two))) / (1 - (one * two + (1 - one) * (1 - two))))
    linear = weights * ((first != second) - 0.1) / 20
    variance = sum(3 / 2 * ((part - part.mean()) ** 2).sum() for part in (linear[:3], linear[3:]))
    assert found.standard_error == pytest.approx(np.sqrt(variance))


def test_reviewers_who_never_differ_change_nothing():
    found = bound_by_disagreement(0.3, 0.0)
    assert (found.lowest, found.even, found.highest) == (0.3, 0.3, 0.3)


@pytest.mark.parametrize(("false_yes", "false_no"), [(0.06, 0.0), (0.0, 0.06), (0.06, 0.06)])
def test_a_known_mechanism_is_found_again(false_yes, false_no):
    truth = 0.2
    share = truth * (1 - false_no) + (1 - truth) * false_yes
    disagreeing = truth * 2 * false_no * (1 - false_no) + (1 - truth) * 2 * false_yes * (1 - false_yes)
    found = bound_by_disagreement(share, disagreeing)
    kept = found.even if false_yes == false_no else (found.lowest if false_yes else found.highest)
    assert kept == pytest.approx(truth)
    assert found.lowest <= truth + 1e-12
    assert truth <= found.highest + 1e-12


def test_disagreement_of_more_than_half_says_nothing():
    assert np.isnan(find_error_rate(0.6))
    found = bound_by_disagreement(0.02, 0.3)
    assert np.isnan(found.highest)  # so much disagreement cannot come from missing yes alone where hardly any label says yes
    assert np.isnan(found.even)


def test_the_error_rate_of_a_tenth_disagreeing():
    error = find_error_rate(0.1)
    assert 2 * error * (1 - error) == pytest.approx(0.1)
    assert error == pytest.approx(0.0527864, abs=1e-7)
