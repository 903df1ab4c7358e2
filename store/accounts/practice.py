"""What people answered in practice cases, every time that they did one."""

from dataclasses import astuple

from store.accounts.opening import Accounts
from store.accounts.records import PracticeResult


def record_practice(accounts: Accounts, result: PracticeResult) -> None:
    """Keeps a result; earlier ones of the same case stay."""
    with accounts.writing() as db:
        db.execute('INSERT INTO practice (name, "case", questions, agreed, at) VALUES (?, ?, ?, ?, ?)', astuple(result))


def read_practice(accounts: Accounts, name: str) -> list[PracticeResult]:
    """Somebody's results, oldest first."""
    sql = 'SELECT name, "case", questions, agreed, at FROM practice WHERE name = ? ORDER BY result'
    return [PracticeResult(*row) for row in accounts.db.execute(sql, [name])]
