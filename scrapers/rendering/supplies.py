"""Fetches for the pages of one visit what their scripts ask for: by the crawl's own engine, with all that holds for every request there."""

from dataclasses import dataclass
from typing import Any

from scrapy import Request
from scrapy.core.downloader import Slot

from scrapers.archives.decoding import MAX_BODY, decode_body
from scrapers.archives.redirects import find_target
from scrapers.archives.responses import SentResponse, normalise_headers
from scrapers.crawling.failures import EXPECTED, RequestFailure
from scrapers.crawling.guarding import name_slot
from scrapers.crawling.options import Limits
from scrapers.crawling.site_log import KEY, PART, PAUSE, SiteLog
from scrapers.rendering.page_requests import PageRequest, choose_headers, judge_request, may_fetch

MOST_PER_PAGE, MOST_PER_VISIT = 60, 150
"""Requests of one page, and of all pages of a website; what several pages share is fetched once."""

MOST_BYTES = 30 * 2**20
"""Of all that the pages of a website ask for."""

MOST_UNPACKED = 100 * 2**20
"""Of the same once they are unpacked, as they are kept: ten kilobytes on the line may be ten megabytes here."""

MOST_STRAYS, MOST_TRIES = 20, 2000
"""Other pages that a page may try to go to, and requests of any kind that it may make, before it is given up: a flood of them would
keep the browser from all other pages."""

PART_BYTES = 5 * 2**20
PART_SECONDS = 15.0
PART_PAUSE = 0.5
"""Seconds between two parts of a page from one host, where robots.txt asks for no longer ones: a page is shown when its parts are there."""

MAX_HOPS = 5
SERVED: tuple[str, ...] = ("content-type", "content-security-policy")
"""Headers of a page that come with it: its kind, and how it guards itself."""

PASSED = ("content-type", "access-control-allow-origin", "access-control-allow-credentials", "timing-allow-origin")


@dataclass(frozen=True, slots=True)
class Supply:
    """What a page gets for a request."""

    http_status: int
    headers: dict[str, str]
    body: bytes


BLANK = Supply(200, {"content-type": "text/css", "access-control-allow-origin": "*"}, b"")


class Supplies:
    """The parts of the pages of one visit, within the visit's budgets."""

    def __init__(self, engine: Any, log: SiteLog, limits: Limits) -> None:
        self._engine, self._log, self._limits = engine, log, limits
        self._kept: dict[str, Supply] = {}
        self._asked = self._bytes = self._unpacked = 0

    def open_page(self, response: SentResponse) -> "PageSupplies":
        """What the page in a response may ask for."""
        return PageSupplies(response, self)

    def find(self, url: str) -> Supply | None:
        """A part that an earlier page, or this one, was given."""
        return self._kept.get(url)

    async def fetch(self, asked: PageRequest) -> Supply | None:
        """A part, along redirects, each a request of its own; None where it may not be asked for or does not come."""
        url, headers = asked.url, choose_headers(asked)
        for _ in range(MAX_HOPS + 1):
            response = await self._ask(url, headers)
            if response is None:
                return None
            target = find_target(url, response.status, _read_headers(response))
            if target is None:
                supply = self._unpack(response)
                if supply is not None and asked.kind == "script":
                    self._kept[asked.url] = supply
                return supply
            if not may_fetch(target):
                return None
            url = target
        return None

    def _unpack(self, response: Any) -> Supply | None:
        left = MOST_UNPACKED - self._unpacked
        if left <= 0:
            return None
        supply = _supply(response, min(left, MAX_BODY))
        self._unpacked += len(supply.body)
        return supply

    async def _ask(self, url: str, headers: dict[str, str]) -> Any:
        if self._asked >= MOST_PER_VISIT or self._bytes >= MOST_BYTES:
            return None
        self._asked += 1
        url = url.replace("https://", "http://", 1) if self._limits.plain_http else url
        pause = min(PART_PAUSE, self._limits.delay)
        slot = f"{name_slot(url)} parts"
        self._engine.downloader.slots.setdefault(slot, Slot(1, pause, 0.0))
        meta = {KEY: self._log, PART: True, PAUSE: pause, "download_slot": slot, "download_timeout": PART_SECONDS,
                "download_maxsize": PART_BYTES}  # fmt: skip
        try:
            response = await self._engine.download_async(Request(url, headers=headers, meta=meta))
        except (*EXPECTED, RequestFailure):
            return None
        self._bytes += len(response.body)
        return response


class PageSupplies:
    """What one page asks for; `pending` requests are under way. After `close` nothing more is given."""

    def __init__(self, response: SentResponse, supplies: Supplies) -> None:
        self.url, self.pending = response.url, 0
        self._response, self._supplies = response, supplies
        self._is_open, self._is_closed = False, False
        self._asked = self._strays = self._tries = 0

    @property
    def is_flooding(self) -> bool:
        """Whether the page asks for so much that it is given up."""
        return self._strays > MOST_STRAYS or self._tries > MOST_TRIES

    async def answer(self, asked: PageRequest) -> Supply | None:
        """What the page gets; None for nothing."""
        self._tries += 1
        self._strays += asked.is_navigation
        verdict = "refuse" if self._is_closed else judge_request(asked, self.url, is_open=self._is_open)
        if verdict == "page":
            self._is_open = True
            return _serve(self._response)
        if verdict != "fetch":
            return BLANK if verdict == "blank" else None
        if (known := self._supplies.find(asked.url)) is not None:
            return known
        self._asked += 1
        if self._asked > MOST_PER_PAGE:
            return None
        self.pending += 1
        try:
            return await self._supplies.fetch(asked)
        finally:
            self.pending -= 1

    def close(self) -> None:
        """Ends the giving."""
        self._is_closed = True


def _serve(response: SentResponse) -> Supply:
    """The page that was sent, unpacked, with `SERVED` only of the headers that came with it."""
    headers = dict(response.headers)
    kept = {name: headers[name] for name in SERVED if name in headers}
    return Supply(200, {"content-type": "text/html"} | kept, decode_body(response.body, headers.get("content-encoding", "")))


def _supply(response: Any, most: int) -> Supply:
    headers = _read_headers(response)
    body = decode_body(bytes(response.body), headers.get("content-encoding", ""), most)
    return Supply(response.status, {name: headers[name] for name in PASSED if name in headers}, body)


def _read_headers(response: Any) -> dict[str, str]:
    pairs = [(name.decode("latin-1"), value.decode("latin-1")) for name, values in response.headers.items() for value in values]
    return dict(normalise_headers(pairs))
