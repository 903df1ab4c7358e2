"""The headline table: one line for each indicator, all enterprises together, block by block."""

from collections.abc import Iterator
from typing import Any

import pandas as pd
from xlsxwriter.worksheet import Worksheet

from aggregate.export.excel.cells import set_page, write_across, write_link, write_number, write_text
from aggregate.export.excel.footnotes import SYMBOLS, Footnotes
from aggregate.export.excel.formats import Formats
from aggregate.export.excel.status_line import write_status
from aggregate.publication.citing import name_place, tell_citation, tell_population, tell_source
from aggregate.publication.naming import name_population
from aggregate.publication.records import Publication
from aggregate.tables.populations import is_whole
from catalogue.messages import say

FIRST_ROW = 5
WIDTHS = (64, 30, 44, 9, 9, 9, 9, 12, 10, 10, 10)
LAST_COLUMN = len(WIDTHS) - 1


def write_headline(sheet: Worksheet, publication: Publication, formats: Formats, contents: str) -> None:
    """National figures: share with margin and number of enterprises, each method on a line of its own."""
    set_page(sheet, FIRST_ROW)
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    place = name_place(publication)
    write_text(sheet, 0, 0, say("Headline figures, {place}", place=place), formats.title)
    write_text(sheet, 1, 0, tell_population(publication), formats.small)
    write_status(sheet, 2, 0, publication, formats)
    write_link(sheet, 3, 0, contents, say("← Contents"), formats.link)
    for column, heading in enumerate(_list_headings()):
        write_text(sheet, FIRST_ROW - 1, column, heading, formats.header if column < 3 else formats.header_right)
    sheet.freeze_panes(FIRST_ROW, 1)
    footnotes, row = Footnotes(), FIRST_ROW
    for title, figures in _list_rows(publication.table):
        if figures is None:
            for column in range(LAST_COLUMN + 1):
                write_text(sheet, row, column, "" if column else title, formats.block)
        else:
            _write_line(sheet, row, figures, formats, footnotes)
        row += 1
    last = _write_foot(sheet, publication, footnotes, formats, row + 1)
    sheet.print_area(0, 0, last, LAST_COLUMN)


def _list_headings() -> tuple[str, ...]:
    texts = (say("Indicator"), say("Code"), say("Method"))
    figures = (say("Share"), "±", say("Low"), say("High"), say("Enterprises"), say("Notes"), say("Labels"), say("Not read"))
    return (*texts, *figures)


def _list_rows(table: pd.DataFrame) -> Iterator[tuple[str, dict[str, Any] | None]]:
    """(title, None) before each block, then (name, figures) for each of its lines."""
    rows = select_headline(table)
    for (experimental, population), block in rows.groupby(["experimental", "population"], sort=False):
        name = name_population(str(population))
        yield (say("For comparison (experimental): {population}", population=name) if experimental else name[:1].upper() + name[1:]), None
        yield from ((str(row["indicator_name"]), row) for row in block.to_dict("records"))


def select_headline(table: pd.DataFrame) -> pd.DataFrame:
    """Shares of whole populations with the number of enterprises beside them; estimates with margins first, population by population."""
    national = table[is_whole(table)]
    keys = ["indicator", "population", "method"]
    counts = national[national["measure"] == "count"].set_index(keys)["value"].rename("enterprises")
    shares = national[national["measure"] == "share"].join(counts, on=keys)
    places = {population: place for place, population in enumerate(shares["population"].unique())}
    order = shares.assign(place=shares["population"].map(places)).sort_values(
        ["experimental", "place", "indicator", "method"], kind="stable"
    )
    return order.drop(columns="place")


def _write_line(sheet: Worksheet, row: int, figures: dict[str, Any], formats: Formats, footnotes: Footnotes) -> None:
    name = figures["indicator_name"]
    write_text(sheet, row, 0, say("{name}: share of {whole}", name=name, whole=figures["share_of"]) if figures["share_of"] else name)
    write_text(sheet, row, 1, figures["indicator"])
    write_text(sheet, row, 2, figures["method_name"])
    if symbol := SYMBOLS.get(figures["suppressed"]):
        write_text(sheet, row, 3, symbol, formats.symbol)
    write_number(sheet, row, 3, figures["value"], formats.share)
    write_number(sheet, row, 4, figures["half_width"] * 100, formats.margin)
    write_number(sheet, row, 5, figures["ci_low"], formats.share)
    write_number(sheet, row, 6, figures["ci_high"], formats.share)
    write_number(sheet, row, 7, figures["enterprises"], formats.count)
    write_text(sheet, row, 8, footnotes.mark(figures), formats.flag)
    write_number(sheet, row, 9, figures["n_labelled"], formats.count)
    write_number(sheet, row, 10, figures["share_not_read"], formats.share)


def _write_foot(sheet: Worksheet, publication: Publication, footnotes: Footnotes, formats: Formats, row: int) -> int:
    explained = say(
        "Share with its 95 % interval (low, high); ± is half its width in percentage points. Quality from A (best) to E (use with caution)."
        " Labels: enterprises that people looked at, or that answered. Not read: enterprises without a known website, with an unread one or"
        " with an unknown answer."
    )
    texts = [
        *footnotes.list_texts(),
        explained,
        tell_source(publication),
        say("Cite as: {citation}", citation=tell_citation(publication)),
    ]
    for place, text in enumerate(texts, row):
        write_across(sheet, place, (0, LAST_COLUMN), text, formats.wrapped, sum(WIDTHS))
    return row + len(texts) - 1
