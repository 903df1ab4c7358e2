"""A comparison as a CSV file or an Excel workbook."""

import csv
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter

from aggregate.comparison.comparing import Comparison
from aggregate.export.excel.cells import set_page, write_text
from aggregate.export.excel.workbook import NO_FORMULAS
from aggregate.export.writing import write_whole
from catalogue.errors import EstimateError
from catalogue.messages import say
from catalogue.spreadsheets import disarm_cell

DECIMALS = 6
WRITERS = (".csv", ".xlsx")


def write_comparison(comparison: Comparison, path: Path) -> Path:
    """Writes the table with its notes: into the second sheet of a workbook, or below the rows of a CSV file as comments (#).

    Raises:
        EstimateError: the name ends in neither .csv nor .xlsx, or the file cannot be written.
    """
    if path.suffix.lower() not in WRITERS:
        raise EstimateError(say("{file} would be written as CSV or Excel: give it a name that ends in .csv or .xlsx.", file=path))
    return write_whole(path, lambda place: (_write_csv if path.suffix.lower() == ".csv" else _write_workbook)(comparison, place))


def _write_csv(comparison: Comparison, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(comparison.table.columns)
        writer.writerows([_plain(value) for value in row] for row in comparison.table.itertuples(index=False))
        writer.writerows([f"# {note}"] for note in comparison.notes)


def _write_workbook(comparison: Comparison, path: Path) -> None:
    workbook = xlsxwriter.Workbook(path, NO_FORMULAS)
    bold = workbook.add_format({"bold": True})
    sheet = workbook.add_worksheet(say("Comparison"))
    set_page(sheet, 1)
    for column, name in enumerate(comparison.table.columns):
        write_text(sheet, 0, column, name, bold)
        for row, value in enumerate(comparison.table[name].tolist(), 1):
            plain = _plain(value)
            if isinstance(plain, str):
                write_text(sheet, row, column, plain)
            else:
                sheet.write_number(row, column, plain)
    notes = workbook.add_worksheet(say("Notes"))
    for row, note in enumerate(comparison.notes):
        write_text(notes, row, 0, note)
    workbook.close()


def _plain(value: Any) -> str | float:
    """A number to six decimals, text that cannot run; empty for what is missing."""
    if value is None or pd.isna(value):
        return ""
    return disarm_cell(value) if isinstance(value, str) else round(float(value), DECIMALS)
