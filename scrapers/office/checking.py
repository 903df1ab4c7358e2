"""All rows of a workbook: what the office added or changed, and what is wrong, row by row."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import Any

from catalogue.additions import Additions
from catalogue.fingerprints import Fingerprint
from catalogue.hosts import KnownHost
from catalogue.messages import say
from scrapers.office import sheets
from scrapers.office.cells import RowError
from scrapers.office.marketplace_rows import read_marketplace
from scrapers.office.payment_rows import read_payment
from scrapers.office.sheets import SheetRow
from scrapers.office.word_rows import AddedWords, read_words
from scrapers.office.workbooks import read_workbook
from scrapers.signals.matching import spell_phrases


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row cannot be taken; rows are counted as Excel does."""

    sheet: str
    row: int
    reason: str


@dataclass(slots=True)
class CheckedWorkbook:
    """The office's rows that are new or changed against what ships, and what is wrong.

    `same`: office rows that say no more than what ships; `passed_over`: sheet and number of rows
    marked shipped that differ from what ships.
    """

    words: list[AddedWords] = field(default_factory=list)
    marketplaces: list[KnownHost] = field(default_factory=list)
    payments: list[Fingerprint] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    same: int = 0
    passed_over: list[tuple[str, int]] = field(default_factory=list)


def check_workbook(path: Path, additions: Additions) -> CheckedWorkbook:
    """Reads a workbook and checks every office row; `additions` are those that the store has.

    Raises:
        ProfileError: the file as a whole cannot be used.
    """
    checked = CheckedWorkbook()
    rows = _sift(read_workbook(path), checked)
    accents = accents_of(additions)
    keys = {row.cells["key"] for row in rows if row.sheet == sheets.PAYMENTS} | {found.key for found in additions.payments}
    _read_rows(rows, sheets.WORDS, partial(read_words, accents=accents), lambda words: [words.key], checked.words, checked)
    _read_rows(rows, sheets.MARKETPLACES, read_marketplace, lambda k: [k.key, *k.hosts], checked.marketplaces, checked)
    _read_rows(rows, sheets.PAYMENTS, partial(read_payment, added=keys), lambda found: [found.key], checked.payments, checked)
    _leave_out_shipped_words(checked)
    checked.problems.sort(key=lambda problem: (list(sheets.COLUMNS).index(problem.sheet), problem.row))
    return checked


def accents_of(additions: Additions) -> dict[str, str]:
    """Whether accents are optional, by language: as the office's file says, else as the shipped one does."""
    return {v.language: v.accents for v in (*sheets.shipped_vocabularies(), *additions.vocabularies)}


def _sift(rows: Iterable[SheetRow], checked: CheckedWorkbook) -> list[SheetRow]:
    """The office's rows that differ from what ships. A row that does not say whose it is, and does not ship, is the office's."""
    known, kept = _list_shipped(), []
    for row in rows:
        whose, ships = row.cells["whose"].lower(), (row.sheet, row.content) in known
        if row.formulas and whose != sheets.SHIPPED:
            reason = say("{columns}: a formula is not taken; type the text itself.", columns=", ".join(sorted(row.formulas)))
            checked.problems.append(Problem(row.sheet, row.number, reason))
        elif whose not in {"", sheets.SHIPPED, sheets.OFFICE}:
            reason = say("whose: {text} is neither shipped nor office.", text=repr(row.cells["whose"]))
            checked.problems.append(Problem(row.sheet, row.number, reason))
        elif whose == sheets.SHIPPED:
            checked.passed_over += [] if ships else [(row.sheet, row.number)]
        elif ships:
            checked.same += whose == sheets.OFFICE
        else:
            kept.append(row)
    return kept


@cache
def _list_shipped() -> frozenset[tuple[str, tuple[str, ...]]]:
    rows = {
        sheets.WORDS: sheets.list_words(sheets.shipped_vocabularies(), sheets.SHIPPED),
        sheets.MARKETPLACES: sheets.list_marketplaces(sheets.shipped_marketplaces(), sheets.SHIPPED),
        sheets.PAYMENTS: sheets.list_payments(sheets.shipped_payments(), sheets.SHIPPED),
    }
    return frozenset((name, tuple(cell.strip() for cell in row[:-1])) for name, found in rows.items() for row in found)


@cache
def _list_shipped_places() -> Mapping[tuple[str, str, str], frozenset[str]]:
    return {(p.language, p.concept, p.text): p.places for v in sheets.shipped_vocabularies() for p in spell_phrases(v)}


def _read_rows(
    rows: Iterable[SheetRow],
    sheet: str,
    read: Callable[..., Any],
    names: Callable[[Any], list[Any]],
    to: list[Any],
    checked: CheckedWorkbook,
) -> None:
    """Reads a sheet's rows; what names the same thing twice is taken once."""
    seen: dict[Any, int] = {}
    for row in (row for row in rows if row.sheet == sheet):
        try:
            found = read(row)
        except RowError as error:
            checked.problems.append(Problem(sheet, row.number, str(error)))
            continue
        if twice := [name for name in names(found) if name in seen]:
            reason = say("This stands in row {row} already; keep one of the two.", row=seen[twice[0]])
            checked.problems.append(Problem(sheet, row.number, reason))
            continue
        seen |= dict.fromkeys(names(found), row.number)
        to.append(found)


def _leave_out_shipped_words(checked: CheckedWorkbook) -> None:
    """A phrase that ships for the same concept, and counts in all these places already, adds nothing."""
    shipped = _list_shipped_places()
    kept = [words for words in checked.words if words.entry.phrases[0].places - shipped.get(words.key, frozenset())]
    checked.same += len(checked.words) - len(kept)
    checked.words = kept
