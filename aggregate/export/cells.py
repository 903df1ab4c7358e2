"""Writing single cells of a sheet: text that cannot run, numbers that may be missing."""

from typing import Any

import pandas as pd
from xlsxwriter.worksheet import Worksheet

from catalogue.spreadsheets import disarm_cell

A4 = 9


def write_text(sheet: Worksheet, row: int, column: int, text: object, cell_format: Any = None) -> None:
    """Writes text as text; also one that is later saved as CSV from Excel does not become a formula."""
    sheet.write_string(row, column, disarm_cell(str(text)), cell_format)


def write_number(sheet: Worksheet, row: int, column: int, value: Any, cell_format: Any) -> None:
    """Writes a number; what is missing or not shown stays an empty cell."""
    if value is not None and not pd.isna(value):
        sheet.write_number(row, column, float(value), cell_format)


def set_page(sheet: Worksheet, header_rows: int) -> None:
    """Prints across on one page's width, with the header rows on each page and the page's number below."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, header_rows - 1)
    sheet.set_footer("&L&A&R&P / &N")
