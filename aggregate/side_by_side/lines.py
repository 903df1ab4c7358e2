"""What stands side by side: one line for each indicator, population, method and cell, with the figure of every country that has it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from aggregate.publication.naming import list_methods_with_margin
from aggregate.side_by_side.parties import Party
from aggregate.tables.populations import ALL, ICT, SCOPE, TEN_OR_MORE
from catalogue.indicators import load_indicators

KEY = ("indicator", "population", "method", "activity", "size_class")
Key = tuple[str, str, str, str, str]
WHOLE_ACTIVITIES, WHOLE_SIZES = (ALL, SCOPE), (ALL, TEN_OR_MORE)
NOT_BROKEN_DOWN = ["region", "urbanisation", "owner_sex", "other_dimension", "other_value"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A share from 0 to 1 with its margin; NaN where it is not shown (`suppressed` says why). `definition` is the definition's version."""

    value: float
    standard_error: float
    low: float
    high: float
    n_effective: float
    quality: str
    suppressed: str
    definition: str


@dataclass(frozen=True, slots=True)
class Line:
    """One cell, in codes, and the figure of each country that has an estimate of it."""

    indicator: str
    population: str
    method: str
    activity: str
    size_class: str
    figures: Mapping[str, Figure]

    @property
    def is_whole(self) -> bool:
        """Whether it is of a whole population: of all that is registered, or of all that the European survey is about."""
        return (self.activity, self.size_class) in ((ALL, ALL), (SCOPE, TEN_OR_MORE))


def list_lines(parties: Sequence[Party]) -> tuple[Line, ...]:
    """The lines that two countries or more have: shares with a margin, of whole populations, by size class and by section.

    In the order of the catalogue, totals first.
    """
    found = [_index_figures(party.figures) for party in parties]
    keys = [key for key in dict.fromkeys(key for figures in found for key in figures) if sum(key in figures for figures in found) > 1]
    places = {indicator.code: place for place, indicator in enumerate(load_indicators())}
    return tuple(
        Line(*key, {party.country: figures[key] for party, figures in zip(parties, found, strict=True) if key in figures})
        for key in sorted(keys, key=lambda key: _place(key, places))
    )


def count_alone(parties: Sequence[Party]) -> int:
    """How many cells only one country has."""
    found = [set(_index_figures(party.figures)) for party in parties]
    return sum(sum(key in figures for figures in found) == 1 for key in set().union(*found))


def _place(key: Key, places: Mapping[str, int]) -> tuple[object, ...]:
    indicator, population, method, activity, size = key
    of_size = (size != ALL, size != TEN_OR_MORE, size)
    return places.get(indicator, len(places)), indicator, population, method, activity not in WHOLE_ACTIVITIES, activity, of_size


def _index_figures(table: pd.DataFrame) -> dict[Key, Figure]:
    """{cell: figure} of what may stand side by side."""
    is_wanted = (
        (table["measure"] == "share") & table["method"].isin(list_methods_with_margin()) & (table[NOT_BROKEN_DOWN] == ALL).all(axis=1)
    )
    is_section = table["activity"].isin(WHOLE_ACTIVITIES) | (table["activity"] == ICT) | (table["activity"].str.len() == 1)
    is_one_way = table["activity"].isin(WHOLE_ACTIVITIES) | table["size_class"].isin(WHOLE_SIZES)
    kept = table[is_wanted & is_section & is_one_way]
    figures = ("value", "standard_error", "ci_low", "ci_high", "n_effective", "quality", "suppressed", "definition_version")
    cells, values = kept[list(KEY)].itertuples(index=False, name=None), kept[list(figures)].itertuples(index=False, name=None)
    return {cell: Figure(*value) for cell, value in zip(cells, values, strict=True)}
