"""How fast archives become rows: `python -m benchmarks.ingest [--sites N] [--pages N] [--rounds N] [--foreign]`.

Writes an archive of invented websites, then by turns (1) reads its pages with one process for each core, the responses in memory and
nothing kept, and (2) ingests it into a new store. The start of the processes counts in neither; its seconds are printed. Then the memory
of ingesting that archive and one with ten times as many sites, each in a process of its own. Ends 1 where ingest stays below 65 %.
"""

import argparse
import json
import multiprocessing
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from itertools import groupby
from multiprocessing.synchronize import Barrier
from os import cpu_count
from pathlib import Path
from unittest.mock import patch

from benchmarks.invented_sites import invent_pages
from benchmarks.memory import read_peak
from catalogue.profiles import load_profile
from catalogue.progress import Quiet
from catalogue.sites import find_site
from scrapers.archives import ingesting
from scrapers.archives.judging import get_ready, read_response_page
from scrapers.archives.outcomes import SiteOutcome
from scrapers.archives.reading import Damage, read_archive
from scrapers.archives.responses import SentResponse
from scrapers.archives.writing import ArchiveFile, pack_visit
from scrapers.readers.pool import MEMORY, ReaderPool
from scrapers.readers.tasks import Beginning
from store.opening import open_store
from store.records import Website
from store.websites import add_websites

COUNTRY, WAVE, AT = "KE", "2026", "2026-03-01T10:00:00Z"
LEAST = 0.65


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures; 1 where ingest is slower than it should be."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sites", type=int, default=60, help="websites in the archive (60)")
    parser.add_argument("--pages", type=int, default=10, help="pages of each (10)")
    parser.add_argument("--rounds", type=int, default=3, help="how often each way is measured, by turns (3)")
    parser.add_argument("--foreign", action="store_true", help="an archive as others write them, without outcomes")
    parser.add_argument("--only-ingest", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.only_ingest:
        ingest(options.only_ingest)
        print(json.dumps({"own": read_peak(), "reader": read_peak_of_children()}))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        archive = write_archive(Path(folder) / "small.warc.gz", options.sites, options.pages, foreign=options.foreign)
        count = options.sites * options.pages
        ratio = compare(archive, count, options.rounds)
        large = write_archive(Path(folder) / "large.warc.gz", 10 * options.sites, options.pages, foreign=options.foreign)
        for path in (archive, large):
            peaks = measure_memory(path)
            size = path.stat().st_size / 1e6
            print(f"{size:7.1f} MB of archive: {peaks['own']:.0f} MB in the command, {peaks['reader']:.0f} MB in a reader")
    return 0 if ratio >= LEAST else 1


def write_archive(path: Path, sites: int, pages: int, *, foreign: bool, seed: int = 1) -> Path:
    """An archive of invented websites, with the outcomes of a crawl unless it is to be a foreign one."""
    description = {} if foreign else {"software": "ecomstat/benchmark"}
    archive = ArchiveFile(path, description)
    for name, group in groupby(invent_pages(sites, pages, seed), key=lambda page: page.url.split("/")[2]):
        host = name.replace(".example", ".co.ke")
        responses = [SentResponse(p.url.replace(name, host), 200, tuple(p.headers.items()), p.body, AT) for p in group]
        home = f"https://{host}/"
        responses[0] = SentResponse(home, 200, responses[0].headers, responses[0].body, AT)
        urls = tuple(r.url for r in responses)
        outcome = SiteOutcome(COUNTRY, WAVE, host, host, "own", home, None, urls, len(urls), "ok", True, 1, AT, AT, len(urls), 0)
        records = pack_visit((), responses, outcome)
        archive.append(records[:-1] if foreign else records)
    return path


def compare(archive: Path, pages: int, rounds: int) -> float:
    """Pages a second of both ways, by turns; gives ingest's share of what extraction reaches."""
    took, started = {"extraction alone": 0.0, "ingest": 0.0}, 0.0
    other = write_archive(archive.with_name("other.warc.gz"), 4 * (cpu_count() or 1), 1, foreign=False, seed=2)
    for _ in range(rounds):
        took["extraction alone"] += extract_alone(archive)
        with ReaderPool(Beginning(COUNTRY, None, MEMORY)) as pool, patch.object(ingesting, "ReaderPool", lambda *_: nullcontext(pool)):
            started += ingest(other)
            took["ingest"] += ingest(archive)
    for name, seconds in took.items():
        print(f"{name:17} {rounds * pages / seconds:7.1f} pages/s")
    print(f"starting the processes took {started / rounds:.0f} s")
    ratio = took["extraction alone"] / took["ingest"]
    print(f"ingest reaches {ratio:.0%} of it, on {cpu_count()} cores, {rounds} rounds of {pages} pages")
    return ratio


def extract_alone(archive: Path) -> float:
    """Seconds from the first process's beginning to the last one's end."""
    context, count = multiprocessing.get_context("spawn"), cpu_count() or 1
    barrier, answers = context.Barrier(count), context.Queue()
    processes = [context.Process(target=_extract, args=(archive, number, count, barrier, answers)) for number in range(count)]
    for process in processes:
        process.start()
    times = [answers.get() for _ in processes]
    for process in processes:
        process.join()
    return float(max(end for _, end in times) - min(begin for begin, _ in times))


def _extract(archive: Path, number: int, count: int, barrier: Barrier, answers: "multiprocessing.Queue[tuple[float, float]]") -> None:
    responses, profile = list(_read_share(archive, number, count)), load_profile(COUNTRY)
    get_ready(profile)
    barrier.wait()
    began = time.monotonic()
    for response in responses:
        read_response_page(response, profile)
    answers.put((began, time.monotonic()))


def _read_share(archive: Path, number: int, count: int) -> Iterator[SentResponse]:
    """The pages of every `count`-th website."""
    found = (record.response for record in read_archive(archive, Damage()) if record.response)
    for site, (_, pages) in enumerate(groupby(found, key=lambda response: response.url.split("/")[2])):
        if site % count == number:
            yield from pages


def ingest(archive: Path) -> float:
    """Seconds to ingest into a store that knows all websites of the archive."""
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "new.db") as store:
        hosts = {record.response.url.split("/")[2] for record in read_archive(archive, Damage()) if record.response}
        sites = [found for host in sorted(hosts) if (found := find_site(f"https://{host}/"))]
        add_websites(store, [Website(COUNTRY, WAVE, site.site, site.host, site.kind, site.url) for site in sites])
        began = time.monotonic()
        report = ingesting.ingest_archives(store, [archive], country=COUNTRY, wave=WAVE, progress=Quiet())
        took = time.monotonic() - began
        if report.sites != len(hosts):
            raise SystemExit(f"{report.sites} of {len(hosts)} websites were ingested")
    return took


def measure_memory(archive: Path) -> dict[str, float]:
    """Peaks in MB of an ingesting process and of the largest that it started."""
    command = [sys.executable, "-m", "benchmarks.ingest", "--only-ingest", str(archive)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


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
