"""What a page in the browser may ask for."""

import tomllib

import pytest

from scrapers.rendering.page_requests import TRACKERS, PageRequest, choose_headers, is_tracker, judge_request

PAGE = "http://shop.co.ke/"


def judge(url: str, kind: str, method: str = "GET", *, is_navigation: bool = False, is_open: bool = True) -> str:
    return judge_request(PageRequest(url, kind, method, is_navigation=is_navigation), PAGE, is_open=is_open)


def test_the_page_itself_is_given_once() -> None:
    assert judge(PAGE, "document", is_navigation=True, is_open=False) == "page"
    assert judge("http://shop.co.ke", "document", is_navigation=True, is_open=False) == "page"
    assert judge(PAGE, "document", is_navigation=True) == "refuse"
    assert judge("http://shop.co.ke/other", "document", is_navigation=True, is_open=False) == "refuse"
    assert judge(PAGE, "document", "POST", is_navigation=True, is_open=False) == "refuse"


@pytest.mark.parametrize("url", ["http://shop.co.ke/app.js", "https://cdn.example.com/lib.js", "https://api.shop.co.ke/goods?page=1"])
def test_scripts_and_what_they_read_are_fetched(url: str) -> None:
    assert {judge(url, kind) for kind in ("script", "xhr", "fetch")} == {"fetch"}


def test_style_sheets_are_blank_since_scripts_wait_for_them() -> None:
    assert judge("http://shop.co.ke/style.css", "stylesheet") == "blank"


@pytest.mark.parametrize(
    "kind", ["image", "media", "font", "document", "websocket", "eventsource", "manifest", "ping", "texttrack", "other"]
)
def test_what_brings_no_text_is_refused(kind: str) -> None:
    assert judge("http://shop.co.ke/x", kind) == "refuse"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"])
def test_nothing_is_ever_sent(method: str) -> None:
    assert judge("http://shop.co.ke/orders", "fetch", method) == "refuse"


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://169.254.169.254/latest/meta-data/", "http://[::1]/", "http://[::ffff:10.0.0.1]/", "http://2130706433/",
        "http://0x7f.1/", "http://localhost/", "http://router/", "file:///etc/passwd", "ftp://shop.co.ke/", "ws://shop.co.ke/",
        "chrome://version", "http://[", "http:///x",
    ],
)  # fmt: skip
def test_addresses_without_a_public_name_are_refused(url: str) -> None:
    assert judge(url, "fetch") == "refuse"


@pytest.mark.parametrize(("domain", "row"), tomllib.loads(TRACKERS.read_text(encoding="utf-8")).items())
def test_those_who_count_visitors_are_refused_and_those_who_only_look_so_are_not(domain: str, row: dict[str, str]) -> None:
    assert domain in row["example"]
    assert (is_tracker(row["example"]), is_tracker(row["near_miss"])) == (True, False)
    assert (judge(row["example"], "script"), judge(row["near_miss"], "script")) == ("refuse", "fetch")


def test_no_cookie_or_token_goes_with_a_request() -> None:
    sent = {
        "cookie": "a=1",
        "authorization": "Bearer x",
        "origin": "http://shop.co.ke",
        "accept": "application/json",
        "user-agent": "Chrome",
    }
    assert choose_headers(PageRequest("http://shop.co.ke/x", "fetch", headers=sent)) == {
        "accept": "application/json",
        "origin": "http://shop.co.ke",
    }
