"""How long to wait before the next request to a host: as it asks, and longer where it answers slowly or is in trouble."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from scrapy import Request
from scrapy.exceptions import DownloadConnectionRefusedError, DownloadFailedError, DownloadTimeoutError, ResponseDataLossError
from scrapy.http import Response

from scrapers.archives.responses import SentResponse
from scrapers.crawling.site_log import KEY, PART, PAUSE, SiteLog

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

REST = 2.0
"""A request goes out at the earliest so many times as long after the last one as that took: a host rests as long as it worked."""

LONGEST = 366 * 86400.0
"""Seconds that a host may ask to be left alone for: a wave does not last longer."""

MOST_DIGITS = 20

TROUBLE = (DownloadTimeoutError, DownloadConnectionRefusedError, DownloadFailedError, ResponseDataLossError)
"""Failures that a host under load may give."""


def decide_delay(current: float, least: float, longest: float, seconds: float, *, is_in_trouble: bool) -> float:
    """Seconds between the starts of two requests to a host, after an answer that took `seconds`.

    Never below `least` (the set delay, or what robots.txt asks for), and not above `longest` unless `least` is. A host in trouble is given
    twice the time; one that is well again gets back half of what was added, answer by answer. Without any delay set there is none.
    """
    if least <= 0:
        return 0.0
    due = max(least, REST * seconds)
    wanted = max(due, 2 * current) if is_in_trouble else max(due, (current + due) / 2)
    return min(wanted, max(longest, least))


def read_retry_after(response: SentResponse) -> float | None:
    """Seconds that a response asks its visitor to wait, written as such or as a day and time (RFC 9110, 10.2.3); None where it does not.

    A day and time is compared with the host's own clock where it tells it; one that has passed means 0.
    """
    headers = dict(response.headers)
    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return min(float(text), LONGEST) if len(text) < MOST_DIGITS else None
    until = _read_date(text)
    if until is None:
        return None
    now = _read_date(headers.get("date", "")) or datetime.fromisoformat(response.fetched_at)
    return min(max(0.0, (until - now).total_seconds()), LONGEST)


def _read_date(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text.strip())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


class PaceMiddleware:
    """Sets the pace of a host's slot after every answer."""

    def __init__(self, crawler: "Crawler") -> None:
        self._crawler = crawler
        self._set_delay = crawler.settings.getfloat("DOWNLOAD_DELAY")
        self._longest = crawler.settings.getfloat("ECOMSTAT_MAX_CRAWL_DELAY")

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> "PaceMiddleware":
        """As the settings want it."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Goes by how long the host took, and by whether it says that it is in trouble."""
        self._adapt(request, is_in_trouble=response.status == 429 or response.status >= 500)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """A host that did not answer is given more time."""
        if isinstance(exception, TROUBLE):
            self._adapt(request, is_in_trouble=True)

    def _adapt(self, request: Request, *, is_in_trouble: bool) -> None:
        downloader: Any = self._crawler.engine.downloader
        slot, log = downloader.slots.get(request.meta.get("download_slot")), request.meta.get(KEY)
        if slot is None:
            return
        asked = log.crawl_delay if isinstance(log, SiteLog) else 0.0
        least = max(request.meta.get(PAUSE, self._set_delay), min(asked, self._longest))
        seconds = float(request.meta.get("download_latency") or 0.0)
        slot.delay = decide_delay(slot.delay, least, self._longest, seconds, is_in_trouble=is_in_trouble)
        if isinstance(log, SiteLog) and not request.meta.get(PART):
            log.pace = slot.delay
