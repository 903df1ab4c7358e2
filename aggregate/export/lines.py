"""The lines of an indicator's sheet: one breakdown after the other for the register, then the European scope."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from aggregate.publication.naming import name_population
from aggregate.tables.domains import DIMENSIONS, POPULATION, totals_first
from aggregate.tables.populations import ALL, BY_NAME, ICT, IN_SCOPE, REGISTERED, SCOPE
from catalogue.messages import say

ONE_LETTER = 1
BLOCKS = ("region", "urbanisation", "owner_sex")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of figures: a code of one breakdown in a population; or a title and nothing else."""

    population: str = REGISTERED
    dimension: str = "activity"
    code: str = ALL
    other: str = ALL
    title: str = ""

    def key_of(self, size: str) -> tuple[str, ...]:
        """The key of the line's cell in the column of a size class: the columns of `domains.KEY`."""
        totals = {dimension: BY_NAME[self.population].total_of(dimension) for dimension in DIMENSIONS}
        codes = totals | {"size_class": size, self.dimension: self.code, "other_dimension": self.other}
        return (self.population, *(codes[dimension] for dimension in DIMENSIONS))


def list_lines(table: pd.DataFrame) -> Iterator[Line]:
    """All lines of one indicator's table; first that of all enterprises, and a title before each block."""
    registered = table[table[POPULATION] == REGISTERED]
    yield Line()
    codes = _codes_of(registered["activity"])
    yield from _block(say("By activity"), (Line(code=code) for code in codes if code == ICT or len(code) == ONE_LETTER or code == "_U"))
    yield from _block(say("By division"), (Line(code=code) for code in codes if code.isdigit()))
    for dimension in BLOCKS:
        yield from _block(_title_of(dimension), (Line(dimension=dimension, code=code) for code in _codes_of(registered[dimension])))
    for other in _codes_of(registered["other_dimension"]):
        values = _codes_of(registered.loc[registered["other_dimension"] == other, "other_value"])
        yield from _block(say("By {column}", column=other), (Line(dimension="other_value", code=code, other=other) for code in values))
    inside = table.loc[table[POPULATION] == IN_SCOPE, "activity"]
    codes = [SCOPE, *(code for code in _codes_of(inside) if not code.isdigit())] if len(inside) else []
    european = say("European scope: {population}", population=name_population(IN_SCOPE))
    yield from _block(european, (Line(population=IN_SCOPE, code=code) for code in codes))


def _block(title: str, lines: Iterator[Line]) -> Iterator[Line]:
    """The title and the lines, or nothing where there are no lines."""
    listed = list(lines)
    if listed:
        yield Line(title=title)
        yield from listed


def _codes_of(column: "pd.Series[str]") -> list[str]:
    """The codes that are no totals, in their order, unknown last."""
    codes = pd.Series(column.unique(), dtype=object)
    return [code for code in codes.iloc[totals_first(codes).argsort()] if code not in (ALL, SCOPE)]


def _title_of(dimension: str) -> str:
    return {"region": say("By region"), "urbanisation": say("By urbanisation"), "owner_sex": say("By sex of owner")}[dimension]
