"""Asking the engine for the pages of one site, within the site's budgets of pages and time."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Any

from scrapy import Request
from scrapy.exceptions import StopDownload

from catalogue.messages import say
from scrapers.archives.responses import SentResponse
from scrapers.crawling.delays import read_retry_after
from scrapers.crawling.failures import EXPECTED, RequestFailure, name_failure
from scrapers.crawling.guarding import name_slot
from scrapers.crawling.options import Limits
from scrapers.crawling.robots import MAX_ROBOTS
from scrapers.crawling.site_log import KEY, PART, ROBOTS, SiteLog

BUSY = frozenset({429, 503})
REQUESTS_PER_PAGE = 2.5
"""Requests that a site may be asked for each page that may be read: dead links and redirects cost no page."""

RECEIVED = "ecomstat_received"
"""Where the request for a robots.txt counts its bytes."""


class SiteFetcher:
    """Asks for one site's pages, one after the other; `log` holds what came."""

    is_rendering = False

    def __init__(self, engine: Any, limits: Limits) -> None:
        self.log = SiteLog()
        self.not_before: str | None = None
        self._engine = engine
        self._limits = limits
        self._asked = self._read = 0
        self._began_at = self._ended_at = monotonic()
        self._deadline = self._began_at + limits.site_seconds

    async def __call__(self, url: str) -> SentResponse:
        """The response; a host that is busy is given the time it asks for, once."""
        response = await self._ask(url)
        wait = _find_wait(response)
        if wait is not None and wait <= min(self._limits.longest_wait, self._time_left()):
            await asyncio.sleep(wait)
            response = await self._ask(url)
            wait = _find_wait(response)
        self._note_wait(wait)
        return response

    @property
    def seconds(self) -> float:
        """From the first request until the last answer."""
        return self._ended_at - self._began_at

    @contextmanager
    def standing_still(self) -> Iterator[None]:
        """Time spent in the block is ours, not the host's."""
        since = monotonic()
        try:
            yield
        finally:
            self._deadline += monotonic() - since

    def pages_left(self) -> int:
        """How many more pages may be asked for: only those that answer count, and requests have a bound of their own."""
        delay = max(self.log.crawl_delay, self.log.pace, self._limits.delay)
        if delay > self._limits.longest_wait:
            return 0
        by_time = int(self._time_left() / delay) if delay else self._limits.pages
        by_count = min(self._limits.pages - self._read, int(REQUESTS_PER_PAGE * self._limits.pages) - self._asked)
        return 0 if self._time_left() <= 0 else min(by_count, by_time)

    def spell(self, url: str) -> str:
        """The address as it is asked for: plain http where every connection goes to one place that speaks nothing else."""
        return url.replace("https://", "http://", 1) if self._limits.plain_http else url

    def may_ask(self) -> bool:
        """Whether the site's home page may still be looked for: a host that asks for very long waits gets no visit beyond it."""
        return self._asked < REQUESTS_PER_PAGE * self._limits.pages and self._time_left() > 0

    async def _ask(self, url: str) -> SentResponse:
        url = self.spell(url)
        if self._time_left() <= 0:
            raise RequestFailure("timeout", say("The visit took too long."), on_line=False)
        self._asked += 1
        rules_before = len(self.log.robots)
        try:
            await self._engine.download_async(Request(url, meta=self._describe(url)))
        except RequestFailure:
            asked_now = self.log.robots[rules_before:]  # those before may be of others, whose scripts a page in the browser is made of
            self._note_wait(_find_wait(asked_now[-1]) if asked_now else None)
            raise
        except EXPECTED as error:
            raise name_failure(error) from error
        finally:
            self._ended_at = monotonic()
        response = self.log.responses[-1]
        self._read += response.http_status == 200
        return response

    def _note_wait(self, seconds: float | None) -> None:
        """Keeps until when the host asked to be left alone, if it did."""
        if seconds is not None:
            self.not_before = (datetime.now(UTC) + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")

    def _describe(self, url: str) -> dict[str, Any]:
        return {
            KEY: self.log,
            "download_slot": name_slot(url),
            "download_timeout": min(self._limits.page_seconds, max(1.0, self._time_left())),
        }

    def _time_left(self) -> float:
        return self._deadline + self.log.waited - monotonic()


def _find_wait(response: SentResponse) -> float | None:
    """Seconds that a busy host asks to be left alone; None where it is not busy or does not say."""
    return read_retry_after(response) if response.http_status in BUSY else None


def cut_robots(data: bytes, request: Request, **_: Any) -> None:
    """Ends the download of a robots.txt where no more of it is read (signal bytes_received); what came counts."""
    if request.meta.get(ROBOTS):
        request.meta[RECEIVED] = request.meta.get(RECEIVED, 0) + len(data)
        if request.meta[RECEIVED] > MAX_ROBOTS:
            raise StopDownload(fail=False)


def refuse_files(headers: Any, request: Request, **_: Any) -> None:
    """Stops a download at its headers where what comes is no text (signal headers_received)."""
    kind = (headers.get("Content-Type") or b"").decode("latin-1").split(";")[0].strip().lower()
    may_be_wanted = may_be_part if request.meta.get(PART) else _may_be_page
    if not request.meta.get(ROBOTS) and kind and not may_be_wanted(kind):
        raise StopDownload(fail=True)


def may_be_part(kind: str) -> bool:
    """Whether what has this content type can bring text into a page: a script, or what scripts read."""
    return _may_be_page(kind) or kind.endswith(("javascript", "ecmascript", "json"))


def _may_be_page(kind: str) -> bool:
    return kind.startswith("text/") or kind.endswith("xml") or kind in {"application/octet-stream", "unknown/unknown"}
