"""What the start page shows of a store: how much of everything, how websites ended, what was decided, the newest runs."""

import threading
from dataclasses import dataclass, field

from store.crawl import count_untried
from store.estimates import WHOLE, read_estimates
from store.frame import read_waves
from store.opening import Store
from store.overview import count_answers, count_rows
from store.records import Run
from store.reviews import read_designs
from store.runs import read_runs
from store.websites import count_statuses
from web.stores import Stores
from web.tables import Stamp, read_stamp

NEWEST_RUNS = 10


@dataclass(frozen=True, slots=True)
class MainFigure:
    """A national share: `value`, `low` and `high` are fractions, None where suppressed or without a margin."""

    indicator: str
    method: str
    value: float | None
    low: float | None
    high: float | None
    suppressed: bool
    denominator: str


@dataclass(frozen=True, slots=True)
class WaveContents:
    """One wave: rows by table, websites by status, (unknown, no, yes) by capability, names of samples, national shares.

    `untried` counts the websites that wait for their first visit.
    """

    country: str
    wave: str
    rows: dict[str, int]
    statuses: dict[str, int] = field(default_factory=dict)
    answers: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    samples: tuple[str, ...] = ()
    figures: tuple[MainFigure, ...] = ()
    untried: int = 0


@dataclass(frozen=True, slots=True)
class Contents:
    """A whole store; waves are newest work first."""

    waves: tuple[WaveContents, ...] = ()
    runs: tuple[Run, ...] = ()


class RememberedContents:
    """Reads what a store holds, and again only after it has changed."""

    def __init__(self, stores: Stores) -> None:
        self.stores = stores
        self.known: dict[Stamp, Contents] = {}
        self.lock = threading.Lock()

    def read(self) -> Contents:
        """What the store holds; nothing where there is no file yet.

        Raises:
            StoreError: the file cannot be opened or is no store.
        """
        if not self.stores.path.exists():
            return Contents()
        with self.lock:
            stamp = read_stamp(self.stores.path)
            if stamp not in self.known:
                with self.stores.using() as store:
                    self.known = {stamp: describe_store(store)}
            return self.known[stamp]


def describe_store(store: Store) -> Contents:
    """What an open store holds."""
    waves = tuple(_describe_wave(store, country, wave) for country, wave in list_waves(store))
    return Contents(waves, tuple(read_runs(store, NEWEST_RUNS)))


def list_waves(store: Store) -> list[tuple[str, str]]:
    """The store's (country, wave), newest work first."""
    worked_on = {(run.country, run.wave): -run.run for run in reversed(list(read_runs(store, NEWEST_RUNS)))}
    return sorted(((c, w) for c, w, _ in read_waves(store)), key=lambda key: (worked_on.get(key, 1), key))


def _describe_wave(store: Store, country: str, wave: str) -> WaveContents:
    return WaveContents(
        country,
        wave,
        count_rows(store, country, wave),
        count_statuses(store, country, wave),
        count_answers(store, country, wave),
        tuple(design.sample for design in read_designs(store, country, wave)),
        tuple(_read_figures(store, country, wave)),
        count_untried(store, country, wave),
    )


def _read_figures(store: Store, country: str, wave: str) -> list[MainFigure]:
    """The shares of the whole country, in the order of the store."""
    table = read_estimates(store, country, wave, wanted={"measure": "share", **WHOLE})
    national = (dict(zip(table, values, strict=True)) for values in zip(*table.values(), strict=True))
    return [
        MainFigure(r["indicator"], r["method"], r["value"], r["ci_low"], r["ci_high"], r["suppressed"] != "none", r["denominator"] or "")
        for r in national
    ]
