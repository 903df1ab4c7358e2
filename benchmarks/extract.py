"""How long a page's extraction takes beside merely parsing it: `python -m benchmarks.extract [FOLDER] [--pages N] [--rounds N]`.

Reads our own invented pages of the tests and, if FOLDER holds web archives (`*.warc.gz`), every so many-th page of them. Each page goes
through all ways in turn, so that a busy machine slows all of them alike. Prints pages a second and the ratios to the bare Lexbor parse.
"""

import argparse
import time
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path

from bs4 import BeautifulSoup
from selectolax.lexbor import LexborHTMLParser

from scrapers.archives.reading import Damage, read_archive
from scrapers.archives.responses import open_page
from scrapers.signals import FetchedPage, read_page
from scrapers.signals.decoding import is_html

OWN_PAGES = Path(__file__).parents[1] / "tests" / "scrapers" / "signals" / "pages"
WAYS: dict[str, Callable[[FetchedPage], object]] = {
    "lexbor parse": lambda page: LexborHTMLParser(page.body),
    "read_page": read_page,
    "BeautifulSoup with lxml": lambda page: BeautifulSoup(page.body, "lxml"),
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Times all ways on all pages."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, help="folder with web archives")
    parser.add_argument("--pages", type=int, default=150, help="pages of the archives to read, spread evenly (150)")
    parser.add_argument("--rounds", type=int, default=1, help="times that each page is read (1)")
    options = parser.parse_args(arguments)
    warnings.filterwarnings("ignore", module="bs4")
    print_times("invented pages", read_own_pages(), options.rounds)
    if options.folder:
        print_times(str(options.folder), read_corpus(options.folder, options.pages), options.rounds)


def read_own_pages() -> list[FetchedPage]:
    """The pages that the tests of signals are made of."""
    headers = {"content-type": "text/html"}
    return [FetchedPage(f"https://{path.stem}.example/", 200, headers, path.read_bytes(), "") for path in sorted(OWN_PAGES.glob("*.html"))]


def read_corpus(folder: Path, count: int) -> list[FetchedPage]:
    """At most `count` pages of the folder's archives, spread evenly over them."""
    records = (record for path in sorted(folder.glob("*.warc.gz")) for record in read_archive(path, Damage()))
    pages = [page for record in records if record.response and is_html(page := open_page(record.response))]
    return pages[:: max(1, -(-len(pages) // count))]


def measure(pages: Sequence[FetchedPage], rounds: int) -> dict[str, float]:
    """Seconds of processor time by way; our own pages go first unmeasured, so that loading words and patterns does not count."""
    for page in read_own_pages():
        for way in WAYS.values():
            way(page)
    took = dict.fromkeys(WAYS, 0.0)
    for page in list(pages) * rounds:
        for name, way in WAYS.items():
            began = time.process_time()
            way(page)
            took[name] += time.process_time() - began
    return took


def print_times(title: str, pages: Sequence[FetchedPage], rounds: int) -> None:
    """One line a way: pages a second, milliseconds a page, and how many bare parses that is."""
    if not pages:
        print(f"{title}: no pages")
        return
    took, readings = measure(pages, rounds), len(pages) * rounds
    bare = took["lexbor parse"]
    print(f"{title}: {len(pages)} pages, {sum(len(page.body) for page in pages) / len(pages) / 1000:.0f} kB each")
    for name, seconds in took.items():
        print(f"  {name:26} {readings / seconds:8.0f} pages/s {1000 * seconds / readings:8.2f} ms {seconds / bare:7.1f} x the parse")


if __name__ == "__main__":
    main()
