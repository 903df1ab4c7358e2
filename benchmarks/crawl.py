"""What a page costs the crawling process, archiving included, beside a bare Scrapy spider: `python -m benchmarks.crawl`.

Both visit the same invented hosts of one local server by turns, with the same settings (reactor, resolver, hosts at once, slots, timeouts,
encodings) and without a delay, each host one page at a time. The bare spider has Scrapy's own download handler and middlewares, its
robots.txt middleware among them, takes the compression off, follows links with lexbor and keeps nothing. Ours archives, stores, keeps to
the places at a shared address (as many as there are hosts at once here), and sends bodies to the processes that read them.

Counted is the processor time, user and system, of the crawling process and all its threads, from its first answer (so without the
loading of programs and words) to its end. A page is an answer with code 200 that is not robots.txt; both ask each host for its robots.txt
once, and every link of the invented websites leads to a page, so that neither spends time on anything else; the cost of an answer of any
kind stands beside. Extraction runs in other processes and is reported apart. Ends 1 where the median ratio is above the limit.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.crawl_speed.projection import describe_projections
from benchmarks.crawl_speed.server import name_host
from catalogue.sites import find_site
from scrapers.crawling.launching import list_arguments
from scrapers.crawling.options import CrawlOptions
from store.opening import open_store
from store.records import Website
from store.websites import add_websites

LIMIT = 1.5
COST = '{"benchmarks.crawl_speed.cost.Cost": 1, "scrapy.extensions.remote_control.RemoteControl": null}'
Figures = dict[str, float]


@contextmanager
def serving() -> Iterator[str]:
    """The address of the server, while the block lasts."""
    command = [sys.executable, "-m", "benchmarks.crawl_speed.server"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        try:
            yield server.stdout.readline().strip()
        finally:
            server.stdin.close()


def crawl_bare(address: str, folder: Path, hosts: int, pages: int, concurrency: int) -> Figures:
    """What the peer costs."""
    given = {"ECOMSTAT_CONNECT_TO": address, "ECOMSTAT_ALLOW_PRIVATE": True, "DOWNLOAD_DELAY": 0, "CONCURRENT_REQUESTS": concurrency}
    settings = [part for name, value in given.items() for part in ("-s", f"{name}={value}")]
    command = [sys.executable, "-m", "scrapy", "crawl", "bare", "-a", f"hosts={hosts}", "-a", f"pages={pages}", *settings]
    return run(command, "benchmarks.crawl_speed.bare_settings", folder / "bare.json")


def crawl_ours(address: str, folder: Path, hosts: int, pages: int, concurrency: int, readers: int) -> Figures:
    """What our crawl costs, on a new store."""
    path = folder / "ours.db"
    register(path, hosts)
    doors = {"ECOMSTAT_PER_ADDRESS": str(concurrency), "ECOMSTAT_ADDRESS_PAUSE": "0"}
    options = CrawlOptions(
        "KE", "2026", contact_name="Office", contact_url="https://stats.example/contact", connect_to=address, allow_private=True,
        delay=0.0, retries=1, pages=pages, concurrency=concurrency,
        settings={"EXTENSIONS": COST, "ECOMSTAT_READERS": str(readers), **doors},
    )  # fmt: skip
    return run(list_arguments(path, options), "scrapers.settings", folder / "ours.json")


def run(command: list[str], settings: str, file: Path) -> Figures:
    """Runs a crawl to its end; its own figures, and `beside`: processor seconds of the processes that it started."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {**os.environ, "SCRAPY_SETTINGS_MODULE": settings, "PYTHONPATH": str(Path(__file__).parents[1])}
    subprocess.run([*command, "-s", f"COST_FILE={file}"], env=environment, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    figures: Figures = json.loads(file.read_text(encoding="utf-8"))
    all_of_it = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return figures | {"beside": all_of_it - figures["cpu"]}


def register(path: Path, hosts: int) -> None:
    """A store that knows these hosts as websites to visit."""
    sites = [(url, find_site(url)) for url in (f"http://{name_host(number)}/" for number in range(hosts))]
    with open_store(path) as store:
        add_websites(store, [Website("KE", "2026", site.site, site.host, site.kind, url) for url, site in sites if site])


def per_page(figures: Figures) -> float:
    """Milliseconds of processor time a page."""
    return 1000 * figures["cpu"] / figures["pages"]


def describe(title: str, figures: Figures) -> str:
    """A run in one line."""
    pages, answers = figures["pages"], figures["answers"]
    return (
        f"{title}: {pages:6.0f} pages, {per_page(figures):5.2f} ms of processor a page, {1000 * figures['cpu'] / answers:5.2f} an answer"
        f" ({answers:.0f}), {pages / figures['wall']:6.1f} pages/s, {figures['peak'] / 2**20:4.0f} MB"
    )


def main() -> None:
    """Alternates the two and prints each run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hosts", type=int, default=1000)
    parser.add_argument("--pages", type=int, default=6)
    parser.add_argument("--concurrency", type=int, default=32)
    parser.add_argument("--readers", type=int, default=0, help="processes that read pages; as many as cores if not given")
    parser.add_argument("--times", type=int, default=3)
    given = parser.parse_args()
    runs: list[tuple[Figures, Figures]] = []
    with serving() as address:
        for _ in range(given.times):
            with TemporaryDirectory() as name:
                bare = crawl_bare(address, Path(name), given.hosts, given.pages, given.concurrency)
                ours = crawl_ours(address, Path(name), given.hosts, given.pages, given.concurrency, given.readers)
            runs.append((bare, ours))
            reading = f"; {1000 * ours['beside'] / ours['pages']:.1f} ms a page beside"
            ratio = f"ratio {per_page(ours) / per_page(bare):.2f}"
            print(describe("bare", bare), describe("ours", ours) + reading, ratio, sep="\n", flush=True)
    ratios = [per_page(ours) / per_page(bare) for bare, ours in runs]
    median = statistics.median(ratios)
    print(f"median ratio {median:.2f} ({min(ratios):.2f} to {max(ratios):.2f}); at most {LIMIT} is asked for")
    beside = statistics.median(1000 * ours["beside"] / ours["pages"] for _, ours in runs)
    print(*describe_projections(statistics.median(per_page(ours) for _, ours in runs), beside), sep="\n")
    sys.exit(median > LIMIT)


if __name__ == "__main__":
    main()
