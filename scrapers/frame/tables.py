"""A register file of any kind as one table of text: a header and rows, read as often as needed in bounded memory."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from catalogue.errors import FrameError
from catalogue.messages import say

HEADER_WITHIN = 20
FIELD_LIMIT = 1 << 20


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its number as a spreadsheet counts it, and its cells as text."""

    number: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class TextTable:
    """A delimited text file with its header: `columns` are unique names, `header_row` the line that they stand in."""

    path: Path
    encoding: str
    delimiter: str
    columns: tuple[str, ...]
    labels: tuple[str, ...]
    header_row: int
    shown_name: str

    def rows(self) -> Iterator[Row]:
        """Every row after the header that is not blank.

        Raises:
            FrameError: the text does not fit the encoding, or a quotation mark is never closed.
        """
        for row in _read_rows(self.path, self.encoding, self.delimiter, self.shown_name):
            if row.number > self.header_row:
                yield row


def open_table(path: Path, encoding: str, delimiter: str | None, known: frozenset[str], shown_name: str, fold: object) -> TextTable:
    """The table of a text file; the header is the row among the first that names most `known` columns (folded by `fold`).

    FrameError where there is no header or nothing below it.
    """
    delimiter = delimiter or find_delimiter(path, encoding)
    first = _first_rows(path, encoding, delimiter, shown_name)
    if not first:
        raise FrameError(say("{file} is empty: give a file with a header and a row for each unit.", file=shown_name))
    assert callable(fold)
    header = max(first[:HEADER_WITHIN], key=lambda row: (_recognised(row, known, fold), -row.number))
    if not _recognised(header, known, fold):
        header = first[0]
    if first[-1] is header:
        raise FrameError(say("{file} holds a header but no rows: give a file with a row for each unit.", file=shown_name))
    return TextTable(path, encoding, delimiter, _unique(header.cells), (), header.number, shown_name)


def _recognised(row: Row, known: frozenset[str], fold: object) -> int:
    assert callable(fold)
    return len({fold(cell) for cell in row.cells if cell.strip()} & known)


def find_delimiter(path: Path, encoding: str) -> str:
    """The character that parts the first rows into the most columns of one number; a comma where none does."""
    with path.open(encoding=encoding, errors="replace", newline="") as stream:
        lines = stream.read(1 << 16)
    if lines[:4].lower() == "sep=" and len(lines) > 4:
        return lines[4]
    scores = {mark: _score(lines, mark) for mark in ",;\t|"}
    return max(scores, key=lambda mark: scores[mark])


def _score(lines: str, mark: str) -> tuple[float, int]:
    try:
        widths = [len(row) for row, _ in zip(csv.reader(lines.splitlines(True), delimiter=mark), range(200), strict=False) if any(row)]
    except csv.Error:
        return (0.0, 0)
    widths = widths[:-1] or widths
    usual = max(set(widths), key=lambda w: (widths.count(w), w), default=1)
    return (widths.count(usual) / len(widths) if usual > 1 else 0.0, usual)


def _first_rows(path: Path, encoding: str, delimiter: str, shown_name: str) -> list[Row]:
    return [row for row, _ in zip(_read_rows(path, encoding, delimiter, shown_name), range(HEADER_WITHIN + 1), strict=False)]


def _read_rows(path: Path, encoding: str, delimiter: str, shown_name: str) -> Iterator[Row]:
    csv.field_size_limit(FIELD_LIMIT)
    number = width = 0
    try:
        with path.open(encoding=encoding, errors="replace" if encoding.startswith("utf-8") else "strict", newline="") as stream:
            for cells in csv.reader((line.replace("\x00", "") for line in stream), delimiter=delimiter):
                number += 1
                if any(cell.strip() for cell in cells) and not (number == 1 and cells[0][:4].lower() == "sep="):
                    width = max(width, len(cells))
                    if any("\n" in cell and _holds_rows(cell, delimiter, width) for cell in cells):
                        raise csv.Error(cells[0])
                    yield Row(number, cells)
    except UnicodeError as error:
        raise FrameError(
            say(
                "{file} is not in {encoding} after row {row}: name its encoding with --encoding, such as cp1252.",
                file=shown_name,
                encoding=encoding,
                row=number,
            )
        ) from error
    except csv.Error as error:
        raise FrameError(
            say("{file} cannot be read beyond row {row}: a quotation mark there is probably never closed.", file=shown_name, row=number)
        ) from error


def _holds_rows(cell: str, delimiter: str, width: int) -> bool:
    """Whether a cell with line breaks has swallowed whole rows: half of its further lines have as many delimiters as a row."""
    lines = [line for line in cell.splitlines()[1:] if line.strip()]
    return width > 1 and bool(lines) and 2 * sum(line.count(delimiter) == width - 1 for line in lines) >= len(lines)


def _unique(cells: list[str]) -> tuple[str, ...]:
    """Column names: blank ones are numbered, and a second one of the same name gets a number behind it."""
    names: list[str] = []
    for position, cell in enumerate(cells, start=1):
        name = " ".join(cell.split()).strip("\ufeff") or say("column {number}", number=position)
        seen = sum(n == name or n.startswith(f"{name} (") for n in names)
        names.append(f"{name} ({seen + 1})" if seen else name)
    return tuple(names)
