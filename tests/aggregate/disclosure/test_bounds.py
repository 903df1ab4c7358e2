"""Bounds without linear programs: never narrower than what linear programs find, and narrow enough to rule things out."""

import numpy as np
import pytest
from scipy.sparse import csr_array, eye_array

from aggregate.disclosure.attack import build_needs, build_table, find_hopeless, find_intervals
from aggregate.disclosure.bounds import find_room
from tests.aggregate.disclosure.tables_of_cases import add_margins


def test_a_figure_can_only_move_as_far_as_the_others_of_its_line_make_up_for():
    equations = csr_array([[-1.0, 1.0, 1.0, 1.0]])  # a total that is shown, and three leaves
    low, high = find_room(equations, np.array([0.0, -2.0, -1.0, 0.0]), np.array([0.0, 9.0, 9.0, 9.0]))
    assert low.tolist() == [0, -2, -1, 0]
    assert high.tolist() == [0, 1, 2, 3]


def test_bounds_of_one_line_bound_the_next():
    equations = csr_array([[1.0, 1.0, 0.0], [0.0, 1.0, 1.0]])
    low, high = find_room(equations, np.array([-1.0, -9.0, -9.0]), np.array([2.0, 9.0, 9.0]))
    assert (low.tolist(), high.tolist()) == ([-1, -2, -1], [2, 1, 2])


@pytest.mark.parametrize("seed", range(20))
def test_no_need_that_exact_intervals_allow_is_ruled_out(seed):
    generator = np.random.default_rng(seed)
    values, equations, _ = add_margins(generator.integers(0, 6, (3, 3, 2)))
    hidden = generator.random(len(values)) < 0.6
    table, every = build_table(equations, values), np.arange(len(values))
    low, high = find_intervals(table, hidden, csr_array(eye_array(len(values), format="csr")))
    needs = build_needs(every, np.full(len(values), 2.5), np.full(len(values), 1.5), len(values))
    possible = np.concatenate([high >= values + 2.5 - 1e-6, low <= values - 1.5 + 1e-6])
    hopeless = find_hopeless((table, needs), hidden)
    assert not (hopeless & possible).any()
    assert hopeless[np.concatenate([~hidden, ~hidden])].all()
    assert (hopeless & np.concatenate([hidden, hidden])).any() or possible[np.concatenate([hidden, hidden])].all()
