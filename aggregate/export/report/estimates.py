"""Published shares by what they are of: one estimate, or the two bounds where nobody has reviewed a sample yet."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from aggregate.publication.cells import find_twins
from aggregate.publication.naming import list_methods_with_margin
from aggregate.publication.records import Publication
from aggregate.publication.statuses import BREAK, WEAK
from aggregate.surveys.rows import name_whole
from aggregate.tables.domains import ALL, DIMENSIONS, KEY
from aggregate.tables.populations import REGISTERED, WITH_WEBSITE
from catalogue.capabilities import load_capabilities

BOUNDS = ("lower_bound", "upper_bound")
OF_WEBSITES = "post_stratified_ratio"
CONFIDENTIAL, UNRELIABLE = "confidential", "unreliable"
FIGURES = ("value", "ci_low", "ci_high", "half_width", "n_frame")
LETTERS = ("quality", "suppressed", "obs_status", "break_since", "share_of", "is_partial")
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A published share from 0 to 1 with its 95 % interval; `value` is None where there are bounds only, all three where it is hidden.

    `hidden` is why: confidential, unreliable, or ''. `is_weak`: to be read with caution. `is_broken`: not to be compared with `since`.
    `is_partial`: only of the enterprises that a survey covers.
    """

    value: float | None
    low: float | None
    high: float | None
    half_width: float | None = None
    n_frame: float | None = None
    hidden: str = ""
    is_weak: bool = False
    is_broken: bool = False
    since: str = ""
    share_of: str = ""
    is_partial: bool = False


@dataclass(frozen=True, slots=True)
class Estimates:
    """The shares of one indicator: estimates from labels or answers where there are some, else bounds; and of those with a website."""

    code: str
    method: str | None
    cells: Mapping[Key, Estimate]
    of_websites: Mapping[Key, Estimate]
    counts: Mapping[Key, Estimate]
    table: pd.DataFrame

    def find(self, **codes: str) -> Estimate | None:
        """The share of all registered enterprises, or of those with these codes of breakdowns."""
        return self.cells.get(key_of(REGISTERED, **codes))

    def find_of_websites(self) -> Estimate | None:
        """The share of all registered enterprises that have a website of their own."""
        return self.of_websites.get(key_of(WITH_WEBSITE.format(population=REGISTERED)))

    def find_count(self) -> Estimate | None:
        """The number of registered enterprises."""
        return self.counts.get(key_of(REGISTERED))


def key_of(population: str, **codes: str) -> Key:
    """The key of a cell: the columns of `domains.KEY`, totals where nothing is said."""
    return (population, *({**dict.fromkeys(DIMENSIONS, ALL), **codes}[name] for name in DIMENSIONS))


def list_estimates(publication: Publication) -> dict[str, Estimates]:
    """The indicators of which shares are published: official ones and questions first, then capabilities in the order of their file.

    What stands under its official name too is left out (`find_twins`).
    """
    cells = publication.cells
    table = cells[cells["measure"].isin(["share", "count"])]
    table = table[~table["indicator"].isin(find_twins(table))]
    population = table["population"].map({name: name_whole(name) for name in table["population"].unique()})
    table = table.assign(population=population, is_partial=population != table["population"])
    shares, counts = (table[table["measure"] == measure] for measure in ("share", "count"))
    by_code = dict(list(counts.groupby("indicator", sort=False)))
    groups = sorted(shares.groupby("indicator", sort=False), key=lambda group: place_indicator(str(group[0])))
    return {str(code): _index(str(code), rows, by_code.get(code, rows.iloc[:0])) for code, rows in groups}


def place_indicator(code: str) -> tuple[int, str]:
    """Where an indicator stands in a list."""
    capabilities = list(load_capabilities())
    return (capabilities.index(code), code) if code in capabilities else (-1, re.sub(r"\d+", lambda found: found[0].zfill(3), code))


def _index(code: str, shares: pd.DataFrame, counts: pd.DataFrame) -> Estimates:
    method = next((name for name in list_methods_with_margin() if name != OF_WEBSITES and (shares["method"] == name).any()), None)
    shown = [method] if method else BOUNDS
    cells = _read(shares, method) if method else _join_bounds(shares)
    return Estimates(
        code, method, cells, _read(shares, OF_WEBSITES), _read(counts, method), shares[shares["method"].isin(shown)].reset_index(drop=True)
    )


def _read(rows: pd.DataFrame, method: str | None) -> dict[Key, Estimate]:
    chosen = rows[rows["method"] == method]
    keys = zip(*(chosen[name].tolist() for name in KEY), strict=True)
    figures = zip(*(chosen[name].astype(float).tolist() for name in FIGURES), strict=True)
    letters = zip(*(chosen[name].tolist() for name in LETTERS), strict=True)
    return {key: _make(numbers, words) for key, numbers, words in zip(keys, figures, letters, strict=True)}


def _make(figures: Sequence[float], letters: Sequence[Any]) -> Estimate:
    """An estimate from its FIGURES and LETTERS."""
    quality, hidden, status, since, share_of, is_partial = letters
    value, low, high, half, frame = (_known(figure) for figure in figures)
    return Estimate(value, low, high, half, frame, hidden, quality == WEAK, status == BREAK, since, share_of, is_partial)


def _known(figure: float) -> float | None:
    return None if math.isnan(figure) else figure


def _join_bounds(shares: pd.DataFrame) -> dict[Key, Estimate]:
    lower, upper = (_read(shares, method) for method in BOUNDS)
    return {
        key: Estimate(None, low.value, upper[key].value, None, low.n_frame, low.hidden or upper[key].hidden)
        for key, low in lower.items()
        if key in upper
    }
