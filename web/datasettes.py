"""Datasette as we let it run: without its pages about itself, bounded in time and memory, and never writing."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from starlette.types import Scope

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
