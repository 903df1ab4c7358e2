"""Middlewares that stand between every request and the network: addresses, opt-outs, robots.txt, pace."""

from collections import OrderedDict
from time import monotonic
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy import Request

from catalogue.messages import say
from scrapers.archives.redirects import find_target
from scrapers.crawling.addresses import refuse_url
from scrapers.crawling.failures import EXPECTED, RequestFailure, name_failure
from scrapers.crawling.robots import RobotsRules, read_robots, robots_url
from scrapers.crawling.site_log import KEY, ROBOTS, keep_response

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from scrapers.crawling.opting_out import OptOuts

KEPT_RULES = 2000
KEPT_SECONDS = 24 * 3600.0
"""After a day rules are asked for again (RFC 9309, 2.4)."""

MAX_HOPS = 5
"""Redirects followed on the way to a robots.txt (RFC 9309 asks for at least five)."""


class AddressMiddleware:
    """Refuses requests to addresses that are not the web's; where a name leads is checked by the resolver."""

    def __init__(self, *, allow_private: bool) -> None:
        self._allow_private = allow_private

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> "AddressMiddleware":
        """As the settings want it."""
        return cls(allow_private=crawler.settings.getbool("ECOMSTAT_ALLOW_PRIVATE"))

    def process_request(self, request: Request) -> None:
        """Raises RequestFailure for an address that may not be asked for."""
        reason = refuse_url(request.url, allow_private=self._allow_private)
        if reason is not None:
            raise RequestFailure("http_error", reason, on_line=False)


class IntroductionMiddleware:
    """Every request says who is visiting: the spider's `agent`, with the office's contact page."""

    def __init__(self, crawler: "Crawler") -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> "IntroductionMiddleware":
        """Bound to the crawl whose spider knows the office."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Sets the user agent."""
        agent = getattr(self._crawler.spider, "agent", None)
        if agent:
            request.headers["User-Agent"] = agent


class OptOutMiddleware:
    """Nobody on the spider's opt-out list is asked for anything, wherever a redirect or a link leads."""

    def __init__(self, crawler: "Crawler") -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> "OptOutMiddleware":
        """Bound to the crawl whose spider holds the list."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raises RequestFailure for a website whose owner asked not to be visited."""
        opt_outs: OptOuts | None = getattr(self._crawler.spider, "opt_outs", None)
        if opt_outs is not None and opt_outs.hold_address(request.url):
            raise RequestFailure("opted_out", say("The owner asked not to be visited."))


class RobotsMiddleware:
    """Obeys robots.txt and its Crawl-delay on every host, before the first page is asked for there."""

    def __init__(self, crawler: "Crawler") -> None:
        self._crawler = crawler
        self._max_delay = crawler.settings.getfloat("ECOMSTAT_MAX_CRAWL_DELAY")
        self._rules: OrderedDict[str, tuple[float, RobotsRules]] = OrderedDict()

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> "RobotsMiddleware":
        """As the settings want it."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Raises RequestFailure where robots.txt forbids the page or cannot be had."""
        if request.meta.get(ROBOTS):
            return
        rules = await self._find_rules(request)
        if rules.failure is not None:
            raise RequestFailure(*rules.failure)
        if not rules.allows(request.url):
            raise RequestFailure("robots", say("robots.txt does not allow this address."))
        self._slow_down(request, rules.delay)

    async def _find_rules(self, request: Request) -> RobotsRules:
        place = robots_url(request.url)
        asked_at, known = self._rules.get(place, (0.0, None))
        if known is not None and monotonic() - asked_at < KEPT_SECONDS:
            self._rules.move_to_end(place)
            return known
        rules = await self._ask(place, request)
        if rules.failure is None:
            self._rules[place] = (monotonic(), rules)
            while len(self._rules) > KEPT_RULES:
                self._rules.popitem(last=False)
        return rules

    async def _ask(self, place: str, request: Request) -> RobotsRules:
        """Asks for the rules, along redirects; too many of them count as no rules."""
        kept = {name: request.meta[name] for name in (KEY, "download_timeout") if name in request.meta}
        for _ in range(MAX_HOPS + 1):
            try:
                meta = {**kept, "download_slot": name_slot(place), "download_maxsize": 0, ROBOTS: True}  # `cut_robots` ends it
                response = await self._crawler.engine.download_async(Request(place, meta=meta))
            except RequestFailure:
                raise
            except EXPECTED as error:
                raise name_failure(error) from error
            headers = dict(keep_response(response).headers)
            target = find_target(place, response.status, headers)
            if target is None:
                return read_robots(response.status, response.body, headers.get("content-encoding", ""))
            place = target
        return RobotsRules()

    def _slow_down(self, request: Request, delay: float) -> None:
        """Sets the pace of the host's slot to what it asks for, up to the longest wait."""
        if (log := request.meta.get(KEY)) is not None:
            log.crawl_delay = max(log.crawl_delay, delay)
        downloader: Any = self._crawler.engine.downloader
        slot = downloader.slots.get(request.meta.get("download_slot"))
        if slot is not None and delay > slot.delay:
            slot.delay = min(delay, self._max_delay)


def name_slot(url: str) -> str:
    """The host whose pace and single connection a request shares: with and without `www.` are one."""
    return (urlsplit(url).hostname or "").removeprefix("www.")
