"""One crawl of the whole town, looked at by many tests."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from catalogue.progress import Quiet
from catalogue.sites import find_site
from scrapers.crawling.launching import launch_crawl
from scrapers.crawling.options import CrawlOptions, CrawlReport
from store.opening import open_store
from store.records import Website
from store.websites import add_websites, read_websites
from tests.scrapers.crawling.streets import HOSTS, NOT_REGISTERED, STARTS
from tests.scrapers.crawling.town import Town, open_town

QUICK = {"DOWNLOAD_TIMEOUT": "4", "DOWNLOAD_MAXSIZE": "200000", "ECOMSTAT_SITE_SECONDS": "15", "ECOMSTAT_MAX_CRAWL_DELAY": "1.5"}
CONTACT = "https://stats.example/contact"


@dataclass(frozen=True, slots=True)
class Crawled:
    """A town after a crawl, with the store's websites by name."""

    town: Town
    store_path: Path
    report: CrawlReport
    websites: dict[str, Website]


def register_sites(store_path: Path, hosts: Iterable[str], starts: dict[str, str] | None = None) -> None:
    """A store that knows these hosts as websites to visit."""
    websites = []
    for host in hosts:
        url = (starts or {}).get(host, f"http://{host}/")
        site = find_site(url)
        assert site is not None
        websites.append(Website("KE", "2026", site.site, site.host, site.kind, url))
    with open_store(store_path) as store:
        add_websites(store, websites)


def crawl(store_path: Path, town: Town, **options: object) -> CrawlReport:
    """A quick crawl of a town."""
    values = {"delay": 0.0, "retries": 1, "contact_url": CONTACT, "contact_name": "Office", "settings": QUICK, **options}
    chosen = CrawlOptions("KE", "2026", connect_to=town.address, allow_private=True, **values)  # type: ignore[arg-type]
    return launch_crawl(store_path, chosen, Quiet())


@pytest.fixture(scope="session")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    """The town, crawled once."""
    folder = tmp_path_factory.mktemp("town")
    path, opt_outs = folder / "ecomstat.db", folder / "opt-outs.txt"
    opt_outs.write_text("# owners who wrote to us\nasked-out.co.ke  # by letter\nleads-to-silence.com\n", encoding="utf-8")
    social = ["facebook.com/invented.page"]
    register_sites(path, [*(h for h in HOSTS if h not in NOT_REGISTERED), *social], STARTS)
    with open_town(HOSTS) as town:
        report = crawl(path, town, opt_out_file=opt_outs)
    with open_store(path) as store:
        yield Crawled(town, path, report, {w.site: w for w in read_websites(store, "KE", "2026")})
