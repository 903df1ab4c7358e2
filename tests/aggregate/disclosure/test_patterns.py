"""Patterns protect every figure, cost what published examples cost, and fail closed."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from aggregate.disclosure import patterns
from aggregate.disclosure.attack import build_needs, build_table, find_intervals
from aggregate.disclosure.insiders import GROUPS, protect_from_insiders
from aggregate.disclosure.patterns import Pattern, find_pattern
from tests.aggregate.disclosure.tables_of_cases import add_margins, try_everything

CLASSIC = np.array([[20, 50, 10], [8, 19, 22], [17, 32, 12]])


def search(inner: np.ndarray, primary: list[int], rises: list[float], falls: list[float]) -> tuple[Pattern, np.ndarray, csr_array]:
    values, equations, _ = add_margins(inner)
    hidden = np.zeros(len(values), dtype=bool)
    hidden[primary] = True
    needs = build_needs(np.array(primary), np.array(rises), np.array(falls), len(values))
    return find_pattern([(build_table(equations, values), needs)], hidden, values + 0.1), values, equations


def test_the_classic_table_gets_its_cheapest_pattern():
    _, _, places = add_margins(CLASSIC)
    pattern, values, equations = search(CLASSIC, [places[2, 3]], [8.0], [5.0])
    secondary = set(np.flatnonzero(pattern.hidden)) - {places[2, 3]}
    assert secondary == {places[2, 1], places[3, 1], places[3, 3]}
    assert values[list(secondary)].sum() == 37
    cells = [places[2, 1], places[2, 3], places[3, 1], places[3, 3]]
    sums = csr_array(np.eye(len(values))[cells])
    low, high = find_intervals(build_table(equations, values), pattern.hidden, sums)
    assert np.allclose(np.column_stack([low, high]), [(0, 25), (5, 30), (0, 25), (4, 29)])


def test_no_cheaper_pattern_of_the_classic_table_protects():
    values, equations, places = add_margins(CLASSIC)
    inner, primary = [cell for cell in places[1:, 1:].ravel() if cell != places[2, 3]], places[2, 3]
    sums = csr_array(np.eye(len(values))[[primary]])
    for count in (1, 2, 3):
        for chosen in combinations(inner, count):
            hidden = np.zeros(len(values), dtype=bool)
            hidden[[primary, *chosen]] = True
            low, high = find_intervals(build_table(equations, values), hidden, sums)
            is_protected = low[0] <= 17 and high[0] >= 30
            assert not is_protected or values[list(chosen)].sum() >= 37


def test_two_regions_by_sex_take_the_row_that_costs_least():
    _, _, places = add_margins(np.array([[18, 2], [14, 19], [12, 10], [11, 14]]))
    pattern, _, _ = search(np.array([[18, 2], [14, 19], [12, 10], [11, 14]]), [places[1, 2]], [3.0], [1.0])
    assert set(np.flatnonzero(pattern.hidden)) == {places[1, 1], places[1, 2], places[3, 1], places[3, 2]}


@settings(max_examples=10, deadline=None)
@given(st.lists(st.integers(1, 6), min_size=6, max_size=6))
def test_small_cells_of_two_by_three_could_be_five_as_far_as_anybody_can_tell(counts):
    inner = np.array(counts).reshape(2, 3)
    values, equations, places = add_margins(inner)
    primary = np.flatnonzero(values < 5)
    if len(primary):
        needs = build_needs(primary, 5 - values[primary], np.zeros(len(primary)), len(values))
        hidden = values < 5
        pattern = find_pattern([(build_table(equations, values, least=1), needs)], hidden, values)
        assert not pattern.by_lines
        if pattern.hidden[places[1:, 1:]].sum() <= 4:
            _, high = try_everything(inner, pattern.hidden, 1, 10)
            assert (high[primary] >= 5).all()


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000))
def test_no_interval_of_a_random_cube_falls_inside_its_protection_level(seed):
    generator = np.random.default_rng(seed)
    values, equations, _ = add_margins(np.floor(generator.lognormal(2, 1.3, (4, 3, 3))))
    primary = np.flatnonzero((values > 0) & (values < 5))
    if len(primary):
        hidden = np.isin(np.arange(len(values)), primary)
        rises, falls = 5 - values[primary], np.minimum(1.0, values[primary])
        needs = build_needs(primary, rises, falls, len(values))
        pattern = find_pattern([(build_table(equations, values), needs)], hidden, values + 1)
        low, high = find_intervals(build_table(equations, values), pattern.hidden, csr_array(np.eye(len(values))[primary]))
        assert (high >= values[primary] + rises - 1e-6).all()
        assert (low <= values[primary] - falls + 1e-6).all()


def test_where_the_search_fails_whole_lines_are_hidden(monkeypatch):
    monkeypatch.setattr(patterns, "_find_change", lambda table, *_: np.zeros(len(table.values)))
    _, _, places = add_margins(CLASSIC)
    pattern, values, equations = search(CLASSIC, [places[2, 3]], [8.0], [5.0])
    assert pattern.by_lines
    low, high = find_intervals(build_table(equations, values), pattern.hidden, csr_array(np.eye(len(values))[[places[2, 3]]]))
    assert low[0] <= 17
    assert high[0] >= 30


@pytest.mark.parametrize("leaves", [(1, 1, 9, 20), (1, 3, 6, 30)])
def test_one_who_is_alone_in_a_cell_does_not_learn_the_other(leaves):
    values, equations, _ = add_margins(np.array(leaves))
    hidden = np.array([False, True, True, False, False])
    needs = build_needs(np.array([1, 2]), 5 - values[[1, 2]], np.zeros(2), 5)
    views = [(build_table(equations, values), needs)]
    pattern = protect_from_insiders(views, equations, Pattern(hidden, by_lines=False), np.flatnonzero(values == 1), values)
    assert pattern.hidden.sum() >= 3
    assert pattern.hidden[3]


def test_those_who_are_alone_in_a_cell_ask_for_nothing_where_others_are_hidden_already():
    values, equations, _ = add_margins(np.array([1, 3, 9, 20]))
    pattern = Pattern(np.array([False, True, True, True, False]), by_lines=False)
    needs = build_needs(np.array([1, 2]), 5 - values[[1, 2]], np.zeros(2), 5)
    found = protect_from_insiders([(build_table(equations, values), needs)], equations, pattern, np.array([1]), values)
    assert found.hidden.tolist() == pattern.hidden.tolist()


@pytest.mark.parametrize("seed", range(4))
def test_where_many_are_alone_needs_hold_against_each_of_them(seed):
    inner = np.random.default_rng(seed).choice([1, 2, 3, 8, 30], (5, 6), p=[0.35, 0.1, 0.1, 0.25, 0.2])
    values, equations, _ = add_margins(inner)
    small, alone = np.flatnonzero(values < 5), np.flatnonzero(values == 1)
    assert len(alone) > GROUPS
    table = build_table(equations, values, least=1.0)
    views = [(table, build_needs(small, 5 - values[small], np.zeros(len(small)), len(values)))]
    hidden = protect_from_insiders(views, equations, find_pattern(views, values < 5, values + 0.1), alone, values + 0.1).hidden
    for cell in alone.tolist():
        near = np.setdiff1d(small[(abs(equations).T @ abs(equations))[cell].toarray().ravel()[small] > 0], [cell])
        known = replace(table, fixed=np.arange(len(values)) == cell)
        _, high = find_intervals(known, hidden, csr_array(np.eye(len(values))[near]))
        assert (high >= 5 - 1e-6).all()
