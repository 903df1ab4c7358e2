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


def find_complements(keys: pd.DataFrame, hidden: Booleans, units: Floats) -> Booleans:
    """Further cells to hide so that no hidden cell stands alone in a line of a table and comes out by subtraction.

    In each line (leaves and their total) with one hidden cell the smallest other leaf is hidden, the total where there is no other;
    until nothing changes.
    This is the simple heuristic for one line at a time; it does not prove that no combination of lines gives a cell away.

    Args:
        keys: the five DIMENSIONS of each cell.
        hidden: cells hidden by a primary rule.
        units: enterprises of each cell: what "smallest" means.
    """
    table = keys[list(DIMENSIONS)].assign(hidden=hidden, units=units, row=np.arange(len(keys)))
    while (more := np.concatenate([_complement_line(table, line) for line in LINES])).size:
        table.loc[more, "hidden"] = True
    return np.asarray(table["hidden"].to_numpy(dtype=bool) & ~hidden)


def _complement_line(table: pd.DataFrame, line: Line) -> Integers:
    """Rows to hide because they would give away the only hidden cell (leaf or total) of a line of this kind."""
    codes = table[line.dimension]
    leaves = codes.isin(line.leaves) if line.leaves else ~codes.isin([ALL, TEN_OR_MORE])
    members = table[leaves | (codes == line.total)].assign(is_total=codes == line.total)
    others = [dimension for dimension in DIMENSIONS if dimension != line.dimension]
    groups = members.groupby(others)
    has_leaves = ~groups["is_total"].transform("all")
    lonely = members[(groups["hidden"].transform("sum") == 1) & has_leaves]
    smallest = lonely[~lonely["hidden"]].sort_values(["is_total", "units", "row"]).drop_duplicates(others)
    return smallest["row"].to_numpy(dtype=np.int64)
