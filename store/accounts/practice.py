"""What people answered in practice cases, every time that they did one, and who need not practise."""

from dataclasses import astuple

from store.accounts.opening import Accounts
from store.accounts.people import load_person
from store.accounts.records import PracticeResult, Waiver
from store.rows import current_time


def record_practice(accounts: Accounts, result: PracticeResult) -> None:
    """Keeps a result; earlier ones of the same case stay."""
    with accounts.writing() as db:
        db.execute('INSERT INTO practice (name, "case", questions, agreed, at) VALUES (?, ?, ?, ?, ?)', astuple(result))


def read_practice(accounts: Accounts, name: str) -> list[PracticeResult]:
    """Somebody's results, oldest first."""
    sql = 'SELECT name, "case", questions, agreed, at FROM practice WHERE name = ? ORDER BY result'
    return [PracticeResult(*row) for row in accounts.db.execute(sql, [name])]


def waive_practice(accounts: Accounts, name: str, by: str) -> None:
    """Lets somebody answer audits without practice; kept with who decided it.

    Raises:
        AccountError: there is no such person.
    """
    with accounts.writing() as db:
        person = load_person(accounts, name)
        db.execute("INSERT INTO practice_waivers (name, at, given_by) VALUES (?, ?, ?)", [person.name, current_time(), by])


def read_waivers(accounts: Accounts) -> list[Waiver]:
    """All that were given, oldest first."""
    return [Waiver(*row) for row in accounts.db.execute("SELECT name, at, given_by FROM practice_waivers ORDER BY waiver")]
