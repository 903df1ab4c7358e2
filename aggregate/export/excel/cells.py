"""Writing single cells of a sheet: text that cannot run, numbers that may be missing, links within the workbook."""

import math
from typing import Any

import pandas as pd
from xlsxwriter.worksheet import Worksheet

from catalogue.spreadsheets import disarm_cell

A4 = 9
LINE_HEIGHT = 15
HIGHEST = 400.0
"""Points; Excel takes rows of at most 409."""


def write_text(sheet: Worksheet, row: int, column: int, text: object, cell_format: Any = None) -> None:
    """Writes text as text, no text as a blank cell; also one that is later saved as CSV from Excel does not become a formula."""
    if text == "":
        sheet.write_blank(row, column, None, cell_format)
    else:
        sheet.write_string(row, column, disarm_cell(str(text)), cell_format)


def write_number(sheet: Worksheet, row: int, column: int, value: Any, cell_format: Any) -> None:
    """Writes a number; what is missing or not shown stays an empty cell."""
    if value is not None and not pd.isna(value):
        sheet.write_number(row, column, float(value), cell_format)


def write_across(sheet: Worksheet, row: int, columns: tuple[int, int], text: str, cell_format: Any, width: int) -> None:
    """Writes a text over several columns, which are `width` characters wide together, in a row as high as it needs."""
    first, last = columns
    if last > first:
        sheet.merge_range(row, first, row, last, "", cell_format)
    write_text(sheet, row, first, text, cell_format)
    sheet.set_row(row, fit_height(text, width))


def fit_height(text: str, width: int) -> float:
    """The height in points of a row for a text in a column of so many characters, as far as rows can be high."""
    return min(HIGHEST, needs_height(text, width))


def needs_height(text: str, width: int) -> float:
    """The height in points that a text needs, however high that is."""
    return float(LINE_HEIGHT * sum(max(1, math.ceil(len(line) / width)) for line in text.split("\n")))


def write_link(sheet: Worksheet, row: int, column: int, target: str, text: str, cell_format: Any) -> None:
    """Writes a link to the first cell of another sheet of the workbook."""
    quoted = target.replace("'", "''")
    sheet.write_url(row, column, f"internal:'{quoted}'!A1", cell_format, disarm_cell(text))


def set_page(sheet: Worksheet, header_rows: int) -> None:
    """Prints across on one page's width, with the header rows on each page and the page's number below; no grid on the screen."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, header_rows - 1)
    sheet.set_footer("&L&A&R&P / &N")
    sheet.hide_gridlines(2)
