"""Sessions: who is logged in. The browser holds a random token; the file holds only its digest, so that a copy of it opens nothing."""

import hashlib
import secrets
from typing import Final

from store.accounts.opening import Accounts
from store.accounts.records import Person
from store.rows import column_names

IDLE_SECONDS: Final = 8 * 3600
LONGEST_SECONDS: Final = 24 * 3600
NOTED_SECONDS: Final = 60
"""How exactly it is noted when a session was last used: not every request needs to write."""

TOKEN_BYTES: Final = 32
LIVE = "s.started > :now - :longest AND s.seen > :now - :idle"
COLUMNS = ", ".join(f"p.{name}" for name in column_names(Person))


def start_session(accounts: Accounts, name: str, now: float) -> str:
    """Starts a session of somebody and gives its token; sessions that have expired are dropped. `now` in seconds of the epoch."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with accounts.writing() as db:
        db.execute(f"DELETE FROM sessions AS s WHERE NOT ({LIVE})", _limits(now))  # noqa: S608  names are our own
        sql = "INSERT INTO sessions (token, person, started, seen) SELECT ?, person, ?, ? FROM people WHERE name = ? AND removed_at IS NULL"
        db.execute(sql, [_digest(token), now, now, name])
    return token


def find_session(accounts: Accounts, token: str, now: float) -> Person | None:
    """Whose session this is; None where it has ended, was idle for 8 hours, began 24 hours ago, or its person was removed."""
    sql = (
        f"SELECT s.seen, {COLUMNS} FROM sessions s JOIN people p USING (person)"  # noqa: S608  names are our own
        f" WHERE s.token = :token AND p.removed_at IS NULL AND {LIVE}"
    )
    row = accounts.db.execute(sql, {"token": _digest(token), **_limits(now)}).fetchone()
    if row is None:
        return None
    if now - row[0] > NOTED_SECONDS:
        with accounts.writing() as db:
            db.execute("UPDATE sessions SET seen = ? WHERE token = ?", [now, _digest(token)])
    return Person(*row[1:])


def end_session(accounts: Accounts, token: str) -> None:
    """Ends a session; one that is not there is no error."""
    with accounts.writing() as db:
        db.execute("DELETE FROM sessions WHERE token = ?", [_digest(token)])


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _limits(now: float) -> dict[str, float]:
    return {"now": now, "idle": IDLE_SECONDS, "longest": LONGEST_SECONDS}
