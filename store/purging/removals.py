"""Files that no page needs: noted with the change that makes them so, removed after it, and by the next purge if that was broken off."""

import sqlite3
from collections.abc import Iterable, Mapping

from sqlite_utils import Database

from store.opening import Store
from store.rows import current_time


def prepare_purge(store: Store) -> None:
    """From here on what is deleted is overwritten in the file, and a transaction is on the disk when it ends."""
    store.db.execute("PRAGMA secure_delete = ON")
    store.db.execute("PRAGMA synchronous = FULL")


def end_purge(store: Store) -> None:
    """Brings the write-ahead log, which holds old pages of the file, into the file, and empties it; not while others read."""
    store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def compact(store: Store) -> bool:
    """Writes the file anew without its free space, where rows that were replaced long ago still stand; False where that is not possible.

    It needs as much free disk as the file is long, and nobody else who writes.
    """
    try:
        store.db.execute("VACUUM")
    except sqlite3.OperationalError:
        return False
    end_purge(store)
    return True


def note_removals(store: Store, files: Iterable[str]) -> None:
    """Notes files, as `pages.warc_file` names them, that are to be removed."""
    with store.writing() as db:
        db.conn.executemany("INSERT OR IGNORE INTO archive_removals VALUES (?, ?)", [(file, current_time()) for file in files])


def read_removals(store: Store) -> list[str]:
    """The files that are to be removed and to which no page points."""
    sql = "SELECT warc_file FROM archive_removals r WHERE NOT EXISTS (SELECT 1 FROM pages p WHERE p.warc_file = r.warc_file) ORDER BY 1"
    return [str(row[0]) for row in store.db.execute(sql)]


def forget_removal(store: Store, file: str) -> None:
    """Notes that a file is gone."""
    with store.writing() as db:
        db.execute("DELETE FROM archive_removals WHERE warc_file = ?", [file])


def move_pages(store: Store, before: str, after: str, moves: Mapping[int, int]) -> None:
    """The pages of a file lie in another from now on, {byte: byte there}; the file is to be removed. All of it or nothing.

    Pages whose record went lose their place in an archive.
    """
    with store.writing() as db:
        db.execute("CREATE TEMP TABLE IF NOT EXISTS moved (before INTEGER PRIMARY KEY, after INTEGER NOT NULL)")
        db.execute("DELETE FROM moved")
        db.conn.executemany("INSERT INTO moved VALUES (?, ?)", moves.items())
        _place_pages(db, before, after)
        db.execute("DELETE FROM archive_removals WHERE warc_file = ?", [after])
        note_removals(store, [before])


def _place_pages(db: Database, before: str, after: str) -> None:
    is_kept = "warc_offset IN (SELECT before FROM moved)"
    db.execute(f"UPDATE pages SET warc_file = NULL, warc_offset = NULL WHERE warc_file = ? AND NOT {is_kept}", [before])  # noqa: S608
    place = "(SELECT after FROM moved WHERE before = warc_offset)"
    db.execute(f"UPDATE pages SET warc_file = ?, warc_offset = {place} WHERE warc_file = ?", [after, before])  # noqa: S608
