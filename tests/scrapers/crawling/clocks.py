"""A wall clock that somebody sets a day forward and back all the time; an extension brings it into a crawling process."""

import time
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import cycle
from typing import TYPE_CHECKING, Self

from scrapers.crawling import fetching, frontier, nights, preparing, session
from store import rows

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

JUMPS = cycle([timedelta(0), timedelta(days=1), timedelta(days=-1), timedelta(0), timedelta(days=-1), timedelta(days=1)])


class JumpingTime(datetime):
    """Every look at the clock finds it set anew."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        """The time, a day too early or too late or right."""
        moment = datetime.now(tz or UTC) + next(JUMPS)
        return cls.fromtimestamp(moment.timestamp(), tz)


class ClockThief:
    """The extension."""

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        """Sets all clocks of the wall, those of libraries too."""
        for module in (fetching, frontier, nights, preparing, session, rows):
            module.datetime = JumpingTime  # type: ignore[attr-defined]
        really = time.time
        time.time = lambda: really() + next(JUMPS).total_seconds()
        return cls()
