"""An installed browser for the long tests, and one crawl of shells that many of them look at."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.opening import open_store
from store.websites import read_websites
from tests.scrapers.crawling.conftest import Crawled, crawl, register_sites
from tests.scrapers.crawling.town import open_town
from tests.scrapers.rendering.shells import HOSTS

CHROMIUM = Path("/usr/bin/chromium")
CLOSED = {"opted-out-shop.co.ke"}
BUDGETS = {"DOWNLOAD_TIMEOUT": "8", "ECOMSTAT_SITE_SECONDS": "60", "ECOMSTAT_READERS": "1"}


def need_browser() -> Path:
    """Debian's browser; without it tests fail, unless ECOMSTAT_NO_BROWSER=1 says that there is none to be had."""
    if os.environ.get("ECOMSTAT_NO_BROWSER") == "1":
        pytest.skip("ECOMSTAT_NO_BROWSER=1: NO PAGE WAS TRIED IN A BROWSER")
    assert CHROMIUM.exists(), f"{CHROMIUM} is missing: install it (`apt-get install chromium`), or set ECOMSTAT_NO_BROWSER=1"
    return CHROMIUM


@pytest.fixture(scope="session")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    """All shells, crawled without a browser and then with one; the town remembers only the second pass."""
    browser = need_browser()
    folder = tmp_path_factory.mktemp("shells")
    path, opt_outs = folder / "ecomstat.db", folder / "opt-outs.txt"
    opt_outs.write_text("\n".join(CLOSED), encoding="utf-8")
    register_sites(path, HOSTS)
    with open_town(HOSTS) as town:
        crawl(path, town, opt_out_file=opt_outs, settings=BUDGETS)
        town.asked.clear()
        report = crawl(
            path, town, opt_out_file=opt_outs, settings=BUDGETS, spider="shells", browser=browser, same_day=True, concurrency=3, pages=5
        )
    with open_store(path) as store:
        yield Crawled(town, path, report, {w.site: w for w in read_websites(store, "KE", "2026")})
