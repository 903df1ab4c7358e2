"""How long estimation takes, and how much memory: `python -m benchmarks.estimate [SIZES...]`, by default 10000 and 1000000 enterprises.

Invents a store of that many enterprises (21 sections, 4 size classes, 10 regions and more), 16 capabilities decided, a sample of 1,000
with labels to every question; then draws another sample and estimates, and says how time grows. Then 500 bootstrap replicates of a
headline table, and stratified domain means beside svy, which the project does not need (`--peer-python`).
"""

import argparse
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np

from aggregate import aggregate, draw_sample, estimating
from aggregate.estimators.distances import LINEAR
from benchmarks import replicates
from benchmarks.domain_means import HOW_TO, compare_with_peer
from benchmarks.memory import read_peak
from catalogue.capabilities import load_capabilities
from catalogue.isic import load_activities
from store.opening import Store, open_store
from store.records import Label
from store.reviews import append_labels, read_sample

WAVE = ("XD", "2026")
SAMPLE = 1000
CAPABILITIES = tuple(load_capabilities())[:16]
# Arithmetic that looks like chance: the same store each time, made inside SQLite.
NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :size)"
ENTERPRISES = f"""{NUMBERS} INSERT INTO enterprises (country, wave, enterprise_id, name, activity, section, size_class, region,
    urbanisation, owner_sex, extra, site, loaded_at) SELECT 'XD', '2026', printf('e%08d', i), 'Firm ' || i, k.code, k.section,
    CASE WHEN i % 100 < 72 THEN 'S0T9' WHEN i % 100 < 90 THEN 'S10T49' WHEN i % 100 < 97 THEN 'S50T249' ELSE 'S_GE250' END,
    printf('R%02d', (i * 104729 / 11) % 10), substr('UR', 1 + (i * 31 / 3) % 2, 1), substr('MF', 1 + (i * 17 / 5) % 7 / 5, 1),
    CASE WHEN (i * 13 / 9) % 5 THEN '{{"exporter": "no"}}' ELSE '{{"exporter": "yes"}}' END,
    CASE WHEN (i * 31 / 7) % 10 < 4 THEN 'e' || i || '.example' END, '2026-11-22'
    FROM n JOIN temp.classes k ON k.place = 1 + (i * 7919 / 13) % :classes ORDER BY i"""
WEBSITES = """INSERT INTO websites (country, wave, site, host, status)
    SELECT country, wave, site, site, 'ok' FROM enterprises WHERE site IS NOT NULL"""
LINKS = """INSERT INTO links (country, wave, enterprise_id, site, relation, probability, decided_by)
    SELECT country, wave, enterprise_id, site, 'own', 1, 'register' FROM enterprises WHERE site IS NOT NULL"""
DECIDED = """INSERT INTO capability_rows (unit, capability, answer, probability, model)
    SELECT e.unit, k.term, CASE WHEN e.site IS NULL OR e.unit * 17 % 11 = 0 THEN 0
    ELSE 1 + ((e.unit * 13 + k.term * 7) % 5 = 0) END, 0.9, m.term
    FROM enterprises e JOIN terms k ON k.kind = 'capability' JOIN terms m ON m.kind = 'model' ORDER BY 1, 2"""


def invent_store(path: Path, size: int) -> Store:
    """A store of so many enterprises with everything that estimation reads."""
    store = open_store(path)
    with store.writing() as db:
        terms = [("capability", key) for key in CAPABILITIES] + [("model", "benchmark")]
        db.conn.executemany("INSERT INTO terms (kind, text) VALUES (?, ?)", terms)
        db.conn.execute("CREATE TEMP TABLE classes (place INTEGER PRIMARY KEY, code, section)")
        classes = [(code, entry.section) for code, entry in load_activities().items() if entry.level == "class"]
        db.conn.executemany("INSERT INTO temp.classes (code, section) VALUES (?, ?)", classes)
        db.conn.execute(ENTERPRISES, {"size": size, "classes": len(classes)})
        for sql in (WEBSITES, LINKS, DECIDED):
            db.conn.execute(sql)
    _label(store, size)
    return store


def _label(store: Store, size: int) -> None:
    """Labels of the machine's kind of answers, one in twelve another one, to all questions."""
    sample = draw_sample(store, *WAVE, size=min(SAMPLE, size // 5), seed=1).sample
    units = read_sample(store, *WAVE, sample)["enterprise_id"]
    generator = np.random.default_rng(1)
    says_yes = generator.random((len(units), len(CAPABILITIES))) < 0.15
    append_labels(
        store,
        (
            Label(*WAVE, unit, question, "yes" if says_yes[i, j] else "no", "ann", "audit", "2026-11-22T00:00:00Z", sample=sample)
            for i, unit in enumerate(units)
            for j, question in enumerate(CAPABILITIES)
        ),
    )


@dataclass(frozen=True, slots=True)
class Clock:
    """Seconds on the wall and of the processor."""

    wall: float
    processor: float

    @classmethod
    def read(cls) -> "Clock":
        """Now."""
        return cls(time.perf_counter(), time.process_time())

    def since(self, before: "Clock") -> "Clock":
        """From then to this."""
        return Clock(self.wall - before.wall, self.processor - before.processor)


def measure_estimation(store: Store) -> tuple[Clock, Clock, int]:
    """Time from store to store, time of it from the frame's cells being read to the rows being ready, and how many rows."""
    marks = dict[str, Clock]()
    count, replace = estimating.count_frame, estimating.replace_estimate_columns

    def count_and_mark(*arguments: Any) -> Any:
        counts = count(*arguments)
        marks["read"] = Clock.read()
        return counts

    def mark_and_replace(*arguments: Any) -> None:
        marks["ready"] = Clock.read()
        replace(*arguments)

    with patch.object(estimating, "count_frame", count_and_mark), patch.object(estimating, "replace_estimate_columns", mark_and_replace):
        began = Clock.read()
        report = aggregate(store, *WAVE)
        whole = Clock.read().since(began)
    return whole, marks["ready"].since(marks["read"]), report.estimates


def measure(path: Path, size: int) -> float:
    """Prints the times of one size; gives the processor's seconds from store to store."""
    print(f"{size:,} enterprises × {len(CAPABILITIES)} capabilities, 21 sections × 4 sizes × 10 regions with all margins, and more")
    began = Clock.read()
    with open_store(path) if path.exists() else invent_store(path, size) as store:
        _print("invent or open", Clock.read().since(began))
        began = Clock.read()
        draw_sample(store, *WAVE, size=min(SAMPLE, size // 5), seed=2)
        _print("draw a sample", Clock.read().since(began))
        whole, estimation, rows = measure_estimation(store)
    _print("estimate, once cells are read", estimation)
    _print("estimate, from store to store", whole)
    print(f"  {rows:,} figures", flush=True)
    return whole.processor


def _print(name: str, took: Clock) -> None:
    print(f"  {name:32} {took.wall:7.1f} s ({took.processor:6.1f} s of processor)   highest memory {read_peak():6.0f} MB", flush=True)


def main() -> int:
    """Reads the sizes, measures each, then the bootstrap and the peer."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.estimate", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("sizes", type=int, nargs="*", default=[10_000, 1_000_000], metavar="SIZE")
    parser.add_argument("--keep", type=Path, help="a folder for the invented stores; one that is there already is used again")
    parser.add_argument("--peer-python", help=f"a Python that has svy: {HOW_TO}")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        seconds = {size: measure((options.keep or Path(folder)) / f"{size}.db", size) for size in options.sizes}
    first, last = options.sizes[0], options.sizes[-1]
    if last != first:
        print(
            f"from {first:,} to {last:,} enterprises: {last / first:.0f} times as many, {seconds[last] / seconds[first]:.1f} times as long"
        )
    replicates.measure(SAMPLE, 500, LINEAR)
    for units in (1_000, 10_000) if options.peer_python else ():
        compare_with_peer(units, options.peer_python)
    if not options.peer_python:
        print(f"svy: not measured; {HOW_TO}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
