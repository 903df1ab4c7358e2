"""Totals and means of amounts that surveys asked for: by activity and by size, each with its unit and margin."""

import pandas as pd
from xlsxwriter.worksheet import Worksheet

from aggregate.export.excel.cells import set_page, write_link, write_number, write_text
from aggregate.export.excel.formats import Formats
from aggregate.export.excel.status_line import write_status
from aggregate.publication.records import Publication
from aggregate.publication.vintages import tell_marks
from aggregate.surveys.rows import TREATED, UNTREATED
from aggregate.tables.domains import ALL, DIMENSIONS
from catalogue.messages import say

MEASURES = ("total", "mean")
FIRST_ROW = 5
BROKEN_DOWN = ("activity", "size_class", "region")


def has_amounts(publication: Publication) -> bool:
    """Whether there is an amount to show."""
    return bool(publication.table["measure"].isin(MEASURES).any())


def write_amounts(sheet: Worksheet, publication: Publication, formats: Formats, contents: str) -> None:
    """Writes one line an amount, measure and cell with at most one breakdown; all crossings stand in the rows."""
    write_text(sheet, 0, 0, say("Amounts from surveys"), formats.title)
    write_text(sheet, 1, 0, publication.scope, formats.small)
    write_status(sheet, 2, 0, publication, formats, tell_marks())
    write_link(sheet, 3, 0, contents, say("← Contents"), formats.link)
    headings = (
        *(say("Amount"), say("Measure"), say("Unit"), say("Activity"), say("Size"), say("Region"), say("Value"), say("Low"), say("High")),
        *(say("Quality"), say("Not shown"), say("Outliers as answered"), say("Labels"), say("Population")),
    )
    for column, heading in enumerate(headings):
        write_text(sheet, FIRST_ROW - 1, column, heading, formats.header)
    set_page(sheet, FIRST_ROW)
    sheet.set_column(0, 0, 60)
    sheet.set_column(1, len(headings) - 1, 15)
    sheet.freeze_panes(FIRST_ROW, 1)
    for row, figures in enumerate(select_amounts(publication.table).to_dict("records"), FIRST_ROW):
        for column, name in enumerate(("indicator_name", "measure", "unit", "activity_name", "size_class_name", "region")):
            write_text(sheet, row, column, figures[name] or "")
        for column, name in ((6, "value"), (7, "ci_low"), (8, "ci_high"), (11, "untreated"), (12, "n_labelled")):
            write_number(sheet, row, column, figures[name], formats.count if figures["measure"] == "total" else formats.number)
        write_text(sheet, row, 9, figures["quality"] if isinstance(figures["quality"], str) else "", formats.flag)
        write_text(sheet, row, 10, figures["suppressed"][:1], formats.flag)
        write_text(sheet, row, 13, figures["population"])


def select_amounts(table: pd.DataFrame) -> pd.DataFrame:
    """Treated totals and means of cells with at most one breakdown, the untreated figure beside them in `untreated`."""
    others = [dimension for dimension in DIMENSIONS if dimension not in BROKEN_DOWN]
    broken = (table[list(BROKEN_DOWN)] != ALL).sum(axis=1)
    shown = table[table["measure"].isin(MEASURES) & (broken <= 1) & (table[others] == ALL).all(axis=1)]
    keys = ["indicator", "population", "measure", *DIMENSIONS]
    untreated = shown[shown["method"] == UNTREATED].set_index(keys)["value"].rename("untreated")
    treated = shown[shown["method"] == TREATED].join(untreated, on=keys)
    return treated.sort_values(["indicator", "measure"], ascending=[True, False], kind="stable")
