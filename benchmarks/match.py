"""How long matching names with a list of hosts takes, how much memory, and what its blocking misses, by size.

`python -m benchmarks.match` matches 10,000 and 100,000 invented enterprises with ten times as many invented hosts;
`--sizes 1000000` is the full size. Ends 1 where blocking finds less than 97 % of the near pairs of any kind that comparing
a sample of enterprises with every key finds (`match_recall.py`). `--folder` keeps lists and indexes, and what was matched before a break.
"""

import argparse
import itertools
import json
import math
import os
import random
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.invented_names import draw_enterprises, write_list
from benchmarks.match_recall import Recall, measure_altered, measure_recall
from benchmarks.memory import MemoryWatch
from catalogue.profiles import CountryProfile, load_profile
from catalogue.progress import Quiet
from scrapers.finding.lists.entries import ListFile
from scrapers.finding.matching.index import open_index
from scrapers.finding.matching.matcher import Matcher
from scrapers.finding.matching.prepared import PreparedList, prepare_list
from scrapers.finding.matching.proposing import propose_from_lists
from scrapers.finding.matching.seekers import bucket_of, read_seekers, read_word_counts, write_seekers
from scrapers.finding.matching.variants import make_telling

RECALL_FLOOR = 0.97
SECONDS = 20


class Told(Quiet):
    """Progress that says on standard error how far matching is, with the time so far."""

    def __init__(self) -> None:
        self.begun = self.told = time.monotonic()
        self.done = 0

    def start(self, label: str, total: int | None = None) -> None:
        """A new step."""
        self.done = 0
        self.note(label)

    def advance(self, steps: int = 1) -> None:
        """A line every SECONDS."""
        self.done += steps
        if time.monotonic() - self.told > SECONDS:
            self.note(f"{self.done:,}, {processor_time():.0f} s of processor")

    def note(self, sentence: str) -> None:
        """Printed with the time."""
        self.told = time.monotonic()
        print(f"{time.monotonic() - self.begun:7.0f} s  {sentence}", file=sys.stderr, flush=True)


@dataclass(frozen=True, slots=True)
class Measured:
    """What one size came to; seconds, MiB and shares."""

    size: int
    keys: int
    indexed: float
    matched: float
    processor: float
    own: float
    all: float
    candidates: int
    found: float
    first: float
    recalls: list[Recall]


def main() -> None:
    """Prints a row for each size."""
    options = read_options()
    rows = []
    for size in options.sizes:
        with tempfile.TemporaryDirectory(prefix="match-") as scratch:
            rows.append(measure_size(size, options, (options.folder or Path(scratch)) / str(size)))
    print_growth(rows)
    if any(recall.share < RECALL_FLOOR for row in rows for recall in row.recalls):
        sys.exit(1)


def read_options() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000], help="numbers of enterprises")
    parser.add_argument("--hosts", type=int, default=10, help="hosts for each enterprise")
    parser.add_argument("--sample", type=int, default=300, help="enterprises compared with every key, for the recall of blocking")
    parser.add_argument("--memory", type=int, default=2048, help="MiB that matching may use")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="where lists and indexes are kept for another run")
    return parser.parse_args()


def measure_size(size: int, options: argparse.Namespace, folder: Path) -> Measured:
    """Matches so many enterprises with a list of hosts, and prints what it came to."""
    profile, told = load_profile("KE"), Told()
    listed = ListFile(folder / "hosts.txt", "hosts")
    own = invent_list(listed.path, size, options)
    begun, memory, used = time.monotonic(), options.memory << 20, processor_time()
    with MemoryWatch() as watch:
        prepared = prepare_list(listed, profile, folder / "lists", memory, told)
        indexed = time.monotonic()
        count, found, first = 0, set(), 0
        last = ""
        for one in propose_from_lists(
            draw_enterprises(size, options.seed), [listed], profile, folder / "lists", progress=told, memory=memory, workers=options.workers
        ):
            count += 1
            if own.get(one.enterprise_id) == one.site:
                found.add(one.enterprise_id)
                first += one.enterprise_id != last
            last = one.enterprise_id
    matched, used = time.monotonic(), processor_time() - used
    shares = len(found) / len(own), first / len(own)
    measured = Measured(size, prepared.keys, indexed - begun, matched - indexed, used, watch.own, watch.all, count, *shares, [])
    print_row(measured, options)
    measured.recalls.extend(measure_blocking(prepared, folder, profile, size, options, own))
    return measured


def invent_list(path: Path, size: int, options: argparse.Namespace) -> dict[str, str]:
    """{enterprise: its host}; the list is written where it is not there yet."""
    kept = path.with_name("own_hosts.json")
    if not kept.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps(write_list(path, size, size * options.hosts, options.seed)), encoding="ascii")
    own: dict[str, str] = json.loads(kept.read_text(encoding="ascii"))
    return own


def processor_time() -> float:
    """Seconds of processor time of this process and those that it started and that have ended."""
    return sum(os.times()[:4])


def load_average() -> str:
    """How much all processes of the machine had to do in the last minute, where the system tells."""
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


def measure_blocking(
    prepared: PreparedList, folder: Path, profile: CountryProfile, size: int, options: argparse.Namespace, own: dict[str, str]
) -> list[Recall]:
    """Recall of blocking by kind of near pair, printed, and what becomes of altered names."""
    index = open_index(prepared.folder)
    written = write_seekers(draw_enterprises(size, options.seed), profile, folder / "sample.jsonl", options.sample, Quiet())
    counts = read_word_counts(written)
    telling = make_telling(index.count_holders, lambda word: int(counts[bucket_of(word)]), index.key_count, size)
    matcher = Matcher(index, profile, telling, 10, has_names=False)
    part = random.Random(options.seed).randrange(len(written.offsets))
    recalls = measure_recall(index, matcher, list(read_seekers(written, part)), options.seed)
    print("\n| near pairs by comparing all | pairs | enterprises | found by blocking | 95 % |\n|---|---|---|---|---|", flush=True)
    print(*recalls, sep="\n")
    print("\n| name altered | names | own host ≥ 88 alike | of these found by blocking | own host a candidate |\n|---|---|---|---|---|")
    print(*measure_altered(index, matcher, draw_enterprises(size, options.seed), own, options.sample), sep="\n", flush=True)
    return recalls


def print_row(r: Measured, options: argparse.Namespace) -> None:
    """One size, as soon as it is measured."""
    print(f"\n{options.workers} processes, {options.memory} MiB allowed; load average {load_average()}")
    print("| enterprises | hosts | keys | index s | match s | processor s | MiB own | with files | candidates each | own found | first |")
    print("|---" * 11 + "|")
    times = f"{r.indexed:.1f} | {r.matched:.1f} | {r.processor:.1f} | {r.own:.0f} | {r.all:.0f}"
    shares = f"{r.candidates / r.size:.2f} | {r.found:.3f} | {r.first:.3f}"
    print(f"| {r.size:,} | {r.size * options.hosts:,} | {r.keys:,} | {times} | {shares} |", flush=True)


def print_growth(rows: list[Measured]) -> None:
    """How time and memory grow from one size to the next."""
    for a, b in itertools.pairwise(rows):
        power = math.log(b.processor / a.processor) / math.log(b.size / a.size)
        print(f"\n{a.size:,} to {b.size:,}: processor time grows as the size to the power of {power:.2f}, memory by {b.all / a.all:.1f}")


if __name__ == "__main__":
    main()
