"""How the questionnaire is laid out: the shipped `catalogue/data/questionnaire.toml`, or the office's own copy beside its store."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import catalogue
from aggregate.tables.domains import DIMENSIONS
from aggregate.tables.populations import POPULATIONS, Population
from catalogue.errors import EstimateError, ProfileError
from catalogue.indicators import find_indicator
from catalogue.messages import say
from catalogue.survey_questions import find_survey_question
from catalogue.tables import check_names, check_table, read_text, read_texts

FILE_NAME = "questionnaire.toml"
SHIPPED = Path(catalogue.__file__).parent / "data" / FILE_NAME
BLOCKS = ("numerator", "denominator", "share", "margin")
ACROSS = ("size_class", "urbanisation", "owner_sex", "region")
ENTERPRISES = "enterprises"
SCOPES: Mapping[str, Population] = dict(zip(("register", "european_scope"), POPULATIONS, strict=True))


@dataclass(frozen=True, slots=True)
class Column:
    """What stands across: a code of a breakdown."""

    dimension: str
    code: str


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet: the core indicator, the items asked for on it, whose totals are the denominator, and what websites show that is near."""

    indicator: str
    items: tuple[str, ...]
    denominator: str
    near: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole questionnaire."""

    population: Population
    activities: tuple[str, ...]
    blocks: tuple[str, ...]
    columns: tuple[Column, ...]
    pages: tuple[Page, ...]

    def key_of(self, activity: str, column: Column) -> tuple[str, ...]:
        """The key of a cell: the columns of `domains.KEY`."""
        codes = {name: self.population.total_of(name) for name in DIMENSIONS}
        for name, code in (("activity", activity), (column.dimension, column.code)):
            codes[name] = self.population.total_of(name) if code == "_T" else code
        return (self.population.name, *(codes[name] for name in DIMENSIONS))


def load_layout(folder: Path | None = None) -> Layout:
    """The office's own layout in the folder of its store, else the shipped one.

    Raises:
        EstimateError: it cannot be read, or asks for what is not known.
    """
    own = folder / FILE_NAME if folder else None
    path = own if own and own.is_file() else SHIPPED
    try:
        return _read_layout(tomllib.loads(path.read_text(encoding="utf-8-sig")), path.name)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        problem = say(
            "The layout of the questionnaire in {path} cannot be read ({reason}): compare it with the shipped file {shipped}.",
            path=path,
            reason=error,
            shipped=SHIPPED,
        )
        raise EstimateError(problem) from error
    except ProfileError as error:
        raise EstimateError(say("{problem} Compare it with the shipped file {shipped}.", problem=error, shipped=SHIPPED)) from error


def _read_layout(written: Mapping[str, Any], where: str) -> Layout:
    check_names(written, ("population", "activities", "blocks", "columns", "sheets"), where)
    population, blocks = read_text(written, "population", where), read_texts(written, "blocks", where)
    check_names([population], SCOPES, f"{where}: population")
    check_names(blocks, BLOCKS, f"{where}: blocks")
    columns = tuple(_read_column(entry, f"{where}: columns") for entry in _list_entries(written, "columns", where))
    pages = tuple(_read_page(entry, f"{where}: sheets") for entry in _list_entries(written, "sheets", where))
    return Layout(SCOPES[population], read_texts(written, "activities", where), blocks, columns, pages)


def _list_entries(written: Mapping[str, Any], name: str, where: str) -> Sequence[Any]:
    entries = written.get(name)
    if not isinstance(entries, list) or not entries:
        raise ProfileError(say("{where}: there must be at least one [[{name}]].", where=where, name=name))
    return entries


def _read_column(entry: Any, where: str) -> Column:
    check_table(entry, where)
    check_names(entry, ("dimension", "code"), where)
    column = Column(read_text(entry, "dimension", where), read_text(entry, "code", where))
    check_names([column.dimension], ACROSS, where)
    return column


def _read_page(entry: Any, where: str) -> Page:
    check_table(entry, where)
    check_names(entry, ("indicator", "items", "denominator", "near"), where)
    page = Page(
        read_text(entry, "indicator", where),
        read_texts(entry, "items", where),
        read_text(entry, "denominator", where, default=ENTERPRISES),
        read_texts(entry, "near", where),
    )
    asked = [page.indicator, *page.items, *page.near, *([] if page.denominator == ENTERPRISES else [page.denominator])]
    if unknown := [code for code in asked if not find_indicator(code) and not find_survey_question(code)]:
        raise ProfileError(say("{where}: {code} is no indicator and no question of a survey.", where=where, code=unknown[0]))
    if not page.items:
        raise ProfileError(say("{where}: {code} has no items.", where=where, code=page.indicator))
    return page
