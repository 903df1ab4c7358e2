"""The sheet of changes between waves: in all, their parts, and the factors that link series across models."""

from typing import Any

from xlsxwriter.worksheet import Worksheet

from aggregate.export.excel.cells import set_page, write_link, write_number, write_text
from aggregate.export.excel.formats import Formats
from aggregate.export.excel.status_line import write_status
from aggregate.publication.naming import name_code, name_population
from aggregate.publication.records import Publication
from catalogue.messages import say

FIRST_ROW = 5
CODES = ("population", "activity", "size_class", "region", "urbanisation", "owner_sex")
FIRST_FIGURE = 2 + len(CODES)
COUNTS = ("n_both", "n_born", "n_died")


def write_changes(sheet: Worksheet, publication: Publication, formats: Formats, contents: str) -> None:
    """Writes all changes in percentage points and the link factors; what is not shown stays empty."""
    table = publication.changes
    since = ", ".join(sorted(set(table["since"])))
    set_page(sheet, FIRST_ROW)
    sheet.set_column(0, 1, 44)
    sheet.set_column(2, FIRST_FIGURE - 1, 14)
    write_text(sheet, 0, 0, say("Changes of {wave} since {since}", wave=publication.wave, since=since), formats.title)
    explained = say("In percentage points; link factors as they are. A change is the sum of its parts: in both waves, other model, others.")
    write_text(sheet, 1, 0, explained, formats.small)
    write_status(sheet, 2, 0, publication, formats)
    write_link(sheet, 3, 0, contents, say("← Contents"), formats.link)
    named = (say("Population"), say("Activity"), say("Size"), say("Region"), say("Urbanisation"), say("Sex of the owner"))
    figures = (say("Change"), say("Low"), say("High"), say("Quality"), say("Not shown"), say("Status"))
    numbers = (say("Labels"), say("In both registers"), say("New in the register"), say("No more in it"))
    for column, heading in enumerate((say("Indicator"), say("Method"), *named, *figures, *numbers)):
        write_text(sheet, FIRST_ROW - 1, column, heading, formats.header if column < FIRST_FIGURE else formats.header_right)
    sheet.freeze_panes(FIRST_ROW, 1)
    for row, line in enumerate(table.to_dict("records"), FIRST_ROW):
        _write_line(sheet, row, {str(name): value for name, value in line.items()}, formats)
    sheet.autofilter(FIRST_ROW - 1, 0, FIRST_ROW - 1 + len(table), FIRST_FIGURE + len(figures) + len(numbers) - 1)


def _write_line(sheet: Worksheet, row: int, line: dict[str, Any], formats: Formats) -> None:
    texts = (
        f"{line['indicator_name']} ({line['indicator']})",
        line["method_name"],
        name_population(line["population"]),
        *(name_code(code, line[code]) for code in CODES[1:]),
    )
    for column, text in enumerate(texts):
        write_text(sheet, row, column, text)
    is_factor = line["measure"] == "link_factor"
    for column, name in enumerate(("value", "ci_low", "ci_high"), FIRST_FIGURE):
        write_number(sheet, row, column, line[name] * (1 if is_factor else 100), formats.factor if is_factor else formats.number)
    letter = line["quality"] if isinstance(line["quality"], str) else ""
    for column, text in enumerate((letter, line["suppressed"], line["obs_status"]), FIRST_FIGURE + 3):
        write_text(sheet, row, column, text, formats.flag)
    for column, name in enumerate(("n_labelled", *COUNTS), FIRST_FIGURE + 6):
        write_number(sheet, row, column, line[name], formats.count)
