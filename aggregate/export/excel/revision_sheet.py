"""The sheet of revisions: each figure that an earlier release of the wave gave otherwise, and the reasons."""

from collections.abc import Mapping
from typing import Any

from xlsxwriter.worksheet import Worksheet

from aggregate.export.excel.cells import set_page, write_link, write_number, write_text
from aggregate.export.excel.formats import Formats
from aggregate.publication.naming import name_code, name_population
from aggregate.publication.records import Publication
from aggregate.publication.vintages import name_vintage, tell_vintage
from catalogue.messages import say

FIRST_ROW = 5
CODES = ("activity", "size_class", "region", "urbanisation", "owner_sex")
FIRST_FIGURE = 4 + len(CODES)
MOST_ROWS = 50_000


def write_revisions(sheet: Worksheet, publication: Publication, formats: Formats, contents: str) -> None:
    """Writes one line a figure and earlier release: both values and their difference, shares in percentage points."""
    set_page(sheet, FIRST_ROW)
    sheet.set_column(0, 0, 50)
    sheet.set_column(1, FIRST_FIGURE + 5, 16)
    write_text(sheet, 0, 0, say("Revisions"), formats.title)
    write_text(sheet, 1, 0, tell_vintage(publication), formats.status)
    write_text(sheet, 2, 0, _tell_reasons(publication), formats.small)
    write_link(sheet, 3, 0, contents, say("← Contents"), formats.link)
    named = (say("Activity"), say("Size"), say("Region"), say("Urbanisation"), say("Sex of owner"))
    texts = (say("Indicator"), say("Population"), say("Measure"), say("Method"), *named)
    figures = (say("Release"), say("Vintage then"), say("Then"), say("Now"), say("Difference"), say("Difference in %"))
    for column, heading in enumerate((*texts, *figures)):
        write_text(sheet, FIRST_ROW - 1, column, heading, formats.header if column < FIRST_FIGURE else formats.header_right)
    sheet.freeze_panes(FIRST_ROW, 1)
    rows = publication.revisions.head(MOST_ROWS)
    for row, line in enumerate(rows.to_dict("records"), FIRST_ROW):
        _write_line(sheet, row, {str(name): value for name, value in line.items()}, formats)
    sheet.autofilter(FIRST_ROW - 1, 0, FIRST_ROW - 1 + len(rows), FIRST_FIGURE + len(figures) - 1)


def _tell_reasons(publication: Publication) -> str:
    releases = [*publication.history, *([publication.release] if publication.release else [])]
    return " · ".join(f"{found.number} ({name_vintage(found.vintage)}): {found.reason}" for found in releases if found.reason)


def _write_line(sheet: Worksheet, row: int, line: Mapping[str, Any], formats: Formats) -> None:
    texts = (f"{line['indicator_name']} ({line['indicator']})", name_population(line["population"]), line["measure"], line["method_name"])
    for column, text in enumerate((*texts, *(name_code(code, line[code]) for code in CODES))):
        write_text(sheet, row, column, text)
    is_share = line["measure"] in ("share", "change")
    write_number(sheet, row, FIRST_FIGURE, line["earlier_release"], formats.count)
    write_text(sheet, row, FIRST_FIGURE + 1, name_vintage(line["earlier_vintage"]))
    for column, name in enumerate(("earlier_value", "value"), FIRST_FIGURE + 2):
        write_number(sheet, row, column, line[name], formats.share if is_share else formats.number)
    write_number(sheet, row, FIRST_FIGURE + 4, line["difference"] * (100 if is_share else 1), formats.number)
    write_number(sheet, row, FIRST_FIGURE + 5, line["relative_difference"], formats.share)
