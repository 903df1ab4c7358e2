"""Crawling a site and ingesting its archive give the same rows."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from catalogue.progress import Quiet
from catalogue.sites import find_site
from scrapers.archives.ingesting import ingest_archives
from scrapers.archives.reports import IngestReport
from store.opening import Store, open_store
from store.records import Page, Signal, Website
from store.websites import add_websites, read_pages, read_signals, read_websites
from tests.scrapers.crawling.conftest import Crawled


@pytest.fixture(scope="module")
def ingested(crawled: Crawled, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Store, IngestReport]]:
    """The crawled store, another one into which its archive was read, and the report of that."""
    path = tmp_path_factory.mktemp("ingest") / "other.db"
    with open_store(crawled.store_path) as live, open_store(path) as other:
        add_websites(other, (Website(w.country, w.wave, w.site, w.host, w.kind, w.start_url) for w in crawled.websites.values()))
        assert crawled.report.archive is not None
        yield live, other, ingest_archives(other, [crawled.report.archive], country="KE", wave="2026", progress=Quiet())


def rows(store: Store, site: str) -> tuple[list[Page], list[Signal]]:
    """A site's pages without the archive's folder, and its signals."""
    pages = [replace(p, warc_file=Path(p.warc_file or "").name) for p in read_pages(store, "KE", "2026", site)]
    return pages, read_signals(store, "KE", "2026", site)


def test_every_visited_site_ends_alike(crawled: Crawled, ingested: tuple[Store, Store, IngestReport]) -> None:
    live, other, report = ingested
    visited = {w.site: w for w in read_websites(live, "KE", "2026") if w.kind == "own"}
    assert {w.site: w for w in read_websites(other, "KE", "2026") if w.kind == "own"} == visited
    assert report.sites == len(visited) == crawled.report.visited


def test_pages_and_signals_are_the_same(crawled: Crawled, ingested: tuple[Store, Store, IngestReport]) -> None:
    live, other, _ = ingested
    compared = {site: rows(live, site) for site in crawled.websites}
    assert {site: rows(other, site) for site in crawled.websites} == compared
    assert sum(len(signals) for _, signals in compared.values()) > 20


def test_a_site_that_is_not_in_the_register_is_counted_and_left(crawled: Crawled, tmp_path: Path) -> None:
    site = find_site("http://chairs-of-nyeri.co.ke/")
    assert site is not None
    assert crawled.report.archive is not None
    with open_store(tmp_path / "small.db") as store:
        add_websites(store, [Website("KE", "2026", site.site, site.host, site.kind, site.url)])
        report = ingest_archives(store, [crawled.report.archive], country="KE", wave="2026", progress=Quiet())
    assert (report.sites, report.not_registered) == (1, crawled.report.visited - 1)


def test_an_archive_without_its_tail_gives_the_sites_before(crawled: Crawled, tmp_path: Path) -> None:
    assert crawled.report.archive is not None
    whole = crawled.report.archive.read_bytes()
    cut = tmp_path / "cut.warc.gz"
    cut.write_bytes(whole[: len(whole) * 2 // 3])
    with open_store(tmp_path / "cut.db") as store:
        add_websites(store, (Website(w.country, w.wave, w.site, w.host, w.kind, w.start_url) for w in crawled.websites.values()))
        report = ingest_archives(store, [cut], country="KE", wave="2026", progress=Quiet())
        ends = {w.site: w.status for w in read_websites(store, "KE", "2026") if w.last_attempt_at}
    assert 3 < report.sites < crawled.report.visited
    assert ends == {site: crawled.websites[site].status for site in ends}
