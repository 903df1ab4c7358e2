"""What a crawl on a cluster owes others and an earlier crawl, it does also where it breaks off."""

from pathlib import Path

import pytest

pytest.importorskip("distributed", reason="needs ecomstat[cluster]")
pytest.importorskip("pyarrow", reason="needs ecomstat[cluster]")

from catalogue.errors import CrawlError
from catalogue.progress import Quiet
from scrapers.archives.reading import Damage, read_archive
from scrapers.cluster.crawling import crawl_on_cluster
from scrapers.cluster.options import ClusterOptions
from scrapers.cluster.storage import Storage
from scrapers.crawling.options import CrawlOptions
from store.opening import Store
from store.records import Website
from store.settings import add_opt_outs
from store.shards import note_asked
from store.websites import add_websites
from tests.scrapers.cluster.shards import make_visit, put_visits
from tests.scrapers.crawling.test_mending import break_off

SITES = ["chairs.co.ke", "tables.co.ke"]
OPTIONS = CrawlOptions("KE", "2026", contact_name="Office", contact_url="https://stats.example/contact")


def break_a_crawl_off(store: Store, tmp_path: Path) -> None:
    """A crawl that takes a sound shard of both sites and then finds a damaged one."""
    add_websites(store, [Website("KE", "2026", site, site, "own", f"http://{site}/") for site in SITES])
    storage = Storage(str(tmp_path / "storage"))
    for shard in ("a" * 24, "b" * 24):
        note_asked(store, put_visits(storage, tmp_path / shard, [make_visit(site) for site in SITES], shard))
    (tmp_path / "storage" / "KE-2026" / ("b" * 24) / "manifest.json").write_bytes(b"{}")
    with pytest.raises(CrawlError, match="damaged"):
        crawl_on_cluster(store.path, OPTIONS, ClusterOptions("local:1", storage.url), Quiet())


def test_pages_of_whoever_asked_to_be_left_alone_go_though_a_later_shard_is_damaged(store: Store, tmp_path: Path) -> None:
    add_opt_outs(store, ["chairs.co.ke"], "")
    break_a_crawl_off(store, tmp_path)
    [archive] = tmp_path.rglob("KE-2026-*.warc.gz")
    found = {record.response.url for record in read_archive(archive, Damage()) if record.response}
    assert found == {"http://tables.co.ke/"}


def test_what_a_killed_crawl_left_unfinished_is_taken_off_its_archive(store: Store, tmp_path: Path) -> None:
    archive, size = break_off(store, committed=3, more=2)
    break_a_crawl_off(store, tmp_path)
    assert archive.size == size
