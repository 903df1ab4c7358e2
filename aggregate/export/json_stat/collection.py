"""A publication as one JSON-stat collection whose datasets stand in the same file."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from aggregate.export.json_stat.cube import find_face
from aggregate.export.json_stat.dataset import build_dataset
from aggregate.export.notes import write_notes
from aggregate.export.writing import write_bytes
from aggregate.publication.records import Publication
from aggregate.publication.rounding import round_figures
from catalogue.messages import say

KIND = ["population", "method", "measure", "unit", "since", "other_dimension", "face"]
"""What all figures of a dataset share."""


def write_files(publication: Publication, directory: Path, stem: str) -> Iterator[Path]:
    """Writes the collection, with changes if there are any."""
    text = json.dumps(build_collection(publication), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    yield write_bytes(directory / f"{stem}-jsonstat.json", text.encode("utf-8") + b"\n")


def build_collection(publication: Publication) -> dict[str, Any]:
    """The collection: a dataset for each population, method, measure and way of breaking down; its notes are those of all files."""
    tables = [table for table in (publication.table, publication.changes) if len(table)]
    return {
        "version": "2.0",
        "class": "collection",
        "label": say(
            "E-commerce statistics from enterprise websites, {country} {wave}", country=publication.country, wave=publication.wave
        ),
        "source": publication.facts.office.name or "ecomstat",
        "updated": publication.made_at or "",
        "note": [f"{heading}: {text}" for heading, text in write_notes(publication)],
        "extension": {
            "vintage": publication.vintage,
            "scope": publication.scope,
            "register_date": publication.reference_date,
            "employment_outside": publication.facts.employment_outside,
            "licence": publication.facts.licence,
        },
        "link": {"item": [dataset for table in tables for dataset in _list_datasets(publication, round_figures(table))]},
    }


def _list_datasets(publication: Publication, table: pd.DataFrame) -> Iterator[dict[str, Any]]:
    parted = table.assign(face=find_face(table), since=table["since"].where(table["since"].notna(), None))
    for key, rows in parted.groupby(KIND, sort=False, dropna=False):
        yield build_dataset(publication, rows.reset_index(drop=True), str(key[-1]))
