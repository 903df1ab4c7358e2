"""How long a page's extraction takes beside merely parsing it: `python -m benchmarks.extract [FOLDER] [--pages N] [--peer-python PATH]`.

Reads invented websites and, if FOLDER holds web archives (`*.warc.gz`), whole websites of theirs, one after the other as a crawl does. Each
page goes through all ways in turn, so that a busy machine slows all of them alike; processor time counts. `read_page` is measured twice: in
this order, in which it profits from what it keeps of a site's earlier pages, and on pages of different sites with nothing kept at all.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from bs4 import BeautifulSoup
from selectolax.lexbor import LexborHTMLParser

from benchmarks.invented_sites import invent_pages
from scrapers.archives.reading import Damage, read_archive
from scrapers.archives.responses import open_page
from scrapers.signals import FetchedPage, read_page
from scrapers.signals.addresses import host_of
from scrapers.signals.decoding import decode_page, is_html
from scrapers.signals.tags import known, quiet
from scrapers.signals.words import forget_phrases

PEER = Path(__file__).parent / "peer_extract.py"
KEPT_FROM = 1_000  # caches for at least so many values are of pages' parts; smaller ones are of words, patterns and countries
WAYS: dict[str, Callable[[FetchedPage], object]] = {
    "lexbor parse": lambda page: LexborHTMLParser(page.body),
    "read_page": read_page,
    "BeautifulSoup with lxml": lambda page: BeautifulSoup(page.body, "lxml"),
}
HOW_TO = "python -m venv peers && peers/bin/pip install python-Wappalyzer extruct setuptools, then --peer-python peers/bin/python"


def main(arguments: Sequence[str] | None = None) -> None:
    """Times all ways on all pages."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, help="folder with web archives")
    parser.add_argument("--pages", type=int, default=300, help="pages of the archives to read, whole websites (300)")
    parser.add_argument("--peer-python", help=f"a Python that has the peers: {HOW_TO}")
    options = parser.parse_args(arguments)
    warnings.filterwarnings("ignore", module="bs4")
    for page in invent_pages(4, 1, seed=0):
        read_page(page)
    print_times("invented websites", list(invent_pages(16, 8)), options.peer_python)
    if options.folder:
        print_times(str(options.folder), read_corpus(options.folder, options.pages), options.peer_python)
    if not options.peer_python:
        print(f"python-Wappalyzer and extruct: not measured; {HOW_TO}")


def read_corpus(folder: Path, count: int) -> list[FetchedPage]:
    """About `count` pages of the folder's archives: whole websites, spread evenly over them, one after the other."""
    records = (record for path in sorted(folder.glob("*.warc.gz")) for record in read_archive(path, Damage()))
    pages = [page for record in records if record.response and is_html(page := open_page(record.response))]
    sites = [list(group) for _, group in groupby(pages, lambda page: host_of(page.url))]
    step = max(1, -(-len(pages) // count))
    return [page for site in sites[::step] for page in site]


def measure(pages: Sequence[FetchedPage]) -> dict[str, float]:
    """Seconds of processor time by way, each page through all ways in turn."""
    took = dict.fromkeys(WAYS, 0.0)
    for page in pages:
        for name, way in WAYS.items():
            began = time.process_time()
            way(page)
            took[name] += time.process_time() - began
    return took


def measure_alone(pages: Sequence[FetchedPage]) -> tuple[float, float, int]:
    """Seconds of the bare parse and of `read_page` on one page of each site, with nothing kept of other pages; and how many pages."""
    firsts = list({host_of(page.url): page for page in pages}.values())
    bare = alone = 0.0
    for page in firsts:
        forget_pages()
        began = time.process_time()
        LexborHTMLParser(page.body)
        parsed = time.process_time()
        read_page(page)
        bare, alone = bare + parsed - began, alone + time.process_time() - parsed
    return bare, alone, len(firsts)


def forget_pages() -> None:
    """Empties everything that the rules keep of pages read before; words, patterns and countries stay loaded."""
    known.clear()
    quiet.clear()
    forget_phrases()
    for cached in _find_caches():
        cached.cache_clear()  # type: ignore[attr-defined]


def _find_caches() -> Iterator[object]:
    for name, module in list(sys.modules.items()):
        if name.startswith("scrapers.signals"):
            for value in vars(module).values():
                if hasattr(value, "cache_parameters") and (value.cache_parameters()["maxsize"] or 0) >= KEPT_FROM:
                    yield value


def measure_peers(pages: Sequence[FetchedPage], python: str) -> dict[str, float]:
    """Seconds of processor time that python-Wappalyzer and extruct with their defaults take, in a Python of their own; and failures."""
    with tempfile.TemporaryDirectory() as folder:
        names = [(f"{number}.html", page.url) for number, page in enumerate(pages)]
        (Path(folder) / "pages.json").write_text(json.dumps(names), encoding="utf-8")
        for (name, _), page in zip(names, pages, strict=True):
            (Path(folder) / name).write_bytes(decode_page(page))
        done = subprocess.run([python, str(PEER), folder], capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def print_times(title: str, pages: Sequence[FetchedPage], peer_python: str | None) -> None:
    """One line a way: pages a second, milliseconds a page, and how many bare parses that is."""
    if not pages:
        print(f"{title}: no pages")
        return
    took = measure(pages)
    print(f"{title}: {len(pages)} pages, {sum(len(page.body) for page in pages) / len(pages) / 1000:.0f} kB each")
    for name, seconds in took.items():
        _print_way(name, seconds, len(pages), took["lexbor parse"])
    bare, alone, count = measure_alone(pages)
    _print_way(f"read_page, nothing kept ({count})", alone, count, bare)
    if peer_python:
        part = pages[:: max(1, len(pages) // 40)]
        peers, own = measure_peers(part, peer_python), measure(part)
        _print_way(f"python-Wappalyzer + extruct ({len(part)})", peers["seconds"], len(part), own["lexbor parse"])
        print(f"  … {peers['seconds'] / own['read_page']:.0f} x read_page on the same pages; failed on {peers['failed']:.0f}")


def _print_way(name: str, seconds: float, pages: int, bare: float) -> None:
    print(f"  {name:34} {pages / seconds:8.0f} pages/s {1000 * seconds / pages:8.2f} ms {seconds / bare:7.1f} x the parse")


if __name__ == "__main__":
    main()
