"""All figures in rows, for filtering and pivot tables."""

import pandas as pd
from xlsxwriter.worksheet import Worksheet

from aggregate.export.excel.cells import set_page, write_link, write_text
from aggregate.export.excel.formats import Formats
from aggregate.export.excel.status_line import write_status
from aggregate.publication.records import Publication
from aggregate.tables.domains import ALL
from aggregate.tables.populations import is_whole
from catalogue.messages import say

MOST_ROWS = 50_000
FIRST_ROW = 4
COLUMNS = (
    *("indicator", "indicator_name", "population", "activity", "activity_name", "size_class", "region", "urbanisation", "owner_sex"),
    *("other_dimension", "other_value", "measure", "unit", "denominator", "method", "value", "ci_low", "ci_high", "standard_error"),
    *("n_frame", "n_labelled", "share_not_read", "quality", "suppressed", "obs_status", "obs_status_2"),
)


def write_rows(sheet: Worksheet, publication: Publication, formats: Formats, contents: str) -> None:
    """Writes the rows, with filters; where they are too many, only those of the coarser tables (the CSV has all)."""
    table, is_whole = choose_rows(publication.table)
    heading = say("All figures in rows") if is_whole else say("Figures by at most one breakdown; the CSV file has all")
    write_text(sheet, 0, 0, heading, formats.title)
    write_link(sheet, 1, 0, contents, say("← Contents"), formats.link)
    write_status(sheet, 1, 1, publication, formats)
    for column, name in enumerate(COLUMNS):
        write_text(sheet, FIRST_ROW - 1, column, name, formats.header)
        _write_column(sheet, column, table[name], table["measure"], formats)
    set_page(sheet, FIRST_ROW)
    sheet.set_column(0, len(COLUMNS) - 1, 14)
    sheet.freeze_panes(FIRST_ROW, 1)
    sheet.autofilter(FIRST_ROW - 1, 0, FIRST_ROW - 1 + len(table), len(COLUMNS) - 1)


def choose_rows(table: pd.DataFrame) -> tuple[pd.DataFrame, bool]:
    """The rows that a sheet can take, and whether they are all."""
    if len(table) <= MOST_ROWS:
        return table, True
    broken = sum((table[d] != ALL).astype(int) for d in ("activity", "size_class", "region", "urbanisation", "owner_sex"))
    return table[(broken <= 1) | is_whole(table)].head(MOST_ROWS), False


def _write_column(sheet: Worksheet, column: int, values: pd.Series, measures: pd.Series, formats: Formats) -> None:
    for row, (value, measure) in enumerate(zip(values.tolist(), measures.tolist(), strict=True), FIRST_ROW):
        if isinstance(value, str):
            write_text(sheet, row, column, value)
        elif value is not None and not pd.isna(value):
            is_count = values.name in ("n_frame", "n_labelled")
            is_share = values.name == "share_not_read" or measure in ("share", "change")
            sheet.write_number(row, column, float(value), formats.count if is_count else formats.share if is_share else formats.number)
