"""Sheets of text: notes, method, definitions, quality."""

from collections.abc import Iterator, Sequence

from xlsxwriter.worksheet import Worksheet

from aggregate.export.excel.cells import HIGHEST, fit_height, needs_height, set_page, write_link, write_text
from aggregate.export.excel.formats import Formats
from aggregate.publication.naming import describe_indicator
from aggregate.publication.records import Publication
from catalogue.indicators import find_indicator
from catalogue.messages import say, say_text

FIRST_ROW = 4


def write_prose(
    sheet: Worksheet,
    title: str,
    headings: Sequence[str],
    widths: Sequence[int],
    rows: Sequence[Sequence[str]],
    formats: Formats,
    contents: str,
) -> None:
    """Writes a table of texts, each row as high as its longest text needs; what is too long for one row goes on in the next."""
    rows = [part for texts in rows for part in split_row(texts, widths)]
    set_page(sheet, FIRST_ROW)
    write_text(sheet, 0, 0, title, formats.title)
    write_link(sheet, 1, 0, contents, say("← Contents"), formats.link)
    for column, (heading, width) in enumerate(zip(headings, widths, strict=True)):
        sheet.set_column(column, column, width)
        write_text(sheet, FIRST_ROW - 1, column, heading, formats.header)
    sheet.freeze_panes(FIRST_ROW, 1)
    for row, texts in enumerate(rows, FIRST_ROW):
        for column, text in enumerate(texts):
            write_text(sheet, row, column, text, formats.wrapped if column else formats.bold_top)
        sheet.set_row(row, max(fit_height(text, width) for text, width in zip(texts, widths, strict=True)))
    sheet.print_area(0, 0, FIRST_ROW + max(len(rows), 1) - 1, len(widths) - 1)


def split_row(texts: Sequence[str], widths: Sequence[int]) -> Iterator[tuple[str, ...]]:
    """The row, or several with the lines of its last text shared out, none higher than Excel's rows can be."""
    first, last, lines = tuple(texts[:-1]), widths[-1], list[str]()
    for line in texts[-1].split("\n"):
        if lines and needs_height("\n".join([*lines, line]), last) > HIGHEST:
            yield (*first, "\n".join(lines))
            first, lines = ("",) * len(first), []
        lines.append(line)
    yield (*first, "\n".join(lines))


def list_definitions(publication: Publication) -> list[tuple[str, ...]]:
    """(code, name, definition, numerator, denominator, official item, sources) of each indicator of the publication."""
    return [_define(str(code)) for code in publication.table["indicator"].unique()]


def _define(code: str) -> tuple[str, ...]:
    name, definition, official = describe_indicator(code)
    found = find_indicator(code)
    if found is None:
        return code, name, definition, "", "", official, ""
    return code, name, definition, say_text(found.numerator), say_text(found.denominator), official, "; ".join(found.sources)
