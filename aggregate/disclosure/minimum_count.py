"""The minimum-count rule: cells with few enterprises are not shown, and neither is what would give them away by subtraction.

Source: Handbook on Statistical Disclosure Control (sdcTools/HandbookSDC), ch. 4 and 5.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from aggregate.estimators.arrays import Booleans, Floats, Integers
from aggregate.tables.domains import ALL, DIMENSIONS, SIZES_OF_TEN_OR_MORE, TEN_OR_MORE, UNKNOWN

FEWEST_UNITS = 5
FEWEST_UNITS_ALIKE = 10
FEWEST_EITHER_WAY = 3


@dataclass(frozen=True, slots=True)
class Line:
    """Cells of one dimension that add up to a total: the leaves' codes (None: every code but totals) and the total's."""

    dimension: str
    leaves: Sequence[str] | None
    total: str


LINES = (
    *(Line(dimension, None, ALL) for dimension in DIMENSIONS),
    Line("size_class", SIZES_OF_TEN_OR_MORE, TEN_OR_MORE),
    Line("size_class", ("S0T9", TEN_OR_MORE, UNKNOWN), ALL),
)


@dataclass(frozen=True, slots=True)
class LineRows:
    """The cells of all lines of one kind, as rows of the table, in lines 0.. by `groups`; within a line the cheapest to hide first."""

    rows: Integers
    groups: Integers
    lines: int


def find_small(units: Floats) -> Booleans:
    """Cells with fewer than five enterprises in the frame."""
    return np.asarray(units < FEWEST_UNITS)


def find_alike(shares: Floats, units: Floats) -> Booleans:
    """Small groups (fewer than ten) of which a figure would say the same of every member."""
    return np.asarray((units < FEWEST_UNITS_ALIKE) & ((shares <= 0) | (shares >= 1)))


def find_few_either_way(counted: Floats, units: Floats) -> Booleans:
    """Counts of everybody (not estimates from a sample) in which only one or two have the property, or only one or two lack it."""
    fewer = np.minimum(counted, units - counted)
    return np.asarray((fewer > 0) & (fewer < FEWEST_EITHER_WAY))


def build_lines(keys: pd.DataFrame, units: Floats) -> list[LineRows]:
    """The lines of a table that add up, from the five DIMENSIONS of its cells and their enterprises."""
    return [_collect_rows(keys, units, line) for line in LINES]


def find_complements(lines: Sequence[LineRows], hidden: Booleans) -> Booleans:
    """Further cells to hide so that no hidden cell stands alone in a line of a table and comes out by subtraction.

    In each line (leaves and their total) with one hidden cell the leaf with the fewest enterprises is hidden too, the total where there
    is no other; until nothing changes. This is the simple heuristic of one line at a time: it does not prove that no combination of
    lines gives a cell away.
    """
    marked = hidden.copy()
    while (more := np.concatenate([_complement(line, marked) for line in lines])).size:
        marked[more] = True
    return np.asarray(marked & ~hidden)


def _collect_rows(keys: pd.DataFrame, units: Floats, line: Line) -> LineRows:
    """Cells that agree in all other dimensions are one line; a total without leaves is none."""
    codes = keys[line.dimension]
    leaves = (codes.isin(line.leaves) if line.leaves else ~codes.isin([ALL, TEN_OR_MORE])).to_numpy()
    is_total = (codes == line.total).to_numpy()
    others = [dimension for dimension in DIMENSIONS if dimension != line.dimension]
    groups = keys.groupby(others, sort=False).ngroup().to_numpy()
    used = (leaves | is_total) & (np.bincount(groups, weights=leaves)[groups] > 0)
    order = np.lexsort((units, is_total, groups))
    rows = order[used[order]]
    return LineRows(rows, groups[rows], int(groups.max()) + 1)


def _complement(line: LineRows, hidden: Booleans) -> Integers:
    """Rows to hide because they would give away the only hidden cell of a line."""
    alone = np.bincount(line.groups, weights=hidden[line.rows], minlength=line.lines) == 1
    candidates = alone[line.groups] & ~hidden[line.rows]
    _, first = np.unique(line.groups[candidates], return_index=True)
    return np.asarray(line.rows[candidates][first], dtype=np.int64)
