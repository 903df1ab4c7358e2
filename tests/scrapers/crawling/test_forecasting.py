"""What a crawl will take, reckoned by hand beside."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from scrapers.crawling.forecasting import Means, Rates, average, find_rates, forecast_crawl, measure_open_share
from scrapers.crawling.nights import Hours
from store.forecasts import VisitTotals, count_unfinished, find_totals
from store.opening import Store
from store.records import Website
from store.websites import add_websites

RATES = Rates(pages=5, requests=10, bytes=100_000, pace=2)


def test_a_forecast_adds_up_by_hand() -> None:
    found = forecast_crawl(1_000_000, RATES, Means(visits=64, cores=2))
    assert (found.pages, found.requests, found.bytes) == (5_000_000, 10_000_000, 100_000_000_000)
    # 100 GB received, 5 million records of 900 bytes more, 12 kB of store for each website
    assert found.disk == 100_000_000_000 + 4_500_000_000 + 12_000_000_000
    # 10 million requests × 2 s on 64 websites at once: 312,500 s; reading takes 5 million / 36 a second: 138,889 s
    assert found.days == pytest.approx(312_500 / 86_400)


def test_parallel_websites_help_until_the_cores_cannot_read_faster() -> None:
    assert forecast_crawl(1_000_000, RATES, Means(visits=640, cores=2)).days == pytest.approx(5_000_000 / 36 / 86_400)


def test_nights_make_a_crawl_last_longer_and_fewer_pages_shorter() -> None:
    whole = forecast_crawl(1000, RATES, Means(visits=10, cores=2))
    assert forecast_crawl(1000, RATES, Means(visits=10, cores=2, open_share=10 / 24)).days == pytest.approx(2.4 * whole.days)
    less = forecast_crawl(1000, RATES, Means(visits=10, cores=2, most_pages=1))
    assert (less.pages, less.requests, less.bytes) == (1000, 2000, 20_000_000)


def test_a_budget_above_what_websites_have_changes_nothing() -> None:
    assert forecast_crawl(7, RATES, Means(visits=10, cores=2, most_pages=50)) == forecast_crawl(
        7, RATES, Means(visits=10, cores=2, most_pages=5)
    )


def test_evidence_alone_takes_less_disk_and_no_less_of_anything_else() -> None:
    whole, evidence = (forecast_crawl(1000, RATES, Means(10, 2, is_evidence=is_one)) for is_one in (False, True))
    assert evidence.disk == round(0.6 * (100_000_000 + 5000 * 900) + 12_000_000)
    assert (evidence.pages, evidence.bytes, evidence.days) == (whole.pages, whole.bytes, whole.days)


def test_a_handful_of_websites_cannot_be_visited_faster_than_each_of_them() -> None:
    assert forecast_crawl(2, RATES, Means(visits=64, cores=2)).days == pytest.approx(20 / 86_400)


def test_nothing_to_visit_takes_nothing() -> None:
    assert forecast_crawl(0, RATES, Means(visits=64, cores=2)).days == 0


def test_earlier_visits_say_what_websites_take() -> None:
    totals = VisitTotals("2025", websites=200, pages=800, requests=2000, bytes=10_000_000, seconds=6000)
    assert find_rates(totals, 2.0) == Rates(4, 10, 50_000, 3.0, "2025", 200)  # 6,000 s for 2,000 requests
    assert find_rates(totals, 5.0).pace == 5


def test_without_any_the_averages_that_ship_do() -> None:
    found = find_rates(None, 2.0)
    assert (found.pages, found.requests, found.wave) == (average("pages"), average("requests"), None)
    assert (found.pace, find_rates(None, 5.0).pace) == (2, 5)


def test_hours_are_the_share_of_the_day_that_they_last() -> None:
    night = Hours(time(20), time(6), (ZoneInfo("Africa/Nairobi"),))
    assert measure_open_share(night, datetime(2026, 11, 23, 12, tzinfo=UTC)) == pytest.approx(10 / 24)
    assert measure_open_share(None) == 1


def site(name: str, wave: str = "2026", **other: object) -> Website:
    return Website("KE", wave, name, name, **other)  # type: ignore[arg-type]


def test_only_websites_that_the_crawl_will_visit_are_counted(store: Store) -> None:
    add_websites(
        store,
        [
            *(site("a.ke"), site("b.ke", attempts=1, status="timeout"), site("c.ke", is_final=True), site("d.ke", kind="social")),
            *(site("e.ke", is_candidate=True), site("f.ke", wave="2025"), site("g.ke", kind="shared")),
        ],
    )
    assert count_unfinished(store, "KE", "2026") == 3


def test_the_newest_wave_with_enough_visits_is_gone_by(store: Store) -> None:
    def visited(wave: str, count: int) -> list[Website]:
        return [site(f"{n}.ke", wave, requests=10, bytes=1000, page_count=4) for n in range(count)]

    add_websites(store, [*visited("2024", 150), *visited("2025", 100), *visited("2026", 99), *visited("2027", 100)])
    assert find_totals(store, "KE", "2026") == VisitTotals("2025", 100, 400, 1000, 100_000, 0)
    assert find_totals(store, "UG", "2026") is None
