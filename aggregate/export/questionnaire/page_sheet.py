"""One indicator's sheet of the questionnaire: activities down, sizes and urban/rural across; numerator, denominator, share, margin."""

from dataclasses import dataclass, field

from xlsxwriter.worksheet import Worksheet

from aggregate.export.excel.cells import set_page, write_across, write_link, write_number, write_text
from aggregate.export.excel.footnotes import EMPTY, SYMBOLS, Footnotes
from aggregate.export.excel.formats import Formats
from aggregate.export.excel.status_line import write_status
from aggregate.export.excel.tables import name_crossing
from aggregate.export.questionnaire.answers import Answer, Answers, name_block
from aggregate.export.questionnaire.layout import ENTERPRISES, Column, Layout, Page
from aggregate.export.questionnaire.words import list_heads, list_remarks, tell_missing
from aggregate.publication.citing import name_place, tell_citation, tell_source
from aggregate.publication.naming import describe_indicator, name_code
from aggregate.tables.domains import ALL
from catalogue.messages import say

FIRST_COLUMN = 2
WIDTHS = (8, 56)
VALUE_WIDTH, NOTE_WIDTH = 13, 8


@dataclass(slots=True)
class Form:
    """A sheet in the making: `row` is the next one to be written."""

    sheet: Worksheet
    answers: Answers
    layout: Layout
    page: Page
    formats: Formats
    footnotes: Footnotes = field(default_factory=Footnotes)
    row: int = 0

    @property
    def last_column(self) -> int:
        """The last column of the tables."""
        return FIRST_COLUMN + 2 * len(self.layout.columns) - 1

    def write_line(self, text: str, cell_format: object) -> None:
        """Writes a text over the whole width and goes on below it."""
        width = sum(WIDTHS) + len(self.layout.columns) * (VALUE_WIDTH + NOTE_WIDTH)
        write_across(self.sheet, self.row, (0, self.last_column), text, cell_format, width)
        self.row += 1


def write_page(form: Form, contents: str) -> None:
    """Writes the sheet: what is asked, then the blocks of each item, then footnotes, notes and source."""
    set_page(form.sheet, 1)
    form.sheet.set_column(0, 0, WIDTHS[0])
    form.sheet.set_column(1, 1, WIDTHS[1])
    for place in range(len(form.layout.columns)):
        form.sheet.set_column(FIRST_COLUMN + 2 * place, FIRST_COLUMN + 2 * place, VALUE_WIDTH)
        form.sheet.set_column(FIRST_COLUMN + 2 * place + 1, FIRST_COLUMN + 2 * place + 1, NOTE_WIDTH)
    _write_head(form, contents)
    form.sheet.freeze_panes(1, FIRST_COLUMN)
    for place, item in enumerate(form.page.items):
        if not place or form.answers.has(item):
            _write_item(form, item)
    _write_foot(form)
    form.sheet.print_area(0, 0, form.row - 1, form.last_column)


def _write_head(form: Form, contents: str) -> None:
    publication = form.answers.publication
    name, code = describe_indicator(form.page.indicator)[0], form.page.indicator
    place = name_place(publication)
    write_text(form.sheet, 0, 0, say("{code}. {name}, {place}", code=code, name=name, place=place), form.formats.title)
    write_link(form.sheet, 1, 0, contents, say("← Overview"), form.formats.link)
    form.row = 2
    write_status(form.sheet, form.row, 0, publication, form.formats)
    form.row += 1
    for label, text in list_heads(form.answers, form.page):
        form.write_line(f"{label}: {text}", form.formats.wrapped)
    form.row += 1


def _write_item(form: Form, item: str) -> None:
    name = describe_indicator(item)[0]
    for block in form.layout.blocks:
        title = f"{item}. {name}: {name_block(block, form.page.denominator)}"
        for column in range(form.last_column + 1):
            write_text(form.sheet, form.row, column, "" if column else title, form.formats.block)
        form.row += 1
        _write_columns(form)
        for activity in form.layout.activities:
            _write_row(form, item, block, activity)
        form.row += 1


def _write_columns(form: Form) -> None:
    write_text(form.sheet, form.row, 0, say("ISIC"), form.formats.header)
    write_text(form.sheet, form.row, 1, say("Activity"), form.formats.header)
    form.sheet.set_row(form.row, 45)
    for place, column in enumerate(form.layout.columns):
        write_text(form.sheet, form.row, FIRST_COLUMN + 2 * place, name_column(column), form.formats.header_right)
        write_text(form.sheet, form.row, FIRST_COLUMN + 2 * place + 1, say("Notes"), form.formats.header_right)
    form.row += 1


def name_column(column: Column) -> str:
    """What stands over a column."""
    return say("Total") if column.code == ALL else name_code(column.dimension, column.code)


def _write_row(form: Form, item: str, block: str, activity: str) -> None:
    write_text(form.sheet, form.row, 0, "" if activity == ALL else activity)
    write_text(form.sheet, form.row, 1, say("Total") if activity == ALL else name_code("activity", activity))
    for place, column in enumerate(form.layout.columns):
        key = form.layout.key_of(activity, column)
        answer = form.answers.find(item, form.page.denominator, block, key)
        _write_answer(form, FIRST_COLUMN + 2 * place, (item, block, key), answer)
    form.row += 1


def _write_answer(form: Form, column: int, asked: tuple[str, str, tuple[str, ...]], answer: Answer) -> None:
    """The figure with its letter and footnotes, or the sign or footnote that says why there is none."""
    item, block, key = asked
    formats = {"share": form.formats.share, "margin": form.formats.margin}
    write_number(form.sheet, form.row, column, answer.value, formats.get(block, form.formats.count))
    if answer.source is not None:
        if symbol := SYMBOLS.get(answer.source["suppressed"]):
            write_text(form.sheet, form.row, column, symbol, form.formats.symbol)
        if block != "denominator" or answer.source["suppressed"]:
            write_text(form.sheet, form.row, column + 1, form.footnotes.mark(answer.source), form.formats.flag)
    elif answer.value is None:
        _write_missing(form, column, item, block, key)


def _write_missing(form: Form, column: int, item: str, block: str, key: tuple[str, ...]) -> None:
    answers, of_register = form.answers, block == "denominator" and form.page.denominator == ENTERPRISES
    if of_register and key in answers.hidden:
        hidden = {"suppressed": answers.hidden[key], "quality": None}
        write_text(form.sheet, form.row, column, SYMBOLS[answers.hidden[key]], form.formats.symbol)
        write_text(form.sheet, form.row, column + 1, form.footnotes.mark(hidden), form.formats.flag)
        return
    reason = tell_missing(answers, item, form.page, block, name_crossing(key))
    if reason:
        write_text(form.sheet, form.row, column + 1, form.footnotes.remark(reason), form.formats.flag)
    else:
        form.footnotes.has_empty = True
        write_text(form.sheet, form.row, column, EMPTY, form.formats.symbol)


def _write_foot(form: Form) -> None:
    publication = form.answers.publication
    texts = [
        *form.footnotes.list_texts(),
        *list_remarks(form.answers, form.page),
        tell_source(publication),
        say("Cite as: {citation}", citation=tell_citation(publication)),
    ]
    for text in texts:
        form.write_line(text, form.formats.wrapped)
