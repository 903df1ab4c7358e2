"""Holding estimates against the truth."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from catalogue.capabilities import load_capabilities
from cli.demo.coverage import Coverage
from cli.demo.finding import DemoFinding
from cli.demo.records import DemoCountry
from store.decisions import read_answers
from store.estimates import WHOLE, read_estimates
from store.frame import read_frame_columns
from store.links import read_linked_ids
from store.opening import Store

PREDICTED = {0: "unknown", 1: "no", 2: "yes"}


@dataclass(frozen=True, slots=True)
class DemoRow:
    """One indicator for the whole country, all shares from 0 to 1.

    `naive` is the share of yes among the enterprises whose website was read, `counted` the enterprises predicted yes among all: what a
    crawl says that nobody checks. `hit` tells whether the interval holds the truth; None where there is no interval.
    """

    indicator: str
    estimate: float | None
    low: float | None
    high: float | None
    naive: float | None
    counted: float
    truth: float
    hit: bool | None


@dataclass(frozen=True, slots=True)
class Misreading:
    """How well the machine alone read one capability in a size class (`_T`: all).

    `errors` is the share of wrong answers among those it gave, `unread` the share without an answer among enterprises that are linked to a
    site, `missed` the share among all that are linked to none though there is one.
    """

    size_class: str
    enterprises: int
    errors: float
    unread: float
    missed: float


@dataclass(frozen=True, slots=True)
class DemoResult:
    """What a demo did: where its files are, what the table shows, how the machine alone would have fared."""

    seed: int
    wave: str
    store_path: Path
    register_path: Path
    truth_path: Path
    files: tuple[Path, ...]
    enterprises: int
    rejected: int
    websites: int
    statuses: Mapping[str, int]
    finding: DemoFinding
    rows: tuple[DemoRow, ...]
    misreadings: tuple[Misreading, ...]
    coverage: tuple[Coverage, ...]
    seconds: float
    year_later: DemoFinding | None = None


def compare(store: Store, country: DemoCountry, wave: str) -> tuple[DemoRow, ...]:
    """A row for every indicator that was estimated for the whole country, in the order of the catalogue."""
    columns = read_estimates(store, "XD", wave, wanted={"measure": "share", **WHOLE})
    shares: dict[str, dict[str, tuple[float | None, float | None, float | None]]] = {}
    for i, indicator in enumerate(columns["indicator"]):
        figures = (columns["value"][i], columns["ci_low"][i], columns["ci_high"][i])
        shares.setdefault(indicator, {})[columns["method"][i]] = figures
    return tuple(_compare(store, country, wave, name, shares[name]) for name in load_capabilities() if name in shares)


def _compare(
    store: Store, country: DemoCountry, wave: str, name: str, methods: Mapping[str, tuple[float | None, float | None, float | None]]
) -> DemoRow:
    estimate, low, high = methods.get("post_stratified", (None, None, None))
    naive = methods.get("share_among_read", (None, None, None))[0]
    size = len(country.enterprises)
    truth = sum(unit.truth[name] for unit in country.enterprises) / size
    counted = sum(answer == 2 for answer in read_answers(store, "XD", wave, name)["answer"]) / size
    return DemoRow(name, estimate, low, high, naive, counted, truth, None if low is None or high is None else low <= truth <= high)


def find_misreadings(store: Store, country: DemoCountry, wave: str, capability: str = "online_ordering") -> tuple[Misreading, ...]:
    """How the machine's own answers fare against the truth, for all and by size class of the invented truth."""
    frame = read_frame_columns(store, "XD", wave, ["unit", "enterprise_id"])
    linked = {enterprise_id for enterprise_id, _ in read_linked_ids(store, "XD", wave)}
    answers = read_answers(store, "XD", wave, capability)
    predicted = {unit: PREDICTED[answer] for unit, answer in zip(answers["unit"], answers["answer"], strict=True)}
    seen = {e: (predicted.get(unit), e in linked) for unit, e in zip(*frame.values(), strict=True)}
    sizes = ("_T", *dict.fromkeys(sorted(unit.size_class for unit in country.enterprises)))
    return tuple(_misread(country, seen, capability, size) for size in sizes)


def _misread(country: DemoCountry, seen: Mapping[str, tuple[str | None, bool]], capability: str, size: str) -> Misreading:
    units = [unit for unit in country.enterprises if size in ("_T", unit.size_class) and unit.enterprise_id in seen]
    answers = [(seen[unit.enterprise_id][0], "yes" if unit.truth[capability] else "no") for unit in units]
    given = [(answer, truth) for answer, truth in answers if answer in ("yes", "no")]
    linked = [unit for unit in units if seen[unit.enterprise_id][1]]
    missed = sum(unit.host is not None and not seen[unit.enterprise_id][1] for unit in units)
    wrong = sum(answer != truth for answer, truth in given)
    return Misreading(
        size,
        len(units),
        errors=wrong / max(len(given), 1),
        unread=1 - len(given) / max(len(linked), 1),
        missed=missed / max(len(units), 1),
    )
