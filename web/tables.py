"""Datasette over the safe copy: a new copy and a new Datasette whenever the store has changed."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool

from catalogue.messages import say
from store.opening import open_store
from store.safe import write_safe_copy
from web.datasettes import Tables, close_datasette, open_datasette

PATH = "/tables"
DATABASE = "safe"
Stamp = tuple[tuple[int, int], ...]


class SafeTables(Tables):
    """Shows the safe copy; `refresh` brings it up to date, `close` removes the copies."""

    def __init__(self, store_path: Path) -> None:
        super().__init__(PATH, store_path)
        self.folder: tempfile.TemporaryDirectory[str] | None = None
        self.stamp: Stamp | None = None
        self.copies = 0
        self.retired: list[Any] = []

    async def prepare(self) -> None:
        """Makes the first copy; later ones are made by `refresh`, when the start page is opened."""
        if self.application is None:
            await self.refresh()

    async def refresh(self) -> bool:
        """Copies the store again if it has changed since; says whether it did."""
        async with self.lock:
            stamp = await run_in_threadpool(read_stamp, self.store_path)
            if not stamp or stamp == self.stamp:
                return False
            self.copies += 1
            self.folder = self.folder or tempfile.TemporaryDirectory(prefix="ecomstat-", ignore_cleanup_errors=True)
            path = Path(self.folder.name) / str(self.copies) / f"{DATABASE}.db"
            await run_in_threadpool(_copy_store, self.store_path, path)
            await self._show(path)
            self.stamp = stamp
            return True

    async def _show(self, path: Path) -> None:
        datasette = open_datasette(PATH, {DATABASE: path}, describe_tables(), live=False)
        await datasette.invoke_startup()
        self.retired.append(self.shown)
        self.shown, self.application = datasette, datasette.app()
        while len(self.retired) > 1:  # the newest retired one may still be answering
            await run_in_threadpool(_remove_copy, self.retired.pop(0))

    def close(self) -> None:
        """Closes and removes every copy."""
        for datasette in (*self.retired, self.shown):
            close_datasette(datasette)
        self.retired, self.shown, self.application = [], None, None
        if self.folder:
            self.folder.cleanup()


def read_stamp(store_path: Path) -> Stamp:
    """What changes whenever the store is written to (its write-ahead log too); empty where there is no store."""
    files = [path for path in (store_path, store_path.with_name(f"{store_path.name}-wal")) if path.exists()]
    stats = [path.stat() for path in files]
    return tuple((stat.st_mtime_ns, stat.st_size) for stat in stats)


def _copy_store(store_path: Path, path: Path) -> None:
    path.parent.mkdir(parents=True)
    with open_store(store_path, create=False) as store:
        write_safe_copy(store, path)


def _remove_copy(datasette: Any) -> None:
    """Closes a copy and takes it from the disk: a store that a crawl writes to is copied often."""
    if datasette is not None:
        close_datasette(datasette)
        shutil.rmtree(Path(datasette.databases[DATABASE].path).parent, ignore_errors=True)


def describe_tables() -> dict[str, Any]:
    """What Datasette says above each table."""
    tables = {
        "estimates": {
            "description": say(
                "One row an indicator, breakdown and method. _T stands for all, _U for unknown. Suppressed figures are empty."
            ),
            "facets": ["indicator", "method", "size_class"],
            "size": 50,
        },
        "releases": {"description": say("What was released, when and as which vintage."), "sort_desc": "release"},
        "released_estimates": {
            "description": say("Estimates as they were released: these figures never change. Columns as in estimates."),
            "facets": ["release", "indicator", "method"],
            "size": 50,
        },
        "website_statuses": {"description": say("How many websites ended a wave in each status.")},
        "runs": {"description": say("What ran, when and with which outcome."), "sort_desc": "run"},
        "indicators": {"description": say("What the indicators mean."), "label_column": "code"},
    }
    description = say("A copy for browsing: nothing of single enterprises is in it, and nothing can be changed.")
    return {
        "title": "ecomstat",
        "description": description,
        "extra_css_urls": ["/own/tables.css"],
        "databases": {DATABASE: {"description": description, "tables": tables}},
    }
