"""Datasette as we let it run: without its pages about itself, bounded in time and memory, and never writing."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from catalogue.errors import EcomstatError
from catalogue.messages import say
from store.opening import connect_for_reading

STYLES = str(Path(__file__).parent / "static")
TEMPLATES = str(Path(__file__).parent / "templates" / "tables")
CLOSED = "/-/"  # Datasette's pages about itself
OPEN = ("/-/static/", "/-/static-plugins/")
SETTINGS = {
    "allow_download": False,
    "default_page_size": 50,
    "suggest_facets": False,
    "sql_time_limit_ms": 2000,
    "num_sql_threads": 2,
    "max_csv_mb": 50,
}
LENGTH_LIMIT, ATTACHED_LIMIT = 0, 7  # SQLITE_LIMIT_LENGTH and SQLITE_LIMIT_ATTACHED
LONGEST_VALUE = 1_000_000  # bytes of one value in an answer


class Tables(ABC):
    """An ASGI application that shows the tables of a file under a path, or one sentence where there is nothing to show."""

    def __init__(self, prefix: str, store_path: Path) -> None:
        self.prefix = prefix
        self.store_path = store_path
        self.shown: Any = None
        self.application: Any = None
        self.lock = asyncio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Shows a table, or says why there is none."""
        refusal = await self._find_refusal(scope["path"].removeprefix(self.prefix))
        if refusal is None:
            await self.application(strip_prefix(scope, self.prefix), receive, send)
        else:
            await PlainTextResponse(refusal, 404)(scope, receive, send)

    async def _find_refusal(self, rest: str) -> str | None:
        if is_closed(rest):
            return say("This page is not offered here.")
        try:
            await self.prepare()
        except EcomstatError as error:
            return str(error)
        return None if self.application else say("There is no store yet, so there are no tables to show.")

    @abstractmethod
    async def prepare(self) -> None:
        """Opens what is to be shown, if it is not open; `application` stays None where there is nothing.

        Raises:
            EcomstatError: it cannot be opened.
        """


def open_datasette(prefix: str, files: Mapping[str, Path], metadata: Mapping[str, Any], *, live: bool) -> Any:
    """A Datasette under this path over files by their names in it, read-only; `live` where others write to them meanwhile."""
    from datasette.app import Datasette
    from datasette.database import Database

    class BoundedDatasette(Datasette):  # type: ignore[misc]
        """Refuses values that would fill the memory, and other files, on every connection."""

        def _prepare_connection(self, conn: Any, database: str) -> None:
            super()._prepare_connection(conn, database)
            conn.setlimit(LENGTH_LIMIT, LONGEST_VALUE)
            conn.setlimit(ATTACHED_LIMIT, 0)

    class ReadDatabase(Database):  # type: ignore[misc]
        """Has no connection that writes, and opens files whatever signs their names hold."""

        def connect(self, write: bool = False) -> Any:
            connection = connect_for_reading(Path(self.path))
            self._all_file_connections.append(connection)
            return connection

    _hush_tracebacks()
    datasette = BoundedDatasette(
        settings={**SETTINGS, "base_url": f"{prefix}/"}, metadata=metadata, template_dir=TEMPLATES, static_mounts=[("own", STYLES)]
    )
    datasette.remove_database("_memory")  # which it makes for itself where it is given no files at first
    for name, path in files.items():
        datasette.add_database(ReadDatabase(datasette, path=str(path), is_mutable=live), name=name)
    return datasette


def is_closed(rest: str) -> bool:
    """Whether a path (without the prefix) is one of Datasette's pages about itself."""
    return rest.startswith(CLOSED) and not rest.startswith(OPEN)


def strip_prefix(scope: Scope, prefix: str) -> Scope:
    """The request as it comes through a proxy that takes the prefix away: Datasette itself puts it before the path of every link."""
    raw: bytes = scope.get("raw_path") or scope["path"].encode()
    return {**scope, "path": scope["path"].removeprefix(prefix) or "/", "raw_path": raw.removeprefix(prefix.encode()) or b"/"}


def close_datasette(datasette: Any) -> None:
    """Ends its threads and connections; None is no error."""
    if datasette is None:
        return
    if datasette.executor is not None:
        datasette.executor.shutdown(wait=True)
    for database in datasette.databases.values():
        database.close()


def _hush_tracebacks() -> None:
    """With rich installed, Datasette prints each mistyped query as a traceback and fails on pages that do not exist.

    Call it after Datasette's application was imported: earlier, its plug-ins would not register.
    """
    from datasette import handle_exception

    handle_exception.rich = None
