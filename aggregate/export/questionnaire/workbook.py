"""The questionnaire as an Excel workbook: an overview of all indicators, then a sheet for each."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from xlsxwriter.worksheet import Worksheet

from aggregate.export.excel.cells import fit_height, set_page, write_link, write_number, write_text
from aggregate.export.excel.footnotes import SYMBOLS
from aggregate.export.excel.formats import Formats, build_formats
from aggregate.export.excel.sheet_names import name_sheet
from aggregate.export.excel.status_line import write_status
from aggregate.export.excel.workbook import close_workbook, open_workbook
from aggregate.export.questionnaire.answers import Answers
from aggregate.export.questionnaire.layout import Column, Layout, Page, load_layout
from aggregate.export.questionnaire.page_sheet import Form, write_page
from aggregate.export.questionnaire.words import tell_answer
from aggregate.export.writing import write_whole
from aggregate.publication.citing import name_office, name_place, tell_citation, tell_population, tell_source
from aggregate.publication.naming import describe_indicator
from aggregate.publication.records import Publication
from aggregate.publication.rounding import round_publication
from aggregate.tables.domains import ALL
from catalogue.messages import say

FIRST_ROW = 8
WIDTHS = (8, 52, 14, 14, 10, 10, 10, 100)


def write_files(publication: Publication, directory: Path, stem: str) -> Iterator[Path]:
    """Writes the workbook.

    Raises:
        EstimateError: the office's own layout cannot be used, or the file not be written.
    """
    layout = load_layout(publication.folder)
    yield write_whole(directory / f"{stem}-questionnaire.xlsx", lambda path: write_questionnaire(publication, layout, path))


def write_questionnaire(publication: Publication, layout: Layout, path: Path) -> None:
    """Writes the overview and a sheet for each indicator of the layout.

    Raises:
        OSError: the file cannot be written.
    """
    workbook = open_workbook(publication, path, say("Questionnaire on the use of ICT by enterprises {wave}", wave=publication.wave))
    formats, answers, taken = build_formats(workbook), Answers(round_publication(publication)), set[str]()
    contents = name_sheet(say("Overview"), taken)
    first = workbook.add_worksheet(contents)
    names = [name_sheet(page.indicator, taken) for page in layout.pages]
    for name, page in zip(names, layout.pages, strict=True):
        write_page(Form(workbook.add_worksheet(name), answers, layout, page, formats), contents)
    _write_overview(first, answers, layout, names, formats)
    close_workbook(workbook)


def _write_overview(sheet: Worksheet, answers: Answers, layout: Layout, names: Sequence[str], formats: Formats) -> None:
    publication = answers.publication
    set_page(sheet, FIRST_ROW)
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    place = name_place(publication)
    write_text(sheet, 0, 0, say("Use of ICT by enterprises: answers to UNCTAD's questionnaire, {place}", place=place), formats.title)
    write_text(sheet, 1, 0, name_office(publication), formats.bold)
    write_status(sheet, 2, 0, publication, formats)
    for row, text in enumerate((tell_population(publication), tell_source(publication), tell_citation(publication)), 3):
        write_text(sheet, row, 0, text, formats.small)
    texts, last = (say("Code"), say("Indicator")), say("Answer")
    figures = (say("Numerator"), say("Denominator"), say("Share"), "±", say("Notes"))
    for column, heading in enumerate((*texts, *figures, last)):
        write_text(sheet, FIRST_ROW - 1, column, heading, formats.header_right if 2 <= column < 7 else formats.header)
    sheet.freeze_panes(FIRST_ROW, 2)
    for row, (name, page) in enumerate(zip(names, layout.pages, strict=True), FIRST_ROW):
        write_link(sheet, row, 0, name, page.indicator, formats.link)
        _write_line(sheet, row, answers, layout, page, formats)
    sheet.print_area(0, 0, FIRST_ROW + len(names) - 1, len(WIDTHS) - 1)


def _write_line(sheet: Worksheet, row: int, answers: Answers, layout: Layout, page: Page, formats: Formats) -> None:
    """One indicator: its figures for the whole population."""
    write_text(sheet, row, 1, describe_indicator(page.indicator)[0], formats.wrapped)
    key = layout.key_of(ALL, Column("size_class", ALL))
    styles = {"numerator": formats.count, "denominator": formats.count, "share": formats.share, "margin": formats.margin}
    for column, (block, style) in enumerate(styles.items(), 2):
        answer = answers.find(page.items[0], page.denominator, block, key)
        write_number(sheet, row, column, answer.value, style)
        if block == "share" and answer.source is not None:
            letter = answer.source["quality"] if isinstance(answer.source["quality"], str) else ""
            write_text(sheet, row, 6, SYMBOLS.get(answer.source["suppressed"], letter), formats.flag)
    text = tell_answer(answers, page)
    write_text(sheet, row, 7, text, formats.wrapped)
    sheet.set_row(row, fit_height(text, WIDTHS[7]))
