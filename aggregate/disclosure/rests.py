"""Rows that no table has, but whose figures are differences of those that tables have: what is left of a total without its leaves.

Of section M the European scope leaves division 75, of S all but 951; the ICT sector leaves parts of the sections that it cuts; divisions
leave those enterprises of a section whose division is not known. They can be few, wherever the others of their line are many.
"""

from collections.abc import Iterable

import numpy as np
import pandas as pd
from scipy.sparse import csr_array, eye_array, vstack

from aggregate.disclosure.lines import POPULATION, Line, Table
from aggregate.estimators.arrays import Integers


def add_outside(keys: pd.DataFrame, members: csr_array) -> tuple[Table, list[Line]]:
    """The published table with a population more, all of the first that is outside of the second, and the lines of the three.

    Args:
        keys: the breakdowns' codes, shape (rows, breakdowns).
        members: 1 where a smallest cell of the frame is of a row, shape (rows, smallest cells).
    """
    table = Table(keys.reset_index(drop=True), members, csr_array(eye_array(len(keys), format="csr")))
    populations = keys[POPULATION].to_numpy(dtype=object) if POPULATION in keys else np.zeros(len(keys), dtype=object)
    first, *further = pd.unique(populations)
    lines: list[Line] = []
    for population in further:
        of_first, of_second = np.flatnonzero(populations == first), np.flatnonzero(populations == population)
        inside = _find_inside(members, of_first, of_second)
        wholes, parts = of_first[inside >= 0], inside[inside >= 0]
        cut = members[wholes].sum(axis=1) > members[parts].sum(axis=1)
        wholes, parts = wholes[cut], parts[cut]
        untouched = of_first[inside == NOTHING]
        start = len(table.keys)
        named = keys.iloc[[*wholes, *untouched]].assign(**{POPULATION: f"{first} less {population}"})
        table = _extend(
            table, [*((w, [p]) for w, p in zip(wholes.tolist(), parts.tolist(), strict=True)), *((u, []) for u in untouched)], named
        )
        lines += [(w, [p, start + place]) for place, (w, p) in enumerate(zip(wholes.tolist(), parts.tolist(), strict=True))]
    return table, lines


def add_rests(table: Table, lines: Iterable[Line]) -> tuple[Table, list[Line]]:
    """The table with what lines leave of their totals, and all lines with these among their leaves."""
    listed, sizes = list(lines), table.sizes
    left = [sizes[total] > sizes[leaves].sum() for total, leaves in listed]
    partly = [line for line, some in zip(listed, left, strict=True) if some]
    start = len(table.keys)
    filled = [(total, [*leaves, start + place]) for place, (total, leaves) in enumerate(partly)]
    whole = [line for line, some in zip(listed, left, strict=True) if not some]
    return _extend(table, partly, table.keys.iloc[[total for total, _ in partly]]), [*whole, *filled]


UNMATCHED, NOTHING = -1, -2


def _find_inside(members: csr_array, of_first: Integers, of_second: Integers) -> Integers:
    """For each row of the first population the row of the second with all of it that the second has; NOTHING, or UNMATCHED."""
    widest = of_second[np.argmax(members[of_second].sum(axis=1))]
    marks = np.random.default_rng(0).random((members.shape[1], 2)) * members[[int(widest)]].toarray().T
    sums = np.round(members @ marks, 9)
    known = {tuple(pair): row for row, pair in zip(of_second.tolist(), sums[of_second].tolist(), strict=True)}
    known[0.0, 0.0] = NOTHING
    return np.array([known.get(tuple(pair), UNMATCHED) for pair in sums[of_first].tolist()], dtype=np.int64)


def _extend(table: Table, differences: list[Line], keys: pd.DataFrame) -> Table:
    """The table with further rows: what is left of a row without others."""
    rows = [place for place, (_, leaves) in enumerate(differences) for _ in range(len(leaves) + 1)]
    columns = [row for total, leaves in differences for row in (total, *leaves)]
    signs = [sign for _, leaves in differences for sign in (1.0, *[-1.0] * len(leaves))]
    taken = csr_array((signs, (rows, columns)), shape=(len(differences), len(table.keys)))
    added = csr_array(taken @ table.members), csr_array(taken @ table.sums)
    for matrix in added:
        matrix.eliminate_zeros()
    members, sums = (
        csr_array(vstack([before, more], format="csr")) for before, more in zip((table.members, table.sums), added, strict=True)
    )
    return Table(pd.concat([table.keys, keys], ignore_index=True), members, sums)
