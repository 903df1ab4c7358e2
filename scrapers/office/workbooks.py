"""A workbook that an office filled, as rows of text."""

import io
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from catalogue.errors import ProfileError
from catalogue.messages import say
from catalogue.spreadsheets import cell_text, rearm_cell
from scrapers.office.sheets import COLUMNS, SheetRow

PACKED = b"PK\x03\x04"
# What openpyxl lets through when a workbook is not what it should be (XML that cannot be parsed is a SyntaxError).
DAMAGE = (BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError, OSError, zlib.error)


def read_workbook(path: Path) -> list[SheetRow]:
    """All rows of the three sheets that are not empty.

    Raises:
        ProfileError: the file is missing, locked or no workbook, or lacks a sheet or a column.
    """
    from openpyxl import load_workbook

    content = _read_content(path)
    try:
        with closing(load_workbook(io.BytesIO(content), read_only=True)) as workbook:
            named = {sheet.title.strip().casefold(): sheet for sheet in workbook.worksheets}
            found = {name: list(_read_cells(named[name.casefold()])) for name in COLUMNS if name.casefold() in named}
    except DAMAGE as error:
        raise ProfileError(say("{file} cannot be opened as an Excel workbook: save it again in Excel as .xlsx.", file=path.name)) from error
    return [row for name in COLUMNS for row in _read_sheet(path, name, found)]


def _read_content(path: Path) -> bytes:
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise ProfileError(say("There is no file {file}: `ecomstat words export {file}` writes one to fill.", file=path)) from error
    except OSError as error:
        sentence = "{file} cannot be read ({reason}): close it if it is open in another program, then try again."
        raise ProfileError(say(sentence, file=path, reason=error.strerror or error)) from error
    if not content.startswith(PACKED):
        raise ProfileError(
            say("{file} is not an Excel workbook (.xlsx), or has a password: save it as .xlsx, then try again.", file=path.name)
        )
    return content


def _read_cells(sheet: Any) -> Iterator[list[tuple[str, bool]]]:
    """(text, whether it is a formula) of every cell."""
    sheet.reset_dimensions()
    for row in sheet.iter_rows():
        yield [(rearm_cell(cell_text(cell.value)).replace("\r\n", "\n").strip(), getattr(cell, "data_type", "") == "f") for cell in row]


def _read_sheet(path: Path, name: str, found: dict[str, list[list[tuple[str, bool]]]]) -> Iterator[SheetRow]:
    if name not in found:
        raise ProfileError(
            say("{file} has no sheet {sheet}: `ecomstat words export` writes a workbook with it.", file=path.name, sheet=name)
        )
    header = [text.casefold() for text, _ in (found[name] or [[]])[0]]
    if not set(header) & set(COLUMNS[name]):
        sentence = (
            "The first row of the sheet {sheet} of {file} must name its columns, {columns}: `ecomstat words export` writes a workbook"
            " with it."
        )
        raise ProfileError(say(sentence, sheet=name, file=path.name, columns=", ".join(COLUMNS[name])))
    if twice := [column for column in COLUMNS[name] if header.count(column) > 1]:
        raise ProfileError(
            say("The sheet {sheet} of {file} has the column {column} twice: keep one.", sheet=name, file=path.name, column=twice[0])
        )
    if missing := [column for column in COLUMNS[name] if column not in header]:
        sentence = "The sheet {sheet} of {file} lacks {columns} among its columns: `ecomstat words export` writes a workbook with all."
        raise ProfileError(say(sentence, sheet=name, file=path.name, columns=", ".join(missing)))
    for number, row in enumerate(found[name][1:], start=2):
        if any(text for text, _ in row):
            cells = dict(zip(header, row, strict=False))
            formulas = frozenset(column for column in COLUMNS[name] if cells.get(column, ("", False))[1])
            yield SheetRow(name, number, {column: cells.get(column, ("", False))[0] for column in COLUMNS[name]}, formulas)
