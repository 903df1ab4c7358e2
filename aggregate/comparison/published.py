"""Published figures read from a file: SDMX-CSV or SDMX-ML of Eurostat, the OECD or our own exports, or a table with known column names."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from aggregate.comparison.codes import Unit, find_country, find_unit, load_codes
from aggregate.comparison.figures import find_error, find_number, read_cell
from aggregate.comparison.sheets import read_sheet
from catalogue.errors import EstimateError
from catalogue.messages import say

WHOLES = ("_T", "TOTAL")
"""Codes for the whole of a breakdown: of a column that has one of them and is not known here, only such rows are compared."""
PART = "part"
PERCENTAGES, PROPORTIONS = "percentages", "proportions"
LABELLED_CODE = re.compile(r"^([\w.+-]+): \S")


@dataclass(frozen=True, slots=True)
class Figure:
    """One published share, as a proportion, under the codes of its publisher; `margin` says where its standard error comes from."""

    line: int
    item: str
    label: str
    activity: str
    size_class: str
    region: str
    period: str
    among: str
    value: float
    standard_error: float | None
    margin: str
    flag: str


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """A file's figures of one country and period, without a word in any language; `source` is the file's name.

    `assumed` is the unit that values without one are taken for (PERCENTAGES, PROPORTIONS; empty where all have one); `left_out` counts
    rows without a usable value.
    """

    source: str
    figures: tuple[Figure, ...]
    period: str
    assumed: str
    left_out: int


def read_published(path: Path, country: str, wave: str, design_effect: float = 1.0) -> PublishedTable:
    """The figures of a country in a file: those of the wave's year, else of the newest period the file has.

    Raises:
        EstimateError: the file is no table, a column that is needed is missing, or it has nothing of this country.
    """
    header, *rows = read_sheet(path)
    columns = find_columns(header)
    _check_columns(path, columns, header)
    is_part = _find_parts(columns, header, rows)
    records = [
        (line, _take(columns, row) | {PART: PART if part else ""}) for line, (row, part) in enumerate(zip(rows, is_part, strict=True), 2)
    ]
    mine = _keep_country(path, records, country)
    period = _choose_period([record for _, record in mine], wave)
    scale = _guess_scale([record for _, record in mine])
    read = [_read_figure(line, r, scale, design_effect) for line, r in mine if r.get("period", "") == period]
    figures = tuple(figure for figure in read if figure is not None)
    if not figures:
        raise EstimateError(say("{file} has no figure of {country} that can be used.", file=path, country=country))
    meant = PERCENTAGES if scale.scale < 1 else PROPORTIONS
    assumed = meant if any(not r.get("unit") and "value" in r for _, r in mine) else ""
    return PublishedTable(path.name, figures, period, assumed, len(read) - len(figures))


def find_columns(header: Sequence[str]) -> dict[str, int]:
    """{our name: place} of the columns that are known; a name may be followed by a colon and words, as in Eurostat's files."""
    plain = [name.split(":")[0].strip().casefold().replace(" ", "_") for name in header]
    known: Mapping[str, Sequence[str]] = load_codes()["columns"]
    return {ours: next(plain.index(n) for n in names if n in plain) for ours, names in known.items() if any(n in plain for n in names)}


def _check_columns(path: Path, columns: Mapping[str, int], header: Sequence[str]) -> None:
    known = load_codes()["columns"]
    if "item" not in columns:
        raise EstimateError(
            say(
                "{file} has no column that names the indicator: call it one of {names}. Its columns are {found}.",
                file=path,
                names=", ".join(known["item"]),
                found=", ".join(header[:20]),
            )
        )
    if not {"value", "percent", "proportion"} & set(columns):
        names = ", ".join(known[name][0] for name in ("value", "percent", "proportion"))
        raise EstimateError(
            say(
                "{file} has no column with the figures: call it one of {names}. Its columns are {found}.",
                file=path,
                names=names,
                found=", ".join(header[:20]),
            )
        )


def _find_parts(columns: Mapping[str, int], header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[bool]:
    """Which rows are of a part of a breakdown that is not known here, such as the owner's sex or another column of a register."""
    strange = [[row[place] if place < len(row) else "" for row in rows] for place in range(len(header)) if place not in columns.values()]
    broken = [cells for cells in strange if any(whole in cells for whole in WHOLES)]
    return [any(cells[line] not in WHOLES for cells in broken) for line in range(len(rows))]


def _take(columns: Mapping[str, int], row: Sequence[str]) -> dict[str, str]:
    """A row's cells by our names; of `CODE: words` the code."""
    cells = {name: row[place] if place < len(row) else "" for name, place in columns.items()}
    found = {name: LABELLED_CODE.match(text) for name, text in cells.items()}
    return {name: (match[1] if (match := found[name]) else text) for name, text in cells.items()}


def _keep_country(path: Path, records: list[tuple[int, dict[str, str]]], country: str) -> list[tuple[int, dict[str, str]]]:
    kept = [(line, r) for line, r in records if "country" not in r or find_country(r["country"]) == country]
    if not kept:
        others = ", ".join(sorted({r["country"] for _, r in records})[:10])
        raise EstimateError(
            say("{file} has no figure of {country}: its countries are {others}.", file=path, country=country, others=others)
        )
    return kept


def _choose_period(records: Sequence[Mapping[str, str]], wave: str) -> str:
    """The period to compare with: the wave's own, else the newest; empty where the file names none."""
    periods = sorted({record.get("period", "") for record in records})
    return next((p for p in reversed(periods) if is_of_wave(p, wave)), periods[-1])


def is_of_wave(period: str, wave: str) -> bool:
    """Whether a period is that of the wave."""
    return period in (wave, wave[:4])


def _guess_scale(records: Sequence[Mapping[str, str]]) -> Unit:
    """Percentages where a value without a unit is above 1, or has the sign for it."""
    texts = [record.get("value", "") for record in records if not record.get("unit")]
    values = [find_number(text) for text in texts]
    is_percent = any("%" in text for text in texts) or any(value is not None and value > 1 for value in values)
    return Unit(0.01 if is_percent else 1.0, "all")


def _read_figure(line: int, record: Mapping[str, str], guess: Unit, design_effect: float) -> Figure | None:
    """The row's figure; None where it has no value, an unknown unit, or is of a part of a breakdown that is not compared."""
    if record[PART]:
        return None
    unit = find_unit(record["unit"]) if record.get("unit") else guess
    name = next(n for n in ("value", "percent", "proportion") if n in record)
    if name != "value":
        unit = Unit(0.01 if name == "percent" else 1.0, unit.among if unit else "all")
    if unit is None:
        return None
    numbers = {n: read_cell(line, n, record.get(n, "")) for n in (name, "standard_error", "half_width", "low", "high", "sample_size")}
    value = numbers.pop(name)
    if value is None:
        return None
    share = value * unit.scale
    if not 0 <= share <= 1:
        raise EstimateError(
            say("Line {line}: {value} is no share; give percentages from 0 to 100, or proportions.", line=line, value=value)
        )
    error, margin = find_error(share, numbers, unit.scale, design_effect)
    texts = {n: record.get(n, "") for n in ("item", "label", "activity", "size_class", "region", "period", "flag")}
    known = None if math.isnan(error) else error
    return Figure(line=line, among=unit.among, value=share, standard_error=known, margin=margin, **texts)
