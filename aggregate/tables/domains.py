"""The cells of the published tables: section × size class × region with all margins, and urbanisation and sex of owner by themselves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from aggregate.estimators.arrays import Floats, Integers

ALL, UNKNOWN = "_T", "_U"
TEN_OR_MORE = "S_GE10"
SIZES_OF_TEN_OR_MORE = ("S10T49", "S50T249", "S_GE250")
DIMENSIONS = ("activity", "size_class", "region", "urbanisation", "owner_sex")
COLUMNS_OF_CELLS = ("section", "size_class", "region", "urbanisation", "owner_sex")


@dataclass(frozen=True, slots=True)
class Domains:
    """The table's cells: `keys` has one row a domain and the five DIMENSIONS; `membership` (domains, cells of the frame) is 0 or 1."""

    keys: pd.DataFrame
    membership: csr_array

    def add_up(self, cells: Floats) -> Floats:
        """Figures of the frame's cells, shape (cells, ...), added up to domains."""
        return np.asarray(self.membership @ cells)

    def of_units(self, cells: Integers, rows: slice = slice(None)) -> Floats:
        """Which units are of which domain (all, or some rows of them), from the cell of each: shape (domains, units)."""
        return np.asarray(self.membership[rows][:, cells].toarray(), dtype=np.float64)


def build_domains(cells: Mapping[str, Sequence[Any]]) -> Domains:
    """All domains that have an enterprise, from the frame's cells by columns; the whole frame comes first.

    A breakdown of which the register knows nothing (all `_U`) is left out.
    """
    values = {dimension: list(cells[column]) for dimension, column in zip(DIMENSIONS, COLUMNS_OF_CELLS, strict=True)}
    levels = {dimension: _levels_of(dimension, column) for dimension, column in values.items()}
    pairs = pd.concat(
        [
            *(_cross(values, levels, choice) for choice in product((False, True), repeat=3)),
            _single(values, levels, "urbanisation"),
            _single(values, levels, "owner_sex"),
        ],
        ignore_index=True,
    ).drop_duplicates()
    keys = pairs[list(DIMENSIONS)].drop_duplicates().sort_values(list(DIMENSIONS), key=totals_first, ignore_index=True)
    keys["domain"] = np.arange(len(keys))
    joined = pairs.merge(keys, on=list(DIMENSIONS))
    count = len(values["activity"])
    membership = csr_array((np.ones(len(joined)), (joined["domain"], joined["cell"])), shape=(len(keys), count))
    return Domains(keys.drop(columns="domain"), membership)


def _levels_of(dimension: str, column: Sequence[str]) -> list[tuple[int, str]]:
    """(cell, published code) for each code that a cell belongs to in one breakdown; none where nothing is known."""
    if all(value == UNKNOWN for value in column):
        return []
    pairs = list(enumerate(column))
    if dimension == "size_class":
        pairs += [(cell, TEN_OR_MORE) for cell, value in enumerate(column) if value in SIZES_OF_TEN_OR_MORE]
    return pairs


def _cross(values: Mapping[str, Sequence[str]], levels: Mapping[str, list[tuple[int, str]]], broken: tuple[bool, ...]) -> pd.DataFrame:
    """(cell, keys) of one face of the cube: the dimensions marked in `broken` broken down, the others in all."""
    frame = pd.DataFrame({"cell": np.arange(len(values["activity"])), **dict.fromkeys(DIMENSIONS, ALL)})
    for dimension, is_broken in zip(DIMENSIONS, broken, strict=False):
        if is_broken:
            level = pd.DataFrame(levels[dimension], columns=["cell", dimension])
            frame = frame.drop(columns=dimension).merge(level, on="cell")
    return frame[["cell", *DIMENSIONS]]


def _single(values: Mapping[str, Sequence[str]], levels: Mapping[str, list[tuple[int, str]]], dimension: str) -> pd.DataFrame:
    frame = pd.DataFrame({"cell": np.arange(len(values["activity"])), **dict.fromkeys(DIMENSIONS, ALL)}).drop(columns=dimension)
    return frame.merge(pd.DataFrame(levels[dimension], columns=["cell", dimension]), on="cell")[["cell", *DIMENSIONS]]


def totals_first(column: "pd.Series[str]") -> "pd.Series[str]":
    """Sort key: all, then codes in their order, then unknown."""
    return column.where(column != ALL, " ").where(column != UNKNOWN, "~")
