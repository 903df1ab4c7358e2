"""The first sheet: what the workbook is, a link to every other sheet, symbols, source and how to cite."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xlsxwriter.worksheet import Worksheet

from aggregate.export.excel.cells import fit_height, set_page, write_link, write_text
from aggregate.export.excel.footnotes import EMPTY
from aggregate.export.excel.formats import Formats
from aggregate.export.excel.status_line import write_status
from aggregate.publication.citing import name_office, name_place, tell_citation, tell_population, tell_source
from aggregate.publication.records import Publication
from catalogue.messages import say

FIRST_ROW = 5
LABEL_WIDTH, TEXT_WIDTH = 16, 110


@dataclass(frozen=True, slots=True)
class Entry:
    """A sheet of the workbook: its name, the number of its table if it has one, and what is in it."""

    sheet: str
    text: str
    number: str = ""


def write_contents(sheet: Worksheet, publication: Publication, entries: Sequence[Entry], formats: Formats) -> None:
    """Writes the sheet."""
    set_page(sheet, 1)
    sheet.set_portrait()
    sheet.set_column(0, 0, LABEL_WIDTH)
    sheet.set_column(1, 1, TEXT_WIDTH)
    place = name_place(publication)
    write_text(sheet, 0, 0, say("E-commerce statistics from websites of enterprises, {place}", place=place), formats.title)
    write_text(sheet, 1, 0, name_office(publication), formats.bold)
    write_status(sheet, 2, 0, publication, formats)
    write_text(sheet, 4, 0, say("Sheet"), formats.header)
    write_text(sheet, 4, 1, say("Contents"), formats.header)
    for row, entry in enumerate(entries, FIRST_ROW):
        write_text(sheet, row, 0, entry.number)
        write_link(sheet, row, 1, entry.sheet, entry.text, formats.link)
    facts = list(_list_facts(publication))
    for row, (label, text) in enumerate(facts, FIRST_ROW + len(entries) + 1):
        write_text(sheet, row, 0, label, formats.bold_top)
        write_text(sheet, row, 1, text, formats.wrapped)
        sheet.set_row(row, fit_height(text, TEXT_WIDTH))
    sheet.print_area(0, 0, FIRST_ROW + len(entries) + len(facts), 1)


def _list_facts(publication: Publication) -> Iterator[tuple[str, str]]:
    office = publication.facts.office
    yield say("Population"), tell_population(publication)
    yield say("Source"), tell_source(publication)
    yield say("How to cite"), tell_citation(publication)
    if publication.facts.licence:
        yield say("Licence"), publication.facts.licence
    if contacts := [text for text in (office.unit, office.email, office.contact) if text]:
        yield say("Contact"), ", ".join(contacts)
    yield "c", say("confidential, not shown")
    yield "u", say("too unreliable to be shown")
    yield EMPTY, say("no enterprise of the register in this cell, or none to estimate from")
    yield "±", say("half-width of the 95 % interval")
    yield "A – E", say("quality of a figure, from A (best) to E (use with caution)")
    yield "(1), (2) …", say("footnotes below the table")
