"""A browser for tests: asks the application directly, without a network, in one event loop as a server would."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
from starlette.applications import Starlette

ADDRESS = "http://127.0.0.1:8001"


class Browser:
    """Asks one application; answers are httpx responses."""

    def __init__(self, application: Starlette, runner: asyncio.Runner) -> None:
        self.runner = runner
        self.client = httpx.AsyncClient(transport=httpx.ASGITransport(app=application), base_url=ADDRESS)

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        """The answer to one request."""
        return self.runner.run(self.client.request(method, path, **options))

    def get(self, path: str, **options: Any) -> httpx.Response:
        """The answer to one GET request."""
        return self.request("GET", path, **options)


@contextmanager
def browsing(application: Starlette) -> Iterator[Browser]:
    """A browser, and the application started before and ended after it."""
    with asyncio.Runner() as runner:
        life = application.router.lifespan_context(application)
        runner.run(life.__aenter__())
        try:
            yield Browser(application, runner)
        finally:
            runner.run(life.__aexit__(None, None, None))
