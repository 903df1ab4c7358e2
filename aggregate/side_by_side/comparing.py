"""Every two countries' figures of the same cell, with a test of their difference as that of independent estimates."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from aggregate.comparison.differences import compare_figures
from aggregate.estimators.arrays import Floats
from aggregate.publication.naming import describe_indicator, name_code
from aggregate.side_by_side.differing import list_remarks
from aggregate.side_by_side.lines import Line, count_alone, list_lines
from aggregate.side_by_side.parties import Party
from catalogue.errors import EstimateError
from catalogue.messages import say

SIGNIFICANT = 0.05
AGREES, DIFFERS, HIDDEN, OTHER_DEFINITION = "agrees", "differs", "not_shown", "other_definition"
CELL = ("indicator", "indicator_name", "population", "method", "activity", "activity_name", "size_class", "size_class_name")
OF_EACH = ("country", "wave", "vintage", "value", "standard_error", "low", "high", "n_effective", "quality", "suppressed", "definition")
COLUMNS = (
    *CELL,
    *(f"{name}_1" for name in OF_EACH),
    *(f"{name}_2" for name in OF_EACH),
    *("difference", "standard_error", "p", "p_holm", "verdict"),
)


@dataclass(frozen=True, slots=True)
class CountryComparison:
    """`lines` stand side by side; `table` (COLUMNS) has a row for each line and two of its countries, shares from 0 to 1.

    `verdict` is agrees, differs, not_shown or other_definition; `notes` are sentences to be read with the figures.
    """

    parties: tuple[Party, ...]
    lines: tuple[Line, ...]
    table: pd.DataFrame
    notes: tuple[str, ...]


def compare_countries(parties: Sequence[Party]) -> CountryComparison:
    """The comparison of two countries or more, in their order.

    Raises:
        EstimateError: fewer than two, the same country twice, or nothing that can stand side by side.
    """
    codes = [party.country for party in parties]
    if len(set(codes)) < max(2, len(codes)):
        raise EstimateError(say("Name two countries or more, each once, not {named}.", named=", ".join(codes)))
    lines = list_lines(parties)
    rows = list(_list_pairs(parties, lines))
    if not rows:
        raise EstimateError(
            say(
                "{countries} have no figure in common: the same indicator, population and method with a margin.", countries=", ".join(codes)
            )
        )
    table = _test(pd.DataFrame(rows, columns=list(COLUMNS)))
    notes = (*list_remarks(parties), *_list_notes(table, count_alone(parties)))
    return CountryComparison(tuple(parties), lines, table, notes)


def _list_pairs(parties: Sequence[Party], lines: Sequence[Line]) -> Iterator[dict[str, object]]:
    """A row for each line and two countries that have it, the test left out."""
    for first, second in combinations(parties, 2):
        for line in lines:
            if first.country in line.figures and second.country in line.figures:
                yield _name_cell(line) | _describe(line, first, 1) | _describe(line, second, 2) | {"verdict": _judge(line, first, second)}


def _name_cell(line: Line) -> dict[str, object]:
    return {
        "indicator": line.indicator,
        "indicator_name": describe_indicator(line.indicator)[0],
        "population": line.population,
        "method": line.method,
        "activity": line.activity,
        "activity_name": name_code("activity", line.activity),
        "size_class": line.size_class,
        "size_class_name": name_code("size_class", line.size_class),
    }


def _describe(line: Line, party: Party, place: int) -> dict[str, object]:
    known = {"country": party.country, "wave": party.wave, "vintage": party.vintage, **asdict(line.figures[party.country])}
    return {f"{name}_{place}": known[name] for name in OF_EACH}


def _judge(line: Line, first: Party, second: Party) -> str:
    """Why there is no test, or nothing."""
    figures = line.figures[first.country], line.figures[second.country]
    if any(figure.suppressed or figure.value != figure.value for figure in figures):
        return HIDDEN
    return "" if figures[0].definition == figures[1].definition != "" else OTHER_DEFINITION


def _test(table: pd.DataFrame) -> pd.DataFrame:
    """The table with difference, standard error and p-values where two figures are of the same, and all verdicts."""
    is_tested = (table["verdict"] == "").to_numpy()
    first = np.where(is_tested, table["value_1"].astype(float), np.nan)
    errors = [table[f"standard_error_{place}"].astype(float).to_numpy() for place in (1, 2)]
    degrees = [_count_degrees(table[f"n_effective_{place}"]) for place in (1, 2)]
    tests = compare_figures(first, errors[0], table["value_2"].astype(float).to_numpy(), errors[1], degrees[0], their_degrees=degrees[1])
    verdicts = np.where(is_tested, np.where(tests.p < SIGNIFICANT, DIFFERS, AGREES), table["verdict"])
    return table.assign(difference=tests.values, standard_error=tests.standard_errors, p=tests.p, p_holm=tests.p_holm, verdict=verdicts)


def _count_degrees(effective: pd.Series) -> Floats:
    numbers = effective.astype(float).to_numpy()
    return np.where(np.isnan(numbers), np.inf, np.maximum(numbers - 1, 1.0))


def _list_notes(table: pd.DataFrame, alone: int) -> Iterator[str]:
    tested, differing = int(table["p"].notna().sum()), int((table["p"] < SIGNIFICANT).sum())
    if tested:
        sure = int((table["p_holm"] < SIGNIFICANT).sum())
        yield say(
            "{differing} of {tested} tested differences are beyond chance at 5 % (two-sided); by chance alone it would be about"
            " {chance:.1f}. If the number of tests is allowed for (Holm), it is {sure}.",
            differing=differing,
            tested=tested,
            chance=SIGNIFICANT * tested,
            sure=sure,
        )
        yield say("The tests take the countries' estimates for independent: each rests on a register and a sample of its own.")
    if others := table.loc[table["verdict"] == OTHER_DEFINITION, "indicator"].unique().tolist():
        yield say("Not tested, since the countries defined them in other words: {indicators}.", indicators=", ".join(others))
    if alone:
        yield say("{count} cells that only one country has, with this method, are left out.", count=alone)
