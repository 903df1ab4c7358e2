"""Requests that another website makes a browser send, on a small application of its own."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.web.browsing import ADDRESS, OWN_PAGE, Browser, browsing
from web import application
from web.people import forgery
from web.people.forgery import LONGEST

DONE = list[object]()
SCRIPT = {"x-ecomstat": "1"}


def act(request: Request) -> Response:
    DONE.append(getattr(request.state, "content", None) or getattr(request.state, "form", None))
    return JSONResponse({"done": True})


async def read(request: Request) -> Response:
    return JSONResponse({"body": (await request.body()).decode(), "again": request.state.content})


@pytest.fixture
def browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    """Somebody logged in, and two acts."""
    routes = [Route("/act", act, methods=["POST"]), Route("/read", read, methods=["POST"])]
    monkeypatch.setattr(application, "GROUPS", (*application.GROUPS, routes))
    DONE.clear()
    with browsing(application.build_application(tmp_path / "none.db")) as opened:
        yield opened


def test_our_own_scripts_and_forms_are_taken(browser: Browser) -> None:
    assert browser.post("/act", {"answer": "yes"}).status_code == 200
    assert browser.post_form("/act", {"answer": "no", "words": "ä & b"}).status_code == 200
    assert DONE[0] == {"answer": "yes"}
    assert DONE[1] == {"csrf": browser.form_token(), "answer": "no", "words": "ä & b"}


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": ADDRESS.replace("http", "https")},
        {"origin": ADDRESS + ".evil.example"},
        {"sec-fetch-site": "none"},
        {"sec-fetch-site": "none", "origin": ADDRESS},
        {"sec-fetch-site": "cross-site", "origin": ADDRESS},
        {"sec-fetch-site": "same-site", "origin": ADDRESS},
        {"sec-fetch-site": "same-origin", "origin": "https://evil.example"},
    ],
)
def test_requests_from_elsewhere_are_refused_even_with_header_and_token(headers: dict[str, str], browser: Browser) -> None:
    token = browser.form_token()
    assert browser.request("POST", "/act", json={}, headers={**SCRIPT, **headers}).status_code == 403
    assert browser.request("POST", "/act", data={"csrf": token}, headers=headers).status_code == 403
    assert DONE == []


@pytest.mark.parametrize(
    "headers", [{"origin": ADDRESS}, {"sec-fetch-site": "same-origin"}, {"sec-fetch-site": "same-origin", "origin": "null"}]
)
def test_one_word_of_the_browser_is_enough_where_it_does_not_say_the_contrary(headers: dict[str, str], browser: Browser) -> None:
    assert browser.request("POST", "/act", json={}, headers={**SCRIPT, **headers}).status_code == 200


@pytest.mark.parametrize("token", [None, "", "x", "ä", "0" * 64])
def test_a_form_without_the_session_s_token_is_refused(token: str | None, browser: Browser) -> None:
    fields = {} if token is None else {"csrf": token}
    assert browser.request("POST", "/act", data={"answer": "yes", **fields}, headers=OWN_PAGE).status_code == 403
    assert DONE == []


def test_the_token_of_another_session_is_refused(browser: Browser) -> None:
    token = browser.form_token()
    browser.log_in("other", "methodologist")
    assert browser.form_token() != token
    assert browser.request("POST", "/act", data={"csrf": token}, headers=OWN_PAGE).status_code == 403


@pytest.mark.parametrize("kind", ["text/plain", "application/json", "multipart/form-data; boundary=x", ""])
def test_what_is_neither_a_form_nor_has_the_header_is_refused(kind: str, browser: Browser) -> None:
    answer = browser.request("POST", "/act", content=f"csrf={browser.form_token()}", headers={**OWN_PAGE, "content-type": kind})
    assert answer.status_code == 400
    assert DONE == []


@pytest.mark.parametrize(
    "body", [b"[1]", b"1", b"{", b"\xff", b'"x"', b"[" * 100_000, b'{"a": NaN}', b'{"a": -Infinity}', b'{"a": "\\ud800"}']
)
def test_json_that_is_no_object_of_proper_values_is_refused(body: bytes, browser: Browser) -> None:
    answer = browser.request("POST", "/act", content=body, headers={**OWN_PAGE, **SCRIPT})
    assert answer.status_code == 400
    assert answer.json() == {"problem": "This request cannot be read."}


def test_forms_that_are_no_text_or_have_too_many_fields_are_refused(browser: Browser) -> None:
    form = {**OWN_PAGE, "content-type": "application/x-www-form-urlencoded"}
    for body in (b"a=\xff", b"&".join(b"a=1" for _ in range(1001))):
        assert browser.request("POST", "/act", content=body, headers=form).status_code == 400


def test_a_request_that_is_too_long_is_refused(browser: Browser) -> None:
    assert browser.post("/act", {"x": "y" * (LONGEST - 100)}).status_code == 200
    assert browser.post("/act", {"x": "y" * LONGEST}).status_code == 413


def test_who_has_not_logged_in_can_send_no_more_than_a_log_in(browser: Browser) -> None:
    browser.log_out()
    form = {"name": "amina", "password": "x" * 1000}
    assert browser.post_form("/login", form).status_code == 400
    assert browser.post_form("/login", {**form, "next": "/" + "x" * 30_000}).status_code == 413


def test_a_request_that_never_ends_is_given_up(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    async def drip() -> AsyncIterator[bytes]:
        yield b'{"a":'
        await asyncio.sleep(600)

    monkeypatch.setattr(forgery, "SLOWEST", 0.01)
    answer = browser.request("POST", "/act", content=drip(), headers={**OWN_PAGE, **SCRIPT})
    assert (answer.status_code, DONE) == (408, [])


def test_a_handler_can_still_read_the_body_itself(browser: Browser) -> None:
    assert browser.post("/read", {"a": 1}).json() == {"body": '{"a":1}', "again": {"a": 1}}


def test_nothing_is_posted_where_no_page_takes_it(browser: Browser) -> None:
    for path in ("/", "/tables/", "/register/store", "/nowhere", "/act/", "/static/ecomstat.css"):
        assert browser.post(path, {}).status_code == 405


def test_a_script_is_told_in_json_that_the_session_has_ended(browser: Browser) -> None:
    browser.log_out()
    answer = browser.post("/act", {})
    assert answer.status_code == 401
    assert "log in again" in answer.json()["problem"]
    assert DONE == []
