"""One indicator's sheet: activities and regions down, size classes across; share, margin and flag for each."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from xlsxwriter.worksheet import Worksheet

from aggregate.export.cells import set_page, write_number, write_text
from aggregate.export.formats import Formats
from aggregate.export.lines import list_lines
from aggregate.publication.naming import list_methods_with_margin, name_code
from aggregate.publication.records import Publication
from aggregate.publication.vintages import tell_marks, tell_vintage
from aggregate.surveys.rows import name_whole
from aggregate.tables.domains import ALL, KEY
from catalogue.messages import say

FIRST_ROW = 6
FIRST_COLUMN = 2
SIZE_ORDER = (ALL, "S0T9", "S10T49", "S50T249", "S_GE250", "S_GE10", "_U")
Cells = Mapping[tuple[str, ...], Mapping[str, Any]]


def write_indicator(sheet: Worksheet, publication: Publication, code: str, formats: Formats) -> None:
    """Writes the sheet: estimates from labels where there are some, else lower and upper bound."""
    table = publication.table[(publication.table["indicator"] == code) & (publication.table["measure"] == "share")]
    table = table.assign(population=table["population"].map(name_whole))
    estimated = next((method for method in list_methods_with_margin() if (table["method"] == method).any()), None)
    has_margin = estimated is not None
    sizes = [size for size in SIZE_ORDER if size in set(table["size_class"])]
    first = table[table["method"] == estimated] if estimated else table
    _write_heading(sheet, publication, first.iloc[0].to_dict(), has_margin, formats)
    _write_sizes(sheet, sizes, has_margin, formats)
    cells = [_index(table, method) for method in ((estimated,) if estimated else ("lower_bound", "upper_bound"))]
    for row, line in enumerate(list_lines(table), FIRST_ROW):
        if line.title:
            write_text(sheet, row, 0, line.title, formats.bold)
            continue
        write_text(sheet, row, 0, line.code)
        if (name := name_code(line.dimension, line.code)) != line.code:
            write_text(sheet, row, 1, name)
        for place, size in enumerate(sizes):
            _write_cell(sheet, row, FIRST_COLUMN + 3 * place, [c.get(line.key_of(size)) for c in cells], formats)


def _write_heading(sheet: Worksheet, publication: Publication, figures: dict[str, Any], has_margin: bool, formats: Formats) -> None:
    estimated = say("Share of enterprises, ± half-width of the interval in percentage points, quality.")
    if figures["share_of"]:
        estimated = say("Share of {whole}, ± half-width of the interval in percentage points, quality.", whole=figures["share_of"])
    bounded = say("No labels yet: lower and upper bound of the share of enterprises, without a margin.")
    lines = (
        str(figures["definition"]),
        f"{publication.scope}. {estimated if has_margin else bounded}",
        f"{tell_vintage(publication)} {tell_marks()}{_tell_break(figures)}",
    )
    write_text(sheet, 0, 0, figures["indicator_name"], formats.title)
    for row, text in enumerate(lines, 1):
        write_text(sheet, row, 0, text, formats.small)


def _tell_break(figures: Mapping[str, Any]) -> str:
    return say(" Break (B) since {wave}: see the notes.", wave=figures["break_since"]) if figures["break_since"] else ""


def _write_sizes(sheet: Worksheet, sizes: list[str], has_margin: bool, formats: Formats) -> None:
    """The two header rows, widths, and the panes that stay in sight."""
    set_page(sheet, FIRST_ROW)
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 44)
    parts = (say("Share"), "±", say("Quality")) if has_margin else (say("Lower"), say("Upper"), "")
    for place, size in enumerate(sizes):
        column = FIRST_COLUMN + 3 * place
        sheet.set_column(column, column + 1, 9)
        sheet.set_column(column + 2, column + 2, 8)
        write_text(sheet, FIRST_ROW - 2, column, say("All sizes") if size == ALL else name_code("size_class", size), formats.bold)
        for offset, part in enumerate(parts):
            write_text(sheet, FIRST_ROW - 1, column + offset, part, formats.header_right)
    sheet.freeze_panes(FIRST_ROW, FIRST_COLUMN)


def _index(table: pd.DataFrame, method: str) -> Cells:
    return {tuple(cell[d] for d in KEY): cell for cell in table[table["method"] == method].to_dict("records")}


def _write_cell(sheet: Worksheet, row: int, column: int, cells: list[Mapping[str, Any] | None], formats: Formats) -> None:
    """Value, margin (or upper bound) and quality of one cell; `c` or `u` where it is not shown; nothing where it has no enterprise."""
    first = cells[0]
    if first is None:
        return
    write_number(sheet, row, column, first["value"], formats.share)
    if len(cells) > 1:
        write_number(sheet, row, column + 1, (cells[1] or {}).get("value"), formats.share)
    else:
        write_number(sheet, row, column + 1, first["half_width"] * 100, formats.margin)
    letter = first["quality"] if isinstance(first["quality"], str) else ""
    write_text(sheet, row, column + 2, first["suppressed"][:1] or letter, formats.flag)
