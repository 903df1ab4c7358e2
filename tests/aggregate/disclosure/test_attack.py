"""The attack finds what trying all tables finds, and the intervals of published examples."""

import numpy as np
import pytest
from scipy.sparse import csr_array, eye_array

from aggregate.disclosure.attack import LinkedTable, build_needs, build_table, find_intervals, find_protected, find_reached
from tests.aggregate.disclosure.tables_of_cases import add_margins, try_everything


def intervals(values: np.ndarray, equations: csr_array, hidden: np.ndarray, least: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    return find_intervals(build_table(equations, values, least), hidden, csr_array(eye_array(len(values), format="csr")))


def test_the_intervals_of_geurts_table_are_those_of_the_handbook():
    values, equations, places = add_margins(np.array([[4, 3], [2, 1], [3, 3]]))
    hidden = np.zeros(len(values), dtype=bool)
    hidden[places[1:3, 1:3]] = True
    low, high = intervals(values, equations, hidden)
    found = [(low[cell], high[cell]) for cell in places[1:3, 1:3].ravel()]
    assert np.allclose(found, [(3, 6), (1, 4), (0, 3), (0, 3)])


@pytest.mark.parametrize("seed", range(8))
def test_intervals_of_small_tables_are_those_of_all_whole_tables(seed):
    generator = np.random.default_rng(seed)
    inner = generator.integers(0, 5, (2, 3))
    values, equations, places = add_margins(inner)
    hidden = np.zeros(len(values), dtype=bool)
    hidden[generator.choice(places[1:, 1:].ravel(), 4, replace=False)] = True
    hidden[places[0, 1:3]] = bool(seed % 2)
    low, high = try_everything(inner, hidden, 0, 12)
    found = intervals(values, equations, hidden)
    bounded = np.isfinite(found[1]) & (found[1] <= 12)
    assert bounded.any()
    assert np.allclose(found[0], low)
    assert np.allclose(found[1][bounded], high[bounded])


def test_what_stands_alone_in_a_line_is_known_and_not_protected():
    values, equations, places = add_margins(np.array([[3, 8], [9, 7]]))
    hidden = np.zeros(len(values), dtype=bool)
    hidden[places[1, 1]] = True
    needs = build_needs(np.array([places[1, 1]]), np.array([2.0]), np.array([0.0]), len(values))
    assert not find_protected([(build_table(equations, values), needs)], hidden).any()
    hidden[places[1:, 1:]] = True
    assert find_protected([(build_table(equations, values), needs)], hidden).all()


@pytest.mark.parametrize("seed", range(20))
def test_the_fast_attack_and_exact_intervals_agree(seed):
    generator = np.random.default_rng(seed)
    values, equations, _ = add_margins(generator.integers(0, 9, (3, 3, 2)))
    hidden = generator.random(len(values)) < 0.5
    cells = np.flatnonzero(hidden)
    rises, falls = np.full(len(cells), 3.0), np.minimum(2.0, values[cells])
    needs = build_needs(cells, rises, falls, len(values))
    low, high = intervals(values, equations, hidden)
    wanted = np.concatenate([high[cells] >= values[cells] + 3 - 1e-6, (low[cells] <= values[cells] - falls + 1e-6)[falls > 0]])
    assert find_protected([(build_table(equations, values), needs)], hidden).tolist() == wanted.tolist()


def test_a_table_that_does_not_add_up_proves_nothing():
    values, equations, places = add_margins(np.array([[3, 8], [9, 7]]))
    needs = build_needs(np.array([places[1, 1]]), np.array([2.0]), np.array([0.0]), len(values))
    change = np.zeros(len(values))
    change[places[1, 1]] = 2.0
    table = build_table(equations, values)
    assert not find_reached(table, needs, change).any()
    change[places[1, 2]] = change[places[2, 1]] = -2.0
    change[places[2, 2]] = 2.0
    assert find_reached(table, needs, change).all()


def test_a_figure_that_would_fall_below_its_least_proves_nothing():
    values, equations = np.array([4.0, 1.0, 3.0]), csr_array(np.array([[-1.0, 1.0, 1.0]]))
    needs = build_needs(np.array([2]), np.array([1.0]), np.array([0.0]), 3)
    change = np.array([0.0, -1.0, 1.0])
    assert find_reached(build_table(equations, values), needs, change).all()
    assert not find_reached(build_table(equations, values, least=1.0), needs, change).any()


def test_fixed_figures_are_known_though_hidden():
    values, equations = np.array([4.0, 1.0, 3.0]), csr_array(np.array([[-1.0, 1.0, 1.0]]))
    needs = build_needs(np.array([2]), np.array([1.0]), np.array([0.0]), 3)
    hidden = np.array([False, True, True])
    open_table = build_table(equations, values)
    known = LinkedTable(open_table.equations, values, open_table.least, open_table.most, open_table.cells, np.array([False, True, False]))
    assert find_protected([(open_table, needs)], hidden).all()
    assert not find_protected([(known, needs)], hidden).any()
