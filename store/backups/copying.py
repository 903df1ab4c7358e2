"""Copying a database that others read and write meanwhile, by SQLite's online backup: the copy is of one moment."""

import sqlite3
from contextlib import closing
from pathlib import Path

from catalogue.errors import BackupError
from catalogue.messages import say
from store.opening import BUSY_SECONDS, Store

STEP_PAGES = 16
"""Few, so that whoever watches is asked before the first step can be the last one."""
GROWING = {  # the highest number of what only ever grows
    "runs": "SELECT max(run) FROM runs",
    "labels": "SELECT max(label) FROM labels",
    "acts": "SELECT max(act) FROM review_acts",
    "queues": "SELECT max(queue) FROM review_queues",
}
HELD = {
    "enterprises": "SELECT count(*) FROM enterprises",
    "websites": "SELECT count(*) FROM websites",
    "labels": "SELECT count(*) FROM labels",
}


def copy_out(source: Store, target: Path) -> None:
    """Writes what the source holds now into a new file; nobody waits for it.

    Raises:
        BackupError: the source is damaged.
    """
    connection = source.db.conn
    with closing(sqlite3.connect(target)) as copy:
        connection.execute("BEGIN")  # one moment: what others write meanwhile is not seen
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            connection.backup(copy)
        finally:
            connection.rollback()
        copy.execute("PRAGMA journal_mode = DELETE")
        if copy.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise BackupError(say("{path} is damaged: no backup was written. Restore an earlier one.", path=source.path))


def copy_in(source: Path, target: Store, *, unless_changed_since: int | None = None) -> None:
    """Puts what the source holds in the place of what the target holds, at once for all who have it open; an interruption changes nothing.

    Raises:
        BackupError: somebody wrote into the target since `unless_changed_since`, a number that `read_version` gave.
    """

    def watch(status: int, *_: int) -> None:
        """Called after each step; until the last, nobody else can write."""
        if status != sqlite3.SQLITE_DONE and unless_changed_since not in {None, read_version(target)}:
            raise BackupError(
                say("Somebody wrote into {path} meanwhile: nothing was changed. Try again while nobody works in it.", path=target.path)
            )

    with closing(sqlite3.connect(source)) as copy, closing(sqlite3.connect(target.path, timeout=BUSY_SECONDS)) as live:
        copy.backup(live, pages=STEP_PAGES, progress=watch)


def read_version(store: Store) -> int:
    """A number that differs once another connection has written into the file."""
    return int(store.db.execute("PRAGMA data_version").fetchone()[0])


def count_newest(store: Store) -> dict[str, int]:
    """{what only ever grows: its highest number}."""
    return {name: int(store.db.execute(sql).fetchone()[0] or 0) for name, sql in GROWING.items()}


def count_held(store: Store) -> dict[str, int]:
    """{what: how much of it}."""
    return {name: int(store.db.execute(sql).fetchone()[0]) for name, sql in HELD.items()}
