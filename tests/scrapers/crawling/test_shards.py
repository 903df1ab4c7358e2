"""A crawl in several processes: every site once, one visitor for each registered domain, and nobody beside it."""

from pathlib import Path

import pytest

from catalogue.errors import CrawlError
from catalogue.progress import Quiet
from scrapers.archives.reading import Damage, read_archive
from scrapers.crawling.launching import launch_crawl
from scrapers.crawling.locking import is_locked, lock_country, lock_shard
from scrapers.crawling.options import CrawlOptions
from scrapers.crawling.shards import ALL, Shard
from store.opening import open_store
from store.websites import read_websites
from tests.scrapers.crawling.conftest import CONTACT, QUICK, crawl, register_sites
from tests.scrapers.crawling.town import Host, open_town, page, plain

HOSTS = [f"workshop-{number}.co.ke" for number in range(200)]


def test_every_host_is_in_one_part_and_parts_are_of_like_size() -> None:
    parts = [[host for host in HOSTS if Shard(index, 4).holds(host)] for index in range(1, 5)]
    assert sorted(host for part in parts for host in part) == sorted(HOSTS)
    assert all(30 <= len(part) <= 70 for part in parts)
    assert all(ALL.holds(host) for host in HOSTS)


def test_hosts_of_one_registered_domain_have_one_visitor() -> None:
    for index in range(1, 6):
        held = {Shard(index, 5).holds(host) for host in ("duka.co.ke", "www.duka.co.ke", "shop.duka.co.ke")}
        assert len(held) == 1


def test_a_part_is_read_as_it_is_written() -> None:
    assert Shard.read(str(Shard(2, 4))) == Shard(2, 4)
    assert Shard.read("") == ALL


@pytest.mark.parametrize("text", ["0/4", "5/4", "2", "/", "a/b", "2/-4"])
def test_what_is_no_part_is_refused(text: str) -> None:
    with pytest.raises(CrawlError, match="2/4"):
        Shard.read(text)


def test_a_crawl_waits_for_parts_that_a_killed_one_left_behind(tmp_path: Path) -> None:
    store_path = tmp_path / "e.db"
    with lock_shard(store_path, "KE", Shard(2, 4), 0.1), pytest.raises(CrawlError, match="already running"):
        lock_country(store_path, "KE", 0.1)
    with lock_country(store_path, "KE", 0.1), pytest.raises(CrawlError, match="already running"):
        lock_country(store_path, "KE", 0.1)


def test_a_lock_is_let_go_at_the_end_of_its_block_whoever_still_knows_it(tmp_path: Path) -> None:
    held = lock_country(tmp_path / "e.db", "KE", 0.1)
    with held:
        assert is_locked(tmp_path / "e.db", "KE")
    assert not is_locked(tmp_path / "e.db", "KE")


@pytest.mark.long
def test_several_processes_visit_every_site_once_and_report_together(tmp_path: Path) -> None:
    city: dict[str, Host] = {host: plain({"/": page("Workshop", "/shop"), "/shop": page("Shop")}) for host in HOSTS[:24]}
    path = tmp_path / "e.db"
    register_sites(path, city)
    with open_town(city) as town:
        report = crawl(path, town, workers=2)
        homes = [asked.host for asked in town.asked if asked.path == "/"]
    assert sorted(homes) == sorted(city)
    assert (report.visited, report.statuses, report.to_try_again) == (24, {"ok": 24}, 0)
    with open_store(path) as store:
        assert {website.attempts for website in read_websites(store, "KE", "2026")} == {1}
    archives = sorted((tmp_path / "e-archive").iterdir())
    assert len(archives) == 2
    outcomes = [record.outcome.site for archive in archives for record in read_archive(archive, Damage()) if record.outcome]
    assert sorted(outcomes) == sorted(city)


@pytest.mark.long
def test_nobody_crawls_beside_several_processes(tmp_path: Path) -> None:
    path = tmp_path / "e.db"
    register_sites(path, HOSTS[:2])
    options = CrawlOptions(
        "KE", "2026", contact_name="Office", contact_url=CONTACT, workers=2, settings={**QUICK, "ECOMSTAT_LOCK_SECONDS": "0.5"}
    )
    with lock_country(path, "KE", 1.0), pytest.raises(CrawlError, match="already running"):
        launch_crawl(path, options, Quiet())
