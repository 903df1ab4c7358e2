"""The spider that opens websites which only scripts can fill in an installed browser."""

from typing import TYPE_CHECKING

from catalogue.errors import CrawlError
from scrapers.crawling.session import CrawlSession
from scrapers.crawling.telling import Teller
from scrapers.rendering.browsers import WINDOWS_AT_ONCE, check_extra, find_browser
from scrapers.rendering.scope import SHELLS
from scrapers.spiders.enterprises import EnterprisesSpider

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

HANDLER = "scrapers.rendering.handler.BrowserHandler"


class ShellsSpider(EnterprisesSpider):
    """Visits the empty shells of scripts of a country and wave with a browser; `scrapy crawl shells -a country=KE [-a wave=2026]`."""

    name = "shells"
    scope = SHELLS
    custom_settings = {"ECOMSTAT_CONCURRENCY": WINDOWS_AT_ONCE, "ECOMSTAT_SAME_DAY": True}  # noqa: RUF012

    @classmethod
    def update_settings(cls, settings: "BaseSettings") -> None:
        """Lets the browser take its part of the requests, where there is one; where not, the visit says so when it begins."""
        super().update_settings(settings)
        try:
            check_browser(settings)
        except CrawlError:
            return
        handlers = {**settings.getdict("DOWNLOAD_HANDLERS"), "http": HANDLER, "https": HANDLER}
        settings.set("DOWNLOAD_HANDLERS", handlers, priority="spider")

    def _open_session(self, teller: Teller) -> CrawlSession:
        check_browser(self.crawler.settings)
        return super()._open_session(teller)


def check_browser(settings: "BaseSettings") -> None:
    """Raises CrawlError where pages cannot be opened in a browser, saying what to install."""
    check_extra()
    find_browser(settings.get("ECOMSTAT_BROWSER") or "")
