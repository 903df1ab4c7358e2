"""Rows of figures as a cube: the categories of each dimension in their order, and where in the cube each row stands."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from aggregate.estimators.arrays import Integers
from aggregate.tables.populations import ALL, SCOPE, TEN_OR_MORE
from catalogue.indicators import load_indicators
from store.estimates import DIMENSIONS

USUAL = ("indicator", "activity", "size_class")
FURTHER = tuple(name for name in DIMENSIONS if name not in (*USUAL, "other_dimension"))
TOTALS = (ALL, SCOPE, TEN_OR_MORE)
UNKNOWN = "_U"


@dataclass(frozen=True, slots=True)
class Cube:
    """`dimensions` maps names to categories, the last running fastest; `cells` has the place of each row of the table, shape (rows,)."""

    dimensions: dict[str, tuple[str, ...]]
    cells: Integers

    @property
    def size(self) -> list[int]:
        """How many categories each dimension has."""
        return [len(codes) for codes in self.dimensions.values()]


def find_face(table: pd.DataFrame) -> pd.Series:
    """By which further dimensions each row is broken down, their names joined by blanks; empty for activity and size alone."""
    faces = pd.Series("", index=table.index, dtype=object)
    for name in FURTHER:
        faces += np.where(table[name] == ALL, "", f"{name} ")
    return faces.str.strip()


def build_cube(table: pd.DataFrame, face: str) -> Cube:
    """The cube of rows that are of one face, each cell at most once: indicator, activity, size class and the face's own dimensions."""
    dimensions = {name: _order(name, table[name]) for name in (*USUAL, *face.split())}
    places = [pd.Index(codes).get_indexer(table[name]) for name, codes in dimensions.items()]
    cells = np.ravel_multi_index(places, [len(codes) for codes in dimensions.values()])
    return Cube(dimensions, cells.astype(np.int64))


def _order(name: str, column: pd.Series) -> tuple[str, ...]:
    """Indicators in the order of the catalogue; totals before other codes, unknown last."""
    if name == "indicator":
        known = {indicator.code: place for place, indicator in enumerate(load_indicators())}
        return tuple(sorted(column.unique(), key=lambda code: (known.get(code, len(known)), code)))
    return tuple(sorted(column.unique(), key=lambda code: (TOTALS.index(code) if code in TOTALS else 8 + (code == UNKNOWN), code)))
