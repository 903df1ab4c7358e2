"""Opening the store: one SQLite file, migrated, in write-ahead mode, with foreign keys on."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Self

from sqlite_utils import Database, Migrations

from catalogue.errors import StoreError
from catalogue.messages import say
from store.migrations import MIGRATIONS
from store.troubles import describe_trouble

BUSY_SECONDS = 30


class Store:
    """An open store. `writing()` commits its block whole or not at all."""

    def __init__(self, path: Path, db: Database) -> None:
        self.path = path
        self.db = db
        self.term_keys: dict[tuple[str, str], int] = {}

    @contextmanager
    def writing(self) -> Iterator[Database]:
        """A transaction that takes the write lock at once, so that two writers queue instead of failing half way."""
        if self.db.conn.in_transaction:
            with self.db.atomic():
                yield self.db
            return
        self.db.execute("BEGIN IMMEDIATE")
        with ExitStack() as unfinished:
            unfinished.callback(self._undo)
            yield self.db
            unfinished.pop_all()
        self.db.conn.commit()

    def _undo(self) -> None:
        self.db.conn.rollback()
        self.term_keys.clear()

    def close(self) -> None:
        """Ends the connection; open transactions are rolled back."""
        self.db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_store(path: Path | str, *, create: bool = True, any_thread: bool = False) -> Store:
    """The store in this file, made if it is not there (unless `create` is False) and brought up to date.

    With `any_thread` it may be handed from thread to thread, used by one at a time.

    Raises:
        StoreError: the file is missing, is not a store, cannot be written, or comes from a newer version.
    """
    path = Path(path)
    if not create and not path.exists():
        raise StoreError(say("There is no store at {path}: load a register first, with `ecomstat frame COUNTRY register.csv`.", path=path))
    if path.is_dir():
        raise StoreError(say("{path} is a folder: name the store's file in it, with --db.", path=path))
    if not path.parent.is_dir():
        raise StoreError(say("The folder {folder} does not exist: make it, or name another file with --db.", folder=path.parent))
    try:
        return Store(path, connect(path, MIGRATIONS, any_thread=any_thread))
    except (sqlite3.DatabaseError, OSError) as error:
        sentence = say("The store {path} cannot be opened ({reason}): name another file with --db.", path=path, reason=error)
        raise StoreError(describe_trouble(error) or sentence) from error


def connect(path: Path, migrations: Migrations, *, any_thread: bool) -> Database:
    """A connection to one of our own files, brought up to date by its migrations.

    Raises:
        StoreError: the file belongs to something else or to a newer version.
        sqlite3.DatabaseError: it cannot be opened at all.
    """
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, check_same_thread=not any_thread)
    with ExitStack() as refused:
        refused.callback(connection.close)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        db = Database(connection)
        _refuse_strangers(path, db, migrations)
        migrations.apply(db)
        refused.pop_all()
    return db


def connect_for_reading(path: Path) -> sqlite3.Connection:
    """A connection that can write nothing, to a file that others may write to meanwhile; it may be handed from thread to thread."""
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=BUSY_SECONDS, check_same_thread=False)
    connection.execute("PRAGMA query_only = ON")
    return connection


def fold_log(path: Path) -> None:
    """Brings what the write-ahead log of a file holds into the file, so that it can be copied as it lies there."""
    with closing(sqlite3.connect(path, timeout=BUSY_SECONDS)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _refuse_strangers(path: Path, db: Database, migrations: Migrations) -> None:
    """A database of something else, of another kind of ours, or of a newer ecomstat, is left alone."""
    tables = set(db.table_names())
    applied = {migration.name for migration in migrations.applied(db)} if migrations.migrations_table in tables else set()
    if tables - {migrations.migrations_table} and not applied:
        raise StoreError(say("{path} is an SQLite file but not an ecomstat store: name another file with --db.", path=path))
    if applied - {migration.name for migration in migrations._migrations}:
        raise StoreError(say("{path} was written by a newer version of ecomstat: upgrade ecomstat, then try again.", path=path))
