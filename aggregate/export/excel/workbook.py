"""Estimates as an Excel workbook, as offices publish them: contents, headline, a sheet for each table, changes, revisions, texts."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from aggregate.export.excel.amount_sheet import has_amounts, write_amounts
from aggregate.export.excel.change_sheet import write_changes
from aggregate.export.excel.contents_sheet import Entry, write_contents
from aggregate.export.excel.formats import Formats, build_formats
from aggregate.export.excel.headline import write_headline
from aggregate.export.excel.official_sheet import write_official
from aggregate.export.excel.prose_sheets import list_definitions, write_prose
from aggregate.export.excel.revision_sheet import write_revisions
from aggregate.export.excel.row_sheet import write_rows
from aggregate.export.excel.sheet_names import name_sheet
from aggregate.export.excel.table_sheet import write_table
from aggregate.export.excel.tables import SUFFIXES, list_tables
from aggregate.export.notes import note_methods, note_reading, write_notes
from aggregate.export.writing import write_whole
from aggregate.publication.beside import describe_differences
from aggregate.publication.citing import name_office
from aggregate.publication.naming import name_country
from aggregate.publication.quality_report import write_quality_rows
from aggregate.publication.records import Publication
from aggregate.publication.rounding import round_publication
from aggregate.publication.vintages import tell_vintage
from catalogue.messages import say

NO_FORMULAS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "nan_inf_to_errors": False}
WITHOUT_A_RUN = datetime(2000, 1, 1)  # noqa: DTZ001  xlsxwriter takes times without zone
Writer = Callable[[Worksheet, Publication, Formats, str], None]


@dataclass(slots=True)
class Book:
    """A workbook in the making: the names of sheets in use and what the contents will list."""

    workbook: Workbook
    publication: Publication
    formats: Formats
    contents: str = ""
    taken: set[str] = field(default_factory=set)
    entries: list[Entry] = field(default_factory=list)

    def add(self, name: str, text: str, number: str = "", suffix: str = "") -> Worksheet:
        """A new sheet that the contents list."""
        given = name_sheet(name, self.taken, suffix)
        self.entries.append(Entry(given, text, number))
        return self.workbook.add_worksheet(given)

    def write(self, name: str, text: str, write: Writer) -> None:
        """A new sheet, written by `write`."""
        write(self.add(name, text), self.publication, self.formats, self.contents)


def write_files(publication: Publication, directory: Path, stem: str) -> Iterator[Path]:
    """Writes the workbook."""
    yield write_whole(directory / f"{stem}.xlsx", lambda path: write_workbook(publication, path))


def write_workbook(publication: Publication, path: Path) -> None:
    """Writes the workbook. Its date of creation is that of the release or the estimates, so that the same store gives the same bytes.

    Raises:
        OSError: the file cannot be written.
    """
    workbook = open_workbook(publication, path, say("E-commerce statistics {wave}", wave=publication.wave))
    book = Book(workbook, round_publication(publication), build_formats(workbook))
    book.contents = name_sheet(say("Contents"), book.taken)
    first = workbook.add_worksheet(book.contents)
    _add_tables(book)
    _add_prose(book, publication)
    write_contents(first, publication, book.entries, book.formats)
    close_workbook(workbook)


def open_workbook(publication: Publication, path: Path, title: str) -> Workbook:
    """A new workbook in which no text becomes a formula, with title, office, status and the publication's time."""
    workbook = xlsxwriter.Workbook(path, NO_FORMULAS)
    when = publication.made_at
    created = datetime.fromisoformat(when.replace("Z", "")) if when else WITHOUT_A_RUN
    named = f"{title}, {name_country(publication.country)}"
    workbook.set_properties({"title": named, "company": name_office(publication), "status": tell_vintage(publication), "created": created})
    return workbook


def close_workbook(workbook: Workbook) -> None:
    """Writes the file.

    Raises:
        OSError: it cannot be written.
    """
    try:
        workbook.close()
    except xlsxwriter.exceptions.FileCreateError as error:
        raise error.args[0] if error.args and isinstance(error.args[0], OSError) else OSError(str(error)) from error


def _add_tables(book: Book) -> None:
    publication = book.publication
    book.write(say("Headline"), say("Headline figures: all enterprises together"), write_headline)
    for table in list_tables(publication.cells):
        sheet = book.add(table.code, table.title, str(table.number), SUFFIXES[table.kind])
        write_table(sheet, publication, table, book.formats, book.contents)
    if has_amounts(publication):
        book.write(say("Amounts"), say("Amounts from surveys"), write_amounts)
    if len(publication.changes):
        book.write(say("Changes"), say("Changes since an earlier wave"), write_changes)
    if len(publication.revision_means):
        book.write(say("Revisions"), say("Figures that earlier releases gave otherwise"), write_revisions)
    if publication.comparison:
        book.write(say("Official figures"), say("Official figures beside ours"), write_official)
    book.write(say("All figures"), say("All figures in rows, for filters and pivot tables"), write_rows)


def _add_prose(book: Book, publication: Publication) -> None:
    """The texts, which every format draws from the figures as they were estimated."""
    pair = (38, 110)
    method = [*note_methods(publication), *note_reading()]
    notes = [note for note in write_notes(publication) if note not in method]
    headings = (say("Note"), say("Text"))
    columns = (say("Code"), say("Name"), say("Definition"), say("Numerator"), say("Denominator"), say("Official item"), say("Sources"))
    definitions = list_definitions(publication)
    _add_texts(book, say("Notes"), say("Notes on register, collection and samples"), headings, pair, notes)
    _add_texts(book, say("Method"), say("Method, margins and letters of quality"), headings, pair, method)
    _add_texts(book, say("Definitions"), say("Definitions of the indicators"), columns, (26, 34, 60, 30, 30, 24, 50), definitions)
    if publication.comparison:
        told = describe_differences(publication.comparison)
        _add_texts(book, say("Official definitions"), told.caption, told.header, (16, 34, 44, 44, 40, 44), told.rows)
    if quality := write_quality_rows(publication):
        concepts = (say("Concept"), say("Title"), say("Text"))
        _add_texts(book, say("Quality report"), say("Quality report by the concepts of SIMS 2.0"), concepts, (14, 40, 110), quality)


def _add_texts(
    book: Book, name: str, title: str, headings: tuple[str, ...], widths: tuple[int, ...], rows: Sequence[Sequence[str]]
) -> None:
    write_prose(book.add(name, title), title, headings, widths, rows, book.formats, book.contents)
