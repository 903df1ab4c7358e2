"""Formats read back, each by a few lines of its own: {key of a figure: {name: number or text}}, the same keys for all."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from itertools import product
from pathlib import Path
from typing import Any

import openpyxl

KEY = ("indicator", "population", "activity", "size_class", "region", "urbanisation", "owner_sex", "measure", "method", "since")
FIGURES = ("value", "standard_error", "ci_low", "ci_high", "n_frame", "n_labelled", "share_not_read")
Figures = dict[tuple[str, ...], dict[str, Any]]
STATUSES = {"Q": "confidential", "L": "unreliable"}


def read_csv(text: str) -> Figures:
    """Estimates and changes as CSV files have them."""
    return _gather(csv.DictReader(io.StringIO(text)))


def read_json_stat(text: str) -> Figures:
    """All datasets of a collection: cells that have a place in `value` are figures, null is one that is not shown."""
    return {key: found for dataset in json.loads(text)["link"]["item"] for key, found in _read_dataset(dataset)}


def read_workbook(path: Path) -> Figures:
    """The sheet of all figures."""
    with closing(openpyxl.load_workbook(path, read_only=True)) as workbook:
        rows = list(workbook["All figures"].iter_rows(values_only=True))
    start = next(place for place, row in enumerate(rows) if "indicator" in row)
    return _gather(dict(zip(rows[start], row, strict=True)) for row in rows[start + 1 :])


def read_package(path: Path) -> dict[str, bytes]:
    """The files of a package, by name."""
    with zipfile.ZipFile(path) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def _gather(rows: Iterable[Mapping[str, Any]]) -> Figures:
    found: Figures = {}
    for row in rows:
        key = tuple(str(row.get(name) or "") for name in KEY)
        assert key not in found, key
        found[key] = {name: float(row[name]) if row.get(name) not in (None, "") else None for name in FIGURES if name in row}
        found[key]["suppressed"] = row.get("suppressed") or ""
    return found


def _read_dataset(dataset: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    codes = [dataset["dimension"][name]["category"]["index"] for name in dataset["id"]]
    kept, values, statuses = dataset["extension"], dataset["value"], dataset["status"]
    *_, figures = codes
    for place, cell in enumerate(product(*codes[:-1])):
        start = place * len(figures)
        if str(start) in values:
            named = {"urbanisation": "_T", "owner_sex": "_T", "region": "_T", **kept, **dict(zip(dataset["id"], cell, strict=False))}
            told = {name: values.get(str(start + number)) for number, name in enumerate(figures)}
            status = statuses.get(str(start), "")[-1:]
            yield tuple(str(named.get(name) or "") for name in KEY), told | {"suppressed": STATUSES.get(status, "")}
