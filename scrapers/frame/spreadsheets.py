"""Excel files: one sheet written out as text, ids as they look."""

import csv
import re
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile, is_zipfile

from catalogue.errors import FrameError
from catalogue.messages import say
from catalogue.spreadsheets import cell_text

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PADDED = re.compile(r"0{2,}")
# What openpyxl lets through when a workbook is not what it should be (XML that cannot be parsed is a SyntaxError).
DAMAGE = (BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError, OSError, zlib.error)


@dataclass(frozen=True, slots=True)
class Spool:
    """A table written out as UTF-8 text with commas; `number_columns` are the positions where cells were numbers, not text."""

    path: Path
    number_columns: frozenset[int]


def refuse_old_excel(path: Path) -> None:
    """FrameError for the old binary format and for files behind a password, which both wear the same clothes."""
    with path.open("rb") as stream:
        if stream.read(8) != OLE:
            return
        body = stream.read(1 << 22)
    if "EncryptedPackage".encode("utf-16-le") in body:
        raise FrameError(say("{file} is protected by a password: open it in Excel, save it without one, then try again.", file=path.name))
    raise FrameError(say("{file} is in the old .xls format: open it and save it as .xlsx or CSV, then try again.", file=path.name))


def is_workbook(path: Path) -> bool:
    """Whether the file is an Excel workbook (.xlsx); FrameError for another kind of packed file."""
    if not is_zipfile(path):
        return False
    try:
        with ZipFile(path) as packed:
            names = set(packed.namelist())
    except BadZipFile:
        names = set()
    if "[Content_Types].xml" in names and any(name.startswith("xl/") for name in names):
        return True
    raise FrameError(say("{file} is a packed file but not an Excel workbook: give an .xlsx or a CSV file.", file=path.name))


def spool_sheet(path: Path, sheet: str | None, target: Path) -> Spool:
    """The sheet as text in `target`.

    Raises:
        FrameError: there is no such sheet, or the workbook is damaged.
    """
    from openpyxl import load_workbook

    try:
        # Given as a stream, since openpyxl judges a path by its ending, which may be wrong.
        with path.open("rb") as stream, closing(load_workbook(stream, read_only=True, data_only=True)) as workbook:
            return _write(_choose_sheet(workbook, sheet, path), target)
    except DAMAGE as error:
        raise FrameError(say("{file} is damaged and cannot be opened: save it again in Excel, or as CSV.", file=path.name)) from error


def _choose_sheet(workbook: Any, sheet: str | None, path: Path) -> Any:
    names = workbook.sheetnames
    if sheet is not None and sheet not in names:
        raise FrameError(say("{file} has no sheet {sheet}: it has {names}.", file=path.name, sheet=sheet, names=", ".join(names)))
    visible = [ws for ws in workbook.worksheets if ws.sheet_state == "visible"] or workbook.worksheets
    if not visible:
        raise FrameError(say("{file} has no sheet with rows.", file=path.name))
    chosen = workbook[sheet] if sheet is not None else visible[0]
    chosen.reset_dimensions()
    return chosen


def _write(sheet: Any, target: Path) -> Spool:
    numbers: set[int] = set()
    with target.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        for number, cells in enumerate(sheet.iter_rows(), start=1):
            if number > 1:
                numbers.update(i for i, c in enumerate(cells) if isinstance(c.value, int | float) and not isinstance(c.value, bool))
            writer.writerow(list(_texts(cells)))
    return Spool(target, frozenset(numbers))


def _texts(cells: Any) -> Iterator[str]:
    for cell in cells:
        value = cell.value
        text = cell_text(value)
        padding = str(cell.number_format) if type(value) is int else ""
        yield text.zfill(len(padding)) if PADDED.fullmatch(padding) else text
