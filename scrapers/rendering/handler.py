"""The browser as one of Scrapy's ways to get a page (scrapy-playwright). It is given everything by the crawl, and reaches nobody itself."""

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from uuid import uuid4
from weakref import WeakKeyDictionary

from playwright.async_api import Error as PlaywrightError
from scrapy import Request
from scrapy.exceptions import DownloadFailedError, DownloadTimeoutError
from scrapy.http import HtmlResponse, Response
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler

from scrapers.crawling.neighbours import NeighbourlyHandler
from scrapers.rendering.browsers import find_browser, hold_dead_port, list_launch_options
from scrapers.rendering.fetching import ORDER
from scrapers.rendering.memory import lifting_limit
from scrapers.rendering.page_requests import PageRequest
from scrapers.rendering.settling import RestlessPageError, stand_still, wait_for_rest
from scrapers.rendering.supplies import PageSupplies

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

PAGE_SECONDS = 60.0
"""From opening a page until it is read or given up."""

CLOSE_SECONDS = 10.0
"""A browser that does not close a page in so long is closed itself."""


NO_CALLS = "for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection', 'WebTransport']) delete globalThis[name]"
"""Takes from pages what speaks to others by something else than requests; the browser's options forbid it too, where it knows them."""


class BrowserHandler(ScrapyPlaywrightDownloadHandler, NeighbourlyHandler):  # type: ignore[misc]
    """The crawl's own handler, and for requests with `playwright` the browser. One for http and https, since it is one browser."""

    def __init__(self, crawler: "Crawler") -> None:
        super().__init__(crawler)
        self._dead_end = hold_dead_port()
        browser = find_browser(crawler.settings.get("ECOMSTAT_BROWSER") or "")
        self.config.launch_options = list_launch_options(browser, self._dead_end.getsockname()[1])
        self.config.navigation_timeout_ms = 1000 * CLOSE_SECONDS
        self.config.target_closed_max_retries = 0
        self.abort_request = refuse_all
        self._crawl_loop: asyncio.AbstractEventLoop | None = None
        self._is_over = False

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> "BrowserHandler":
        """The crawl's only one."""
        if crawler not in _OF_CRAWLERS:
            _OF_CRAWLERS[crawler] = cls(crawler)
        return _OF_CRAWLERS[crawler]

    async def close(self) -> None:
        """Closes the browser, once."""
        if not self._is_over:
            self._is_over = True
            await super().close()
            self._dead_end.close()

    async def _launch(self) -> None:
        """Starts what drives the browser."""
        with lifting_limit():
            await super()._launch()

    async def download_request(self, request: Request) -> Response:
        """A response of the network, or a page of the browser."""
        self._crawl_loop = asyncio.get_running_loop()
        return await super().download_request(request)

    async def _download_request(self, request: Request, spider: Any = None) -> Response:
        """A page as its scripts made it, in a window that nothing before it has touched; called in the browser's own loop."""
        name = uuid4().hex
        request.meta.update(
            playwright_context=name,
            playwright_context_kwargs=describe_window(request),
            playwright_page_init_callback=self._stand_guard,
            playwright_page_goto_kwargs={"wait_until": "commit", "timeout": 1000 * PAGE_SECONDS / 2},
        )
        try:
            async with asyncio.timeout(PAGE_SECONDS):
                response = await super()._download_request(request, spider)
        except TimeoutError:
            raise DownloadTimeoutError("the page took too long") from None
        except (PlaywrightError, RestlessPageError) as error:
            raise DownloadFailedError(str(error)) from error
        finally:
            await self._close_window(name)
        return HtmlResponse(request.url, body=response.text.encode("utf-8", "replace"), encoding="utf-8", request=request)

    async def _apply_page_methods(self, page: Any, request: Request, spider: Any) -> None:
        """Waits until the page can be read, and for nothing else: one that tried to go elsewhere never says that it is loaded."""
        await wait_for_rest(page, request.meta[ORDER])
        await stand_still(page)

    async def _stand_guard(self, page: Any, request: Request) -> None:
        """Puts ourselves between a page and everything it asks for, and its window between it and others."""
        supplies: PageSupplies = request.meta[ORDER]

        async def answer(route: Any) -> None:
            asked = await describe_request(route.request, page)
            supply = await self._supply(supplies, asked)
            with suppress(PlaywrightError):  # the page is gone
                if supplies.is_flooding:
                    await page.context.close()
                elif supply is None:
                    await route.abort("aborted")
                else:
                    await route.fulfill(status=supply.http_status, headers=supply.headers, body=supply.body)

        async def shut(other: Any) -> None:
            with suppress(PlaywrightError):
                await other.close()

        await page.context.add_init_script(NO_CALLS)
        await page.context.route("**/*", lambda route: route.abort("aborted"))
        await page.context.route_web_socket("**/*", shut)
        page.context.on("page", shut)
        await page.route("**/*", answer)

    async def _supply(self, supplies: PageSupplies, asked: PageRequest) -> Any:
        """What a page gets, asked for in the crawl's loop: on Windows the browser has another one."""
        if self._crawl_loop is None:
            return None
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(supplies.answer(asked), self._crawl_loop))

    async def _close_window(self, name: str) -> None:
        """Closes a window, whatever its page is doing, and where that fails the browser: the next page starts another."""
        if (wrapper := self.context_wrappers.get(name)) is None:
            return
        with suppress(PlaywrightError):  # closed already
            try:
                await asyncio.wait_for(wrapper.context.close(), CLOSE_SECONDS)
            except TimeoutError:
                if (browser := getattr(self, "browser", None)) is not None:
                    with suppress(TimeoutError):
                        await asyncio.wait_for(browser.close(), CLOSE_SECONDS)


_OF_CRAWLERS: "WeakKeyDictionary[Crawler, BrowserHandler]" = WeakKeyDictionary()


def refuse_all(_: Any) -> bool:
    """Scrapy-playwright's own way to the network is shut: whatever our guard does not answer is aborted."""
    return True


def describe_window(request: Request) -> dict[str, Any]:
    """How a window is opened: empty, without service workers, files or permissions, under the crawl's name."""
    agent = (request.headers.get("User-Agent") or b"").decode("latin-1")
    window = {"service_workers": "block", "accept_downloads": False, "viewport": {"width": 1280, "height": 800}}
    return {**window, "user_agent": agent} if agent else window


async def describe_request(request: Any, page: Any) -> PageRequest:
    """A request of a page in our words."""
    try:
        is_navigation = request.is_navigation_request() and request.frame == page.main_frame
    except PlaywrightError:
        is_navigation = False  # of a worker, which has no window
    return PageRequest(request.url, request.resource_type, request.method, is_navigation=is_navigation, headers=dict(request.headers))
