"""The last station of a site: from the spider into the store."""

from typing import TYPE_CHECKING

from scrapers.crawling.session import FinishedVisit

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class StorePipeline:
    """Hands finished sites to the crawl's session, which commits them."""

    def __init__(self, crawler: "Crawler") -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> "StorePipeline":
        """Bound to the crawl whose spider holds the session."""
        return cls(crawler)

    def process_item(self, item: FinishedVisit) -> FinishedVisit:
        """Keeps a site."""
        self._crawler.spider.rounds.keep(item)  # type: ignore[union-attr]
        return item
