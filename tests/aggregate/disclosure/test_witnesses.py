"""Moves keep all lines, and a need that one of them meets is met by what the exact attack finds too."""

from itertools import product

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_array

from aggregate.disclosure.attack import LinkedTable, build_needs, build_table, find_intervals
from aggregate.disclosure.patterns import find_pattern
from aggregate.disclosure.relations import Relations, build_relations
from aggregate.disclosure.witnesses import find_witnessed


def cross(*breakdowns: str) -> tuple[Relations, np.ndarray]:
    """The relations of a full crossing whose codes are letters, and which leaves each row holds; row and cell numbers agree by `cells`."""
    leaves = list(product(*breakdowns))
    rows = list(product(*("T" + codes for codes in breakdowns)))
    members = np.array([[all(code in ("T", own) for code, own in zip(row, leaf, strict=True)) for leaf in leaves] for row in rows], float)
    return build_relations(pd.DataFrame(rows, columns=["a", "b", "c"][: len(breakdowns)]), csr_array(members)), members


def test_a_rectangle_of_a_two_way_table_is_a_move_and_a_lone_cell_is_none():
    relations, _ = cross("AB", "xy")
    moves = relations.moves.toarray()
    assert (abs(moves).sum(axis=1) == 4).any()
    assert abs(moves).sum(axis=1).min() == 4
    assert not (relations.equations @ moves.T).any()


@pytest.mark.parametrize("breakdowns", [("ABC", "xyz"), ("ABC", "xy", "pqr")])
def test_moves_span_all_changes_of_a_full_crossing(breakdowns):
    relations, members = cross(*breakdowns)
    moves = relations.moves.toarray()
    assert not (relations.equations @ moves.T).any()
    assert np.linalg.matrix_rank(moves) == members.shape[1]


@pytest.mark.parametrize("seed", range(10))
def test_what_a_move_meets_the_exact_attack_finds_possible(seed):
    generator = np.random.default_rng(seed)
    relations, members = cross("ABCD", "xyz", "pq")
    values = relations.of_cells(members @ generator.integers(0, 6, members.shape[1]))
    hidden = generator.random(relations.count) < 0.7
    cells = np.flatnonzero(hidden)
    needs = build_needs(cells, np.full(len(cells), 2.0), np.minimum(1.0, values[cells]), relations.count)
    table = build_table(relations.equations, values)
    met = find_witnessed(relations.moves, (table, needs), hidden, np.ones(len(needs.rises), dtype=bool))
    assert met.any()
    _, highest = find_intervals(table, hidden, csr_array(needs.sums[met]))
    assert (highest >= needs.sums[met] @ values + needs.rises[met] - 1e-6).all()


def test_known_figures_and_bounds_are_obeyed():
    relations, _ = cross("AB", "xy")
    order = np.argsort(relations.cells)
    values = np.array([14.0, 7, 7, 6, 3, 3, 8, 4, 4])[order]
    corner = int(relations.cells[4])
    needs = build_needs(np.array([corner]), np.array([3.0]), np.array([0.0]), 9)
    hidden = np.isin(np.arange(9), relations.cells[[4, 5, 7, 8]])
    opened = np.ones(1, dtype=bool)
    free = build_table(relations.equations, values)
    assert find_witnessed(relations.moves, (free, needs), hidden, opened).all()
    assert not find_witnessed(relations.moves, (build_table(relations.equations, values, least=1.0), needs), hidden, opened).any()
    fixed = np.arange(9) == relations.cells[8]
    known = LinkedTable(free.equations, values, free.least, free.most, free.cells, fixed)
    assert not find_witnessed(relations.moves, (known, needs), hidden, opened).any()
    assert not find_witnessed(relations.moves, (free, needs), hidden & ~fixed, opened).any()


@pytest.mark.parametrize("seed", range(8))
def test_patterns_found_with_moves_stand_the_exact_attack(seed):
    generator = np.random.default_rng(seed)
    relations, members = cross("ABCDE", "xyz", "pqr")
    values = relations.of_cells(members @ np.floor(generator.lognormal(1.8, 1.2, members.shape[1])))
    primary = np.flatnonzero((values > 0) & (values < 4))
    needs = build_needs(primary, 4 - values[primary], np.ones(len(primary)), relations.count)
    table = build_table(relations.equations, values)
    hidden = np.isin(np.arange(relations.count), primary)
    pattern = find_pattern([(table, needs)], hidden, values + 1, relations.moves)
    assert not pattern.by_lines
    assert pattern.hidden[primary].all()
    _, highest = find_intervals(table, pattern.hidden, needs.sums)
    assert (highest >= needs.sums @ values + needs.rises - 1e-6).all()
