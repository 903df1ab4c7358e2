"""How fast archives become rows: `python -m benchmarks.ingest [--sites N] [--pages N] [--rounds N] [--foreign] [--memory MB MB]`.

Writes an archive of invented websites, then by turns (1) reads its pages with one process for each core, the responses in memory and
nothing kept, and (2) ingests it into a new store. The start of the processes counts in neither. Both are told by the clock (the median of
the rounds' ratios) and in processor time, which other work on the machine disturbs less. Ends 1 where ingest stays below 65 % in processor
time, or by the clock while nothing else used the machine.

With `--memory 500 3000`: instead, the highest memory of ingesting archives of so many MB, each in a process of its own; ends 1 where that
of the longest is more than a tenth above that of the shortest (of archives of others, more than what the list of pages may keep
in memory besides).
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from os import cpu_count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from unittest.mock import patch

from benchmarks.ingest_speed.alone import Extractors, Took
from benchmarks.ingest_speed.archives import COUNTRY, WAVE, name_long_host, register, write_archive, write_long_archive
from benchmarks.ingest_speed.clocks import read_high_water, read_processor_time
from catalogue.memory import LARGEST_READER
from catalogue.progress import Quiet
from scrapers.archives import ingesting
from scrapers.archives.reading import Damage, read_archive
from scrapers.readers.pool import ReaderPool
from scrapers.readers.tasks import Beginning
from store.opening import open_store
from store.site_lists import CACHE

LEAST = 0.65
QUIET = 0.9
"""Share of all cores that extraction alone gets on a machine that does nothing else."""

GROWTH = 1.1


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures; 1 where ingest is slower, or larger, than it should be."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sites", type=int, default=60, help="websites in the archive (60)")
    parser.add_argument("--pages", type=int, default=10, help="pages of each (10)")
    parser.add_argument("--rounds", type=int, default=5, help="how often each way is measured, by turns (5)")
    parser.add_argument("--foreign", action="store_true", help="an archive as others write them, without outcomes")
    parser.add_argument("--memory", type=int, nargs="+", metavar="MB", help="measure the memory of ingesting archives of these sizes")
    parser.add_argument("--only-ingest", type=Path, nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.only_ingest:
        return ingest_and_tell(*options.only_ingest)
    with TemporaryDirectory() as folder:
        if options.memory:
            return compare_memory(Path(folder), options.memory, foreign=options.foreign)
        archive = write_archive(Path(folder) / "sites.warc.gz", options.sites, options.pages, foreign=options.foreign)
        return compare(archive, options.sites * options.pages, options.rounds)


def compare(archive: Path, pages: int, rounds: int) -> int:
    """Prints what both ways took, by turns; 1 where ingest is too slow."""
    other = write_archive(archive.with_name("other.warc.gz"), 4 * (cpu_count() or 1), 1, foreign=False, seed=2)
    with keeping_readers() as pool, Extractors(archive) as extractors:
        ingest(other, pool)
        extractors.extract()
        alone, ours = zip(*((extractors.extract(), ingest(archive, pool)) for _ in range(rounds)), strict=True)
    for name, took in (("extraction alone", alone), ("ingest", ours)):
        print(
            f"{name:17} {pages / median(t.wall for t in took):7.1f} pages/s, {_processor(took) / pages * 1e3:5.2f} ms of processor a page"
        )
    command = median(t.command for t in ours) / pages * 1e3
    print(f"of that in the command itself {command:.2f} ms: enough to feed {_processor(alone) / pages * 1e3 / command:.0f} cores")
    ratios = [before.wall / after.wall for before, after in zip(alone, ours, strict=True)]
    by_clock, by_processor = median(ratios), _processor(alone) / _processor(ours)
    share = _processor(alone) / median(t.wall for t in alone) / (cpu_count() or 1)
    spread = f"{min(ratios):.0%} to {max(ratios):.0%} in {rounds} rounds of {pages} pages"
    print(f"ingest reaches {by_clock:.0%} of extraction by the clock ({spread}),")
    print(f"and {by_processor:.0%} in processor time; extraction alone had {share:.0%} of {cpu_count()} cores")
    return 1 if by_processor < LEAST or (by_clock < LEAST and share >= QUIET) else 0


def _processor(took: Sequence[Took]) -> float:
    return median(t.processor for t in took)


@contextmanager
def keeping_readers() -> Iterator[ReaderPool]:
    """Reading processes that stay from one ingestion to the next."""
    with ReaderPool(Beginning(COUNTRY, None, LARGEST_READER)) as pool, patch.object(ingesting, "ReaderPool", lambda *_: nullcontext(pool)):
        yield pool


def ingest(archive: Path, pool: ReaderPool) -> Took:
    """What it takes to ingest into a store that knows all websites of the archive."""
    with TemporaryDirectory() as folder:
        hosts = {record.response.url.split("/")[2] for record in read_archive(archive, Damage()) if record.response}
        register(Path(folder) / "new.db", iter(sorted(hosts)))
        with open_store(Path(folder) / "new.db") as store:
            readers, began, used = read_processor_time(pool.numbers()), time.monotonic(), time.process_time()
            report = ingesting.ingest_archives(store, [archive], country=COUNTRY, wave=WAVE, progress=Quiet())
            wall, command = time.monotonic() - began, time.process_time() - used
            readers = read_processor_time(pool.numbers()) - readers
    if report.sites != len(hosts):
        raise SystemExit(f"{report.sites} of {len(hosts)} websites were ingested")
    return Took(wall, command + readers, command)


def compare_memory(folder: Path, sizes: Sequence[int], *, foreign: bool) -> int:
    """Prints the memory of ingesting archives of these sizes in MB; 1 where it grows with them."""
    peaks = []
    for size in sorted(sizes):
        archive, store = folder / "long.warc.gz", folder / "long.db"
        sites = write_long_archive(archive, size * 10**6, foreign=foreign)
        register(store, map(name_long_host, range(sites)))
        peak = measure_memory(archive, store)
        print(f"{size:6} MB of archive, {10 * sites} pages of {sites} websites: {peak['own']:.0f} MB in the command at most,"
              f" {peak['reader']:.0f} MB in a reader; {peak['seconds']:.0f} s", flush=True)  # fmt: skip
        peaks.append(peak["own"])
        archive.unlink()
        store.unlink()
    room = 2 * CACHE * 1024 / 1e6 if foreign else 0  # for the list of pages and its sorting, which lie on disk beyond that
    return 1 if peaks[-1] > GROWTH * peaks[0] + room else 0


def measure_memory(archive: Path, store: Path) -> dict[str, float]:
    """Peaks in MB of an ingesting process and of the largest that it started, and the seconds that it took."""
    command = [sys.executable, "-m", "benchmarks.ingest", "--only-ingest", str(archive), str(store)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def ingest_and_tell(archive: Path, path: Path) -> int:
    """Ingests and prints what `measure_memory` gives."""
    began = time.monotonic()
    with open_store(path, create=False) as store:
        ingesting.ingest_archives(store, [archive], country=COUNTRY, wave=WAVE, progress=Quiet())
    print(json.dumps({"own": read_high_water(), "reader": read_peak_of_children(), "seconds": time.monotonic() - began}))
    return 0


def read_peak_of_children() -> float:
    """The highest memory of a process that this one started and that has ended, in MB; not a number where the system does not tell."""
    try:
        import resource
    except ImportError:
        return float("nan")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak / 1e3


if __name__ == "__main__":
    sys.exit(main())
