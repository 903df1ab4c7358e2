"""Files of labels that Excel has saved: the first sheet as rows of text."""

import io
import zlib
from contextlib import closing
from zipfile import BadZipFile

from catalogue.errors import LabelError
from catalogue.messages import say
from catalogue.spreadsheets import cell_text

PACKED = b"PK\x03\x04"
# What openpyxl lets through when a workbook is not what it should be (XML that cannot be parsed is a SyntaxError).
DAMAGE = (BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError, OSError, zlib.error)


def read_sheet_rows(content: bytes, name: str) -> list[tuple[int, list[str]]]:
    """(row number as Excel counts, cells as text) of the first sheet that is not hidden.

    Raises:
        LabelError: the file is no workbook, or a damaged one.
    """
    from openpyxl import load_workbook

    try:
        with closing(load_workbook(io.BytesIO(content), read_only=True, data_only=True)) as workbook:
            sheet = next((s for s in workbook.worksheets if s.sheet_state == "visible"), workbook.worksheets[0])
            sheet.reset_dimensions()
            return [(number, [_read_text(value) for value in row]) for number, row in enumerate(sheet.iter_rows(values_only=True), start=1)]
    except DAMAGE as error:
        raise LabelError(say("{file} cannot be opened as an Excel workbook: save it again in Excel, or as CSV.", file=name)) from error


def _read_text(value: object) -> str:
    """A cell as text; the logical values TRUE and FALSE as the answers yes and no."""
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else cell_text(value)
