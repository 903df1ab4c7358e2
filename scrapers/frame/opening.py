"""A register file of any kind opened as a table of text, its columns mapped."""

import codecs
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from catalogue.errors import FrameError
from catalogue.messages import say
from catalogue.profiles import CountryProfile
from catalogue.register_columns import fold_column_name
from scrapers.frame.encodings import find_encoding
from scrapers.frame.mapping import ColumnMap, known_names, map_columns
from scrapers.frame.spreadsheets import is_workbook, refuse_old_excel, spool_sheet
from scrapers.frame.statistical import READERS, read_header, spool_statistical
from scrapers.frame.tables import TextTable, open_table

CODES = ("enterprise_id", "parent_id", "activity", "persons_employed", "tax_id", "phone", "frame_weight", "postcode")
UNICODE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32")


@dataclass(frozen=True, slots=True)
class OpenedRegister:
    """A register ready to be read: its table of text and its columns; encoding and delimiter of a text file, None of others."""

    path: Path
    table: TextTable
    columns: ColumnMap
    encoding: str | None
    delimiter: str | None
    id_is_number: bool
    warnings: tuple[str, ...]


def open_register(
    path: Path,
    profile: CountryProfile,
    chosen: Mapping[str, str] | None,
    scratch: Path,
    *,
    sheet: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
) -> OpenedRegister:
    """The register in this file; what is not text is written out as text in the folder `scratch` first.

    Raises:
        FrameError: there is no such file, it is none of the kinds that can be read, or its id or name column is not found.
    """
    _refuse_absent(path)
    refuse_old_excel(path)
    names = known_names(profile)
    if path.suffix.lower() in READERS:
        return _open_statistical(path, names, chosen, scratch)
    is_excel = is_workbook(path)
    spool = spool_sheet(path, sheet, scratch / "sheet.csv") if is_excel else None
    used = "utf-8" if spool else _settle_encoding(path, encoding, profile)
    known = frozenset(word for words in names.values() for word in words) | {fold_column_name(c) for c in (chosen or {}).values()}
    mark = "," if spool else _settle_delimiter(delimiter)
    table = open_table(spool.path if spool else path, used, mark, known, path.name, fold_column_name)
    columns = map_columns(table.columns, table.labels, names, chosen)
    is_number = bool(spool) and spool is not None and table.columns.index(columns.ours["enterprise_id"]) in spool.number_columns
    return OpenedRegister(
        path, table, columns, None if spool else used, None if spool else table.delimiter, is_number, _warnings(used, columns)
    )


def _open_statistical(path: Path, names: Mapping[str, tuple[str, ...]], chosen: Mapping[str, str] | None, scratch: Path) -> OpenedRegister:
    header, labels = read_header(path)
    columns = map_columns(header, labels, names, chosen)
    raw = frozenset(columns.ours[name] for name in CODES if name in columns.ours)
    spool = spool_statistical(path, scratch / "statistical.csv", raw)
    table = open_table(spool.path, "utf-8", ",", frozenset(map(fold_column_name, header)), path.name, fold_column_name)
    is_number = header.index(columns.ours["enterprise_id"]) in spool.number_columns
    return OpenedRegister(path, table, columns, None, None, is_number, _warnings("utf-8", columns))


def _refuse_absent(path: Path) -> None:
    if path.is_dir():
        raise FrameError(say("{path} is a folder: name the register file in it.", path=path))
    if not path.exists():
        raise FrameError(say("There is no file {path}: check its name and folder.", path=path))
    try:
        with path.open("rb") as stream:
            is_empty = not stream.read(1)
    except OSError as error:
        raise FrameError(say("{path} cannot be opened ({reason}).", path=path, reason=error.strerror or error)) from error
    if is_empty:
        raise FrameError(say("{file} is empty: give a file with a header and a row for each unit.", file=path.name))


def _settle_encoding(path: Path, stated: str | None, profile: CountryProfile) -> str:
    if stated is None:
        return find_encoding(path, profile.languages)
    try:
        "a".encode(stated)  # LookupError also for what is no encoding of text, such as base64
        return codecs.lookup(stated).name
    except (LookupError, ValueError) as error:
        raise FrameError(say("There is no encoding {encoding}: try utf-8, cp1252, cp1251 or cp1256.", encoding=stated)) from error


def _settle_delimiter(stated: str | None) -> str | None:
    if stated is None:
        return None
    mark = {"\\t": "\t", "tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}.get(stated.lower(), stated)
    if len(mark) != 1 or mark in '"\r\n':
        raise FrameError(say("The delimiter must be one character, such as , or ; or tab; not {mark}.", mark=stated))
    return mark


def _warnings(encoding: str, columns: ColumnMap) -> tuple[str, ...]:
    said = []
    if encoding not in UNICODE:
        said.append(
            say(
                "The file is not in UTF-8; it was read as {encoding}. If letters look wrong, name its encoding with --encoding.",
                encoding=encoding,
            )
        )
    for ours, theirs in columns.doubtful.items():
        said.append(
            say(
                "Several columns may be {ours}: {theirs}. The first was taken; choose with --columns {ours}=COLUMN.",
                ours=ours,
                theirs=", ".join(theirs),
            )
        )
    return tuple(said)
