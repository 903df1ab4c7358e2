"""A browser for tests: asks the application directly, without a network, in one event loop as a server would."""

import asyncio
import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import httpx
from starlette.applications import Starlette

from store.accounts import METHODOLOGIST, add_person, find_person, start_session
from web.surroundings import Surroundings

ADDRESS = "http://127.0.0.1:8001"
COOKIE = "ecomstat_8001"
PASSWORD = "four plain words here"
OWN_PAGE = {"sec-fetch-site": "same-origin", "origin": ADDRESS}
PAGE = {"accept": "text/html"}


class Browser:
    """Asks one application; answers are httpx responses."""

    def __init__(self, application: Starlette, runner: asyncio.Runner) -> None:
        self.runner = runner
        self.around: Surroundings = application.state.surroundings
        self.client = httpx.AsyncClient(transport=httpx.ASGITransport(app=application), base_url=ADDRESS)

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        """The answer to one request."""
        return self.runner.run(self.client.request(method, path, **options))

    def get(self, path: str, **options: Any) -> httpx.Response:
        """The answer to one GET request."""
        return self.request("GET", path, **options)

    def post_form(self, path: str, fields: Mapping[str, str], **headers: str) -> httpx.Response:
        """The answer to a form that is sent from the application's own page, with the token that its pages carry."""
        return self.request("POST", path, data={"csrf": self.form_token(), **fields}, headers={**OWN_PAGE, **PAGE, **headers})

    def post(self, path: str, content: Any, **headers: str) -> httpx.Response:
        """The answer to JSON that a script of the application's own page sends."""
        return self.request("POST", path, json=content, headers={**OWN_PAGE, "x-ecomstat": "1", **headers})

    def form_token(self) -> str:
        """The token that stands in the pages' forms; empty where nobody is logged in."""
        found = re.search(r'name="csrf" value="([^"]*)"', self.get("/nowhere", headers=PAGE).text)
        return found[1] if found else ""

    def log_in(self, name: str, role: str) -> None:
        """Goes on as this person, who is added if they are not there."""
        with self.around.accounts.using() as accounts:
            if find_person(accounts, name) is None:
                add_person(accounts, name, role, PASSWORD, "tests")
            token = start_session(accounts, name, time.time())
        self.hold(token)

    def hold(self, token: str) -> None:
        """Holds this token instead of another."""
        self.client.cookies.clear()
        self.client.cookies.set(COOKIE, token, domain="127.0.0.1")

    def log_out(self) -> None:
        """Forgets the session."""
        self.client.cookies.clear()


@contextmanager
def browsing(application: Starlette, role: str | None = METHODOLOGIST) -> Iterator[Browser]:
    """A browser, logged in with this role, and the application started before and ended after it."""
    with asyncio.Runner() as runner:
        life = application.router.lifespan_context(application)
        runner.run(life.__aenter__())
        try:
            browser = Browser(application, runner)
            if role:
                browser.log_in(f"{role}-1", role)
            yield browser
        finally:
            runner.run(life.__aexit__(None, None, None))
