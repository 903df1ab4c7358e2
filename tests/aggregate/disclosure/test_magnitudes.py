"""Dominance and p %: the handbook's examples, weights, groups, and protection of totals of money."""

import numpy as np
from scipy.sparse import csr_array

from aggregate.disclosure.attack import build_table, find_intervals
from aggregate.disclosure.hiding import find_hidden_amounts
from aggregate.disclosure.magnitudes import find_contributions, find_dominated, find_protection
from aggregate.disclosure.relations import Relations
from aggregate.disclosure.rules import RuleSet
from tests.aggregate.disclosure.tables_of_cases import add_margins


def of(*numbers: float) -> np.ndarray:
    return np.array(numbers, dtype=float)


def test_one_with_less_than_ninety_percent_is_safe_by_dominance_but_not_by_p():
    assert not find_dominated(of(100_000), of(50_000), of(49_000), RuleSet(dominance_largest=1, dominance_percent=90)).any()
    assert find_dominated(of(100_000), of(50_000), of(49_000), RuleSet(p_percent=10)).all()


def test_two_with_much_can_be_safe_by_p_and_not_by_dominance():
    assert not find_dominated(of(110_000), of(52_000), of(50_000), RuleSet(p_percent=10)).any()
    assert find_dominated(of(110_000), of(52_000), of(50_000), RuleSet(dominance_largest=2, dominance_percent=90.9)).all()


def test_dominance_asks_for_an_upper_bound_at_which_the_largest_is_no_longer_dominant():
    level = find_protection(of(330), of(300), of(20), RuleSet(dominance_largest=1, dominance_percent=85))
    assert np.isclose(330 + level[0], 300 / 0.85)


def test_p_asks_for_what_the_second_largest_is_short_of():
    assert np.allclose(find_protection(of(100), of(70), of(28), RuleSet(p_percent=10)), 0.1 * 70 - 2)


def test_a_sampled_enterprise_of_weight_two_is_both_largest_contributors():
    members = csr_array(np.ones((1, 3)))
    found = find_contributions(of(100, 60, 10), of(2, 1, 4), members, 3)
    assert found.tolist() == [[100, 200, 260]]
    found = find_contributions(of(100, 60, 10), of(1.5, 1, 4), members, 2)
    assert found.tolist() == [[100, 100 + 50 + 30]]


def test_enterprises_of_one_group_are_one_contributor():
    members = csr_array(np.array([[1.0, 1, 1], [0, 1, 1]]))
    found = find_contributions(of(50, 40, 30), of(1, 1, 1), members, 2, np.array([0, 1, 1]))
    assert found.tolist() == [[70, 120], [70, 70]]


def test_a_dominated_total_and_its_complements_keep_the_largest_unknown():
    inner = np.array([[100.0, 400, 300], [500, 350, 250]])
    values, equations, places = add_margins(inner)
    first, second = values / 10, values / 20
    first[places[1, 1]], second[places[1, 1]] = 90, 8
    rules = RuleSet(p_percent=20)
    relations = Relations(equations, np.arange(len(values)))
    hidden = find_hidden_amounts(relations, values, first, second, np.zeros(len(values), dtype=bool), rules)
    assert hidden.primary.tolist() == (np.arange(len(values)) == places[1, 1]).tolist()
    low, high = find_intervals(build_table(equations, values), hidden.rows, csr_array(np.eye(len(values))[[places[1, 1]]]))
    short = 0.2 * 90 - 2
    assert low[0] <= 100 - short
    assert high[0] >= 100 + short
    assert not hidden.rows[0]
