"""Countries side by side: found in the store or in packages, printed, and written."""

import re
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from catalogue.errors import EstimateError
from catalogue.messages import say
from cli.printing import percent, print_table, print_wrapped
from cli.session import Session
from store.opening import Store
from store.rows import current_time

if TYPE_CHECKING:
    from aggregate.side_by_side import CountryComparison, Party
    from aggregate.side_by_side.lines import Figure, Line

COUNTRY = re.compile(r"^[A-Za-z]{2}$")


def is_country_or_package(text: str) -> bool:
    """Whether a word of the command line names a country, by its two letters, or a package."""
    return bool(COUNTRY.match(text)) or text.lower().endswith(".zip")


def compare_side_by_side(session: Session, named: Sequence[str], target: Path | None, indicator: str | None) -> None:
    """Sets the countries side by side, prints what they have in common (of one indicator by size and activity), writes all into `target`.

    Raises:
        EstimateError: a country is neither in the store nor imported, or nothing can stand side by side.
        PackageError: a package cannot be taken.
    """
    from aggregate.comparison import Comparison
    from aggregate.export.comparison import write_comparison
    from aggregate.side_by_side import compare_countries

    result = compare_countries(_collect_parties(session, named))
    if indicator is not None and indicator not in {line.indicator for line in result.lines}:
        known = ", ".join(dict.fromkeys(line.indicator for line in result.lines))
        raise EstimateError(
            say("The countries have no figures of {indicator} in common, but of {known}.", indicator=indicator, known=known)
        )
    print_comparison(result, indicator)
    if target is not None:
        click.echo(say("Wrote {files}.", files=write_comparison(Comparison(result.table, result.notes), target)))


def _collect_parties(session: Session, named: Sequence[str]) -> "list[Party]":
    from aggregate.side_by_side import read_party

    with ExitStack() as opened:
        store = opened.enter_context(session.open()) if any(COUNTRY.match(text) for text in named) else None
        return [
            read_party(Path(text), current_time()) if store is None or not COUNTRY.match(text) else _find_party(store, session, text)
            for text in named
        ]


def _find_party(store: Store, session: Session, text: str) -> "Party":
    """The country's own figures if its register is here, else what was imported of it."""
    from aggregate.side_by_side import collect_own, find_imported
    from catalogue.profiles import load_profile
    from cli.facts import gather_facts
    from store.estimates import list_estimated_waves

    country = load_profile(text).code
    if waves := list_estimated_waves(store, country):
        wave = session.asked_wave or waves[-1]
        return collect_own(store, country, wave, gather_facts(store, country, wave))
    found = find_imported(store, country, session.asked_wave)
    if found is None:
        raise EstimateError(
            say(
                "The store has no figures of {country}: `ecomstat aggregate {country}`, or `ecomstat import` a package of them.",
                country=country,
            )
        )
    return found


def print_comparison(result: "CountryComparison", indicator: str | None = None) -> None:
    """Whose figures these are; whole populations, or one indicator by size and activity; then what must be known."""
    from aggregate.publication.vintages import name_vintage

    for party in result.parties:
        source = {"own": say("own"), "imported": say("imported"), "file": say("from a package")}[party.source]
        vintage = name_vintage(party.vintage)
        told = say("{country} {wave}: {vintage}, {source}", country=party.country, wave=party.wave, vintage=vintage, source=source)
        click.echo(f"{told}, {party.office}" if party.office else told)
    shown = [line for line in result.lines if (line.indicator == indicator if indicator else line.is_whole)]
    header = [say("indicator"), say("population"), say("activity"), say("size"), *(party.country for party in result.parties)]
    print_table(header, [[*_name(line), *_list_cells(result, line)] for line in shown])
    if count := len(result.lines) - len(shown):
        click.echo(
            say(
                "… and {count} more, by size and activity: add --indicator CODE to see one indicator's, --to comparison.xlsx to write all.",
                count=count,
            )
        )
    first = result.parties[0].country
    print_wrapped(say("≠: differs from {country} by more than both margins allow (5 %). *: another definition.", country=first))
    for note in result.notes:
        print_wrapped(f"- {note}", hanging=2)


def _name(line: "Line") -> list[str]:
    from aggregate.publication.naming import name_code

    activity = name_code("activity", line.activity) if line.activity not in ("_T", "C10-S951_X_K") else name_code("activity", "_T")
    return [line.indicator, _shorten(line.population), activity, name_code("size_class", line.size_class)]


def _shorten(population: str) -> str:
    """Populations as a table on the screen has room for; the file has all the words."""
    from aggregate.tables.populations import IN_SCOPE, REGISTERED

    return population.replace(IN_SCOPE, say("10+, C-S95.1 without K")).replace(REGISTERED, say("all registered"))


def _list_cells(result: "CountryComparison", line: "Line") -> list[str]:
    """The figure of each country in words, marked where it is not that of the first."""
    cells, first = [], line.figures.get(result.parties[0].country)
    verdicts = _find_verdicts(result)
    for party in result.parties:
        figure = line.figures.get(party.country)
        mark = (
            verdicts.get((line.indicator, line.population, line.method, line.activity, line.size_class, party.country), "") if first else ""
        )
        cells.append(f"{_show(figure)}{mark}")
    return cells


def _find_verdicts(result: "CountryComparison") -> dict[tuple[str, ...], str]:
    """{(cell, country): mark} of the pairs with the first country."""
    marks = {"differs": " ≠", "other_definition": " *"}
    pairs = result.table[result.table["country_1"] == result.parties[0].country]
    names = ["indicator", "population", "method", "activity", "size_class", "country_2"]
    return {tuple(key): marks.get(verdict, "") for key, verdict in zip(pairs[names].to_numpy().tolist(), pairs["verdict"], strict=True)}


def _show(figure: "Figure | None") -> str:
    if figure is None or (not figure.suppressed and figure.value != figure.value):
        return "–"
    if figure.suppressed:
        return say("not shown")
    return f"{percent(figure.value)} ± {100 * (figure.high - figure.low) / 2:.1f}"
