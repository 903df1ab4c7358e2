"""Tables of businesses with their websites: directories, extracts of OpenStreetMap and Wikidata as CSV."""

import csv
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from catalogue.errors import FindError, FrameError
from catalogue.messages import say
from catalogue.profiles import CountryProfile
from catalogue.register_columns import fold_column_name, join_register_columns
from catalogue.tables import load_table
from scrapers.finding.lists.entries import ListEntry, ListFile, ReadingCounts
from scrapers.finding.lists.streams import read_head, read_lines
from scrapers.frame.addresses import read_address
from scrapers.frame.encodings import find_encoding
from scrapers.frame.tables import FIELD_LIMIT, find_delimiter

OURS = ("name", "url", "place", "postcode", "phone", "tax_id")
HEADER_WITHIN = 20
SAMPLE = 2000
Names = Mapping[str, tuple[str, ...]]


def read_rows(file: ListFile, profile: CountryProfile, form: str, counts: ReadingCounts) -> Iterator[ListEntry]:
    """The rows of a table that name a website.

    Raises:
        FindError: the table has no column of names or of websites, is in no encoding, or is damaged.
    """
    names = known_columns(profile, form)
    encoding, mark = _settle_text(file.path, profile)
    csv.field_size_limit(FIELD_LIMIT)
    reader = csv.reader(_decode_lines(file.path, encoding, counts), delimiter=mark)
    places: dict[str, int] = {}
    while not places and reader.line_num < HEADER_WITHIN:
        if (cells := _next_row(reader, counts)) is None:
            break
        places = _find_places(cells, names, file.columns)
    if not {"name", "url"} <= set(places):
        raise _no_columns(file)
    while (cells := _next_row(reader, counts)) is not None:
        if cells and (entry := _read_row(cells, places, counts)):
            yield entry


@cache
def _load_columns() -> dict[str, dict[str, tuple[str, ...]]]:
    table = load_table(Path(__file__).with_name("columns.toml"))
    return {form: {ours: tuple(map(fold_column_name, theirs)) for ours, theirs in names.items()} for form, names in table.items()}


def known_columns(profile: CountryProfile, form: str | None) -> Names:
    """{our column: folded names}: the form's first, then the register's vocabulary in the country's languages, then that of other forms."""
    own = _load_columns()
    register = join_register_columns(profile.languages, profile.register_columns)
    tables = [own.get(form or "", {}), register, *own.values()]
    names = {ours: tuple(dict.fromkeys(name for table in tables for name in table.get(ours, ()))) for ours in OURS}
    named = (*names["name"], *register.get("trade_name", ()))
    return {**names, "name": tuple(dict.fromkeys(named))}


def _find_places(cells: Sequence[str], names: Names, chosen: Mapping[str, str]) -> dict[str, int]:
    """{our column: its place in the row}; empty where this row is no header."""
    folded = [fold_column_name(cell.strip("\ufeff")) for cell in cells]
    places = {}
    for ours in OURS:
        wanted = (fold_column_name(chosen[ours]),) if ours in chosen else names[ours]
        if (found := next((folded.index(name) for name in wanted if name in folded), None)) is not None:
            places[ours] = found
    return places if {"name", "url"} <= set(places) else {}


def _read_row(cells: Sequence[str], places: Mapping[str, int], counts: ReadingCounts) -> ListEntry | None:
    """The row's entry; rows without name or website are counted as skipped, an address that names none as bad."""
    found = {ours: " ".join(cells[at].split()) for ours, at in places.items() if at < len(cells)}
    if not found.get("name") or not found.get("url"):
        counts.skipped += 1
        return None
    address = read_address(found["url"])
    if address.site is None:
        counts.bad += address.problem is not None
        counts.skipped += address.problem is None
        return None
    rest = {ours: found.get(ours) or None for ours in ("place", "postcode", "phone", "tax_id")}
    return ListEntry(address.site.site, found["name"][:300], **rest)


def _next_row(reader: Iterator[list[str]], counts: ReadingCounts) -> list[str] | None:
    """The next row; one that cannot be read is counted and gives none of its cells; None at the end."""
    try:
        return next(reader)
    except StopIteration:
        return None
    except csv.Error:
        counts.bad += 1
        return []


def _decode_lines(path: Path, encoding: str, counts: ReadingCounts) -> Iterator[str]:
    for line in read_lines(path):
        counts.lines += 1
        if line is None:
            counts.bad += 1
        else:
            yield line.decode(encoding, "replace").replace("\x00", "") + "\n"


def _settle_text(path: Path, profile: CountryProfile) -> tuple[str, str]:
    """The encoding of the list and the mark between its cells, by its first lines."""
    with tempfile.TemporaryDirectory(prefix="ecomstat-") as folder:
        sample = Path(folder) / path.name
        sample.write_bytes(b"\n".join(read_head(path, SAMPLE)) + b"\n")
        try:
            encoding = find_encoding(sample, profile.languages)
        except FrameError as error:
            raise FindError(str(error)) from error
        if encoding.startswith(("utf-16", "utf-32")):
            raise FindError(say("{file} is in {encoding}: save it as UTF-8.", file=path.name, encoding=encoding))
        return encoding, find_delimiter(sample, encoding)


def _no_columns(file: ListFile) -> FindError:
    sentence = "{file} has no column of names or none of websites: name them, {file}:directory:name=COLUMN,url=COLUMN."
    return FindError(say(sentence, file=file.path.name))
