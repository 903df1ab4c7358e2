"""The line of a sheet that says whether its figures are released."""

from xlsxwriter.worksheet import Worksheet

from aggregate.export.excel.cells import write_text
from aggregate.export.excel.formats import Formats
from aggregate.publication.records import Publication
from aggregate.publication.vintages import tell_vintage


def write_status(sheet: Worksheet, row: int, column: int, publication: Publication, formats: Formats, more: str = "") -> None:
    """Writes the vintage in words, so that a draft and an embargo are not overlooked; `more` follows it."""
    is_free = publication.release is not None and not publication.embargo
    write_text(sheet, row, column, f"{tell_vintage(publication)} {more}".strip(), formats.status if is_free else formats.alarm)
