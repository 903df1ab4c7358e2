"""Totals of the frame that the default estimator is calibrated on: each state by section and by size class."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from aggregate.estimators.arrays import Floats, Integers
from aggregate.estimators.margins import Margin
from aggregate.states import STATE_COUNT

BREAKDOWNS = ("section", "size_class")


def build_margins(cells: Mapping[str, Sequence[Any]], weights: Floats, cells_of_units: Integers) -> tuple[Margin, ...]:
    """The margins for the labelled units.

    Args:
        cells: the frame's cells by columns, among them `section` and `size_class`.
        weights: the frame's (weighted) units by cell and state, shape (cells, 4).
        cells_of_units: cell 0.. of each labelled unit.
    """
    found = []
    for name in BREAKDOWNS:
        names, levels = np.unique(np.asarray(cells[name], dtype=str), return_inverse=True)
        totals = np.zeros((STATE_COUNT, len(names)))
        np.add.at(totals.T, levels, weights)
        found.append(Margin(np.asarray(levels[cells_of_units], dtype=np.int64), totals))
    return tuple(found)
