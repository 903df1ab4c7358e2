"""Workbooks as an office fills them."""

from pathlib import Path
from typing import Any

from openpyxl import Workbook

from scrapers.office.sheets import COLUMNS, MARKETPLACES, PAYMENTS, WORDS

PHRASE = ("sw", "basket", "tenga langu", "", "Ona tenga langu (2)", "Tenga la mkulima", "checked", "office")
MARKETPLACE = ("sokotest", "Soko Test", "sokotest.co.ke", "1", "help", "KE", "office")
PAYMENT = (
    "lipatest",
    "LipaTest",
    "",
    "widget",
    "lipatest-badge*",
    '<img src="/lipatest-badge.png">',
    "<p>LipaTest is a firm.</p>",
    "KE",
    "office",
)
ROWS = {WORDS: [PHRASE], MARKETPLACES: [MARKETPLACE], PAYMENTS: [PAYMENT]}


def changed(row: tuple[Any, ...], sheet: str, **cells: Any) -> tuple[Any, ...]:
    """The row with other cells; underscores in names stand for blanks."""
    told = dict(zip(COLUMNS[sheet], row, strict=True)) | {name.replace("_", " "): text for name, text in cells.items()}
    return tuple(told.values())


def fill(path: Path, rows: dict[str, list[tuple[Any, ...]]] = ROWS, leave_out: str = "") -> Path:
    """A workbook with these rows under the usual heads."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    workbook.create_sheet("Notes")
    for name, columns in COLUMNS.items():
        if name != leave_out:
            sheet = workbook.create_sheet(name)
            for row in (columns, *rows.get(name, [])):
                sheet.append(list(row))
    workbook.save(path)
    return path
