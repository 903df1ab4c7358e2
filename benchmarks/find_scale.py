"""How the time and memory of `find` grow with the register, step by step: `python -m benchmarks.find_scale [SIZES...]`.

Invents a register and the archived websites of a tenth of it, asks every source that needs no list, and decides the links. Every step
runs in a process of its own, whose highest memory is told; names are looked up at a name server that is started beside it.
"""

import argparse
import math
import multiprocessing
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.find_scale_world import COUNTRY, WAVE, invent_world, visit_candidates
from benchmarks.memory import read_peak
from benchmarks.name_server import START
from catalogue.profiles import load_profile
from catalogue.progress import Quiet
from classify.linking.wave import link_found_sites
from scrapers.finding.finding import SOURCES, find_candidates
from scrapers.finding.guessing.guesses import guess_for
from scrapers.finding.permissions import Permissions
from scrapers.finding.quests import FindOptions, Quest
from store.opening import open_store


@dataclass(frozen=True, slots=True)
class Cost:
    """What a step took: things it handled, seconds of processor and of the clock, the process's highest memory in MB."""

    things: int
    processor: float
    wall: float
    memory: float


def ask_source(quest: Quest, key: str) -> int:
    """Asks one source, and gives how many candidates it brought."""
    return sum(report.kept for report in find_candidates(quest, tuple(source for source in SOURCES if source.key == key)))


def ask_leave(quest: Quest) -> int:
    """How many enterprises may be named to others."""
    return sum(quest.may_leave(enterprise) for enterprise in quest.read_seeking())


def guess_names(quest: Quest) -> int:
    """How many names are guessed, none being looked up."""
    return sum(len(guess_for(enterprise, quest.profile)) for enterprise in quest.read_seeking())


def decide(quest: Quest) -> int:
    """Decides the links of the invented visits and comparisons, and gives how many enterprises have a website."""
    return link_found_sites(quest.store, quest.country, quest.wave, quest.progress).outcomes.get("found", 0)


def visit(quest: Quest) -> int:
    """Writes invented visits and comparisons for all candidates: nothing that `find` does in this way."""
    return visit_candidates(quest.store)


def _source(key: str) -> Callable[[Quest], int]:
    def ask(quest: Quest) -> int:
        return ask_source(quest, key)

    return ask


STEPS: dict[str, Callable[[Quest], int]] = {
    "links of the wave before": _source("earlier"),
    "the register's addresses": _source("register"),
    "domains of e-mail": _source("email"),
    "who may be named": ask_leave,
    "guessing names": guess_names,
    "guesses, looked up": _source("guess"),
    "guesses, a second time": _source("guess"),
    "links on pages": _source("link"),
    "links, a second time": _source("link"),
    "(invented visits)": visit,
    "deciding": decide,
}


def measure(step: str, path: Path, name_server: str) -> Cost:
    """Runs a step on a store; for a process of its own."""
    with open_store(path) as store:
        profile = load_profile(COUNTRY)
        options = FindOptions(frozenset({"dns"}), name_server=name_server)
        quest = Quest(store, COUNTRY, WAVE, profile, options, Permissions(profile, options.allowed), Quiet())
        began, used = time.monotonic(), time.process_time()
        things = STEPS[step](quest)
        return Cost(things, time.process_time() - used, time.monotonic() - began, read_peak())


def measure_size(size: int, folder: Path, name_server: str) -> dict[str, Cost]:
    """{step: cost} for a register of so many enterprises."""
    path, costs = folder / f"{size}.db", dict[str, Cost]()
    with open_store(path) as store:
        invent_world(store, size, folder)
    print(f"\n{size:,} enterprises\n{'':26} {'things':>10} {'processor s':>12} {'ms each':>8} {'wall s':>8} {'MB':>6}")
    context = multiprocessing.get_context("spawn")
    for step in STEPS:
        with context.Pool(1) as pool:
            cost = pool.apply(measure, (step, path, name_server))
        costs[step] = cost
        each = 1000 * cost.processor / size
        print(f"{step:26} {cost.things:10,} {cost.processor:12.2f} {each:8.3f} {cost.wall:8.1f} {cost.memory:6.0f}", flush=True)
    return costs


def print_growth(costs: dict[int, dict[str, Cost]]) -> None:
    """The power of the size by which each step's time grows between the two largest sizes, its memory, and what a million would take."""
    (small, before), (large, after) = sorted(costs.items())[-2:]
    print(f"\nFrom {small:,} to {large:,}: time grows as the size to the power of …; memory; a million enterprises, of processor time")
    for step in STEPS:
        a, b = before[step], after[step]
        power = math.log(max(b.processor, 1e-3) / max(a.processor, 1e-3)) / math.log(large / small)
        minutes = b.processor * (1_000_000 / large) ** max(1.0, power) / 60
        print(f"{step:26} {power:6.2f} {b.memory - a.memory:+8.0f} MB {minutes:8.1f} min")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures the sizes and prints how costs grow."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.find_scale", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("sizes", type=int, nargs="*", default=[1_000, 10_000, 100_000], metavar="SIZE")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder, subprocess.Popen(START, stdout=subprocess.PIPE, text=True) as server:
        try:
            address = server.stdout.readline().strip() if server.stdout else ""
            costs = {size: measure_size(size, Path(folder), address) for size in chosen.sizes}
        finally:
            server.terminate()
    if len(costs) > 1:
        print_growth(costs)
    return 0


if __name__ == "__main__":
    sys.exit(main())
