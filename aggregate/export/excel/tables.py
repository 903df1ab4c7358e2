"""Which tables the workbook has: of each indicator the share, the number of enterprises, and the share of those with a website."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from aggregate.publication.naming import list_methods_with_margin
from aggregate.surveys.rows import name_whole
from aggregate.tables.domains import ALL, DIMENSIONS, KEY
from aggregate.tables.populations import POPULATIONS, WITH_WEBSITE
from catalogue.messages import say

RATIO = "post_stratified_ratio"
BOUNDS = ("lower_bound", "upper_bound")
SHARE, NUMBER, OF_WEBSITES = "share", "number", "of_websites"
SUFFIXES = {SHARE: "", NUMBER: " n", OF_WEBSITES: " web"}
WHOLES = {WITH_WEBSITE.format(population=population.name): population.name for population in POPULATIONS}
SHOWN = ("value", "half_width", "n_frame", "quality", "suppressed", "few_labels", "is_partial", "break_since", "break_reason")
"""What a table shows of a figure, beside its key."""
Cell = Mapping[str, Any]
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of one indicator: `figures` by key, one mapping a method (an estimate, or lower and upper bound); `rows` are all of them.

    Keys have the columns of `domains.KEY`; populations are those that the lines of a sheet name: the register, the European scope.
    """

    number: int
    code: str
    kind: str
    rows: pd.DataFrame
    figures: tuple[Mapping[Key, Cell], ...]

    @property
    def first(self) -> Cell:
        """Any figure, for what all have in common."""
        found: Cell = self.rows.iloc[0].to_dict()
        return found

    @property
    def has_margin(self) -> bool:
        """Whether figures are estimates with a margin, not bounds."""
        return len(self.figures) == 1

    @property
    def is_share(self) -> bool:
        """Whether figures are shares, not numbers of enterprises."""
        return self.kind != NUMBER

    @property
    def unit(self) -> str:
        """What the figures are."""
        if self.kind == NUMBER:
            return say("Number of enterprises")
        if self.kind == OF_WEBSITES:
            return say("Share of the enterprises that have a website")
        return say("Share of {whole}", whole=self.first["share_of"]) if self.first["share_of"] else say("Share of enterprises")

    @property
    def title(self) -> str:
        """The indicator's name and the unit."""
        return f"{self.first['indicator_name']} ({self.code}): {self.unit[:1].lower()}{self.unit[1:]}"


def list_tables(table: pd.DataFrame) -> list[Table]:
    """The tables of a publication, numbered from 1, in the order of its rows."""
    chosen = (found for code in table["indicator"].unique() for found in _choose(str(code), table[table["indicator"] == code]))
    return [
        Table(place, code, kind, rows, tuple(_index(rows, method) for method in methods))
        for place, (code, kind, rows, methods) in enumerate(chosen, 1)
    ]


def _choose(code: str, table: pd.DataFrame) -> Iterator[tuple[str, str, pd.DataFrame, tuple[str, ...]]]:
    """(indicator, kind, rows, methods): estimates from labels or answers where there are some, else bounds."""
    shares, counts = (table[table["measure"] == measure] for measure in ("share", "count"))
    given = set(shares["method"])
    main = next((method for method in list_methods_with_margin() if method in given and method != RATIO), None)
    methods = (main,) if main else BOUNDS
    for kind, rows, used in ((SHARE, shares, methods), (NUMBER, counts, methods), (OF_WEBSITES, shares, (RATIO,))):
        found = rows[rows["method"].isin(used)]
        if len(found):
            population = found["population"].map(name_whole)
            yield code, kind, found.assign(population=population.replace(WHOLES), is_partial=population != found["population"]), used


def _index(rows: pd.DataFrame, method: str) -> Mapping[Key, Cell]:
    cells = rows.loc[rows["method"] == method, [*KEY, *SHOWN]]
    return {tuple(cell[d] for d in KEY): cell for cell in cells.to_dict("records")}


def find_crossings(table: Table) -> set[Key]:
    """What is crossed with what in the table, as `name_crossing` names it."""
    return {name_crossing(key) for figures in table.figures for key in figures}


def name_crossing(key: Key) -> Key:
    """The population and the breakdowns of a key; sections and divisions are two."""
    population, *codes = key
    totals = {code for found in POPULATIONS for code in (ALL, found.all_activities)}
    names = {dimension: code for dimension, code in zip(DIMENSIONS, codes, strict=True) if code not in totals}
    kinds = ("division" if name == "activity" and code.isdigit() else name for name, code in names.items() if name != "other_value")
    return (population, names.get("other_dimension", ""), *kinds)
