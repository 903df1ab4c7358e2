"""The sheet of official figures beside ours."""

from collections.abc import Mapping
from typing import Any

from xlsxwriter.worksheet import Worksheet

from aggregate.comparison.verdicts import NONE, name_verdict
from aggregate.export.excel.cells import set_page, write_link, write_number, write_text
from aggregate.export.excel.formats import Formats
from aggregate.export.excel.status_line import write_status
from aggregate.publication.naming import name_code, name_shortly
from aggregate.publication.records import Publication
from catalogue.messages import say

FIRST_ROW = 5
MOST_ROWS = 50_000
TEXT_WIDTHS = (14, 26, 26, 20, 12, 10, 34, 40, 70)
NUMBERS = ("theirs", "their_standard_error", "ours", "our_standard_error", "our_low", "our_high", "difference")


def write_official(sheet: Worksheet, publication: Publication, formats: Formats, contents: str) -> None:
    """Writes a row for each official figure that has one of ours beside it, shares from 0 to 1 shown as percentages, and the notes."""
    comparison = publication.comparison
    if comparison is None:
        return
    set_page(sheet, FIRST_ROW)
    write_text(sheet, 0, 0, say("Official figures beside ours"), formats.title)
    write_text(sheet, 1, 0, publication.scope, formats.small)
    write_status(sheet, 2, 0, publication, formats)
    write_link(sheet, 3, 0, contents, say("← Contents"), formats.link)
    _write_header(sheet, formats)
    shown = comparison.table[comparison.table["verdict"] != NONE].head(MOST_ROWS).to_dict("records")
    for row, line in enumerate(shown, FIRST_ROW):
        _write_line(sheet, row, {str(name): value for name, value in line.items()}, formats)
    sheet.freeze_panes(FIRST_ROW, 1)
    for row, note in enumerate(comparison.notes, FIRST_ROW + len(shown) + 1):
        write_text(sheet, row, 0, note, formats.small)


def _write_header(sheet: Worksheet, formats: Formats) -> None:
    groups = (say("Activity"), say("Size"), say("Region"))
    texts = (say("Official item"), say("Source"), *groups, say("Period"), say("Indicator"), say("Verdict"), say("Remarks"))
    numbers = (say("Official figure"), say("Standard error"), say("Ours"), say("Standard error"), say("Lower bound"), say("Upper bound"))
    for column, (text, width) in enumerate(zip(texts, TEXT_WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        write_text(sheet, FIRST_ROW - 1, column, text, formats.header)
    sheet.set_column(len(texts), len(texts) + len(NUMBERS) - 1, 14)
    for column, text in enumerate((*numbers, say("Difference")), len(texts)):
        write_text(sheet, FIRST_ROW - 1, column, text, formats.header_right)


def _write_line(sheet: Worksheet, row: int, line: Mapping[str, Any], formats: Formats) -> None:
    groups = [name_code(dimension, line[dimension]) for dimension in ("activity", "size_class", "region")]
    texts = (line["item"], line["source"], *groups, line["period"], name_shortly(line["indicator"]), name_verdict(line["verdict"]))
    for column, text in enumerate((*texts, line["remarks"])):
        write_text(sheet, row, column, text)
    for column, name in enumerate(NUMBERS, len(TEXT_WIDTHS)):
        write_number(sheet, row, column, line[name], formats.share)
