"""Failed log-ins slow down, by name and by address, with a growing delay; nobody is locked out for good.

An attempt counts as failed from its beginning until it has succeeded, so that many at the same time gain nothing. One that comes too early
is refused without looking at the password and is not counted. A browser in which somebody has logged in before counts by itself, or whoever
fails on purpose under a name, or from a shared address, would keep others out.
"""

import hashlib
from dataclasses import dataclass
from typing import Final

from store.accounts.devices import is_known_device
from store.accounts.names import name_key
from store.accounts.opening import Accounts


@dataclass(frozen=True, slots=True)
class Pace:
    """How many failures cost nothing, and the longest delay in seconds after many."""

    free: int
    longest: float


PACES: Final = {"name": Pace(3, 60), "address": Pace(10, 300)}
"""Several people may share an address; a name's delay stays short, or others could keep its owner out."""

FORGOTTEN_SECONDS: Final = 3600


def begin_attempt(accounts: Accounts, name: str, address: str, now: float, device: str = "") -> float:
    """Seconds to wait before this name may be tried from this address; 0 where it may now, and then it is counted as failed.

    `now` in seconds of the epoch; `device` is what `make_device` gave to the browser, if it has that.
    """
    with accounts.writing() as db:
        db.execute("DELETE FROM attempts WHERE last < ?", [now - FORGOTTEN_SECONDS])
        keys = _keys(accounts, name, address, device)
        wait = max(_waiting(accounts, kind, key, now) for kind, key in keys)
        if wait <= 0:
            sql = (
                "INSERT INTO attempts (kind, key, failures, last) VALUES (?, ?, 1, ?) ON CONFLICT (kind, key)"
                " DO UPDATE SET failures = failures + 1, last = excluded.last"
            )
            db.conn.executemany(sql, [(*key, now) for key in keys])
    return max(wait, 0.0)


def forgive_attempt(accounts: Accounts, name: str, address: str, device: str = "") -> None:
    """Takes back what `begin_attempt` counted: the log-in succeeded. Earlier failures of the name are forgotten, the address's are not."""
    by_name, *by_address = _keys(accounts, name, address, device)
    with accounts.writing() as db:
        db.execute("DELETE FROM attempts WHERE kind = ? AND key = ?", by_name)
        db.conn.executemany("UPDATE attempts SET failures = max(failures - 1, 0) WHERE kind = ? AND key = ?", by_address)


def delay_after(failures: int, pace: Pace) -> float:
    """Seconds between this many failures and the next attempt: 1, 2, 4 and so on after those that cost nothing."""
    return 0.0 if failures < pace.free else min(2.0 ** min(failures - pace.free, 30), pace.longest)


def _waiting(accounts: Accounts, kind: str, key: str, now: float) -> float:
    row = accounts.db.execute("SELECT failures, last FROM attempts WHERE kind = ? AND key = ?", [kind, key]).fetchone()
    if row is None:
        return 0.0
    delay = delay_after(int(row[0]), PACES[kind])
    return min(delay, float(row[1]) + delay - now)  # a clock that was set back must not keep anybody out


def _keys(accounts: Accounts, name: str, address: str, device: str) -> tuple[tuple[str, str], ...]:
    """What failures are counted by: name and address, or the name in a browser that is known."""
    if device and is_known_device(accounts, name, device):
        return (("name", _digest(f"{name_key(name)} {device}")),)
    return ("name", _digest(name_key(name))), ("address", _digest(address))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
