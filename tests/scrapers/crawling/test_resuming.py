"""A crawl that was killed, interrupted or cut off ends as one that was not."""

import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from catalogue.errors import CrawlError
from catalogue.progress import Quiet
from scrapers.archives.reading import Damage, read_archive
from scrapers.crawling.launching import launch_crawl, list_arguments
from scrapers.crawling.options import CrawlOptions
from store.opening import open_store
from store.records import Website
from store.runs import read_runs
from store.websites import read_pages, read_signals, read_websites
from tests.scrapers.crawling.conftest import QUICK, crawl, register_sites
from tests.scrapers.crawling.town import Answer, Host, Town, open_town, page, plain

CITY: dict[str, Host] = {
    f"workshop-{n}.co.ke": plain({"/": page(f"Workshop {n}", "/shop", "/contact"), "/shop": page("Shop"), "/contact": page("Contact")})
    for n in range(24)
} | {f"dead-{n}.co.ke": plain({"/": Answer("oops", 500)}) for n in range(4)}  # fmt: skip


def tables(path: Path) -> dict[str, Any]:
    """What a store holds but for times, archive positions and runs."""
    timeless = {"first_attempt_at": None, "last_attempt_at": None}
    with open_store(path) as store:
        websites = {w.site: replace(w, **timeless) for w in read_websites(store, "KE", "2026")}
        pages = {
            s: [replace(p, fetched_at=None, warc_file=None, warc_offset=None) for p in read_pages(store, "KE", "2026", s)] for s in websites
        }
        signals = {s: read_signals(store, "KE", "2026", s) for s in websites}
    return {"websites": websites, "pages": pages, "signals": signals}


def start_plain(path: Path, town: Town, **settings: str) -> "subprocess.Popen[bytes]":
    """`scrapy crawl` as a person would type it, with nobody listening."""
    options = CrawlOptions(
        "KE", "2026", connect_to=town.address, allow_private=True, retries=1, concurrency=2, delay=0.05, settings={**QUICK, **settings}
    )
    environment = {**os.environ, "SCRAPY_SETTINGS_MODULE": "scrapers.settings"}
    return subprocess.Popen(list_arguments(path, options), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment)


def wait_until_some_are_done(path: Path, at_least: int) -> None:
    """Waits for a crawl to get going."""
    for _ in range(2400):
        with open_store(path) as store:
            if sum(w.attempts > 0 for w in read_websites(store, "KE", "2026")) >= at_least:
                return
        time.sleep(0.05)
    raise AssertionError("the crawl never got going")


@pytest.mark.long
def test_a_killed_crawl_goes_on_where_it_stopped(tmp_path: Path) -> None:
    whole, broken = tmp_path / "whole.db", tmp_path / "broken.db"
    with open_town(CITY) as town:
        for path in (whole, broken):
            register_sites(path, CITY)
        crawl(whole, town)
        child = start_plain(broken, town)
        wait_until_some_are_done(broken, 3)
        child.kill()
        child.communicate()
        with open_store(broken) as store:
            done = {w.site: w for w in read_websites(store, "KE", "2026") if w.attempts}
        assert 0 < len(done) < len(CITY)
        report = crawl(broken, town)
    assert report.visited == len(CITY) - len(done)
    assert tables(broken) == tables(whole)
    with open_store(broken) as store:
        assert {w.site: w for w in read_websites(store, "KE", "2026") if w.site in done} == done
        assert [run.outcome for run in read_runs(store)] == ["done", "interrupted"]
    for archive in (tmp_path / "broken-archive").iterdir():
        assert sum(record.outcome is not None for record in read_archive(archive, Damage())) > 0


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX systems")
def test_an_interrupted_crawl_keeps_what_is_done_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "e.db"
    register_sites(path, CITY)
    with open_town(CITY) as town:
        child = start_plain(path, town)
        wait_until_some_are_done(path, 3)
        child.send_signal(signal.SIGINT)
        _, told = child.communicate(timeout=90)
    assert b"Traceback" not in told
    with open_store(path) as store:
        attempts = {w.attempts for w in read_websites(store, "KE", "2026")}
        assert read_runs(store)[0].outcome == "interrupted"
    assert attempts == {0, 1}


@pytest.mark.long
def test_two_crawls_of_a_country_do_not_run_at_once(tmp_path: Path) -> None:
    path = tmp_path / "e.db"
    register_sites(path, CITY)
    with open_town(CITY) as town:
        child = start_plain(path, town, DOWNLOAD_DELAY="2")
        wait_until_some_are_done(path, 1)
        with pytest.raises(CrawlError, match="already running"):
            crawl(path, town, settings={**QUICK, "ECOMSTAT_LOCK_SECONDS": "0.2"})
        child.kill()
        child.communicate()


@pytest.mark.long
def test_a_dead_line_is_held_against_no_site(tmp_path: Path) -> None:
    """One site at a time, so that no answer is under way when the line dies; it stays dead until the canary was asked three times."""
    path = tmp_path / "e.db"
    register_sites(path, CITY)
    told: list[str] = []

    class Listener(Quiet):
        def note(self, sentence: str) -> None:
            told.append(sentence)

    with open_town({**CITY, "canary.co.ke": plain({})}) as town:
        town.is_cut = lambda asked: len(asked) >= 30 and sum(a.host == "canary.co.ke" for a in asked) <= 3
        settings = {"ECOMSTAT_CANARIES": "canary.co.ke", "ECOMSTAT_SUSPICIOUS_FAILURES": "3", "ECOMSTAT_LINE_PAUSE": "0.02"}
        options = CrawlOptions(
            "KE", "2026", connect_to=town.address, allow_private=True, retries=1, concurrency=1, delay=0.0, settings=settings
        )
        launch_crawl(path, options, Listener())
    with open_store(path) as store:
        ends = {w.site: (w.status, w.attempts) for w in read_websites(store, "KE", "2026")}
    assert ends == {site: ("ok" if site.startswith("workshop") else "http_error", 1) for site in CITY}
    assert any("seems to be down" in sentence for sentence in told)


@pytest.mark.long
def test_a_crawl_that_waits_for_the_line_can_be_stopped_and_goes_on_when_the_line_is_back(tmp_path: Path) -> None:
    path, settings = tmp_path / "e.db", {**QUICK, "ECOMSTAT_CANARIES": "canary.co.ke", "ECOMSTAT_SUSPICIOUS_FAILURES": "3"}
    register_sites(path, CITY)

    class Stopping(Quiet):
        def note(self, sentence: str) -> None:
            assert "seems to be down" in sentence
            raise KeyboardInterrupt

    with open_town({**CITY, "canary.co.ke": plain({})}) as town:
        options = CrawlOptions(
            "KE", "2026", connect_to=town.address, allow_private=True, retries=1, concurrency=1, delay=0.0,
            settings={**settings, "ECOMSTAT_LINE_PAUSE": "3600"},
        )  # fmt: skip
        town.is_cut = lambda asked: len(asked) >= 30
        with pytest.raises(KeyboardInterrupt):
            launch_crawl(path, options, Stopping())
        with open_store(path) as store:
            assert {(w.status, w.attempts) for w in read_websites(store, "KE", "2026")} <= {("ok", 1), ("not_attempted", 0)}
            assert read_runs(store)[0].outcome == "interrupted"
        town.is_cut = lambda _: False
        launch_crawl(path, replace(options, settings=settings), Quiet())
    with open_store(path) as store:
        ends = {w.site: (w.status, w.attempts) for w in read_websites(store, "KE", "2026")}
    assert ends == {site: ("ok" if site.startswith("workshop") else "http_error", 1) for site in CITY}


@pytest.mark.long
def test_failures_are_tried_again_in_the_run_and_on_another_day(tmp_path: Path) -> None:
    path = tmp_path / "e.db"
    hosts: dict[str, Host] = {
        "comes-back.co.ke": lambda p, before: (
            Answer("", 404) if p == "/robots.txt" else Answer(page("Back")) if before else Answer("", 500)
        ),
        "stays-dead.co.ke": plain({"/": Answer("", 500)}),
        "fine.co.ke": plain({"/": page("Fine")}),
    }
    register_sites(path, hosts)
    with open_town(hosts) as town:
        report = crawl(path, town, retries=3, settings={**QUICK, "ECOMSTAT_RETRY_SPACING": "0"})
        assert (report.to_try_again, report.try_again_from is not None) == (1, True)
        assert crawl(path, town, retries=3).visited == 0
        with open_store(path) as store, store.writing() as db:
            db.execute("UPDATE websites SET first_attempt_at = '2026-01-01T00:00:00Z' WHERE NOT is_final")
        assert crawl(path, town, retries=3).to_try_again == 0
        paths = town.paths("stays-dead.co.ke")
    with open_store(path) as store:
        ends: dict[str, Website] = {w.site: w for w in read_websites(store, "KE", "2026")}
    assert {s: (w.status, w.attempts) for s, w in ends.items()} == {
        "comes-back.co.ke": ("ok", 2), "stays-dead.co.ke": ("http_error", 3), "fine.co.ke": ("ok", 1),
    }  # fmt: skip
    assert len(paths) == 3


@pytest.mark.long
def test_same_day_makes_all_attempts_in_one_run(tmp_path: Path) -> None:
    path = tmp_path / "e.db"
    hosts = {"stays-dead.co.ke": plain({"/": Answer("", 500)})}
    register_sites(path, hosts)
    with open_town(hosts) as town:
        report = crawl(path, town, retries=2, same_day=True, settings={**QUICK, "ECOMSTAT_RETRY_SPACING": "0"})
        assert len(town.paths("stays-dead.co.ke")) == 2
    assert (report.visited, report.to_try_again) == (2, 0)


@pytest.mark.long
def test_a_child_ends_when_its_parent_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "e.db"
    register_sites(path, CITY)
    with open_town(CITY) as town:
        options = CrawlOptions(
            "KE", "2026", connect_to=town.address, allow_private=True, retries=1, concurrency=1, delay=0.5, settings=QUICK
        )
        environment = {**os.environ, "SCRAPY_SETTINGS_MODULE": "scrapers.settings", "ECOMSTAT_PROGRESS": "json"}
        child = subprocess.Popen(list_arguments(path, options), stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
        reader = threading.Thread(target=lambda: child.stdout.read() if child.stdout else None, daemon=True)
        reader.start()
        wait_until_some_are_done(path, 1)
        assert child.stdin is not None
        child.stdin.close()
        assert child.wait(60) == 0
        reader.join()
        assert child.stdout is not None
        child.stdout.close()
    with open_store(path) as store:
        assert any(w.attempts == 0 for w in read_websites(store, "KE", "2026"))
