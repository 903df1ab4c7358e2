"""Estimates as an Excel workbook: headline, a sheet for each indicator, changes, all figures in rows, notes."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.workbook import Workbook

from aggregate.export.amount_sheet import has_amounts, write_amounts
from aggregate.export.cells import set_page, write_text
from aggregate.export.change_sheet import write_changes
from aggregate.export.formats import Formats, build_formats
from aggregate.export.headline import write_headline
from aggregate.export.indicator_sheet import write_indicator
from aggregate.export.notes import write_notes
from aggregate.export.revision_sheet import write_revisions
from aggregate.export.row_sheet import write_rows
from aggregate.export.writing import write_whole
from aggregate.publication.records import Publication
from catalogue.messages import say

NO_FORMULAS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "nan_inf_to_errors": False}
WITHOUT_A_RUN = datetime(2000, 1, 1)  # noqa: DTZ001  xlsxwriter takes times without zone


def write_files(publication: Publication, directory: Path, stem: str) -> Iterator[Path]:
    """Writes the workbook."""
    yield write_whole(directory / f"{stem}.xlsx", lambda path: write_workbook(publication, path))


def write_workbook(publication: Publication, path: Path) -> None:
    """Writes the workbook. Its date of creation is that of the estimates, so that the same store gives the same bytes.

    Raises:
        OSError: the file cannot be written.
    """
    workbook = xlsxwriter.Workbook(path, NO_FORMULAS)
    workbook.set_properties({"title": say("E-commerce statistics {wave}", wave=publication.wave), "created": _made_at(publication)})
    formats = build_formats(workbook)
    write_headline(workbook.add_worksheet(say("Headline")), publication, formats)
    for code in publication.table.loc[publication.table["measure"] == "share", "indicator"].unique():
        write_indicator(workbook.add_worksheet(str(code)[:31]), publication, str(code), formats)
    if has_amounts(publication):
        write_amounts(workbook.add_worksheet(say("Amounts")), publication, formats)
    if len(publication.changes):
        write_changes(workbook.add_worksheet(say("Changes")), publication, formats)
    if len(publication.revision_means):
        write_revisions(workbook.add_worksheet(say("Revisions")), publication, formats)
    write_rows(workbook.add_worksheet(say("All figures")), publication, formats)
    _write_notes(workbook, publication, formats)
    try:
        workbook.close()
    except xlsxwriter.exceptions.FileCreateError as error:
        raise error.args[0] if error.args and isinstance(error.args[0], OSError) else OSError(str(error)) from error


def _write_notes(workbook: Workbook, publication: Publication, formats: Formats) -> None:
    sheet = workbook.add_worksheet(say("Notes"))
    set_page(sheet, 1)
    sheet.set_column(0, 0, 38, formats.top)
    sheet.set_column(1, 1, 110, formats.wrapped)
    for row, (heading, text) in enumerate(write_notes(publication)):
        write_text(sheet, row, 0, heading, formats.bold_top)
        write_text(sheet, row, 1, text, formats.wrapped)


def _made_at(publication: Publication) -> datetime:
    when = publication.made_at
    return datetime.fromisoformat(when.replace("Z", "")) if when else WITHOUT_A_RUN
