"""The pace of requests to a host, and the time that it asks for."""

from types import SimpleNamespace

import pytest
from scrapy import Request
from scrapy.exceptions import DownloadTimeoutError
from scrapy.http import Response
from scrapy.settings import Settings

from scrapers.archives.responses import SentResponse
from scrapers.crawling.delays import PaceMiddleware, decide_delay, read_retry_after
from scrapers.crawling.site_log import KEY, SiteLog

AT = "2026-11-22T12:00:00Z"


def busy(*headers: tuple[str, str]) -> SentResponse:
    return SentResponse("http://a.co.ke/", 503, headers, b"", AT)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("120", 120.0),
        ("0", 0.0),
        (" 7 ", 7.0),
        ("Sun, 22 Nov 2026 12:01:30 GMT", 90.0),
        ("Sunday, 22-Nov-26 12:01:30 GMT", 90.0),
        ("Sun Nov 22 12:01:30 2026", 90.0),
        ("Sun, 22 Nov 2026 11:00:00 GMT", 0.0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 366 * 86400.0),
        ("99999999999", 366 * 86400.0),
        ("9" * 400, None),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("\u00b2", None),
        ("Sun, 99 Nov 2026 12:01:30 GMT", None),
        ("", None),
    ],
)
def test_a_host_says_in_seconds_or_by_its_calendar_when_it_may_be_asked_again(text: str, seconds: float | None) -> None:
    assert read_retry_after(busy(("retry-after", text))) == seconds


def test_a_day_and_time_is_read_by_the_clock_of_the_host_where_it_tells_it() -> None:
    wrong_clock = ("date", "Sun, 22 Nov 2020 12:00:00 GMT")
    assert read_retry_after(busy(("retry-after", "Sun, 22 Nov 2020 12:00:30 GMT"), wrong_clock)) == 30.0
    assert read_retry_after(busy(("retry-after", "Sun, 22 Nov 2026 12:00:30 GMT"), ("date", "today"))) == 30.0


@pytest.mark.parametrize(
    ("current", "seconds", "is_in_trouble", "due"),
    [
        (2.0, 0.3, False, 2.0),  # a quick answer: the set delay
        (2.0, 4.0, False, 8.0),  # a slow one: it rests as long as it worked
        (8.0, 0.3, False, 5.0),  # well again: half of what was added
        (2.0, 0.3, True, 4.0),  # in trouble: twice the time
        (4.0, 5.0, True, 10.0),
        (40.0, 0.3, True, 60.0),  # never above the longest wait
        (2.0, 400.0, False, 60.0),
        (0.5, 0.0, False, 2.0),  # never below the set delay
    ],
)
def test_a_host_that_is_slow_or_in_trouble_is_asked_more_slowly(current: float, seconds: float, is_in_trouble: bool, due: float) -> None:
    assert decide_delay(current, 2.0, 60.0, seconds, is_in_trouble=is_in_trouble) == due


def test_the_set_delay_holds_also_where_it_is_longer_than_the_longest_wait_for_others() -> None:
    assert decide_delay(100.0, 100.0, 60.0, 0.1, is_in_trouble=True) == 100.0


def test_a_server_of_our_own_is_asked_without_any_delay() -> None:
    assert decide_delay(0.0, 0.0, 60.0, 9.0, is_in_trouble=True) == 0.0


def pace(log: SiteLog, delay: float = 2.0) -> tuple[PaceMiddleware, Request, SimpleNamespace]:
    slot = SimpleNamespace(delay=delay)
    engine = SimpleNamespace(downloader=SimpleNamespace(slots={"a.co.ke": slot}))
    crawler = SimpleNamespace(engine=engine, settings=Settings({"DOWNLOAD_DELAY": 2.0, "ECOMSTAT_MAX_CRAWL_DELAY": 60}))
    meta = {"download_slot": "a.co.ke", KEY: log, "download_latency": 0.1}
    return PaceMiddleware.from_crawler(crawler), Request("http://a.co.ke/", meta=meta), slot  # type: ignore[arg-type]


@pytest.mark.parametrize(("status", "due"), [(200, 2.0), (404, 2.0), (429, 4.0), (500, 4.0), (503, 4.0)])
def test_answers_set_the_pace_and_the_visit_knows_it(status: int, due: float) -> None:
    log = SiteLog()
    middleware, request, slot = pace(log)
    middleware.process_response(request, Response(request.url, status))
    assert (slot.delay, log.pace) == (due, due)


def test_a_host_that_does_not_answer_is_given_more_time_but_our_own_refusals_say_nothing_of_it() -> None:
    middleware, request, slot = pace(SiteLog())
    middleware.process_exception(request, DownloadTimeoutError())
    middleware.process_exception(request, ValueError("not the host's fault"))
    assert slot.delay == 4.0


def test_the_pace_never_falls_below_what_robots_txt_asks_for() -> None:
    middleware, request, slot = pace(SiteLog(crawl_delay=10.0), delay=10.0)
    middleware.process_response(request, Response(request.url, 200))
    assert slot.delay == 10.0
