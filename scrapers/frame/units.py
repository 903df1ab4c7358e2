"""Cleaned rows as the store's records."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import pandas as pd

from store.records import Enterprise, Website

OF_LOADING = ("country", "wave", "activity_classification", "extra")
COLUMNS = [f.name for f in fields(Enterprise) if f.name not in OF_LOADING]


def make_enterprises(frame: pd.DataFrame, *, country: str, wave: str, classification: str | None) -> Iterator[Enterprise]:
    """One record a row; empty cells become None, the register's other columns `extra`."""
    present = [name for name in COLUMNS if name in frame]
    cells = zip(*(_without_blanks(frame[name]) for name in present), strict=True)
    others = [name for name in frame.columns if name.startswith(" ")]
    extras = zip(*(frame[name] for name in others), strict=True) if others else iter([()] * len(frame))
    names = [name[1:] for name in others]
    for row, extra in zip(cells, extras, strict=True):
        values: dict[str, Any] = dict(zip(present, row, strict=True))
        kept = {name: cell for name, cell in zip(names, extra, strict=True) if isinstance(cell, str) and cell}
        code_in = classification if values.get("activity_source") else None
        yield Enterprise(country=country, wave=wave, activity_classification=code_in, extra=kept, **values)


def make_websites(frame: pd.DataFrame, *, country: str, wave: str) -> list[Website]:
    """The sites that the rows name, each once."""
    if "site" not in frame:
        return []
    sites = frame.loc[frame["site"] != "", ["site", "host", "kind", "start_url"]].drop_duplicates("site")
    return [Website(country, wave, site, host, kind, url) for site, host, kind, url in sites.itertuples(index=False, name=None)]


def _without_blanks(values: pd.Series) -> list[Any]:
    if values.dtype == "float64":
        return [None if value != value else value for value in values.tolist()]
    return [value or None if isinstance(value, str) else None for value in values.tolist()]
