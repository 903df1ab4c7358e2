"""The minimum-count rule: cells with few enterprises are not shown, and neither is what would give them away by subtraction.

Source: Handbook on Statistical Disclosure Control (sdcTools/HandbookSDC), ch. 4 and 5.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from aggregate.estimators.arrays import Booleans, Floats, Integers
from aggregate.tables.domains import ALL, DIMENSIONS, KEY, SCOPE, SIZES_OF_TEN_OR_MORE, TEN_OR_MORE, UNKNOWN

FEWEST_UNITS = 5
FEWEST_UNITS_ALIKE = 10
FEWEST_EITHER_WAY = 3
Telling = Callable[[Floats], Booleans]


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
    is_total: Booleans
    lines: int

    def count(self, cells: Floats | Booleans) -> Floats:
        """A figure of all cells of the table, added up within each line, shape (lines,)."""
        return np.asarray(np.bincount(self.groups, weights=cells[self.rows], minlength=self.lines), dtype=np.float64)

    def count_leaves(self, cells: Floats) -> Floats:
        """As `count`, without the totals."""
        return np.asarray(np.bincount(self.groups, weights=np.where(self.is_total, 0.0, cells[self.rows]), minlength=self.lines))


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


def find_complements(
    lines: Sequence[LineRows], hidden: Booleans, figures: Floats, is_telling: Telling, blank: Booleans | None = None
) -> Booleans:
    """Further cells to hide so that nothing hidden comes out by subtraction in one line of a table.

    In each line (leaves and their total) with one hidden cell the leaf with the fewest enterprises is hidden too, the total where there
    is no other; and so it is where the total is shown and the hidden leaves together would be telling, since their sum comes out. Until
    nothing changes. This is the simple heuristic of one line at a time: it does not prove that no combination of lines gives a cell away.

    Args:
        lines: of the table.
        hidden: cells that must be protected, shape (domains,).
        figures: that add up over leaves, shape (k, domains); NaN where nobody can know them.
        is_telling: whether a cell with these figures, shape (k, cells), must be hidden.
        blank: cells that are not shown for other reasons and need no protection, but give some.
    """
    marked, blank = hidden.copy(), np.zeros_like(hidden) if blank is None else blank
    while (more := np.concatenate([_complement(line, marked, blank, figures, is_telling) for line in lines])).size:
        marked[more] = True
    return np.asarray(marked & ~hidden)


def _collect_rows(keys: pd.DataFrame, units: Floats, line: Line) -> LineRows:
    """Cells that agree in all other dimensions are one line; a total without leaves is none."""
    codes = keys[line.dimension]
    is_section = codes.str.len().eq(1) if line.dimension == "activity" else ~codes.isin([ALL, TEN_OR_MORE])
    leaves = (codes.isin(line.leaves) if line.leaves else is_section | (codes == UNKNOWN)).to_numpy()
    is_total = (codes == line.total).to_numpy() | (codes == SCOPE).to_numpy()
    others = [dimension for dimension in KEY if dimension != line.dimension]
    groups = keys.groupby(others, sort=False).ngroup().to_numpy()
    used = (leaves | is_total) & (np.bincount(groups, weights=leaves)[groups] > 0)
    order = np.lexsort((units, is_total, groups))
    rows = order[used[order]]
    return LineRows(rows, groups[rows], is_total[rows], int(groups.max()) + 1)


def _complement(line: LineRows, marked: Booleans, blank: Booleans, figures: Floats, is_telling: Telling) -> Integers:
    """Rows to hide because a line would give away its only hidden cell, or all its hidden leaves together."""
    unseen = marked | blank
    count = line.count(unseen)
    total_is_shown = (line.count(unseen) - line.count_leaves(unseen.astype(np.float64))) == 0
    unions = np.array([line.count_leaves(np.where(unseen, figure, 0.0)) for figure in figures])
    is_open = (count == 1) | (total_is_shown & (count > 0) & is_telling(unions))
    candidates = (is_open & (line.count(marked) > 0))[line.groups] & ~unseen[line.rows]
    _, first = np.unique(line.groups[candidates], return_index=True)
    return np.asarray(line.rows[candidates][first], dtype=np.int64)
