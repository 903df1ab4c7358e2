"""A table of text from a CSV file (commas, semicolons or tabs), the first sheet of an Excel workbook, or an SDMX-ML message."""

import csv
from itertools import islice
from pathlib import Path
from zipfile import BadZipFile

from aggregate.comparison.sdmx_messages import read_message
from catalogue.errors import EstimateError
from catalogue.messages import say
from catalogue.spreadsheets import cell_text
from store.troubles import tell_reason

Rows = list[list[str]]
DELIMITERS = ",;\t|"
MOST_ROWS = 1_000_000


def read_sheet(path: Path) -> Rows:
    """The file's rows as text, without empty ones.

    Raises:
        EstimateError: the file is not there, is neither CSV, xlsx nor SDMX-ML, or holds no table.
    """
    kinds = {".csv": _read_csv, ".tsv": _read_csv, ".txt": _read_csv, ".xlsx": _read_workbook, ".xml": read_message}
    if path.suffix.lower() not in kinds:
        raise EstimateError(say("{file} is neither CSV, an Excel workbook (.xlsx) nor SDMX-ML (.xml): save it as one of them.", file=path))
    try:
        rows = [row for row in kinds[path.suffix.lower()](path) if any(row)]
    except OSError as error:
        raise EstimateError(say("{file} cannot be read ({reason}).", file=path, reason=tell_reason(error))) from error
    if len(rows) < 2:
        raise EstimateError(say("{file} holds no table: a row of column names and a row for each figure are needed.", file=path))
    return rows


def _read_csv(path: Path) -> Rows:
    raw = path.read_bytes()
    for encoding in ("utf-8-sig", "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "cp1252"):
        try:
            text = raw.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise EstimateError(say("{file} is no text: save it as CSV in UTF-8.", file=path))
    first = text.splitlines()[0] if text.strip() else ""
    delimiter = max(DELIMITERS, key=first.count)
    try:
        return [[cell.strip() for cell in row] for row in islice(csv.reader(text.splitlines(), delimiter=delimiter), MOST_ROWS)]
    except csv.Error as error:
        raise EstimateError(say("{file} cannot be read as CSV ({reason}).", file=path, reason=error)) from error


def _read_workbook(path: Path) -> Rows:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        raise EstimateError(say("{file} is no Excel workbook that can be read ({reason}).", file=path, reason=error)) from error
    rows = [[cell_text(value).strip() for value in row] for row in islice(book.worksheets[0].iter_rows(values_only=True), MOST_ROWS)]
    book.close()
    return rows
