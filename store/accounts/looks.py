"""Who looked at register rows or single enterprises, and when: kept for as long as the file."""

from store.accounts.opening import Accounts
from store.accounts.records import Look
from store.rows import current_time

LONGEST_PATH = 1 << 16
"""What a server takes of a request's first line: nothing is hidden behind what is cut off."""


def record_look(accounts: Accounts, name: str, path: str) -> None:
    """Notes that somebody asked for this path (with its query)."""
    with accounts.writing() as db:
        db.execute("INSERT INTO looks (at, name, path) VALUES (?, ?, ?)", [current_time(), name, path[:LONGEST_PATH]])


def read_looks(accounts: Accounts, most: int = 100) -> list[Look]:
    """The newest looks, newest first."""
    return [Look(*row) for row in accounts.db.execute("SELECT at, name, path FROM looks ORDER BY look DESC LIMIT ?", [most])]
