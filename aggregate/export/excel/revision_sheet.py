"""The sheet of revisions: their means by indicator and earlier release, then each figure that was given otherwise."""

from xlsxwriter.worksheet import Worksheet

from aggregate.export.excel.cells import set_page, write_link, write_number, write_text
from aggregate.export.excel.formats import Formats
from aggregate.export.excel.status_line import write_status
from aggregate.publication.records import Publication
from aggregate.publication.vintages import name_vintage
from catalogue.messages import say

FIRST_ROW = 5
CODES = ("population", "activity", "size_class", "region", "urbanisation", "owner_sex", "other_value")
MOST_ROWS = 50_000


def write_revisions(sheet: Worksheet, publication: Publication, formats: Formats, contents: str) -> None:
    """Writes both tables; shares and changes as they are, from 0 to 1 and -1 to 1. The CSV file has all figures where they are too many."""
    set_page(sheet, FIRST_ROW)
    sheet.set_column(0, 0, 60)
    sheet.set_column(1, 4 + len(CODES) + 3, 14)
    write_text(sheet, 0, 0, say("Revisions of {wave}", wave=publication.wave), formats.title)
    write_text(sheet, 1, 0, publication.scope, formats.small)
    write_status(sheet, 2, 0, publication, formats)
    write_link(sheet, 3, 0, contents, say("← Contents"), formats.link)
    row = _write_means(sheet, publication, formats)
    _write_figures(sheet, row + 2, publication, formats)


def _write_means(sheet: Worksheet, publication: Publication, formats: Formats) -> int:
    """Writes the means and gives the row after them."""
    texts = (say("Indicator"), say("Method"), say("Measure"), say("Earlier release"))
    numbers = (say("Figures"), say("Revised"), say("Mean revision"), say("Mean absolute revision"), say("Relative"))
    for column, heading in enumerate((*texts, *numbers)):
        write_text(sheet, FIRST_ROW - 1, column, heading, formats.header if column < len(texts) else formats.header_right)
    names = ("compared", "revised", "mean_revision", "mean_absolute_revision", "relative_mean_absolute_revision")
    lines = publication.revision_means.to_dict("records")
    for row, line in enumerate(lines, FIRST_ROW):
        earlier = f"{line['earlier_release']} {name_vintage(line['earlier_vintage'])}"
        for column, text in enumerate((f"{line['indicator_name']} ({line['indicator']})", line["method"], line["measure"], earlier)):
            write_text(sheet, row, column, text)
        for column, name in enumerate(names, len(texts)):
            write_number(sheet, row, column, line[name], formats.count if name in ("compared", "revised") else formats.factor)
    return FIRST_ROW + len(lines)


def _write_figures(sheet: Worksheet, first: int, publication: Publication, formats: Formats) -> None:
    texts = (say("Indicator"), say("Method"), say("Measure"), say("Earlier release"), *CODES)
    numbers = (say("Earlier value"), say("Value"), say("Difference"), say("Relative"))
    for column, heading in enumerate((*texts, *numbers)):
        write_text(sheet, first, column, heading, formats.header if column < len(texts) else formats.header_right)
    for row, line in enumerate(publication.revisions.head(MOST_ROWS).to_dict("records"), first + 1):
        named = (f"{line['indicator_name']} ({line['indicator']})", line["method"], line["measure"], line["earlier_release"])
        for column, text in enumerate((*named, *(line[code] for code in CODES))):
            write_text(sheet, row, column, text)
        for column, name in enumerate(("earlier_value", "value", "difference", "relative_difference"), len(texts)):
            write_number(sheet, row, column, line[name], formats.factor)
