"""Opening the accounts file: a second SQLite file beside the store, which nothing that shows tables ever opens."""

import sqlite3
from pathlib import Path

from catalogue.errors import AccountError
from catalogue.messages import say
from store.accounts.migrations import MIGRATIONS
from store.opening import Store, connect
from store.troubles import describe_trouble

OWNER_ONLY = 0o600


class Accounts(Store):
    """The open accounts file; `writing()` as for a store."""


def accounts_path(store_path: Path) -> Path:
    """Where the accounts of a store stand: `office.db` has `office-accounts.db` beside it."""
    return store_path.with_name(f"{store_path.stem}-accounts.db")


def open_accounts(store_path: Path, *, any_thread: bool = False) -> Accounts:
    """The accounts that belong to the store in this file, made if they are not there; only their owner may read the file.

    Raises:
        AccountError: the file cannot be opened or written.
    """
    path = accounts_path(store_path)
    try:
        if not path.exists():
            path.touch(mode=OWNER_ONLY)
        return Accounts(path, connect(path, MIGRATIONS, any_thread=any_thread))
    except (sqlite3.DatabaseError, OSError) as error:
        sentence = say("The accounts in {path} cannot be opened ({reason}): see whether the file may be written.", path=path, reason=error)
        raise AccountError(describe_trouble(error) or sentence) from error
