"""Asking for the pages of one site and having the browser open them."""

import logging
from typing import Any

from scrapy import Request

from scrapers.archives.responses import SentResponse, keep_rendered
from scrapers.crawling.failures import EXPECTED, RequestFailure
from scrapers.crawling.fetching import SiteFetcher
from scrapers.crawling.options import Limits
from scrapers.rendering.supplies import PageSupplies, Supplies
from store.rows import current_time

ORDER = "ecomstat_page_supplies"
"""Where a request to the browser carries what its page may ask for."""

logger = logging.getLogger(__name__)


class RenderingFetcher(SiteFetcher):
    """Gives pages as the browser's scripts made them; where these come to nothing, as they were sent. The log keeps both."""

    is_rendering = True

    def __init__(self, engine: Any, limits: Limits) -> None:
        super().__init__(engine, limits)
        self._supplies = Supplies(engine, self.log, limits)

    async def __call__(self, url: str) -> SentResponse:
        """The page, rendered where it could be."""
        response = await super().__call__(url)
        if response.http_status != 200 or not is_markup(response):
            return response
        markup = await self._render(self._supplies.open_page(response))
        if markup is None:
            return response
        self.log.responses.append(rendered := keep_rendered(response.url, markup, current_time()))
        return rendered

    async def _render(self, page: PageSupplies) -> bytes | None:
        """What the scripts made of the page, in UTF-8; None where the browser could not tell."""
        meta = {"playwright": True, ORDER: page, "download_slot": f"browser {page.url}"}
        try:
            response = await self._engine.download_async(Request(page.url, meta=meta))
        except (*EXPECTED, RequestFailure) as error:
            logger.warning("page not rendered url=%s reason=%r", page.url, error)
            return None
        finally:
            page.close()
        return bytes(response.body)


def is_markup(response: SentResponse) -> bool:
    """Whether a response is a page that a browser shows, and no text or feed."""
    kind = dict(response.headers).get("content-type", "").split(";")[0].strip().lower()
    return kind in {"", "text/html", "application/xhtml+xml"}
