"""What a cluster brings: pages a second with one worker and with more, and how fast shards are merged: `python -m benchmarks.cluster`.

Invented hosts of one local server are visited without a delay by processes of a Dask cluster on this computer, each a shard at a time with
one reading process; the server, the scheduler and the merging share its cores. Starting the cluster is not counted, starting each shard's
crawl is. Prints a line for each number of workers, and the ratio to the first.
"""

import argparse
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from distributed import LocalCluster

from benchmarks.crawl import register, serving
from catalogue.progress import Quiet
from scrapers.cluster.crawling import crawl_on_cluster
from scrapers.cluster.manifests import put_shard
from scrapers.cluster.merging import Merger
from scrapers.cluster.options import ClusterOptions
from scrapers.cluster.rows import write_visits
from scrapers.cluster.storage import Storage
from scrapers.crawling.opting_out import OptOuts
from scrapers.crawling.options import CrawlOptions
from store.opening import open_store
from store.shards import AskedShard, read_visits

AT = "2026-11-23T08:00:00Z"


@contextmanager
def running(workers: int) -> Iterator[str]:
    """The scheduler's address of so many processes."""
    with LocalCluster(
        n_workers=workers, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0", host="127.0.0.1"
    ) as cluster:
        yield cluster.scheduler_address


def crawl(address: str, folder: Path, hosts: int, pages: int, workers: int, sites: int) -> tuple[float, int]:
    """(seconds, pages) of a wave visited by so many workers; its store stays in the folder."""
    path = folder / "store.db"
    register(path, hosts)
    options = CrawlOptions(
        "KE", "2026", contact_name="Office", contact_url="https://stats.example/contact", connect_to=address, allow_private=True,
        delay=0.0, retries=1, pages=pages,
    )  # fmt: skip
    with running(workers) as scheduler:
        begun = time.monotonic()
        crawl_on_cluster(path, options, ClusterOptions(scheduler, str(folder / "shards"), workers, sites), Quiet())
        seconds = time.monotonic() - begun
    with open_store(path, create=False) as store:
        return seconds, int(store.db.execute("SELECT count(*) FROM pages").fetchone()[0])


def merge(crawled: Path, folder: Path, hosts: int) -> tuple[float, int]:
    """(seconds, pages) of taking the rows of a crawled wave, as one shard, into a store that has none of them."""
    target, made, storage = folder / "merged.db", folder / "made", Storage(str(folder / "storage"))
    register(target, hosts)
    made.mkdir()
    with open_store(crawled, create=False) as store:
        store.db.execute("UPDATE pages SET warc_file = NULL, warc_offset = NULL")
        sites = write_visits(read_visits(store, "KE", "2026"), made, lambda _: 0)
        pages = int(store.db.execute("SELECT count(*) FROM pages").fetchone()[0])
    put_shard(storage, made, "KE", "2026", "0" * 24, sites=sites, made_at=AT)
    with open_store(target, create=False) as store:
        begun = time.monotonic()
        Merger(store, storage, OptOuts(set())).merge(AskedShard("KE", "2026", "0" * 24, "crawl", "1/1", storage.url, sites))
        return time.monotonic() - begun, pages


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hosts", type=int, default=400)
    parser.add_argument("--pages", type=int, default=6)
    parser.add_argument("--sites", type=int, default=100, help="of a shard")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    asked = parser.parse_args()
    paces = []
    with serving() as address, TemporaryDirectory() as name:
        for workers in asked.workers:
            folder = Path(name) / str(workers)
            folder.mkdir()
            seconds, pages = crawl(address, folder, asked.hosts, asked.pages, workers, asked.sites)
            paces.append(pages / seconds)
            print(
                f"{workers} workers: {pages} pages in {seconds:.1f} s, {paces[-1]:.1f} a second, {paces[-1] / paces[0]:.2f} times the first"
            )
        seconds, pages = merge(folder / "store.db", folder, asked.hosts)
        print(f"merged {asked.hosts} sites with {pages} pages in {seconds:.1f} s: {pages / seconds:.0f} pages a second")


if __name__ == "__main__":
    main()
