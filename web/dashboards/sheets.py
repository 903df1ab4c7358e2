"""The table behind a chart: the same rows for the page and, as numbers, for a CSV file."""

import csv
import io
from dataclasses import dataclass

from catalogue.numbers import NO_VALUE, write_number, write_share
from catalogue.spreadsheets import disarm_cell

TEXT, COUNT, SHARE, POINTS, NUMBER = "text", "count", "share", "points", "number"
NUMBERS = frozenset({COUNT, SHARE, POINTS, NUMBER})
SHARE_DECIMALS = 6

Cell = str | float | None


@dataclass(frozen=True, slots=True)
class Column:
    """`key` heads it in files, `title` on pages (empty: files only); `kind` says how its values read; shares are from 0 to 1."""

    key: str
    title: str
    kind: str = TEXT

    @property
    def is_number(self) -> bool:
        """Whether its values are numbers."""
        return self.kind in NUMBERS


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of cells, None where there is nothing to show; `links` leads from the first text of a row to another page."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    links: tuple[str, ...] = ()

    @property
    def shown(self) -> list[Column]:
        """The columns that pages show."""
        return [column for column in self.columns if column.title]

    def write_rows(self) -> list[list[tuple[str, bool]]]:
        """The rows of a page: (text, whether it is a number)."""
        places = [place for place, column in enumerate(self.columns) if column.title]
        return [[(write_cell(row[p], self.columns[p].kind), self.columns[p].is_number) for p in places] for row in self.rows]


def write_cell(value: Cell, kind: str) -> str:
    """A value as people read it."""
    if value is None or value == "":
        return NO_VALUE if kind in NUMBERS else ""
    if isinstance(value, str):
        return value
    if kind == SHARE:
        return write_share(value)
    if kind == POINTS:
        return write_points(value)
    return write_number(value, 2 if kind == NUMBER else 0)


def write_points(value: float) -> str:
    """A difference of shares in percentage points, with its sign."""
    return f"{'+' if value > 0 else ''}{write_number(100 * value, 1)}"


def write_interval(low: float, high: float) -> str:
    """Two shares as an interval in percent."""
    return f"{write_number(100 * low, 1)}–{write_number(100 * high, 1)}"


def write_csv(sheet: Sheet) -> str:
    """The sheet as CSV: commas, decimal points, shares from 0 to 1, empty where nothing is shown; no text can run as a formula."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([column.key for column in sheet.columns])
    writer.writerows([_write_value(value) for value in row] for row in sheet.rows)
    return stream.getvalue()


def _write_value(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return disarm_cell(value)
    return str(int(value)) if float(value).is_integer() else str(round(value, SHARE_DECIMALS))
