"""A wall clock that jumps days forward and back while a crawl goes on changes nothing of what comes out."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from store.opening import open_store
from store.websites import read_pages, read_websites
from tests.scrapers.crawling.conftest import QUICK, crawl, register_sites
from tests.scrapers.crawling.town import Answer, Host, open_town, page, plain

CITY: dict[str, Host] = {
    f"workshop-{n}.co.ke": plain({"/": page(f"Workshop {n}", "/shop"), "/shop": page("Shop")}) for n in range(8)
} | {f"dead-{n}.co.ke": plain({"/": Answer("oops", 500)}) for n in range(3)}  # fmt: skip
BUSY = {"busy.co.ke": plain({"/": Answer("later", 503, {"Retry-After": "1"})})}
JUMPING = {"EXTENSIONS": '{"tests.scrapers.crawling.clocks.ClockThief": 1}', "ECOMSTAT_RETRY_SPACING": "0"}
DELAY = 0.4


@pytest.mark.long
def test_a_clock_that_jumps_days_leaves_no_site_out_and_storms_none(tmp_path: Path) -> None:
    path, hosts = tmp_path / "e.db", {**CITY, **BUSY}
    register_sites(path, hosts)
    with open_town(hosts) as town:
        crawl(path, town, retries=3, same_day=True, delay=DELAY, settings={**QUICK, **JUMPING})
        crawl(path, town, retries=3, same_day=True, settings={**QUICK, "ECOMSTAT_RETRY_SPACING": "0"})
        asked, by_host = town.asked, {host: [a.at for a in town.asked if a.host == host] for host in CITY}
    today = datetime.now(UTC)
    with open_store(path) as store:
        websites = {w.site: w for w in read_websites(store, "KE", "2026")}
        stamps = [p.fetched_at for site in websites for p in read_pages(store, "KE", "2026", site)]
    stamps += [moment for w in websites.values() for moment in (w.first_attempt_at, w.last_attempt_at)]
    assert {site: (w.status, w.attempts) for site, w in websites.items() if site in CITY} == {
        site: ("ok", 1) if site.startswith("workshop") else ("http_error", 3) for site in CITY
    }
    assert len([a for a in asked if a.host == "busy.co.ke" and a.path == "/"]) <= 6, "twice an attempt, as it says when"
    assert any(stamp and abs(datetime.fromisoformat(stamp) - today) > timedelta(hours=20) for stamp in stamps), "no clock was set"
    assert all(stamp and abs(datetime.fromisoformat(stamp) - today) < timedelta(days=1, hours=1) for stamp in stamps)
    for site, times in by_host.items():
        if site.startswith("workshop"):
            assert all(later - earlier > DELAY / 2 for earlier, later in pairwise(times))
