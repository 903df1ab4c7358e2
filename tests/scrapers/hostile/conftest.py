"""One crawl of all hostile hosts and their neighbours, looked at by many tests."""

from collections.abc import Iterator

import pytest

from store.opening import open_store
from store.websites import read_websites
from tests.scrapers.crawling.conftest import Crawled, crawl, register_sites
from tests.scrapers.crawling.town import open_town
from tests.scrapers.hostile.hosts import HOSTILE, NEIGHBOURS

MOST_BYTES = 3_000_000
PAGE_SECONDS = 8
BUDGETS = {
    "DOWNLOAD_TIMEOUT": str(PAGE_SECONDS), "DOWNLOAD_MAXSIZE": str(MOST_BYTES), "ECOMSTAT_SITE_SECONDS": "30",
    "ECOMSTAT_MAX_CRAWL_DELAY": "3", "ECOMSTAT_READERS": "1",
}  # fmt: skip
"""Little time, and one process that reads, so that a host that holds others up is noticed."""


@pytest.fixture(scope="session")
def besieged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    """All hosts, crawled once, sixteen at a time."""
    path = tmp_path_factory.mktemp("hostile") / "ecomstat.db"
    hosts = {**NEIGHBOURS, **{name: row.host for name, row in HOSTILE.items()}}
    register_sites(path, hosts)
    with open_town(hosts) as town:
        report = crawl(path, town, settings=BUDGETS, concurrency=16)
    with open_store(path) as store:
        yield Crawled(town, path, report, {w.site: w for w in read_websites(store, "KE", "2026")})
