"""Amounts that would tell of one enterprise: by hand, after the examples of the handbook (methods of dominance and p %)."""

import numpy as np
import pytest

from aggregate.surveys.hiding import Contributions, find_contributions, find_telling

ONE = np.ones((1, 4))


def cell(*amounts: float) -> Contributions:
    return Contributions(*(np.array([amount], dtype=np.float64) for amount in amounts))


def test_the_p_percent_rule_and_dominance_differ_as_in_the_handbook() -> None:
    # X = 100 000 with 50 000 and 49 000: no one has more than 90 %, but the second knows the first to within 2 %.
    assert not find_telling(cell(100_000, 50_000, 49_000), p_percent=0, dominance=(1, 90)).any()
    assert find_telling(cell(100_000, 50_000, 49_000), p_percent=10, dominance=(1, 90)).all()
    # X = 110 000 with 52 000 and 50 000: 8 000 left are more than 10 % of 52 000; the two together have 92.7 %.
    assert not find_telling(cell(110_000, 52_000, 50_000), p_percent=10, dominance=(1, 100)).any()
    assert find_telling(cell(110_000, 52_000, 50_000), p_percent=10, dominance=(2, 90.9)).all()


def test_the_largest_two_are_found_whole_where_weights_are_one() -> None:
    found = find_contributions(np.array([5.0, 70, 20, 5]), np.ones(4), ONE)
    assert (found.totals[0], found.first[0], found.second[0]) == (100, 70, 20)


def test_a_sampled_enterprise_counts_as_many_of_its_size() -> None:
    found = find_contributions(np.array([5.0, 70, 20, 5]), np.array([1.0, 3, 1, 1]), ONE)
    assert (found.totals[0], found.first[0], found.second[0]) == (240, 70, 70)
    found = find_contributions(np.array([5.0, 70, 20, 5]), np.array([1.0, 1.25, 1, 1]), ONE)
    assert (found.first[0], found.second[0]) == pytest.approx((70, 0.25 * 70 + 0.75 * 20))


def test_only_units_of_the_cell_contribute() -> None:
    found = find_contributions(np.array([5.0, 70, 20, 5]), np.ones(4), np.array([[1.0, 0, 1, 0], [0, 0, 0, 0]]))
    assert found.totals.tolist() == [25, 0]
    assert found.first.tolist() == [20, 0]
    assert find_telling(found).tolist() == [True, False]
