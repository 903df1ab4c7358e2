"""How long matching names with a list of hosts takes, how much memory, and what its blocking misses, by size.

`python -m benchmarks.match` matches 10,000 and 100,000 invented enterprises with ten times as many invented hosts;
`--sizes 1000000` is the full size. Ends 1 where blocking finds less than 97 % of the near pairs of a sample that comparing
each of its enterprises with every key finds.
"""

import argparse
import itertools
import math
import resource
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz, process

from benchmarks.invented_names import draw_enterprises, write_list
from catalogue.profiles import CountryProfile, load_profile
from scrapers.finding.lists.entries import ListFile
from scrapers.finding.matching.index import KeyIndex, open_index
from scrapers.finding.matching.matcher import Matcher
from scrapers.finding.matching.prepared import prepare_list
from scrapers.finding.matching.proposing import propose_from_lists
from scrapers.finding.matching.scoring import CUTOFF, LEAST_SCORE
from scrapers.finding.matching.seekers import bucket_of, read_seekers, read_word_counts, write_seekers
from scrapers.finding.matching.variants import make_telling

RECALL_FLOOR = 0.97
KEYS_AT_ONCE = 200_000
Pairs = set[tuple[str, int]]


class Told:
    """Progress that keeps the sentences and draws nothing."""

    def __init__(self) -> None:
        self.sentences: list[str] = []

    def start(self, label: str, total: int | None = None) -> None:
        """Nothing."""

    def advance(self, steps: int = 1) -> None:
        """Nothing."""

    def note(self, sentence: str) -> None:
        """Kept for the end."""
        self.sentences.append(sentence)


@dataclass(frozen=True, slots=True)
class Measured:
    """What one size came to; seconds, MiB and shares."""

    size: int
    keys: int
    indexed: float
    matched: float
    processor: float
    memory: float
    candidates: int
    found: float
    first: float
    recall: float
    near_pairs: int


def main() -> None:
    """Prints a row for each size."""
    options = read_options()
    rows = []
    print_head(options)
    for size in options.sizes:
        rows.append(measure_size(size, options))
        print_row(rows[-1], options.hosts)
    print_growth(rows)
    if any(row.recall < RECALL_FLOOR for row in rows):
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
    return parser.parse_args()


def measure_size(size: int, options: argparse.Namespace) -> Measured:
    """Matches so many enterprises with a list in an empty folder."""
    profile, told = load_profile("KE"), Told()
    with tempfile.TemporaryDirectory(prefix="match-") as scratch:
        folder = Path(scratch)
        listed = ListFile(folder / "hosts.txt", "hosts")
        true = write_list(listed.path, size, size * options.hosts, options.seed)
        begun, memory, used = time.monotonic(), options.memory << 20, processor_time()
        prepared = prepare_list(listed, profile, folder / "lists", memory, told)
        indexed = time.monotonic()
        enterprises = draw_enterprises(size, options.seed)
        count = found = first = 0
        last = ""
        for one in propose_from_lists(
            enterprises, [listed], profile, folder / "lists", progress=told, memory=memory, workers=options.workers
        ):
            count += 1
            is_true = true.get(one.enterprise_id) == one.site
            found, first = found + is_true, first + (is_true and one.enterprise_id != last)
            last = one.enterprise_id
        matched = time.monotonic()
        peak, used = peak_memory(), processor_time() - used
        recall, pairs = measure_blocking(open_index(prepared.folder), folder, profile, size, options)
    print("\n".join(told.sentences), file=sys.stderr)
    return Measured(
        size, prepared.keys, indexed - begun, matched - indexed, used, peak, count, found / len(true), first / len(true), recall, pairs
    )  # fmt: skip


def processor_time() -> float:
    """Seconds of processor time of this process and those that it started and that have ended."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def peak_memory() -> float:
    """MiB that the largest process held so far, the parts of the index that it had looked at among them."""
    return max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024


def measure_blocking(index: KeyIndex, folder: Path, profile: CountryProfile, size: int, options: argparse.Namespace) -> tuple[float, int]:
    """(share of the near pairs of a sample that blocking finds, their number) against comparing every variant with every key."""
    written = write_seekers(draw_enterprises(size, options.seed), profile, folder / "sample.jsonl", options.sample, Told())
    counts = read_word_counts(written)
    telling = make_telling(index.count_holders, lambda word: int(counts[bucket_of(word)]), index.key_count, size)
    matcher = Matcher(index, profile, telling, 10, has_names=False)
    near = [(s.enterprise_id, v) for s in read_seekers(written, len(written.offsets) // 2) for v in matcher.make_variants(s) if v.near < 1]
    blocked: Pairs = set()
    for place, key, like in index.find_near([variant.text for _, variant in near], [variant.near for _, variant in near]):
        enterprise, variant = near[place]
        if counts_as_pair(variant.weight, like):
            blocked.add((enterprise, key))
    every = find_all_pairs(index, near)
    return len(blocked & every) / max(1, len(every)), len(every)


def find_all_pairs(index: KeyIndex, near: list) -> Pairs:  # type: ignore[type-arg]
    """Every pair by comparing every variant with every key."""
    found: Pairs = set()
    for begin in range(0, index.key_count, KEYS_AT_ONCE):
        keys = [index.read_key(key) for key in range(begin, min(begin + KEYS_AT_ONCE, index.key_count))]
        scores = process.cdist([v.text for _, v in near], keys, scorer=fuzz.ratio, score_cutoff=100 * CUTOFF, dtype=np.float32)
        for row, column in zip(*np.nonzero(scores), strict=True):
            enterprise, variant = near[row]
            if scores[row, column] >= 100 * variant.near and counts_as_pair(variant.weight, float(scores[row, column]) / 100):
                found.add((enterprise, begin + int(column)))
    return found


def counts_as_pair(weight: float, likeness: float) -> bool:
    """Whether a key so like a variant of this weight scores enough under the best suffix; equal ones are no near pair."""
    return likeness < 1 and weight * (likeness - 0.6) / 0.4 >= LEAST_SCORE


def print_head(options: argparse.Namespace) -> None:
    """What the columns are."""
    print(f"{options.workers} processes, {options.memory} MiB; recall: near pairs of {options.sample} enterprises against comparing all")
    print(
        "| enterprises | hosts | keys | index s | match s | processor s | MiB | candidates each | own host found | first | recall (pairs) |"
    )
    print("|---" * 11 + "|", flush=True)


def print_row(r: Measured, hosts: int) -> None:
    """One size, as soon as it is measured."""
    times = f"{r.indexed:.1f} | {r.matched:.1f} | {r.processor:.1f} | {r.memory:.0f}"
    shares = f"{r.candidates / r.size:.2f} | {r.found:.3f} | {r.first:.3f} | {r.recall:.4f} ({r.near_pairs:,})"
    print(f"| {r.size:,} | {r.size * hosts:,} | {r.keys:,} | {times} | {shares} |", flush=True)


def print_growth(rows: list[Measured]) -> None:
    """How time and memory grow from one size to the next."""
    for a, b in itertools.pairwise(rows):
        power = math.log(b.processor / a.processor) / math.log(b.size / a.size)
        print(
            f"{a.size:,} to {b.size:,}: processor time grows as the size to the power of {power:.2f}, memory by {b.memory / a.memory:.1f}"
        )


if __name__ == "__main__":
    main()
