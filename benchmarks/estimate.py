"""How long estimation takes, and how much memory: `python -m benchmarks.estimate [SIZES...]`, by default 10000 and 100000 enterprises.

Invents a store of that many enterprises (17 sections, 5 size classes, 20 regions), all capabilities decided, and a sample of 1,000 with
labels to every question; then draws another sample, estimates, and prints seconds and the process's highest memory so far.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from aggregate import aggregate, draw_sample
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


def _timed(name: str, work: Callable[[], Any]) -> Any:
    started = time.perf_counter()
    result = work()
    print(f"  {name:28} {time.perf_counter() - started:8.1f} s   highest memory {_read_peak():6.0f} MB", flush=True)
    return result


def _read_peak() -> float:
    """The highest memory of this process so far, in MB; not a number where the system does not tell."""
    try:
        import resource
    except ImportError:
        return float("nan")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak / 1e3


def main() -> int:
    """Reads the sizes, measures each."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.estimate", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("sizes", type=int, nargs="*", default=[10_000, 100_000], metavar="SIZE")
    parser.add_argument("--keep", type=Path, help="a folder for the invented stores; one that is there already is used again")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for size in options.sizes:
            path = (options.keep or Path(folder)) / f"{size}.db"
            print(f"{size:,} enterprises × {len(CAPABILITIES)} capabilities")
            store = open_store(path) if path.exists() else _timed("invent", lambda path=path, size=size: invent_store(path, size))
            with store:
                _timed("draw a sample", lambda store=store, size=size: draw_sample(store, *WAVE, size=min(SAMPLE, size // 5), seed=2))
                report = _timed("estimate", lambda store=store: aggregate(store, *WAVE))
            print(f"  {report.sentence}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
