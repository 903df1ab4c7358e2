"""Unanswered units: groups, weights, bounds and the variance of both phases."""

import numpy as np
import pytest

from aggregate.estimators.response import (
    adjust_weights,
    bound_by_missing,
    estimate_responding_totals,
    find_response_groups,
    measure_response,
    spread_weights,
)


def groups_of(cells, fewest=5):
    """Groups by (state, size), from {(state, size): (asked, answered)}."""
    states = np.repeat([s for s, _ in cells], [n for n, _ in cells.values()])
    sizes = np.repeat([z for _, z in cells], [n for n, _ in cells.values()])
    answered = np.concatenate([np.arange(n) < r for n, r in cells.values()])
    found = find_response_groups(states, sizes, answered, fewest)
    if found is None:
        return None
    return {cell: set(found[(states == cell[0]) & (sizes == cell[1])].tolist()) for cell in cells}


def test_groups_are_state_by_size_where_enough_answered():
    found = groups_of({(2, 0): (9, 5), (2, 1): (9, 5), (3, 0): (9, 5), (3, 1): (9, 6)})
    assert sorted(group for groups in found.values() for group in groups) == [0, 1, 2, 3]


def test_a_group_of_few_answers_joins_the_next_larger_size_of_its_state():
    found = groups_of({(2, 0): (9, 4), (2, 1): (9, 5), (2, 2): (9, 6), (3, 0): (9, 5)})
    assert found[2, 0] == found[2, 1] != found[2, 2]
    assert found[3, 0] not in (found[2, 0], found[2, 2])
    between = groups_of({(2, 0): (9, 5), (2, 1): (9, 4), (2, 2): (9, 6)})
    assert between[2, 0] != between[2, 1] == between[2, 2]


def test_the_largest_size_joins_the_next_smaller_one():
    found = groups_of({(2, 0): (9, 8), (2, 1): (9, 8), (2, 2): (9, 1)})
    assert found[2, 2] == found[2, 1] != found[2, 0]


def test_a_state_without_an_answer_joins_its_pair_size_by_size():
    found = groups_of({(0, 0): (9, 8), (0, 1): (9, 8), (1, 0): (3, 0), (1, 1): (3, 0), (2, 0): (9, 9)})
    assert (found[1, 0], found[1, 1]) == (found[0, 0], found[0, 1])
    assert found[0, 0] != found[0, 1]


def test_nobody_speaks_for_a_pair_of_states_without_an_answer():
    assert groups_of({(0, 0): (9, 8), (2, 0): (3, 0), (3, 0): (3, 0)}) is None


def test_a_state_of_few_answers_stays_one_group():
    found = groups_of({(0, 0): (2, 1), (0, 1): (2, 1), (2, 0): (9, 9)})
    assert found[0, 0] == found[0, 1] != found[2, 0]


def test_weights_of_answers_carry_the_weight_of_their_group():
    weights, groups = np.array([2.0, 4, 6, 3, 3]), np.array([0, 0, 0, 1, 1])
    answered = np.array([True, False, True, True, True])
    assert spread_weights(weights, groups, answered) == pytest.approx([3, 0, 9, 3, 3])  # group 0: 12 / 8 = 1.5


def test_within_strata_groups_give_the_weights_of_strata():
    strata, sizes = np.array([0, 0, 0, 1, 1]), np.array([30.0, 8.0])
    answered = np.array([True, False, True, True, False])
    weights = sizes[strata] / np.bincount(strata)[strata]
    assert spread_weights(weights, strata, answered) == pytest.approx(adjust_weights(strata, sizes, answered))


def test_rates_are_given_weighted_and_unweighted():
    found = measure_response(np.array([1.0, 1, 8]), np.array([True, True, False]))
    assert (found.asked, found.answered) == (3, 2)
    assert (found.missing_share, found.weighted_missing_share) == pytest.approx((1 / 3, 0.8))


def test_bounds_count_the_silent_as_no_and_as_yes():
    answers, weights = np.array([1.0, 0, 0, 1]), np.array([10.0, 20, 30, 40])
    answered = np.array([True, True, False, False])
    low, high = bound_by_missing(answers, weights, answered, np.array([[1.0, 1, 1, 1], [1, 1, 0, 0]]))
    assert low == pytest.approx([0.10, 1 / 3])
    assert high == pytest.approx([0.80, 1 / 3])


def test_with_everyone_answering_the_variance_is_the_stratified_one():
    y, strata = np.array([3.0, 5, 10, 14]), np.array([0, 0, 1, 1])
    sizes = np.array([10.0, 4.0])
    weights = sizes[strata] / 2
    found = estimate_responding_totals(y, weights, strata, np.ones(4, bool), strata, sizes)
    assert found.values == pytest.approx(40 + 48)
    # N²(1-f)s²/n: 100·.8·2/2 + 16·.5·8/2
    assert found.standard_errors**2 == pytest.approx(80 + 32)


def test_where_everybody_was_asked_the_variance_is_that_of_a_sample_of_those_who_answered():
    # N²(1 - r/N)·Σ(y - ȳ)²/r / r with r = 2 of N = 4 and ȳ = 2: 16 · 1/2 · 1/2.
    y, zeros = np.array([1.0, 3, 50, 50]), np.zeros(4, dtype=np.int64)
    found = estimate_responding_totals(y, np.ones(4), zeros, np.array([True, True, False, False]), zeros, np.array([4.0]))
    assert (found.values, found.standard_errors**2) == (pytest.approx(8), pytest.approx(4))


def test_the_variance_covers_sampling_and_silence():
    """A frame of 400 in two strata, answering by chance within two groups that cross them: the mean variance is that of the totals."""
    random = np.random.default_rng(7)
    stratum, group = np.arange(400) // 200, np.arange(400) % 2
    y = 2.0 * group + stratum + random.normal(size=400)
    chance, sizes = np.array([0.9, 0.45])[group], np.array([200.0, 200.0])
    totals, variances = [], []
    for _ in range(1500):
        drawn = np.concatenate([random.choice(200, 80, replace=False), 200 + random.choice(200, 50, replace=False)])
        answered = random.random(130) < chance[drawn]
        weights = np.where(stratum[drawn] == 0, 2.5, 4.0)
        found = estimate_responding_totals(y[drawn], weights, group[drawn], answered, stratum[drawn], sizes)
        totals.append(float(found.values))
        variances.append(float(found.standard_errors) ** 2)
    assert np.mean(totals) == pytest.approx(y.sum(), abs=4 * np.std(totals) / np.sqrt(1500) + 0.5)
    assert np.mean(variances) == pytest.approx(np.var(totals), rel=0.12)
