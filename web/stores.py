"""Open connections for the threads that answer requests: opened once, used by one thread at a time, given back."""

import threading
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Generic, TypeVar

from store.accounts import Accounts, accounts_path, open_accounts
from store.opening import Store, open_store

MOST_IDLE = 8
Identity = tuple[int, int]
Opened = TypeVar("Opened", bound=Store)


class Pool(ABC, Generic[Opened]):
    """Connections to one file; a subclass says how one is opened.

    Where another file has taken the place of the one that was opened, its connections are opened anew.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.idle: list[tuple[Identity, Opened]] = []
        self.lock = threading.Lock()

    @abstractmethod
    def open_one(self) -> Opened:
        """Opens another connection, which may be handed from thread to thread."""

    @contextmanager
    def using(self) -> Iterator[Opened]:
        """A connection for this block, to read and to write. What was left unfinished in it is rolled back.

        Raises:
            EcomstatError: the file is missing or cannot be opened.
        """
        identity, opened = self._take()
        opened.term_keys.clear()  # a backup may have been restored since
        try:
            yield opened
        finally:
            self._give_back(identity, opened)

    def close(self) -> None:
        """Closes the connections that nobody uses."""
        with self.lock:
            idle, self.idle = self.idle, []
        for _, opened in idle:
            opened.close()

    def _take(self) -> tuple[Identity, Opened]:
        with self.lock:
            identity = identify_file(self.path)
            while self.idle:
                known, opened = self.idle.pop()
                if known == identity:
                    return known, opened
                opened.close()
            opened = self.open_one()  # under the lock, so that migrations run once
            return identify_file(self.path), opened

    def _give_back(self, identity: Identity, opened: Opened) -> None:
        if opened.db.conn.in_transaction:
            opened.db.conn.rollback()
            opened.term_keys.clear()
        with self.lock:
            if len(self.idle) < MOST_IDLE:
                self.idle.append((identity, opened))
                return
        opened.close()


class Stores(Pool[Store]):
    """Connections to the store in this file; the file need not exist before one is used."""

    def open_one(self) -> Store:
        """Another connection to the store, which must exist."""
        return open_store(self.path, create=False, any_thread=True)


class AccountFiles(Pool[Accounts]):
    """Connections to the accounts of the store in this file."""

    def __init__(self, store_path: Path) -> None:
        super().__init__(accounts_path(store_path))
        self.store_path = store_path

    def open_one(self) -> Accounts:
        """Another connection to the accounts; the file is made if it is not there."""
        return open_accounts(self.store_path, any_thread=True)


def identify_file(path: Path) -> Identity:
    """Tells a file from one that took its place; (0, 0) where there is none."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return 0, 0
    return status.st_dev, status.st_ino
