"""The workbook that an office fills: what ships, what it added before, and how to add more."""

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from catalogue.additions import Additions
from catalogue.errors import ProfileError
from catalogue.messages import say
from catalogue.spreadsheets import disarm_cell
from catalogue.words import STANDINGS, load_concepts
from scrapers.office import sheets

MOST_ROWS = 100_000
CHOICES = {
    (sheets.WORDS, "standing"): STANDINGS,
    (sheets.WORDS, "whose"): (sheets.SHIPPED, sheets.OFFICE),
    (sheets.MARKETPLACES, "whose"): (sheets.SHIPPED, sheets.OFFICE),
    (sheets.PAYMENTS, "whose"): (sheets.SHIPPED, sheets.OFFICE),
    (sheets.PAYMENTS, "proves"): ("widget", "payment_step", "plugin"),
}


def export_workbook(additions: Additions, path: Path, *, languages: frozenset[str] | None = None, country: str | None = None) -> int:
    """Writes what ships (in these languages, for this country) and all that the office added; gives the rows.

    Raises:
        ProfileError: the file is not named .xlsx, or cannot be written.
    """
    if path.suffix.lower() != ".xlsx":
        raise ProfileError(say("{file} must be an Excel workbook: give it a name that ends in .xlsx.", file=path.name))
    if not path.parent.is_dir():
        raise ProfileError(say("{file} cannot be written: there is no folder {folder}; make it first.", file=path, folder=path.parent))
    tables = _list_rows(additions, languages, country)
    content = io.BytesIO()
    with Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as workbook:
        _write_instructions(workbook)
        for name, rows in tables.items():
            _write_sheet(workbook, name, rows)
    try:
        path.write_bytes(content.getvalue())
    except OSError as error:
        sentence = "{file} cannot be written ({reason}): close it if it is open in another program, or give another name."
        raise ProfileError(say(sentence, file=path, reason=error.strerror or error)) from error
    return sum(map(len, tables.values()))


def _list_rows(additions: Additions, languages: frozenset[str] | None, country: str | None) -> dict[str, list[tuple[str, ...]]]:
    """The office's own rows first, so that nobody has to look for them."""
    words, marketplaces, payments = sheets.list_words, sheets.list_marketplaces, sheets.list_payments
    return {
        sheets.WORDS: [
            *words(additions.vocabularies, sheets.OFFICE),
            *words(sheets.shipped_vocabularies(languages), sheets.SHIPPED),
        ],
        sheets.MARKETPLACES: [
            *marketplaces(additions.marketplaces, sheets.OFFICE),
            *marketplaces(sheets.shipped_marketplaces(country), sheets.SHIPPED),
        ],
        sheets.PAYMENTS: [
            *payments(additions.payments, sheets.OFFICE),
            *payments(sheets.shipped_payments(country), sheets.SHIPPED),
        ],
    }


def _write_sheet(workbook: Any, name: str, rows: Iterable[tuple[str, ...]]) -> None:
    """All cells are text; some are chosen from a list."""
    text, bold = workbook.add_format({"num_format": "@", "text_wrap": True, "valign": "top"}), workbook.add_format({"bold": True})
    sheet, columns = workbook.add_worksheet(name), sheets.COLUMNS[name]
    sheet.set_column(0, len(columns) - 1, 22, text)
    sheet.freeze_panes(1, 0)
    for number, row in enumerate([columns, *rows]):
        for column, cell in enumerate(row):
            sheet.write_string(number, column, disarm_cell(cell), text if number else bold)
    for column, label in enumerate(columns):
        if choices := CHOICES.get((name, label)):
            sheet.data_validation(1, column, MOST_ROWS, column, {"validate": "list", "source": list(choices)})


def _write_instructions(workbook: Any) -> None:
    sheet = workbook.add_worksheet("Instructions")
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 110, workbook.add_format({"text_wrap": True, "valign": "top"}))
    bold = workbook.add_format({"bold": True, "valign": "top"})
    for number, (name, sentence) in enumerate([*_instructions(), *sorted(load_concepts().items())]):
        sheet.write_string(number, 0, name, bold)
        sheet.write_string(number, 1, sentence)


def _instructions() -> list[tuple[str, str]]:
    return [
        (say("How to add"), say("Add rows of your own at the end of a sheet, with office in the column whose. Formulas are not taken.")),
        (say("How to change"), say("Copy the shipped row, write office in whose, change the copy. Rows marked shipped are never taken.")),
        (say("Then"), say("Type `ecomstat words check FILE.xlsx`, mend what it names, then `ecomstat words import FILE.xlsx`.")),
        ("language", say("The code of ISO 639: two letters, such as sw, or three where a language has no two.")),
        ("concept", say("What the phrase means; the concepts stand below.")),
        ("places", say("Where the phrase counts: button, form, heading, link, text, title, url, parted by commas. Empty: the usual.")),
        ("example", say("Words of a page (or a path that begins with /, or markup for payments) in which the phrase or pattern is found.")),
        ("near miss", say("What looks like it and is something else: the phrase or pattern must not be found there.")),
        ("standing", say("measured (on at least 30 labelled websites), checked (by a speaker) or unverified.")),
        ("hosts", say("Names of hosts, parted by commas, such as soko.co.ke. soko.* means that name under any public suffix.")),
        ("path segments", say("How many parts of the path name a business's page: 1 for soko.co.ke/duka, 0 for duka.soko.co.ke.")),
        ("not pages", say("First parts of paths that are never a business's page, such as help, parted by commas.")),
        ("countries", say("Two-letter codes, parted by commas; empty for everywhere.")),
        ("pattern", say("Plain ASCII from the page's markup; * stands for anything within one tag. Several stand in lines of one cell.")),
        ("proves", say("widget (its badge or name is shown), payment_step (its form or script is in use) or plugin (only installed).")),
        ("of", say("The key of the payment means that a further trace belongs to; empty: its own.")),
        ("", ""),
        (say("Concepts"), ""),
    ]  # fmt: skip
