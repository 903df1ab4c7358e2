"""Files of labels as rows: whatever delimiter and encoding a spreadsheet program has chosen."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from charset_normalizer import from_bytes

from catalogue.errors import LabelError
from catalogue.messages import say
from catalogue.spreadsheets import rearm_cell
from classify.labels.workbooks import PACKED, read_sheet_rows

DELIMITERS = ",;\t|"
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
csv.field_size_limit(10_000_000)


@dataclass(frozen=True, slots=True)
class LabelTable:
    """A file's columns (lower case, spaces as `_`) and its rows with their numbers; the first row under the header is 2."""

    columns: tuple[str, ...]
    rows: tuple[tuple[int, dict[str, str]], ...]


def read_label_table(path: Path) -> LabelTable:
    """The rows of a CSV file or of an Excel workbook's first sheet; missing cells are empty texts.

    Raises:
        LabelError: the file is missing, is not text, or has no header.
    """
    content = _read_bytes(path)
    numbered = read_sheet_rows(content, path.name) if content.startswith(PACKED) else _read_lines(_decode(content, path), path)
    filled = [(number, row) for number, row in numbered if any(cell.strip() for cell in row)]
    if not filled:
        raise LabelError(say("{file} is empty: it needs a header row and a row for each answer or enterprise.", file=path.name))
    columns = tuple(_clean_name(cell) for cell in filled[0][1])
    if repeated := sorted({name for name in columns if name and columns.count(name) > 1}):
        raise LabelError(say("{file} has the column {column} twice: keep one of them.", file=path.name, column=repeated[0]))
    return LabelTable(columns, tuple(_name_cells(columns, filled[1:])))


def _read_lines(text: str, path: Path) -> list[tuple[int, list[str]]]:
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_find_delimiter(text))
    try:
        rows = [(lines.line_num, row) for row in lines]
    except csv.Error as error:
        raise LabelError(_say_unclosed(path, lines.line_num)) from error
    if rows and text.count('"') % 2 and any("\n" in cell for cell in rows[-1][1]):
        raise LabelError(_say_unclosed(path, rows[-2][0] + 1 if len(rows) > 1 else 1))
    return rows


def _say_unclosed(path: Path, row: int) -> str:
    return say("{file} cannot be read beyond row {row}: a quotation mark there is probably never closed.", file=path.name, row=row)


def _name_cells(columns: tuple[str, ...], rows: list[tuple[int, list[str]]]) -> Iterator[tuple[int, dict[str, str]]]:
    for number, row in rows:
        cells = [rearm_cell(cell) for cell in row] + [""] * (len(columns) - len(row))
        yield number, dict(zip(columns, cells, strict=False))


def _read_bytes(path: Path) -> bytes:
    if path.is_dir():
        raise LabelError(say("{file} is a folder: name the file of answers in it.", file=path))
    if not path.exists():
        raise LabelError(say("There is no file {file}: check its name and folder.", file=path))
    try:
        content = path.read_bytes()
    except OSError as error:
        raise LabelError(say("The file {file} cannot be read ({reason}).", file=path, reason=error.strerror or error)) from error
    if content.startswith(OLD_EXCEL):
        raise LabelError(
            say("{file} is in the old .xls format or protected by a password: save it as .xlsx or CSV and import that.", file=path.name)
        )
    return content


def _decode(content: bytes, path: Path) -> str:
    for encoding in ("utf-16",) if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else ("utf-8-sig",):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    best = from_bytes(content).best()
    if best is None or "\x00" in str(best):
        raise LabelError(say("{file} is not a text file in an encoding we know: save it as CSV in UTF-8.", file=path.name))
    return str(best)


def _find_delimiter(text: str) -> str:
    header = text.lstrip("\r\n").split("\n", 1)[0]
    return max(DELIMITERS, key=header.count)


def _clean_name(cell: str) -> str:
    return "_".join(cell.strip().lower().split())
