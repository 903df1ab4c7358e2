"""One table's sheet: activities and other breakdowns down, size classes across; figure, margin, quality and notes of each."""

from dataclasses import dataclass, field

from xlsxwriter.worksheet import Worksheet

from aggregate.export.excel.cells import set_page, write_across, write_link, write_number, write_text
from aggregate.export.excel.footnotes import EMPTY, SYMBOLS, Footnotes
from aggregate.export.excel.formats import Formats
from aggregate.export.excel.status_line import write_status
from aggregate.export.excel.tables import Table, find_crossings, name_crossing
from aggregate.export.lines import list_lines
from aggregate.publication.citing import name_place, tell_citation, tell_population, tell_source
from aggregate.publication.naming import name_code
from aggregate.publication.records import Publication
from aggregate.tables.domains import ALL, UNKNOWN
from aggregate.tables.populations import IN_SCOPE
from catalogue.messages import say

FIRST_ROW = 7
FIRST_COLUMN = 2
PARTS = 3
TEN_OR_MORE = ("S_GE10", "S10T49", "S50T249", "S_GE250")
MICRO = "S0T9"
SIZE_ORDER = (ALL, *TEN_OR_MORE, MICRO, UNKNOWN)
CODE_WIDTH, NAME_WIDTH, FIGURE_WIDTH, NOTE_WIDTH = 14, 54, 9, 8


@dataclass(slots=True)
class Page:
    """A table on its sheet: the sizes across and the footnotes met so far."""

    sheet: Worksheet
    table: Table
    formats: Formats
    sizes: list[str]
    footnotes: Footnotes = field(default_factory=Footnotes)

    @property
    def last_column(self) -> int:
        """The last column that the table fills."""
        return FIRST_COLUMN + PARTS * len(self.sizes) - 1

    @property
    def width(self) -> int:
        """The table's width in characters."""
        return CODE_WIDTH + NAME_WIDTH + len(self.sizes) * (2 * FIGURE_WIDTH + NOTE_WIDTH)


def write_table(sheet: Worksheet, publication: Publication, table: Table, formats: Formats, contents: str) -> None:
    """Writes the sheet: headings, figures, and below them footnotes, definition and source. `contents` is that sheet's name."""
    page = Page(sheet, table, formats, [size for size in SIZE_ORDER if size in set(table.rows["size_class"])])
    _write_heading(page, publication, contents)
    _write_sizes(page)
    row = _write_lines(page)
    last = _write_foot(page, publication, row + 1)
    sheet.print_area(0, 0, last, page.last_column)


def _write_heading(page: Page, publication: Publication, contents: str) -> None:
    sheet, formats, table = page.sheet, page.formats, page.table
    place = name_place(publication)
    write_text(sheet, 0, 0, say("Table {number}. {title}, {place}", number=table.number, title=table.title, place=place), formats.title)
    write_text(sheet, 1, 0, tell_population(publication), formats.small)
    write_text(sheet, 2, 0, _tell_unit(table), formats.small)
    write_link(sheet, 3, 0, contents, say("← Contents"), formats.link)
    write_status(sheet, 3, 1, publication, formats)


def _tell_unit(table: Table) -> str:
    if not table.has_margin:
        bounds = say("No labels yet: lower and upper bound, without a margin; experimental.")
        return f"{table.unit}. {bounds}"
    margin = (
        say("± half-width of the 95 % interval, in percentage points.") if table.is_share else say("± half-width of the 95 % interval.")
    )
    return f"{table.unit}; {margin} " + say("Quality from A (best) to E (use with caution).")


def _write_sizes(page: Page) -> None:
    """The three header rows, widths, and the panes that stay in sight."""
    sheet, formats = page.sheet, page.formats
    set_page(sheet, FIRST_ROW)
    sheet.set_column(0, 0, CODE_WIDTH)
    sheet.set_column(1, 1, NAME_WIDTH)
    sheet.set_row(FIRST_ROW - 2, 30)
    write_text(sheet, FIRST_ROW - 1, 0, say("Code"), formats.header)
    write_text(sheet, FIRST_ROW - 1, 1, say("Activity, region, group"), formats.header)
    value = say("Share") if page.table.is_share else say("Number")
    parts = (value, "±", say("Notes")) if page.table.has_margin else (say("Lower"), say("Upper"), say("Notes"))
    for place, size in enumerate(page.sizes):
        column = FIRST_COLUMN + PARTS * place
        sheet.set_column(column, column + 1, FIGURE_WIDTH)
        sheet.set_column(column + 2, column + 2, NOTE_WIDTH)
        sheet.merge_range(FIRST_ROW - 2, column, FIRST_ROW - 2, column + 2, "", formats.group)
        write_text(sheet, FIRST_ROW - 2, column, _name_size(size), formats.group)
        for offset, part in enumerate(parts):
            write_text(sheet, FIRST_ROW - 1, column + offset, part, formats.header_right)
    _write_groups(page)
    sheet.freeze_panes(FIRST_ROW, FIRST_COLUMN)


def _name_size(size: str) -> str:
    return {ALL: say("All sizes"), UNKNOWN: say("Size not known")}.get(size) or name_code("size_class", size)


def _write_groups(page: Page) -> None:
    """Above the sizes: which are micro-enterprises, shown apart, and which the others."""
    names = {MICRO: say("Micro-enterprises")} | dict.fromkeys(TEN_OR_MORE, say("Small, medium and large enterprises"))
    for name in dict.fromkeys(names.values()):
        places = [place for place, size in enumerate(page.sizes) if names.get(size) == name]
        if places:
            first, last = FIRST_COLUMN + PARTS * places[0], FIRST_COLUMN + PARTS * places[-1] + 2
            page.sheet.merge_range(FIRST_ROW - 3, first, FIRST_ROW - 3, last, "", page.formats.group)
            write_text(page.sheet, FIRST_ROW - 3, first, name, page.formats.group)


def _write_lines(page: Page) -> int:
    """Writes all lines and gives the row after them."""
    crossings, row = find_crossings(page.table), FIRST_ROW
    for row, line in enumerate(list_lines(page.table.rows), FIRST_ROW):
        if line.title:
            for column in range(page.last_column + 1):
                write_text(page.sheet, row, column, "" if column else line.title, page.formats.block)
            continue
        name = say("Total") if line.code == ALL else name_code(line.dimension, line.code)
        write_text(page.sheet, row, 0, "" if line.code in (ALL, name) else line.code)
        write_text(page.sheet, row, 1, name)
        for place, size in enumerate(page.sizes):
            if line.population == IN_SCOPE and size not in TEN_OR_MORE:
                continue
            _write_figures(page, row, FIRST_COLUMN + PARTS * place, line.key_of(size), crossings)
    return row + 1


def _write_figures(page: Page, row: int, column: int, key: tuple[str, ...], crossings: set[tuple[str, ...]]) -> None:
    """Value, margin (or upper bound) and notes of one cell; blank where the table does not cross the two at all."""
    cells = [figures.get(key) for figures in page.table.figures]
    first = cells[0]
    if first is None:
        if name_crossing(key) in crossings:
            page.footnotes.has_empty = True
            write_text(page.sheet, row, column, EMPTY, page.formats.symbol)
        return
    value, margin = (page.formats.share, page.formats.margin) if page.table.is_share else (page.formats.count, page.formats.count_margin)
    if symbol := SYMBOLS.get(first["suppressed"]):
        write_text(page.sheet, row, column, symbol, page.formats.symbol)
    write_number(page.sheet, row, column, first["value"], value)
    if page.table.has_margin:
        write_number(page.sheet, row, column + 1, first["half_width"] * (100 if page.table.is_share else 1), margin)
    else:
        write_number(page.sheet, row, column + 1, (cells[1] or {}).get("value"), value)
    write_text(page.sheet, row, column + 2, page.footnotes.mark(first), page.formats.flag)


def _write_foot(page: Page, publication: Publication, row: int) -> int:
    """Writes what stands below the table and gives its last row."""
    definition, official = str(page.table.first["definition"]), str(page.table.first["official_item"])
    texts = [
        *page.footnotes.list_texts(),
        say("Definition: {definition}", definition=definition) if definition else "",
        say("Official item: {official}.", official=official) if official else "",
        say("Each cell is estimated by itself: cells need not add up to their total.") if page.table.has_margin else "",
        tell_source(publication),
        say("Cite as: {citation}", citation=tell_citation(publication)),
    ]
    said = [text for text in texts if text]
    for place, text in enumerate(said, row):
        write_across(page.sheet, place, (0, page.last_column), text, page.formats.wrapped, page.width)
    return row + len(said) - 1
