"""Datasette over the store itself, read-only, for methodologists: register rows, labels, single cells."""

import asyncio
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from catalogue.errors import EcomstatError
from catalogue.messages import say
from store.opening import open_store
from web.datasettes import close_datasette, is_closed, open_datasette, strip_prefix
from web.stores import Identity, identify_file

PATH = "/register"
DATABASE = "store"


class RegisterTables:
    """An ASGI application that shows every table of the store as it is now; it asks nobody who they are: put it behind a gate."""

    def __init__(self, store_path: Path) -> None:
        self.store_path = store_path
        self.identity: Identity | None = None
        self.shown: Any = None
        self.application: Any = None
        self.lock = asyncio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Shows a table, or one sentence where there is nothing to show."""
        refusal = await self._find_refusal(scope["path"].removeprefix(PATH))
        if refusal is None:
            await self.application(strip_prefix(scope, PATH), receive, send)
        else:
            await PlainTextResponse(refusal, 404)(scope, receive, send)

    async def _find_refusal(self, rest: str) -> str | None:
        if is_closed(rest):
            return say("This page is not offered here.")
        try:
            await self._open()
        except EcomstatError as error:
            return str(error)
        return None

    async def _open(self) -> None:
        """Opens the store's file, and again where another file has taken its place."""
        async with self.lock:
            identity = await run_in_threadpool(identify_file, self.store_path)
            if self.application is not None and identity == self.identity:
                return
            await run_in_threadpool(_check_store, self.store_path)
            datasette = open_datasette(PATH, {DATABASE: self.store_path}, describe_register(), live=True)
            await datasette.invoke_startup()
            replaced, self.shown, self.application, self.identity = self.shown, datasette, datasette.app(), identity
            await run_in_threadpool(close_datasette, replaced)

    def close(self) -> None:
        """Closes the store's file."""
        close_datasette(self.shown)
        self.shown, self.application = None, None


def describe_register() -> dict[str, Any]:
    """What Datasette says above the tables."""
    description = say(
        "The store itself, as it is now, for reading only. It names enterprises and holds figures that must not be published:"
        " what you look at here is noted with your name."
    )
    return {
        "title": say("ecomstat: the register"),
        "description": description,
        "extra_css_urls": ["/own/tables.css"],
        "databases": {DATABASE: {"description": description, "tables": {"_sqlite_migrations": {"hidden": True}}}},
    }


def _check_store(path: Path) -> None:
    open_store(path, create=False).close()
