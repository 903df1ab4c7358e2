"""An indicator's table: activities and other breakdowns down, sizes across, each cell with its margin and flags."""

import string
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from aggregate.export.lines import Line, list_lines
from aggregate.export.report.estimates import CONFIDENTIAL, Estimate, Estimates
from aggregate.publication.naming import describe_indicator, name_code, name_shortly
from aggregate.tables.domains import ALL, UNKNOWN
from aggregate.tables.populations import ICT
from catalogue.messages import say
from catalogue.numbers import write_number
from catalogue.sizes import list_size_classes, list_size_unions

SIZE_ORDER = (ALL, "S0T9", "S10T49", "S50T249", "S_GE250", "S_GE10", UNKNOWN)
END = "end"
SHORT_CODES = frozenset((*string.ascii_uppercase, ICT))
"""Codes that stand before the names of their activities."""
SECRET, POOR, WEAK, BROKEN, PARTIAL, NOBODY = "c", "u", "e", "b", "p", "–"
"""What stands in place of a figure (confidential, unreliable), behind one (caution, break, a part), and where no enterprise is."""


@dataclass(frozen=True, slots=True)
class Cell:
    """`figure` in percent or the range of bounds, '' where nothing was estimated; `margin` half the width of its interval in points.

    `flags` are letters that the table's notes explain.
    """

    figure: str = ""
    margin: str = ""
    flags: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A line with the code and the name of its group and a cell for each size."""

    code: str
    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of one breakdown under its title; '' above the line of all enterprises."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One indicator: `key` for links; `sizes` head the columns; `notes` explain the flags that occur, (flag, text)."""

    key: str
    code: str
    name: str
    short: str
    definition: str
    official: str
    unit: str
    sizes: tuple[str, ...]
    blocks: tuple[Block, ...]
    notes: tuple[tuple[str, str], ...]


def describe_table(found: Estimates) -> Table:
    """The table of an indicator; divisions of activities are left to the files of figures."""
    sizes = [size for size in SIZE_ORDER if size in set(found.table["size_class"])]
    blocks = tuple(_list_blocks(found, sizes))
    letters = {letter for block in blocks for row in block.rows for cell in row.cells for letter in (*cell.flags, cell.figure)}
    name, definition, official = describe_indicator(found.code)
    notes = tuple((letter, text) for letter, text in _list_notes(found).items() if letter in letters)
    short, unit = name_shortly(found.code), _name_unit(found)
    key = f"table-{found.code.replace('_', '-')}"
    return Table(key, found.code, name, short, definition, official, unit, tuple(map(name_size, sizes)), blocks, notes)


def _list_blocks(found: Estimates, sizes: Sequence[str]) -> Iterator[Block]:
    """The blocks of the lines, without those of which no line is left."""
    title, lines = "", list[Line]()
    for line in (*list_lines(found.table), Line(title=END)):
        if line.title:
            if lines:
                yield Block(title, tuple(_describe_rows(lines, found.cells, sizes)))
            title, lines = line.title, []
        elif not (line.dimension == "activity" and line.code.isdigit()):
            lines.append(line)


def _describe_rows(lines: Sequence[Line], cells: Mapping[tuple[str, ...], Estimate], sizes: Sequence[str]) -> Iterator[Row]:
    """The rows of a block; a size by which nothing of the block was estimated has empty cells."""
    crossed = {size for size in sizes if any(line.key_of(size) in cells for line in lines)}
    for line in lines:
        name = say("All enterprises") if line == Line() else name_code(line.dimension, line.code)
        shown = (write_cell(cells.get(line.key_of(size))) if size in crossed else Cell() for size in sizes)
        yield Row(line.code if line.dimension == "activity" and line.code in SHORT_CODES else "", name, tuple(shown))


def write_cell(found: Estimate | None) -> Cell:
    """The cell of an estimate: figures in percent with one decimal, or a letter in their place."""
    if found is None:
        return Cell(NOBODY)
    if found.hidden:
        return Cell(SECRET if found.hidden == CONFIDENTIAL else POOR)
    flags = (WEAK if found.is_weak else "") + (BROKEN if found.is_broken else "") + (PARTIAL if found.is_partial else "")
    if found.value is None:
        ends = (write_number(100 * end, 1) for end in (found.low, found.high) if end is not None)
        return Cell("–".join(ends), "", flags)
    margin = "" if found.half_width is None else f"±{write_number(100 * found.half_width, 1)}"
    return Cell(write_number(100 * found.value, 1), margin, flags)


def name_size(size: str) -> str:
    """A size class as a short heading of a column, in persons employed."""
    if size in (ALL, UNKNOWN):
        return say("All sizes") if size == ALL else say("Not known")
    classes = list_size_classes()
    bounds = classes[size] if size in classes else classes[list_size_unions()[size]["of"][0]]
    lowest = bounds["from"]
    return f"{lowest}–{bounds['below'] - 1}" if size in classes and "below" in bounds else f"{lowest}+"


def _name_unit(found: Estimates) -> str:
    whole = found.find()
    of = whole.share_of if whole and whole.share_of else say("enterprises")
    if found.method is None:
        return say("Lower and upper bound of the share of {of}, in percent; no sample has been reviewed yet", of=of)
    return say("Share of {of} in percent, ± half the width of the 95 % interval in percentage points", of=of)


def _list_notes(found: Estimates) -> dict[str, str]:
    whole = next((cell.since for cell in found.cells.values() if cell.since), "")
    return {
        SECRET: say("confidential: too few enterprises, or the figure would give such a one away"),
        POOR: say("unreliable: the interval is too wide, or too few labels stand behind the figure"),
        WEAK: say("to be used with caution: the interval is wide"),
        BROKEN: say("break in the series: not to be compared with {wave}", wave=whole),
        PARTIAL: say("only of the enterprises that the survey covers"),
        NOBODY: say("no such enterprise in the register"),
    }
