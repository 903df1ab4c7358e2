"""What a cluster leaves comes into the store once, in whole sites, and only as far as the store may have asked for it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

pytest.importorskip("pyarrow", reason="needs ecomstat[cluster]")
pytest.importorskip("fsspec", reason="needs ecomstat[cluster]")

from catalogue.errors import CrawlError
from scrapers.cluster.manifests import NAME, find_manifest
from scrapers.cluster.merging import Merged, Merger
from scrapers.cluster.storage import Storage
from scrapers.crawling.opting_out import OptOuts
from store.opening import Store
from store.records import Page, SiteVisit, Website
from store.shards import AskedShard, StoredVisit, is_merged, note_asked, read_unmerged
from store.websites import add_websites, find_website, read_pages, read_signals
from tests.scrapers.cluster.shards import make_visit, put_visits

SITES = ["chairs.co.ke", "tables.co.ke"]
SHARD = "a" * 24


@pytest.fixture
def storage(tmp_path: Path) -> Storage:
    return Storage(str(tmp_path / "storage"))


@pytest.fixture
def merge(store: Store, storage: Storage, tmp_path: Path) -> Callable[..., Merged | None]:
    """Merges a shard with these visits into a store that knows both sites."""
    add_websites(store, [Website("KE", "2026", site, site, "own", f"http://{site}/index.html") for site in SITES])

    def run(visits: list[StoredVisit], part: str = "1/1", opt_outs: frozenset[str] = frozenset()) -> Merged | None:
        asked = put_visits(storage, tmp_path / "made", visits, part=part)
        note_asked(store, asked)
        return Merger(store, storage, OptOuts(set(opt_outs))).merge(asked)

    return run


def known(store: Store, site: str) -> Website:
    found = find_website(store, "KE", "2026", site)
    assert found is not None
    return found


def change(stored: StoredVisit, **values: Any) -> StoredVisit:
    return replace(stored, visit=replace(stored.visit, website=replace(stored.visit.website, **values)))


def test_whole_sites_are_taken_with_their_pages_and_archive(store: Store, merge: Callable[..., Merged]) -> None:
    merged = merge([make_visit(site, offset=9) for site in SITES])
    assert (merged.sites, merged.pages, merged.requests, merged.bytes) == (2, 2, 6, 1400)
    website = known(store, "chairs.co.ke")
    assert (website.status, website.languages, website.start_url) == ("ok", ("en", "sw"), "http://chairs.co.ke/index.html")
    [page] = read_pages(store, "KE", "2026", "chairs.co.ke")
    assert (page.title, page.warc_offset) == ("Chairs", 9)
    assert page.warc_file is not None
    assert (store.path.with_name("ecomstat-archive") / page.warc_file).is_file()
    assert [signal.value for signal in read_signals(store, "KE", "2026", "chairs.co.ke")] == ["owner@chairs.co.ke"]


def test_a_shard_merged_twice_adds_nothing(store: Store, storage: Storage, merge: Callable[..., Merged], tmp_path: Path) -> None:
    merge([make_visit(site) for site in SITES])
    before = [store.db.execute(f"SELECT * FROM {table}").fetchall() for table in ("websites", "pages", "signal_rows")]
    asked = AskedShard("KE", "2026", SHARD, "crawl", "1/1", storage.url, 2)
    merger = Merger(store, storage, OptOuts(set()))
    assert merger.merge(asked) == Merged()
    note_asked(store, put_visits(storage, tmp_path / "made again", [make_visit(site) for site in SITES]))  # as after a break half way
    again = merger.merge(asked)
    assert again is not None
    assert again.sites == 0
    assert before == [store.db.execute(f"SELECT * FROM {table}").fetchall() for table in ("websites", "pages", "signal_rows")]


def test_a_merged_shard_leaves_nothing_at_the_storage(store: Store, storage: Storage, merge: Callable[..., Merged]) -> None:
    merge([make_visit(site) for site in SITES])
    assert [path for path in Path(storage.url).rglob("*") if path.is_file()] == []
    assert read_unmerged(store, "KE", "2026", "crawl", storage.url) == []


def test_a_shard_without_a_manifest_does_not_exist(store: Store, storage: Storage, merge: Callable[..., Merged], tmp_path: Path) -> None:
    asked = put_visits(storage, tmp_path / "made", [make_visit(site) for site in SITES])
    note_asked(store, asked)
    storage.remove(f"KE-2026/{SHARD}/{NAME}")
    assert Merger(store, storage, OptOuts(set())).merge(asked) is None
    assert read_unmerged(store, "KE", "2026", "crawl", storage.url) == [asked]


def test_what_earlier_visits_cost_is_added(store: Store, merge: Callable[..., Merged]) -> None:
    store.db.execute("UPDATE websites SET requests = 5, bytes = 90, seconds = 2, attempts = 1, last_attempt_at = '2026-11-22T08:00:00Z'")
    merge([change(make_visit("chairs.co.ke"), attempts=2)])
    website = known(store, "chairs.co.ke")
    assert (website.attempts, website.requests, website.bytes) == (2, 8, 790)
    assert store.db.execute("SELECT seconds FROM websites WHERE site = 'chairs.co.ke'").fetchone() == (6.5,)


def test_a_newer_visit_here_stays(store: Store, merge: Callable[..., Merged]) -> None:
    store.db.execute("UPDATE websites SET status = 'timeout', last_attempt_at = '2026-11-24T08:00:00Z' WHERE site = 'chairs.co.ke'")
    assert merge([make_visit(site) for site in SITES]).sites == 1
    assert known(store, "chairs.co.ke").status == "timeout"


def test_whoever_asked_to_be_left_alone_meanwhile_is_not_taken(store: Store, merge: Callable[..., Merged]) -> None:
    merged = merge([make_visit(site) for site in SITES], opt_outs=frozenset({"chairs.co.ke"}))
    assert (merged.sites, merged.opted_out) == (1, ("chairs.co.ke",))
    assert known(store, "chairs.co.ke").last_attempt_at is None


def test_a_site_that_the_store_does_not_know_is_left(store: Store, merge: Callable[..., Merged]) -> None:
    merged = merge([make_visit(site) for site in ("chairs.co.ke", "strangers.co.ke")])
    assert (merged.sites, merged.unknown) == (1, 1)
    assert find_website(store, "KE", "2026", "strangers.co.ke") is None


def test_hosts_that_do_not_belong_to_the_shard_are_refused(store: Store, merge: Callable[..., Merged]) -> None:
    with pytest.raises(CrawlError, match="does not belong"):
        merge([make_visit(f"workshop-{number:02}.co.ke") for number in range(20)], part="1/2")
    assert store.db.execute("SELECT count(*) FROM pages").fetchone() == (0,)


@pytest.mark.parametrize(
    "wrong",
    [
        make_visit("tables.co.ke", url="javascript:alert(1)"),
        change(make_visit("tables.co.ke"), status="splendid"),
        change(make_visit("tables.co.ke"), requests=-1),
        change(make_visit("tables.co.ke"), last_attempt_at="yesterday"),
        change(make_visit("tables.co.ke"), final_url="file:///etc/passwd"),
        change(make_visit("tables.co.ke"), reason="x" * 200_000),
        make_visit("tables.co.ke", offset=10**9),
        replace(make_visit("tables.co.ke"), seconds=float("nan")),
        replace(make_visit("tables.co.ke"), not_before="never"),
        replace(make_visit("tables.co.ke"), not_before="2026-99-99T08:00:00Z"),
        replace(make_visit("tables.co.ke"), not_before="9999-12-31T23:59:59Z"),  # after which there is no day to go on
        change(make_visit("tables.co.ke"), last_attempt_at="٢٠٢٦-11-23T08:00:00Z"),
        StoredVisit(replace(make_visit("tables.co.ke").visit, pages=make_visit("tables.co.ke").visit.pages * 2), 1.0, None),
        StoredVisit(SiteVisit(make_visit("tables.co.ke").visit.website, (Page("http://tables.co.ke/", digest="md5:0"),)), 1.0, None),
    ],
)
def test_values_that_no_visit_leaves_are_refused_and_nothing_of_the_shard_is_taken(
    store: Store, merge: Callable[..., Merged], wrong: StoredVisit
) -> None:
    with pytest.raises(CrawlError, match="damaged"):
        merge([make_visit("chairs.co.ke"), wrong])
    assert known(store, "chairs.co.ke").last_attempt_at is None
    assert not is_merged(store, AskedShard("KE", "2026", SHARD, "crawl", "1/1", "", 0))


@pytest.mark.parametrize("name", ["visits.parquet", "archive.warc.gz"])
def test_a_file_that_is_not_what_the_manifest_says_is_refused(store: Store, storage: Storage, tmp_path: Path, name: str) -> None:
    asked = put_visits(storage, tmp_path / "made", [make_visit("chairs.co.ke")])
    [path] = Path(storage.url).rglob(name)
    for content in (path.read_bytes()[:-1] + b"?", path.read_bytes() + b"more"):
        path.write_bytes(content)
        with pytest.raises(CrawlError):
            Merger(store, storage, OptOuts(set())).merge(asked)
    assert not list(tmp_path.glob("ecomstat-archive/*"))


@pytest.mark.parametrize(
    "changes",
    [{"shard": "b" * 24}, {"country": "TZ"}, {"attempt": "../../elsewhere"}, {"made_at": "../x"}, {"format": "other/1"}, {"sites": -1}],
)
def test_a_manifest_of_something_else_is_refused(storage: Storage, tmp_path: Path, changes: dict[str, Any]) -> None:
    put_visits(storage, tmp_path / "made", [make_visit("chairs.co.ke")])
    [path] = Path(storage.url).rglob(NAME)
    path.write_bytes(msgspec.json.encode({**msgspec.json.decode(path.read_bytes()), **changes}))
    with pytest.raises(CrawlError, match="damaged"):
        find_manifest(storage, "KE", "2026", SHARD)
