"""What the pages of a visit are given: by the crawl's engine, within budgets, each part once."""

import asyncio
import gzip
from collections.abc import Callable
from typing import Any

import pytest
from scrapy import Request
from scrapy.http import Response

from scrapers.archives.responses import SentResponse
from scrapers.crawling.failures import RequestFailure
from scrapers.crawling.fetching import SiteFetcher
from scrapers.crawling.options import Limits
from scrapers.crawling.site_log import KEY, PART, PAUSE, SiteLog
from scrapers.rendering import supplies as module
from scrapers.rendering.page_requests import PageRequest
from scrapers.rendering.supplies import BLANK, Supplies, Supply

PAGE = SentResponse("http://shop.co.ke/", 200, (("content-type", "text/html"), ("content-encoding", "gzip")), gzip.compress(b"<p>Hi"), "")


class _Engine:
    """Answers as told, and notes what it was asked for."""

    def __init__(self, answer: Callable[[str], Any]) -> None:
        self.asked: list[Request] = []
        self.downloader = type("Downloader", (), {"slots": {}})()
        self._answer = answer

    async def download_async(self, request: Request) -> Response:
        self.asked.append(request)
        answer = self._answer(request.url)
        if isinstance(answer, Exception):
            raise answer
        return answer if isinstance(answer, Response) else Response(request.url, body=answer, headers={"Content-Type": "text/javascript"})


def supply(answer: Callable[[str], Any], *asked: PageRequest, limits: Limits | None = None) -> tuple[list[Supply | None], _Engine]:
    engine = _Engine(answer)
    page = Supplies(engine, SiteLog(), limits or Limits()).open_page(PAGE)

    async def run() -> list[Supply | None]:
        return [await page.answer(one) for one in asked]

    return asyncio.run(run()), engine


def script(path: str = "app.js") -> PageRequest:
    return PageRequest(f"http://shop.co.ke/{path}", "script")


def test_the_page_is_the_one_that_was_sent_and_nobody_is_asked_again() -> None:
    page = PageRequest("http://shop.co.ke/", "document", is_navigation=True)
    given, engine = supply(lambda url: b"", page, page)
    assert given == [Supply(200, {"content-type": "text/html"}, b"<p>Hi"), None]
    assert engine.asked == []


def test_a_part_is_asked_for_as_every_request_is_and_counts_for_the_visit() -> None:
    given, engine = supply(lambda url: b"code", script())
    assert given == [Supply(200, {"content-type": "text/javascript"}, b"code")]
    meta = engine.asked[0].meta
    assert isinstance(meta[KEY], SiteLog)  # so that robots.txt, opt-outs and counts see it
    assert (meta[PART], meta[PAUSE], meta["download_slot"]) == (True, 0.5, "shop.co.ke parts")
    assert engine.downloader.slots["shop.co.ke parts"].concurrency == 1


def test_a_script_that_pages_share_is_fetched_once() -> None:
    given, engine = supply(lambda url: b"code", script(), script())
    assert given[0] == given[1] is not None
    assert len(engine.asked) == 1


def test_what_may_not_be_asked_for_is_not_given() -> None:
    given, _ = supply(lambda url: RequestFailure("robots", "robots.txt does not allow this address."), script())
    assert given == [None]


@pytest.mark.parametrize(
    "target", ["http://127.0.0.1/secret", "http://169.254.169.254/", "file:///etc/passwd", "https://www.google-analytics.com/x"]
)
def test_redirects_do_not_lead_where_no_request_may_go(target: str) -> None:
    given, engine = supply(lambda url: Response(url, status=302, headers={"Location": target}), script())
    assert given == [None]
    assert len(engine.asked) == 1


def test_redirects_end() -> None:
    given, engine = supply(lambda url: Response(url, status=302, headers={"Location": "/again"}), script())
    assert given == [None]
    assert len(engine.asked) == module.MAX_HOPS + 1


def test_cookies_do_not_reach_the_page() -> None:
    headers = {"Content-Type": "application/json", "Set-Cookie": "a=1", "Access-Control-Allow-Origin": "*", "Server": "x"}
    given, _ = supply(lambda url: Response(url, body=b"{}", headers=headers), script())
    assert given == [Supply(200, {"content-type": "application/json", "access-control-allow-origin": "*"}, b"{}")]


def test_a_page_and_a_visit_have_budgets(monkeypatch: pytest.MonkeyPatch) -> None:
    many = [script(f"{number}.js") for number in range(100)]
    given, engine = supply(lambda url: b"code", *many)
    assert len(engine.asked) == module.MOST_PER_PAGE == sum(one is not None for one in given)
    monkeypatch.setattr(module, "MOST_BYTES", 10)
    given, engine = supply(lambda url: b"12345678", *many)
    assert len(engine.asked) == 2


def test_what_is_small_on_the_line_and_large_unpacked_has_a_budget_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_UNPACKED", 250_000)
    bomb = gzip.compress(bytes(100_000))
    many = [script(f"{number}.js") for number in range(10)]
    given, _ = supply(lambda url: Response(url, body=bomb, headers={"Content-Encoding": "gzip"}), *many)
    assert [len(one.body) for one in given if one is not None] == [100_000, 100_000, 50_000]


def test_with_one_server_for_all_nothing_secure_is_spoken_and_a_delay_of_none_is_kept() -> None:
    _, engine = supply(lambda url: b"", PageRequest("https://cdn.example.com/a.js", "script"), limits=Limits(plain_http=True, delay=0.0))
    assert engine.asked[0].url == "http://cdn.example.com/a.js"
    assert engine.asked[0].meta[PAUSE] == 0.0


def test_after_the_page_was_read_nothing_more_is_given() -> None:
    engine = _Engine(lambda url: b"code")
    page = Supplies(engine, SiteLog(), Limits()).open_page(PAGE)
    page.close()
    assert asyncio.run(page.answer(script())) is None
    assert engine.asked == []


def test_style_sheets_are_blank() -> None:
    given, engine = supply(lambda url: b"", PageRequest("http://shop.co.ke/a.css", "stylesheet"))
    assert (given, engine.asked) == ([BLANK], [])


def test_a_host_of_scripts_that_wants_to_be_left_alone_says_nothing_of_the_website() -> None:
    fetcher = SiteFetcher(_Engine(lambda url: RequestFailure("dns", "no such name")), Limits())
    busy = SentResponse("http://cdn.example.com/robots.txt", 503, (("retry-after", "9999999"),), b"", "2026-11-23T00:00:00Z")
    fetcher.log.robots.append(busy)
    with pytest.raises(RequestFailure):
        asyncio.run(fetcher("http://shop.co.ke/"))
    assert fetcher.not_before is None
