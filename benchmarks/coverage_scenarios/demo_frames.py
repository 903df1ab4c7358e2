"""The demo's countries as frames: crawled and classified first, then labelled with the demo's truth again and again."""

import argparse
import csv
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from aggregate.estimators.arrays import Floats, Integers
from aggregate.estimators.by_state import LabelledSample, estimate_by_state
from aggregate.quality import FEWEST_LABELS
from aggregate.sampling.allocation import allocate
from aggregate.sampling.strata import SIZES, build_strata
from catalogue.progress import Quiet
from store.cells import STATES, read_unit_states
from store.frame import find_newest_wave, read_enterprises
from store.opening import open_store

CAPABILITIES = ("own_website", "online_ordering")
LIMITS = (0.92, 0.98)


@dataclass(frozen=True, slots=True)
class Frame:
    """One capability's frame: truth (0, 1) and state of every unit, the strata it is drawn by, and named domains (domains, units)."""

    capability: str
    truth: Floats
    states: Integers
    design_states: Integers
    sizes: Integers
    domains: Floats


@dataclass(frozen=True, slots=True)
class Result:
    """Of redraws: was the truth in the interval (redraws, domains; NaN where too few labels), its width, and the estimate."""

    held: Floats
    widths: Floats
    shares: Floats
    truth: Floats


def redraw(frame: Frame, size: int, redraws: int, seed: int) -> Result:
    """Draws the sample and labels it with the truth, so many times."""
    generator = np.random.default_rng(seed)
    strata = build_strata(frame.design_states, frame.sizes, np.ones(len(frame.truth)))
    drawn = allocate(strata, size)
    members = [np.flatnonzero(strata.of_units == h) for h in range(len(drawn))]
    totals = np.bincount(frame.states, minlength=len(STATES)).astype(np.float64)
    truth = frame.domains @ frame.truth / frame.domains.sum(axis=1)
    held, widths, shares = (np.full((redraws, len(truth)), np.nan) for _ in range(3))
    for row in range(redraws):
        units = np.concatenate([generator.choice(m, n, replace=False) for m, n in zip(members, drawn.tolist(), strict=True)])
        of_units = strata.of_units[units]
        weights = (strata.sizes / drawn)[of_units]
        sample = LabelledSample(frame.truth[units], frame.states[units], of_units, strata.sizes, weights)
        found = estimate_by_state(sample, totals, frame.domains[:, units])
        shown = (found.labelled >= FEWEST_LABELS) & (found.standard_errors > 0)
        held[row] = np.where(shown, (found.low <= truth) & (truth <= found.high), np.nan)
        widths[row] = np.where(shown, found.high - found.low, np.nan)
        shares[row] = found.shares
    return Result(held, widths, shares, truth)


def load_frames(store_path: Path, truth_path: Path, wave: str | None) -> Iterator[Frame]:
    """A demo's frame from its store, and the truth from its file (enterprise_id and a column for each capability)."""
    with truth_path.open(encoding="utf-8-sig", newline="") as stream:
        truths = {row["enterprise_id"]: row for row in csv.DictReader(stream)}
    with open_store(store_path, create=False) as store:
        wave = wave or find_newest_wave(store, "XD") or ""
        units = list(read_enterprises(store, "XD", wave))
        states = {c: np.array(read_unit_states(store, "XD", wave, c)["state"], dtype=np.int64) for c in CAPABILITIES}
    sizes = np.array([SIZES.index(unit.size_class) for unit in units], dtype=np.int64)
    domains = _domains(sizes, np.array([unit.region or "_U" for unit in units]), states["online_ordering"])
    sections = np.array([unit.section for unit in units])
    domains = np.vstack([domains, *(sections == section for section in np.unique(sections))]).astype(np.float64)
    for capability in CAPABILITIES:
        truth = np.array([truths[unit.enterprise_id][capability].lower() in {"yes", "true", "1"} for unit in units], dtype=np.float64)
        yield Frame(capability, truth, states[capability], states["online_ordering"], sizes, domains)


def run_demos(seed: int) -> Iterator[Frame]:
    """The demo of this seed in a folder of its own, as far as its frame."""
    from cli.demo.wave import run_demo

    with tempfile.TemporaryDirectory() as folder:
        result = run_demo(Path(folder) / "demo.db", seed=seed, progress=Quiet(), directory=Path(folder))
        yield from load_frames(result.store_path, result.truth_path, result.wave)


def _domains(sizes: Integers, regions: np.ndarray, states: Integers) -> Floats:
    """All, then each size class, region and state."""
    rows = [np.ones(len(sizes)), *(column == value for column in (sizes, regions, states) for value in np.unique(column))]
    return np.array(rows, dtype=np.float64)


def measure(name: str, frames: Callable[[int], Iterator[Frame]], options: argparse.Namespace) -> bool:
    """Prints one line a capability and whether all is within the limits, mean over the seeds."""
    results: dict[str, list[Result]] = {}
    for seed in options.seeds:
        for frame in frames(seed):
            results.setdefault(frame.capability, []).append(redraw(frame, options.size, options.redraws, seed))
    fine = [_print_line(name, capability, found) for capability, found in results.items()]
    return all(fine)


def _print_line(name: str, capability: str, found: list[Result]) -> bool:
    national = float(np.mean([result.held[:, 0].mean() for result in found]))
    margins = float(np.mean([np.nanmean(result.held[:, 1:]) for result in found]))
    zero = float(np.mean([np.nanmean(result.widths <= 0) for result in found]))
    bias = float(np.mean([result.shares[:, 0].mean() / result.truth[0] - 1 for result in found]))
    width = float(np.mean([result.widths[:, 0].mean() / 2 for result in found]))
    print(
        f"{name:16} {capability:16} national {national:6.1%}  margins {margins:6.1%}  zero width {zero:5.1%}"
        f"  relative bias {bias:+6.2%}  half-width {100 * width:4.1f} points"
    )
    return zero == 0 and all(LIMITS[0] <= share <= LIMITS[1] for share in (national, margins))
