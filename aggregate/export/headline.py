"""The first sheet: one line for each indicator, all enterprises together."""

from typing import Any

import pandas as pd
from xlsxwriter.worksheet import Worksheet

from aggregate.export.cells import set_page, write_number, write_text
from aggregate.export.formats import Formats
from aggregate.publication.records import Publication
from aggregate.publication.vintages import tell_vintage
from aggregate.tables.populations import is_whole
from catalogue.messages import say

FIRST_ROW = 4
FIRST_FIGURE = 2


def write_headline(sheet: Worksheet, publication: Publication, formats: Formats) -> None:
    """National figures: share with margin and number of enterprises, each method on a line of its own."""
    set_page(sheet, FIRST_ROW)
    sheet.set_column(0, 0, 76)
    sheet.set_column(1, 1, 28)
    sheet.set_column(2, 10, 11)
    sheet.set_column(11, 11, 60)
    write_text(
        sheet, 0, 0, say("E-commerce statistics {country} {wave}", country=publication.country, wave=publication.wave), formats.title
    )
    write_text(sheet, 1, 0, publication.scope, formats.small)
    write_text(sheet, 2, 0, tell_vintage(publication), formats.small)
    headings = (
        *(say("Indicator"), say("Method"), say("Share"), say("± points"), say("Low"), say("High")),
        *(say("Enterprises"), say("Quality"), say("Not shown"), say("Not read"), say("Labels"), say("Of all")),
    )
    for column, heading in enumerate(headings):
        write_text(sheet, FIRST_ROW - 1, column, heading, formats.header if column < FIRST_FIGURE else formats.header_right)
    sheet.freeze_panes(FIRST_ROW, 1)
    for row, figures in enumerate(select_headline(publication.table).to_dict("records"), FIRST_ROW):
        _write_line(sheet, row, figures, formats)


def select_headline(table: pd.DataFrame) -> pd.DataFrame:
    """Shares of whole populations with the number of enterprises beside them, by indicator and method; estimates with margins first."""
    national = table[is_whole(table)]
    keys = ["indicator", "population", "method"]
    counts = national[national["measure"] == "count"].set_index(keys)["value"].rename("enterprises")
    shares = national[national["measure"] == "share"].join(counts, on=keys)
    return shares.sort_values(["experimental", "indicator", "method", "population"], kind="stable")


def _write_line(sheet: Worksheet, row: int, figures: dict[str, Any], formats: Formats) -> None:
    name = f"{figures['indicator_name']} ({figures['indicator']})"
    write_text(sheet, row, 0, say("{name}: share of {whole}", name=name, whole=figures["share_of"]) if figures["share_of"] else name)
    write_text(sheet, row, 1, figures["method_name"])
    write_number(sheet, row, 2, figures["value"], formats.share)
    write_number(sheet, row, 3, figures["half_width"] * 100, formats.margin)
    write_number(sheet, row, 4, figures["ci_low"], formats.share)
    write_number(sheet, row, 5, figures["ci_high"], formats.share)
    write_number(sheet, row, 6, figures["enterprises"], formats.count)
    write_text(sheet, row, 7, figures["quality"] if isinstance(figures["quality"], str) else "", formats.flag)
    write_text(sheet, row, 8, figures["suppressed"], formats.flag)
    write_number(sheet, row, 9, figures["share_not_read"], formats.share)
    write_number(sheet, row, 10, figures["n_labelled"], formats.count)
    write_text(sheet, row, 11, figures["population"])
