"""Which published cells add up to which others: what an attacker who knows the tables can write down as equations.

Cells that hold the same enterprises are one cell, under whatever codes they are published. Lines are found from what the codes of a
breakdown hold, not from their names: sections and divisions, sizes and the union of ten or more, an activity group across sections.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from aggregate.disclosure.moves import build_moves
from aggregate.estimators.arrays import Booleans, Floats, Integers

POPULATION, ACTIVITY = "population", "activity"
OTHER, OTHER_VALUE = "other_dimension", "other_value"
Axis = tuple[NDArray[np.object_], list[str], Booleans]
Partition = tuple[int, list[int]]


@dataclass(frozen=True, slots=True)
class Relations:
    """Cells of linked tables: `equations` (lines, cells) is -1 at a line's total, 1 at its leaves, so that equations @ counts is zero.

    `cells` gives the cell of each row of the published table; several rows may be one cell. `moves` are smallest changes that keep all
    lines (`moves.py`), where they are known.
    """

    equations: csr_array
    cells: Integers
    moves: csr_array | None = None

    @property
    def count(self) -> int:
        """Number of cells."""
        return int(self.equations.shape[1])

    def of_cells(self, figures: Floats) -> Floats:
        """A figure of all rows, shape (rows,), as that of the cells, shape (cells,)."""
        found = np.zeros(self.count)
        found[self.cells] = figures
        return found

    def mark(self, rows: Booleans) -> Booleans:
        """Cells of which at least one row is marked."""
        return np.asarray(np.bincount(self.cells[rows], minlength=self.count) > 0)

    def find_heights(self) -> Integers:
        """How many totals stand on one another from each cell downwards, shape (cells,): 0 for a cell that is no total."""
        lines = csr_array(self.equations)
        totals, leaves = lines < 0, lines > 0
        heights = np.zeros(self.count, dtype=np.int64)
        for _ in range(self.count if lines.shape[0] else 0):
            of_lines = (leaves * (heights + 1)[None, :]).max(axis=1).toarray().ravel()
            higher = (totals * of_lines[:, None]).max(axis=0).toarray().ravel().astype(np.int64)
            if (higher <= heights).all():
                break
            heights = np.maximum(heights, higher)
        return heights


def build_relations(keys: pd.DataFrame, membership: csr_array) -> Relations:
    """The lines of a table.

    Args:
        keys: the breakdowns' codes of each row, shape (rows, breakdowns); a code that holds all others of its column is their total.
        membership: 1 where a smallest cell of the frame is of the row, shape (rows, smallest cells).
    """
    members = csr_array(membership != 0, dtype=np.float64)
    sizes = np.asarray(members.sum(axis=1)).ravel()
    cells = _find_same(members)
    lines: set[tuple[int, tuple[int, ...]]] = set()
    axes = [(keys, members, sizes, axis) for axis in _list_axes(keys)]
    for total, leaves in (*chain.from_iterable(_list_lines(*axis) for axis in axes), *_list_lines_across(keys, members, sizes)):
        named = (int(cells[total]), tuple(sorted(cells[leaves].tolist())))
        if named[1] != (named[0],):
            lines.add(named)
    equations = _write_equations(sorted(lines), int(cells.max()) + 1)
    return Relations(equations, cells, build_moves(keys, members, cells, equations))


def _find_same(members: csr_array) -> Integers:
    """The number of each row's cell: rows with the same members have one number. Rows are told apart by two random sums."""
    marks = np.random.default_rng(0).random((members.shape[1], 2))
    sums = pd.DataFrame(np.round(members @ marks, 9))
    return np.asarray(sums.groupby([0, 1], sort=False).ngroup(), dtype=np.int64)


def _list_axes(keys: pd.DataFrame) -> Iterator[Axis]:
    """(codes, the other columns, rows concerned) of each breakdown; a register column of the office's own is a breakdown for itself."""
    everywhere = np.ones(len(keys), dtype=bool)
    for column in keys.columns:
        if column not in (POPULATION, OTHER, OTHER_VALUE):
            yield keys[column].to_numpy(dtype=object), [c for c in keys.columns if c != column], everywhere
    if OTHER in keys:
        others = [c for c in keys.columns if c not in (OTHER, OTHER_VALUE)]
        names = keys[OTHER].to_numpy(dtype=object)
        total = keys[OTHER_VALUE].to_numpy(dtype=object) == "_T"
        for name in pd.unique(names[~total]):
            yield keys[OTHER_VALUE].to_numpy(dtype=object), others, total | (names == name)


def _list_lines(keys: pd.DataFrame, members: csr_array, sizes: Floats, axis: Axis) -> Iterator[tuple[int, Integers]]:
    """(total's row, leaves' rows) of all lines of one breakdown, separately for each population."""
    codes, others, concerned = axis
    populations = keys[POPULATION].to_numpy(dtype=object) if POPULATION in keys else np.zeros(len(keys), dtype=object)
    for population in pd.unique(populations):
        yield from _find_lines(keys, members, sizes, (codes, others, concerned & (populations == population)))


def _list_lines_across(keys: pd.DataFrame, members: csr_array, sizes: Floats) -> Iterator[tuple[int, Integers]]:
    """Lines of activities that hold rows of two populations: all of the register is the European scope and the sections outside of it."""
    if POPULATION not in keys or ACTIVITY not in keys:
        return
    populations, others = keys[POPULATION].to_numpy(dtype=object), [c for c in keys.columns if c not in (POPULATION, ACTIVITY)]
    groups = keys.groupby(others, sort=False).ngroup().to_numpy() if others else np.zeros(len(keys), dtype=np.int64)
    first, *further = pd.unique(populations)
    for population in further:
        is_second = populations == population
        concerned = np.isin(groups, groups[is_second]) & (is_second | (populations == first))
        codes = np.where(is_second, [f"{population} {code}" for code in keys[ACTIVITY]], keys[ACTIVITY].to_numpy(dtype=object))
        yield from _find_lines(keys, members, sizes, (codes, others, concerned), everywhere=False)


def _find_lines(
    keys: pd.DataFrame, members: csr_array, sizes: Floats, axis: Axis, *, everywhere: bool = True
) -> Iterator[tuple[int, Integers]]:
    """The lines among the rows concerned; of codes that split another `everywhere`, or also of those that do so in some groups only."""
    codes, others, concerned = axis
    rows = np.flatnonzero(concerned)
    number, names = pd.factorize(codes[rows])
    groups = keys.iloc[rows].groupby(others, sort=False).ngroup().to_numpy() if others else np.zeros(len(rows), dtype=np.int64)
    common = _hold(members[rows], number, len(names))
    places = _place_codes(groups, number, rows, common)
    for total, leaves in _find_partitions(common, everywhere=everywhere):
        for of_total, of_leaves in zip(places[:, total], places[:, leaves], strict=True):
            found = of_leaves[of_leaves >= 0]
            if of_total >= 0 and found.size and sizes[found].sum() == sizes[of_total]:
                yield int(of_total), found


def _place_codes(groups: Integers, number: Integers, rows: Integers, common: Floats) -> Integers:
    """The row of each code in each group, -1 where there is none; a code that holds the same as another (a section of one division) has
    that one's row where its own is missing.
    """
    places = np.full((int(groups.max(initial=-1)) + 1, len(common)), -1, dtype=np.int64)
    places[groups, number] = rows
    sizes = np.diag(common)
    for code, other in zip(*np.nonzero((common == sizes) & (common == sizes[:, None])), strict=True):
        places[:, code] = np.where(places[:, code] < 0, places[:, other], places[:, code])
    return places


def _hold(members: csr_array, codes: Integers, count: int) -> Floats:
    """How many smallest cells two codes have in common, shape (codes, codes)."""
    chosen = csr_array((np.ones(len(codes)), (codes, np.arange(len(codes)))), shape=(count, len(codes)))
    held = csr_array((chosen @ members) > 0, dtype=np.float64)
    return np.asarray((held @ held.T).toarray())


def _find_partitions(common: Floats, *, everywhere: bool = True) -> Iterator[Partition]:
    """(a code, codes that split it) from how much any two have in common: for each way in which largest parts fill it wholly.

    Without `everywhere` also ways that leave something of it: in some groups there is nothing of that.
    """
    sizes = np.diag(common)
    order = np.argsort(-sizes, kind="stable")
    rank = np.argsort(order, kind="stable")
    inside = (common == sizes[:, None]) & (rank[:, None] > rank[None, :])  # [part, whole]
    for whole in order.tolist():
        parts = [part for part in order.tolist() if inside[part, whole]]
        largest = [part for part in parts if not any(inside[part, other] for other in parts)]
        used: set[int] = set()
        for first in largest:
            if first not in used:
                family = _fill(first, parts, common)
                used.update(family)
                if not everywhere or sizes[family].sum() == sizes[whole]:
                    yield whole, family


def _fill(first: int, parts: list[int], common: Floats) -> list[int]:
    """Parts that have nothing in common, the largest first."""
    family = [first]
    for part in parts:
        if part != first and not common[part, family].any():
            family.append(part)
    return family


def _write_equations(lines: list[tuple[int, tuple[int, ...]]], cells: int) -> csr_array:
    rows = [row for row, (_, leaves) in enumerate(lines) for _ in range(len(leaves) + 1)]
    columns = [cell for total, leaves in lines for cell in (total, *leaves)]
    signs = [sign for _, leaves in lines for sign in (-1.0, *[1.0] * len(leaves))]
    return csr_array((signs, (rows, columns)), shape=(len(lines), cells))
