"""What is missing or wrong is said in one sentence before anybody is visited."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from scrapy.settings import Settings

from catalogue.errors import CrawlError, EcomstatError
from catalogue.progress import Quiet
from scrapers.crawling.contact import check_contact, name_agent
from scrapers.crawling.launching import launch_crawl, list_arguments
from scrapers.crawling.options import CrawlOptions
from scrapers.crawling.preparing import plan_shares
from scrapers.crawling.shards import ALL
from store.opening import open_store
from tests.scrapers.crawling.conftest import register_sites

OPTIONS = CrawlOptions("KE", "2026")


@pytest.mark.parametrize(("asked", "connect_to", "sites"), [(0, "", 64), (0, "127.0.0.1:8899", 8), (20, "127.0.0.1:8899", 20), (5, "", 5)])
def test_one_server_that_answers_for_all_sites_is_not_stormed(asked: int, connect_to: str, sites: int) -> None:
    settings = Settings({"ECOMSTAT_CONCURRENCY": asked, "ECOMSTAT_CONNECT_TO": connect_to, "ECOMSTAT_MEMORY": "2GB"})
    assert plan_shares(settings, ALL).visits == sites


def test_with_little_memory_fewer_websites_are_visited_at_once_and_fewer_processes_read_them() -> None:
    settings = Settings({"ECOMSTAT_MEMORY": "500MB"})
    shares = plan_shares(settings, ALL)
    assert (shares.visits, shares.readers) == (15, 1)  # 500 - 100 - 150 - 220 MB leave 30 for websites of 2 MB each


def test_a_crawl_of_more_processes_than_fit_begins_with_none(tmp_path: Path) -> None:
    register_sites(tmp_path / "e.db", ["a.co.ke"])
    with pytest.raises(EcomstatError, match="fewer --workers"):
        launch_crawl(tmp_path / "e.db", replace(OPTIONS, contact_name="Office", contact_url="https://o.example", workers=20), Quiet())


def test_a_live_crawl_without_a_contact_page_says_what_to_type(tmp_path: Path) -> None:
    register_sites(tmp_path / "e.db", ["a.co.ke"])
    with pytest.raises(CrawlError, match="ecomstat settings contact https://"):
        launch_crawl(tmp_path / "e.db", OPTIONS, Quiet())


@pytest.mark.parametrize("url", ["ftp://office.example", "office.example", "javascript:alert(1)", "https://", "http://[::1"])
def test_a_contact_page_is_a_web_address(url: str) -> None:
    with pytest.raises(CrawlError, match="not a web address"):
        check_contact("Office", url, is_live=True)


def test_the_agent_names_program_page_and_office_in_plain_letters() -> None:
    agent = name_agent("Bureau\r\nX-Evil: 1 é", "https://stats.example/contact")
    assert agent.startswith("ecomstat/")
    assert agent.endswith("(+https://stats.example/contact; Bureau X-Evil: 1)")


@pytest.mark.parametrize("place", ["nowhere", "127.0.0.1", "127.0.0.1:port", ":80", "127.0.0.1:1"])
def test_a_place_where_nobody_answers_is_said_before_the_crawl(tmp_path: Path, place: str) -> None:
    register_sites(tmp_path / "e.db", ["a.co.ke"])
    with pytest.raises(CrawlError):
        launch_crawl(tmp_path / "e.db", replace(OPTIONS, connect_to=place, allow_private=True), Quiet())


def test_a_private_place_must_be_allowed(tmp_path: Path) -> None:
    register_sites(tmp_path / "e.db", ["a.co.ke"])
    with pytest.raises(CrawlError, match="--allow-private"):
        launch_crawl(tmp_path / "e.db", replace(OPTIONS, connect_to="127.0.0.1:80"), Quiet())


def test_an_unknown_country_and_a_missing_store_are_said(tmp_path: Path) -> None:
    with pytest.raises(EcomstatError):
        launch_crawl(tmp_path / "e.db", replace(OPTIONS, country="QQ"), Quiet())
    with pytest.raises(EcomstatError, match="no store"):
        launch_crawl(tmp_path / "e.db", OPTIONS, Quiet())


def test_the_child_is_what_a_person_would_type(tmp_path: Path) -> None:
    arguments = list_arguments(tmp_path / "e.db", replace(OPTIONS, delay=0.5, canaries=()))
    assert arguments[1:8] == ["-m", "scrapy", "crawl", "enterprises", "-a", "country=KE", "-a"]
    assert f"ECOMSTAT_DB={tmp_path / 'e.db'}" in arguments
    assert "DOWNLOAD_DELAY=0.5" in arguments


@pytest.mark.long
def test_a_store_without_websites_says_to_load_a_register(tmp_path: Path) -> None:
    open_store(tmp_path / "e.db").close()
    options = replace(OPTIONS, contact_url="https://stats.example/", contact_name="Office")
    with pytest.raises(CrawlError, match="load a register that names some"):
        launch_crawl(tmp_path / "e.db", options, Quiet())


@pytest.mark.long
@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["-a", "country=KE"], "ecomstat settings contact"),
        (["-a", "country=QQ", "-s", "ECOMSTAT_CONTACT_URL=https://stats.example/"], "QQ"),
        (["-a", "country=KE", "-s", "ECOMSTAT_DB=none.db"], "no store"),
        ([], "country=KE"),
    ],
)
def test_a_plain_scrapy_crawl_that_cannot_begin_ends_1_with_one_sentence(tmp_path: Path, arguments: list[str], sentence: str) -> None:
    register_sites(tmp_path / "e.db", ["a.co.ke"])
    command = [sys.executable, "-m", "scrapy", "crawl", "enterprises", "-s", f"ECOMSTAT_DB={tmp_path / 'e.db'}", *arguments]
    environment = {**os.environ, "SCRAPY_SETTINGS_MODULE": "scrapers.settings"}
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, env=environment, check=False)
    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_an_archive_folder_that_is_a_file_is_said_before_the_crawl(tmp_path: Path) -> None:
    register_sites(tmp_path / "e.db", ["a.co.ke"])
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(CrawlError, match="--archive"):
        launch_crawl(tmp_path / "e.db", replace(OPTIONS, contact_url="https://o.example", archive_dir=tmp_path / "file"), Quiet())
