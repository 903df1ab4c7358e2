"""A Scrapy extension that writes down what a crawl cost its process, from its first answer to its end."""

import json
import resource
from pathlib import Path
from time import perf_counter
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Response


class Cost:
    """Writes {pages, answers, cpu, wall, peak} to the file of the setting COST_FILE: seconds, and bytes of memory."""

    def __init__(self, crawler: Crawler) -> None:
        self._path = Path(crawler.settings["COST_FILE"])
        self._pages = self._answers = 0
        self._cpu = self._wall = 0.0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Listening to the crawl."""
        cost = cls(crawler)
        crawler.signals.connect(cost.begin, signals.spider_opened)
        crawler.signals.connect(cost.count, signals.response_downloaded)
        crawler.signals.connect(cost.end, signals.spider_closed)
        return cost

    def begin(self) -> None:
        """Notes what starting cost, until now."""
        self._cpu, self._wall = _used(), perf_counter()

    def count(self, response: Response) -> None:
        """Counts all answers, and those that are pages; robots.txt is none. What came before the first is starting."""
        if not self._answers:
            self.begin()
        self._answers += 1
        self._pages += response.status == 200 and not response.url.endswith("/robots.txt")

    def end(self) -> None:
        """Writes the figures."""
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        spent = {"cpu": _used() - self._cpu, "wall": perf_counter() - self._wall}
        figures = {"pages": self._pages, "answers": self._answers, **spent, "peak": peak}
        self._path.write_text(json.dumps(figures), encoding="utf-8")


def _used() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
