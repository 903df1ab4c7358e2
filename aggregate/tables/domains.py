"""The cells of the published tables: which enterprises of the frame are in which, for every crossing asked for and all its margins."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from aggregate.estimators.arrays import Booleans, Floats, Integers
from aggregate.tables.breakdowns import COLUMN_OF, OTHER, USUAL, Breakdowns
from aggregate.tables.levels import SIZES_OF_TEN_OR_MORE, UNKNOWN, Level, build_level
from aggregate.tables.populations import ALL, POPULATIONS, SCOPE, TEN_OR_MORE, Population
from catalogue.errors import EstimateError
from catalogue.messages import say
from store.estimates import DIMENSIONS

POPULATION = "population"
KEY = (POPULATION, *DIMENSIONS)
MOST_DOMAINS = 50_000


@dataclass(frozen=True, slots=True)
class Domains:
    """The table's cells: `keys` has one row a domain and the columns of KEY; `membership` (domains, cells of the frame) is 0 or 1."""

    keys: pd.DataFrame
    membership: csr_array

    def add_up(self, cells: Floats) -> Floats:
        """Figures of the frame's cells, shape (cells, ...), added up to domains."""
        return np.asarray(self.membership @ cells)

    def of_units(self, cells: Integers, rows: slice = slice(None)) -> Floats:
        """Which units are of which domain (all, or some rows of them), from the cell of each: shape (domains, units)."""
        return np.asarray(self.membership[rows][:, cells].toarray(), dtype=np.float64)

    def sparse_of_units(self, cells: Integers) -> csr_array:
        """The same of all domains, without keeping the zeros."""
        return csr_array(self.membership.tocsc()[:, cells])


@dataclass(frozen=True, slots=True)
class Face:
    """The domains of one choice of breakdowns: their keys, and pairs of (domain, cell of the frame)."""

    keys: pd.DataFrame
    domains: Integers
    cells: Integers


def build_domains(cells: Mapping[str, Sequence[Any]], breakdowns: Breakdowns = USUAL) -> Domains:
    """All domains that have an enterprise, from the frame's cells by columns; the whole frame comes first.

    A breakdown of which the register knows nothing (all `_U`) is left out. The European scope has the codes C10-S951_X_K and S_GE10 where
    the register has `_T`, so that a row's codes are true whether or not one looks at its population.

    Raises:
        EstimateError: the breakdowns make too many cells.
    """
    frame = pd.DataFrame({name: list(values) for name, values in cells.items() if name != "cell"})
    faces = [face for population in POPULATIONS for face in _list_faces(frame, population, breakdowns)]
    firsts = np.cumsum([0, *(len(face.keys) for face in faces)])
    _check_count(int(firsts[-1]))
    keys = pd.concat([face.keys for face in faces], ignore_index=True)
    order = _find_order(keys)
    places = np.empty(len(order), dtype=np.int64)
    places[order] = np.arange(len(order))
    rows = places[np.concatenate([face.domains + first for face, first in zip(faces, firsts, strict=False)])]
    columns = np.concatenate([face.cells for face in faces])
    membership = csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(keys), len(frame)))
    return Domains(keys.iloc[order].reset_index(drop=True), membership)


def _list_faces(frame: pd.DataFrame, population: Population, breakdowns: Breakdowns) -> Iterator[Face]:
    """Every crossing and all its margins, each once; nothing of a population without enterprises."""
    inside = _find_inside(frame, population)
    if len(inside):
        levels = {name: build_level(frame, population, name) for name in sorted({*breakdowns.names, "activity"})}
        yield from (_cross(inside, population, levels, face) for face in breakdowns.list_margins())


def _find_inside(frame: pd.DataFrame, population: Population) -> Integers:
    """The cells that belong to a population."""
    inside: Booleans = np.ones(len(frame), dtype=bool)
    if population.all_activities != ALL:
        groups = frame["activity_group"] if "activity_group" in frame else [""] * len(frame)
        inside &= np.array([population.all_activities in text.split() for text in groups], dtype=bool)
    if population.all_sizes == TEN_OR_MORE:
        inside &= frame["size_class"].isin(SIZES_OF_TEN_OR_MORE).to_numpy()
    return np.flatnonzero(inside)


def _cross(cells: Integers, population: Population, levels: Mapping[str, Level], face: tuple[str, ...]) -> Face:
    """The domains of one face of the cube: the breakdowns in `face` broken down, all others in all."""
    numbers = np.zeros(len(cells), dtype=np.int64)
    for name in face:
        places, codes = levels[name].expand(cells)
        cells, numbers = cells[places], numbers[places] * max(len(levels[name].labels), 1) + codes
    found, domains = np.unique(numbers, return_inverse=True)
    keys = {POPULATION: population.name, **{dimension: population.total_of(dimension) for dimension in DIMENSIONS}}
    table = pd.DataFrame(dict.fromkeys(KEY), index=range(len(found)), dtype=object).assign(**keys)
    for name in reversed(face):
        found, codes = np.divmod(found, max(len(levels[name].labels), 1))
        table = table.assign(**_columns_of(name, np.array([*levels[name].labels, UNKNOWN], dtype=object)[codes]))
    return Face(table, domains.astype(np.int64), cells)


def _columns_of(name: str, codes: Any) -> dict[str, Any]:
    return {"other_dimension": name.removeprefix(OTHER), "other_value": codes} if name.startswith(OTHER) else {COLUMN_OF[name]: codes}


def _check_count(count: int) -> None:
    if count > MOST_DOMAINS:
        raise EstimateError(
            say(
                "These breakdowns make {count} cells for each indicator; at most {most} can be estimated: cross fewer of them in one --by.",
                count=count,
                most=MOST_DOMAINS,
            )
        )


def _find_order(keys: pd.DataFrame) -> Integers:
    """The register before the European scope, totals before what they are broken down by, unknown last."""
    places = {population.name: str(place) for place, population in enumerate(POPULATIONS)}
    columns = [keys[name].map(places) if name == POPULATION else totals_first(keys[name]) for name in reversed(KEY)]
    return np.asarray(np.lexsort([pd.factorize(column, sort=True)[0] for column in columns]), dtype=np.int64)


def totals_first(column: "pd.Series[str]") -> "pd.Series[str]":
    """Sort key: all, then codes in their order, then unknown."""
    return column.where(~column.isin([ALL, SCOPE]), " ").where(column != UNKNOWN, "~")


__all__ = ["ALL", "DIMENSIONS", "KEY", "POPULATION", "SCOPE", "SIZES_OF_TEN_OR_MORE", "TEN_OR_MORE", "UNKNOWN", "Domains", "build_domains"]
