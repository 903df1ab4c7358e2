"""Datasette over the store itself, read-only, for methodologists: register rows, labels, single cells."""

from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool

from catalogue.messages import say
from store.opening import open_store
from web.datasettes import Tables, close_datasette, open_datasette
from web.stores import Identity, identify_file

PATH = "/register"
DATABASE = "store"


class RegisterTables(Tables):
    """Shows every table of the store as it is now; it asks nobody who they are: put it behind a gate."""

    def __init__(self, store_path: Path) -> None:
        super().__init__(PATH, store_path)
        self.identity: Identity | None = None

    async def prepare(self) -> None:
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
