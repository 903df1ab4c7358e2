"""Lines of published tables: a total, and the leaves that make it up or are at least parts of it that have nothing in common.

Lines are found from what the codes of a breakdown hold, not from their names: sections and divisions, sizes and the union of ten or more,
an activity group across sections. They are looked for separately in each choice of further breakdowns, since not all codes are crossed.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from aggregate.disclosure.moves import find_wholes
from aggregate.estimators.arrays import Booleans, Floats, Integers

POPULATION = "population"
OTHER, OTHER_VALUE = "other_dimension", "other_value"
Codes = NDArray[np.object_]
Axis = tuple[Codes, list[str], Booleans]
Line = tuple[int, list[int]]
"""The row of a total, and those of its leaves, which may leave something of it."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of published tables, and others that can be computed from these.

    `keys` are the breakdowns' codes, shape (rows, breakdowns); `members` is 1 where a smallest cell of the frame is of a row, shape (rows,
    smallest cells); `sums` are the published rows that each is the sum of, with their signs, shape (rows, published rows).
    """

    keys: pd.DataFrame
    members: csr_array
    sums: csr_array

    @property
    def sizes(self) -> Floats:
        """Smallest cells of each row."""
        return np.asarray(self.members.sum(axis=1)).ravel()


def find_lines(table: Table) -> Iterator[Line]:
    """All lines of all breakdowns, separately for each population."""
    codes = table.keys.to_numpy(dtype=object)
    broken_down = pd.DataFrame(codes != codes[find_wholes(table.keys, table.members)], columns=table.keys.columns)
    broken_down[OTHER] = table.keys.get(OTHER, "")
    broken_down[POPULATION] = table.keys.get(POPULATION, "")
    for codes, others, concerned in _list_axes(table.keys):
        rows = np.flatnonzero(concerned)
        faces = [*dict.fromkeys([POPULATION, *others])]
        for of_face in broken_down.iloc[rows].groupby(faces, sort=False).indices.values():
            yield from _find_lines_of(table, codes, others, rows[of_face])


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


def _find_lines_of(table: Table, codes: Codes, others: list[str], rows: Integers) -> Iterator[Line]:
    """The lines among some rows in which the same further breakdowns are crossed, for each group of the same codes of these."""
    number, names = pd.factorize(codes[rows])
    groups = table.keys.iloc[rows].groupby(others, sort=False).ngroup().to_numpy() if others else np.zeros(len(rows), dtype=np.int64)
    places = np.full((int(groups.max(initial=-1)) + 1, len(names)), -1, dtype=np.int64)
    places[groups, number] = rows
    for total, leaves in _find_partitions(_hold(csr_array(table.members[rows]), number, len(names))):
        for of_total, of_leaves in zip(places[:, total].tolist(), places[:, leaves], strict=True):
            found = of_leaves[of_leaves >= 0].tolist()
            if of_total >= 0 and found:
                yield of_total, found


def _hold(members: csr_array, codes: Integers, count: int) -> Floats:
    """How many smallest cells two codes have in common, shape (codes, codes)."""
    chosen = csr_array((np.ones(len(codes)), (codes, np.arange(len(codes)))), shape=(count, len(codes)))
    held = csr_array((chosen @ members) > 0, dtype=np.float64)
    return np.asarray((held @ held.T).toarray())


def _find_partitions(common: Floats) -> Iterator[Line]:
    """(a code, parts of it) from how much any two have in common: for each way in which largest parts fill it as far as they do."""
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
                yield whole, family


def _fill(first: int, parts: list[int], common: Floats) -> list[int]:
    """Parts that have nothing in common, the largest first."""
    family = [first]
    for part in parts:
        if part != first and not common[part, family].any():
            family.append(part)
    return family
