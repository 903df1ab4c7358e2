"""The peer: a Scrapy spider with the crawl's settings that follows links read by lexbor and keeps nothing."""

from collections import Counter
from collections.abc import AsyncIterator, Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

import scrapy
from scrapy.http import Response
from selectolax.lexbor import LexborHTMLParser

from benchmarks.crawl_speed.server import name_host


class BareSpider(scrapy.Spider):
    """`-a hosts=N -a pages=N`: so many pages of each of so many hosts, the home page first, then its links in their order."""

    name = "bare"

    def __init__(self, hosts: str = "100", pages: str = "6", **arguments: Any) -> None:
        super().__init__(**arguments)
        self._hosts, self._pages = int(hosts), int(pages)
        self._asked: Counter[str] = Counter()

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """The home pages."""
        for number in range(self._hosts):
            host = name_host(number)
            self._asked[host] += 1
            yield scrapy.Request(f"http://{host}/", meta={"download_slot": host})

    def parse(self, response: Response) -> Iterator[scrapy.Request]:
        """Further pages of the same host."""
        host = urlsplit(response.url).hostname or ""
        for link in LexborHTMLParser(response.body).css("a[href]"):
            url = urljoin(response.url, link.attributes.get("href") or "")
            if self._asked[host] >= self._pages:
                return
            if urlsplit(url).hostname == host:
                self._asked[host] += 1
                yield scrapy.Request(url, meta={"download_slot": host})
