"""What a wave asked of websites."""

import csv
import math
from dataclasses import replace
from pathlib import Path

import pytest

from catalogue.errors import StoreError
from scrapers.crawling.burdens import measure_spread, place_burdens, write_burdens
from store.burdens import VisitTimes, add_times
from store.opening import Store
from store.records import SiteVisit, Website
from store.websites import add_websites, read_open_websites, write_visits
from tests.scrapers.crawling.conftest import Crawled, crawl, register_sites
from tests.scrapers.crawling.town import Answer, open_town, page, plain

SITE = Website("KE", "2026", "a.co.ke", "a.co.ke", attempts=2, requests=12, bytes=34_567, status="ok")


def test_every_site_that_was_asked_for_something_has_a_line(store: Store, tmp_path: Path) -> None:
    other = replace(SITE, site="b.co.ke", requests=3, bytes=100, status="timeout")
    add_websites(store, [SITE, other, replace(SITE, site="c.co.ke", requests=0), replace(SITE, wave="2025")])
    add_times(store, [VisitTimes(SITE, 30.5, None)])
    add_times(store, [VisitTimes(SITE, 9.5, None), VisitTimes(other, 4.0, None)])
    report = write_burdens(store, "KE", "2026", tmp_path / "burden.csv")
    with (tmp_path / "burden.csv").open(encoding="utf-8", newline="") as stream:
        rows = {row["site"]: (row["requests"], row["bytes"], row["seconds"], row["visits"]) for row in csv.DictReader(stream)}
    assert rows == {"a.co.ke": ("12", "34567", "40.0", "2"), "b.co.ke": ("3", "100", "4.0", "2")}
    assert (report.sites, [spread.total for spread in report.spreads]) == (2, [15, 34_667, 44])
    assert [path.name for path in tmp_path.glob("burden*")] == ["burden.csv"]


def test_a_quantile_is_the_smallest_amount_that_so_many_sites_do_not_exceed() -> None:
    spread = measure_spread("requests", range(100, 0, -1))
    assert (spread.quantiles, spread.most) == ((50, 90, 99), 100)
    assert measure_spread("requests", [7]).quantiles == (7, 7, 7)
    assert measure_spread("requests", [1, 2, 3]).quantiles == (2, 3, 3)


def test_a_wave_that_asked_nobody_for_anything_has_a_file_without_lines(store: Store, tmp_path: Path) -> None:
    assert write_burdens(store, "KE", "2026", tmp_path / "burden.csv").spreads == ()
    assert (tmp_path / "burden.csv").read_text().count("\n") == 1


def test_a_file_that_cannot_be_written_is_said(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="--to"):
        write_burdens(store, "KE", "2026", tmp_path / "no-such-folder" / "burden.csv")


def test_another_visit_adds_to_the_time_and_keeps_it(store: Store) -> None:
    add_websites(store, [SITE])
    add_times(store, [VisitTimes(SITE, 5.0, None)])
    write_visits(store, [SiteVisit(replace(SITE, attempts=3))])
    assert store.db.execute("SELECT seconds FROM websites").fetchone() == (5.0,)


def test_a_crawl_counts_the_time_of_its_visits(crawled: Crawled, tmp_path: Path) -> None:
    from store.opening import open_store

    with open_store(crawled.store_path) as store:
        took = dict(store.db.execute("SELECT site, seconds FROM websites WHERE kind = 'own'").fetchall())
    assert took["slow-walker.co.ke"] > 2, "three requests with a second between them"
    assert took["asked-out.co.ke"] < 0.5, "nobody was asked"
    assert all(math.isfinite(seconds) and seconds >= 0 for seconds in took.values())


def test_the_report_stands_beside_the_store() -> None:
    assert place_burdens(Path("x/ecomstat.db"), "KE", "2026").as_posix() == "x/ecomstat-burden-KE-2026.csv"


LATER = Answer("later", 503, {"Retry-After": "Fri, 01 Jan 2100 00:00:00 GMT"})


@pytest.mark.parametrize("host", [plain({"/": LATER}), lambda path, before: LATER if path == "/robots.txt" else Answer(page("x"))])
def test_a_host_that_asks_for_days_is_left_alone_by_later_runs_too(store_path: Path, host: object) -> None:
    from store.opening import open_store

    register_sites(store_path, ["busy.co.ke"])
    with open_town({"busy.co.ke": host}) as town:  # type: ignore[dict-item]
        crawl(store_path, town, retries=3, same_day=True)
        asked = len(town.asked)
        crawl(store_path, town, retries=3, same_day=True)
        assert len(town.asked) == asked
    with open_store(store_path) as store:
        assert not list(read_open_websites(store, "KE", "2026", before="2027-01-01T00:00:00Z"))
        assert [site.site for site in read_open_websites(store, "KE", "2026", before="2029-01-01T00:00:00Z")] == ["busy.co.ke"]
