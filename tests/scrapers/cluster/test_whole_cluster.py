"""A real cluster of processes on this computer: it leaves the rows that a crawl here leaves, whoever dies."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("distributed", reason="needs ecomstat[cluster]")
pytest.importorskip("pyarrow", reason="needs ecomstat[cluster]")

from distributed import LocalCluster

from catalogue.progress import Quiet
from scrapers.archives.places import find_file
from scrapers.archives.reading import read_record
from scrapers.cluster.crawling import crawl_on_cluster
from scrapers.cluster.ingesting import ingest_on_cluster
from scrapers.cluster.options import ClusterOptions
from scrapers.cluster.storage import Storage
from scrapers.crawling.options import CrawlOptions
from scrapers.crawling.shards import Shard
from store.opening import Store, open_store
from store.records import Page, Signal, Website
from store.websites import add_websites, read_pages, read_signals, read_websites
from tests.scrapers.cluster.s3 import open_bucket
from tests.scrapers.crawling.conftest import CONTACT, QUICK, crawl, register_sites
from tests.scrapers.crawling.town import Answer, Host, Town, open_town, page, plain

pytestmark = [
    pytest.mark.long,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # Dask's own processes and loops, as they are killed here
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

NAMES = [f"workshop-{number}.co.ke" for number in range(18)]
GONE = "gone.co.ke"
Rows = tuple[Website, list[Page], list[Signal]]


def build_city() -> dict[str, Host]:
    city: dict[str, Host] = {
        name: plain(
            {
                "/": page(name, "/shop", "/contact"),
                "/shop": page("Shop", text="Add to cart: chairs for KES 4,500"),
                "/contact": page("Contact"),
            }
        )
        for name in NAMES
    }
    city[GONE] = plain({"/": Answer("gone", 410)})
    return city


@pytest.fixture(scope="module")
def town() -> Iterator[Town]:
    with open_town(build_city()) as opened:
        yield opened


@pytest.fixture(scope="module")
def crawled_here(town: Town, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store after a crawl in one process of this computer."""
    path = tmp_path_factory.mktemp("here") / "ecomstat.db"
    register_sites(path, [*NAMES, GONE])
    crawl(path, town)
    return path


def read_rows(path: Path) -> dict[str, Rows]:
    """What a store holds of each site, without times and places in archives."""

    def strip(website: Website) -> Website:
        return replace(website, first_attempt_at="", last_attempt_at="")

    def read(store: Store, website: Website) -> Rows:
        pages = [replace(p, fetched_at="", warc_file="", warc_offset=0) for p in read_pages(store, "KE", "2026", website.site)]
        return strip(website), pages, read_signals(store, "KE", "2026", website.site)

    with open_store(path) as store:
        return {website.site: read(store, website) for website in read_websites(store, "KE", "2026")}


def options(town: Town) -> CrawlOptions:
    return CrawlOptions(
        "KE", "2026", contact_name="Office", contact_url=CONTACT, connect_to=town.address, allow_private=True, delay=0.0, retries=1,
        settings=QUICK,
    )  # fmt: skip


def kill_one(cluster: LocalCluster, town: Town, path: Path, killed: list[int]) -> None:
    """Kills the computer of the cluster whose shard is visited first, in the middle of that."""
    before = len(town.asked)
    while len(town.asked) < before + 4:
        time.sleep(0.02)
    host = town.asked[-1].host
    sql = "SELECT shard, part FROM shards WHERE merged_at IS NULL"
    with open_store(path) as store:
        shard = next(str(name) for name, part in store.db.execute(sql) if Shard.read(part).holds(host))
    worker = cluster.scheduler.tasks[f"ecomstat-{shard}"].processing_on.name
    killed.append(cluster.workers[worker].pid)
    os.kill(killed[0], getattr(signal, "SIGKILL", signal.SIGTERM))


def test_a_cluster_whose_computer_dies_leaves_what_a_crawl_here_leaves(town: Town, crawled_here: Path, tmp_path: Path) -> None:
    path, killed = tmp_path / "ecomstat.db", list[int]()
    register_sites(path, [*NAMES, GONE])
    before = len(town.asked)
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0", host="127.0.0.1") as cluster:
        killer = threading.Thread(target=kill_one, args=(cluster, town, path, killed), daemon=True)
        killer.start()
        asked = ClusterOptions(cluster.scheduler_address, str(tmp_path / "storage"), at_once=2, sites=7)
        report = crawl_on_cluster(path, options(town), asked, Quiet())
    assert killed
    assert (report.crawl.visited, report.shards, report.failed, report.staying) == (19, 3, (), 0)
    assert read_rows(path) == read_rows(crawled_here)
    assert len(town.asked) > before + report.crawl.requests  # what was begun by the dead was done again
    with open_store(path) as store:
        for name in (NAMES[0], NAMES[-1]):
            for found in read_pages(store, "KE", "2026", name):
                assert found.warc_file is not None
                assert found.warc_offset is not None
                assert read_record(find_file(path, found.warc_file), found.warc_offset).url == found.url
    assert not [file for file in (tmp_path / "storage").rglob("*") if file.is_file() and file.suffix != ".log"]
    assert crawl_on_cluster(path, options(town), asked, Quiet()).crawl.visited == 0  # nobody is needed for nothing


def test_shards_finished_after_a_break_are_taken_without_another_visit(town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, asked = tmp_path / "ecomstat.db", ClusterOptions("local:1", str(tmp_path / "storage"), sites=50)
    register_sites(path, NAMES[:3])

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr("scrapers.cluster.crawling._ClusterCrawl._finish", interrupt)
        with pytest.raises(KeyboardInterrupt):
            crawl_on_cluster(path, options(town), asked, Quiet())
    visited = len(town.asked)
    report = crawl_on_cluster(path, options(town), asked, Quiet())
    assert (report.crawl.visited, report.crawl.statuses) == (3, {"ok": 3})
    assert len(town.asked) == visited


def test_a_bucket_takes_shards_and_archives_there_are_read(
    town: Town, crawled_here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, other = tmp_path / "ecomstat.db", tmp_path / "other.db"
    register_sites(path, [*NAMES[:4], GONE])
    expected = read_rows(crawled_here)
    with open_bucket(monkeypatch, "waves") as bucket:
        report = crawl_on_cluster(path, options(town), ClusterOptions("local:1", f"{bucket}/here", sites=50), Quiet())
        assert (report.crawl.visited, report.failed) == (5, ())
        assert read_rows(path) == {site: expected[site] for site in (*NAMES[:4], GONE)}
        assert Storage(bucket).list_files("here/**/*.parquet") == []
        [archive] = crawled_here.with_name("ecomstat-archive").iterdir()
        Storage(bucket).put(archive, f"archives/{archive.name}")
        with open_store(crawled_here) as here, open_store(other) as store:
            sites = [Website(w.country, w.wave, w.site, w.host, w.kind, w.start_url) for w in read_websites(here, "KE", "2026")]
            add_websites(store, sites)
            cluster = ClusterOptions("local:1", f"{bucket}/read")
            addresses = [f"{bucket}/archives/*.warc.gz"]
            read, failed = ingest_on_cluster(store, addresses, country="KE", wave="2026", cluster=cluster, progress=Quiet())
        assert (read.sites, failed) == (19, ())
        assert read_rows(other) == expected
        assert Storage(bucket).list_files("read/**/*.*") == []
    assert (tmp_path / "other-archive" / archive.name).read_bytes() == archive.read_bytes()
