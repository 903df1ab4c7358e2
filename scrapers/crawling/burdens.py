"""What a wave asked of every website, as a file, and in a few numbers."""

import csv
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, fields
from math import ceil
from pathlib import Path

from catalogue.errors import StoreError
from catalogue.messages import say
from store.burdens import Burden, read_site_burdens
from store.opening import Store

MEASURES = ("requests", "bytes", "seconds")
SHARES = (0.5, 0.9, 0.99)
"""Half of the sites, nine in ten and 99 in 100 were asked for so much or less."""


@dataclass(frozen=True, slots=True)
class Spread:
    """A measure over all sites: its total, the quantiles of SHARES, and the largest value."""

    measure: str
    total: float
    quantiles: tuple[float, ...]
    most: float


@dataclass(frozen=True, slots=True)
class BurdenReport:
    """How many sites were asked for something, how much in all and how it was spread; `path` has them one by one."""

    path: Path
    sites: int
    spreads: tuple[Spread, ...]


def place_burdens(store_path: Path, country: str, wave: str) -> Path:
    """Where a wave's report stands: beside the store."""
    return store_path.with_name(f"{store_path.stem}-burden-{country}-{wave}.csv")


def write_burdens(store: Store, country: str, wave: str, path: Path) -> BurdenReport:
    """Writes a line for every site of a wave that was asked for something; gives the numbers over all of them.

    Raises:
        StoreError: the file cannot be written, as when another program has it open.
    """
    amounts = {measure: array("d") for measure in MEASURES}
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            columns = [field.name for field in fields(Burden)]
            writer.writerow(columns)
            for burden in read_site_burdens(store, country, wave):
                writer.writerow([getattr(burden, column) for column in columns])
                for measure in MEASURES:
                    amounts[measure].append(getattr(burden, measure))
        part.replace(path)
    except OSError as error:
        raise StoreError(
            say(
                "The report on burden {path} cannot be written ({reason}): close it where it is open, or name another file with --to.",
                path=path,
                reason=error.strerror or error,
            )
        ) from error
    return BurdenReport(path, len(amounts["requests"]), tuple(measure_spread(name, amounts[name]) for name in MEASURES if amounts[name]))


def measure_spread(measure: str, amounts: Sequence[float]) -> Spread:
    """Total, quantiles (the smallest amount that at least this share of sites does not exceed) and maximum of amounts; one at least."""
    ordered = sorted(amounts)
    quantiles = tuple(ordered[max(0, ceil(round(share * len(ordered), 9)) - 1)] for share in SHARES)
    return Spread(measure, sum(ordered), quantiles, ordered[-1])
