"""Groups that have no row of their own, but whose figures are differences of those that have: what is left of a cell without another.

Such are the enterprises of M outside of the European scope (75), of J outside of the ICT sector, of G without a division.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from tests.aggregate.published.possible_tables import Cell, find_members


def list_rests(cells: Sequence[Cell]) -> Iterator[tuple[Cell, tuple[Cell, ...]]]:
    """Each once: a published cell, and those taken away from it: one inside of it, then all that fit into the rest, largest first."""
    members = np.array([find_members(cell) for cell in cells])
    order = sorted(range(len(cells)), key=lambda place: -int(members[place].sum()))
    known = {row.tobytes() for row in members}
    for whole in order:
        inside = [place for place in order if not (members[place] & ~members[whole]).any()]
        for first in inside:
            left, less = members[whole] & ~members[first], [cells[first]]
            for place in inside:
                if left.any() and not (members[place] & ~left).any():
                    left, less = left & ~members[place], [*less, cells[place]]
            if left.any() and left.tobytes() not in known:
                known.add(left.tobytes())
                yield cells[whole], tuple(less)
