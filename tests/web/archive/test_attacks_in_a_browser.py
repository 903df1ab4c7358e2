"""The attack pages in Chromium: in a frame of a page of ours, as reviewers see them, and in a tab of their own."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.web.archive.attack_pages import list_attacks, make_attack
from web.archive.rendering import render_page
from web.guard import ARCHIVED, HEADERS, PAGES, SPECIAL

CHROMIUM = Path("/usr/bin/chromium")
FRAME = '<!DOCTYPE html><title>Ours</title><link rel=icon href=data:,><h1>Ours</h1><iframe src="/archive/{name}" width="900" height="600"></iframe>'

pytestmark = [pytest.mark.long, pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium here")]


class Listening(BaseHTTPRequestHandler):
    """Shows pages below /archive/ and frames below /frame/; notes everything that anybody asks for."""

    def __init__(self, shown: dict[str, str], asked: list[str], *rest: Any) -> None:
        self.shown, self.asked = shown, asked
        super().__init__(*rest)

    def do_GET(self) -> None:
        """Answers and notes."""
        self.asked.append(self.path)
        folder, _, name = self.path.removeprefix("/").partition("/")
        archived = folder == "archive"
        body = (self.shown.get(name, "") if archived else FRAME.format(name=name)).encode()
        self.send_response(200)
        headers = {**HEADERS, **(SPECIAL[ARCHIVED] if archived else {}), "content-security-policy": ARCHIVED if archived else PAGES}
        for header, value in {**headers, "content-type": "text/html; charset=utf-8", "content-length": str(len(body))}.items():
            self.send_header(header, value)
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_HEAD = do_GET

    def log_message(self, *_: Any) -> None:
        """Keeps quiet."""


@contextmanager
def listening(shown: dict[str, str]) -> Iterator[tuple[str, list[str]]]:
    """The listener's host with its port, and what it was asked for."""
    asked = list[str]()
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Listening, shown, asked)) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"127.0.0.1:{server.server_address[1]}", asked
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A browser of which each test gets its own page."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield opened
        opened.close()


def open_page(browser: Any, address: str) -> tuple[list[str], str]:
    """What a page asked for when it was opened and clicked on, and its title in the end."""
    page = browser.new_page()
    asked = list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    for down in range(90, 400, 40):  # where the frame's first words, links and buttons are
        page.mouse.click(60, down)
    page.wait_for_timeout(100)
    title = page.title()
    page.close()
    return [url for url in asked if not url.startswith("data:")], title


@pytest.mark.parametrize("name", list_attacks())
def test_a_hostile_page_in_the_frame_asks_for_nothing_and_leaves_ours_alone(name: str, browser: Any) -> None:
    shown = dict[str, str]()
    with listening(shown) as (host, asked):
        shown[name] = render_page(make_attack(name, host))
        requests, title = open_page(browser, f"http://{host}/frame/{name}")
        assert asked == [f"/frame/{name}", f"/archive/{name}"]
        assert requests == [f"http://{host}/frame/{name}", f"http://{host}/archive/{name}"]
        assert title == "Ours"


@pytest.mark.parametrize("name", ["scripts", "meta_refresh", "css_addresses", "svg", "frameset"])
def test_the_policy_alone_holds_even_what_nobody_sanitised(name: str, browser: Any) -> None:
    shown = dict[str, str]()
    with listening(shown) as (host, asked):
        shown[name] = make_attack(name, host).body.decode()
        _, title = open_page(browser, f"http://{host}/frame/{name}")
        assert not [path for path in asked if path == "/ran"]
        assert title == "Ours"
        if name != "meta_refresh":  # a policy without scripts lets a frame lead itself elsewhere; sanitising takes that out
            assert asked == [f"/frame/{name}", f"/archive/{name}"]


def test_a_page_opens_in_a_tab_of_its_own_too(browser: Any) -> None:
    shown = dict[str, str]()
    with listening(shown) as (host, asked):
        shown["svg"] = render_page(make_attack("svg", host))
        page = browser.new_page()
        page.goto(f"http://{host}/archive/svg")
        assert page.locator("p").first.inner_text() == "Honest words"
        assert page.evaluate("origin") == "null"
        assert asked[0] == "/archive/svg"
        assert set(asked[1:]) <= {"/favicon.ico"}
        page.close()
