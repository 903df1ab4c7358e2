"""Where a crawl of Common Crawl's is read from, and what reading it there tells to whom."""

from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

from catalogue.leaving import Leaving, require_leave
from catalogue.messages import say
from scrapers.common_crawl.captures import check_crawl
from store.opening import Store
from store.settings import find_settings

LEAVE = "common-crawl"
"""What --allow-disclosure must name before a server is told which websites the register has."""

INDEX, STORAGE = "https://index.commoncrawl.org", "https://data.commoncrawl.org"
PAGES = 20
"""Pages of one site that are fetched."""

INDEX_SECONDS, STORAGE_SECONDS = 1.0, 0.1
"""Between two questions to the index, and between two records."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a crawl is. `index` is a folder with its columnar index, or a CDX server's address; `storage` a folder or an address."""

    crawl: str
    index: str
    storage: str
    pages: int = PAGES
    index_seconds: float = INDEX_SECONDS
    storage_seconds: float = STORAGE_SECONDS

    @property
    def told(self) -> tuple[str, ...]:
        """The servers that learn which websites the register has."""
        return tuple(dict.fromkeys(urlsplit(place).netloc for place in (self.index, self.storage) if is_address(place)))


def is_address(place: str) -> bool:
    """Whether a place is a server's address and no folder."""
    return urlsplit(place).scheme in {"http", "https"}


def find_source(store: Store, country: str, wave: str, crawl: str, index: str | None, storage: str | None) -> Source:
    """The places that were given, else those of the settings, else Common Crawl's own. Raises CrawlError for no crawl's name."""
    settings = find_settings(store, country, wave)
    places = index or settings.get("common_crawl_index", INDEX), storage or settings.get("common_crawl_storage", STORAGE)
    return Source(check_crawl(crawl), *places)


def find_leaving(source: Source, allowed: Collection[str]) -> Leaving | None:
    """What leaves this computer, and to whom; None where index and storage are folders. Raises CrawlError where it may not."""
    if not source.told:
        return None
    to = ", ".join(source.told)
    folders = say("Or give folders of your own: --index with the crawl's columnar index in Parquet, --storage with its archives.")
    return Leaving(LEAVE, require_leave(LEAVE, allowed, to=to, instead=folders).tells, to)
