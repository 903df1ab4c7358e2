"""Released vintages: estimates frozen with their pattern of what is not shown, the checks they passed and who approved them."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlite_utils import Database

from catalogue.errors import StoreError
from catalogue.messages import say
from store.estimates import COLUMNS, KEY, SECRET
from store.opening import Store
from store.rows import read_columns

VINTAGES = ("provisional", "final", "revised")
Table = dict[str, list[Any]]


@dataclass(frozen=True, slots=True)
class Check:
    """A check before a release: its code, whether it passed, and what it found, ready to be said (sentence and values)."""

    code: str
    passed: bool
    sentence: str = ""
    values: Mapping[str, str | int | float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Release:
    """One immutable vintage of a wave: `number` counts the wave's releases from 1; times are ISO 8601 in UTC.

    `digest` is the SHA-256 of all that was frozen; `reason` says why figures were revised, in the words of who released them.
    `names_approver`: the office wants `released_by` in what it publishes; otherwise the name stays in the store.
    """

    release: int
    country: str
    wave: str
    vintage: str
    number: int
    released_by: str
    released_at: str
    embargo_until: str | None
    reason: str
    version: str
    digest: str
    checks: tuple[Check, ...] = ()
    names_approver: bool = False

    @property
    def public_approver(self) -> str:
        """Who approved the release, as files may name them; empty where the office alone stands for it."""
        return self.released_by if self.names_approver else ""


@dataclass(frozen=True, slots=True)
class NewRelease:
    """A release to be made; `publication` is what no estimate tells, as JSON."""

    country: str
    wave: str
    vintage: str
    released_by: str
    released_at: str
    embargo_until: str | None
    reason: str
    version: str
    checks: tuple[Check, ...]
    publication: str
    names_approver: bool = False


def write_release(store: Store, new: NewRelease) -> Release:
    """Freezes the wave's estimates as they are now, without any figure that is not shown, and gives the release.

    Raises:
        sqlite3.IntegrityError: a table would be changed that never changes.
    """
    with store.writing() as db:
        release = int(db.execute("SELECT coalesce(max(release), 0) + 1 FROM releases").fetchone()[0])
        sql = "SELECT coalesce(max(number), 0) + 1 FROM releases WHERE country = ? AND wave = ?"
        number = int(db.execute(sql, [new.country, new.wave]).fetchone()[0])
        _copy_estimates(db, release, new.country, new.wave)
        digest = _digest(read_released(store, release), new.publication)
        kept = (release, new.country, new.wave, new.vintage, number, new.released_by, new.released_at, new.embargo_until, new.reason)
        checks = json.dumps([asdict(check) for check in new.checks], ensure_ascii=False, sort_keys=True)
        values = [*kept, new.version, digest, checks, new.publication, new.names_approver]
        db.execute(f"INSERT INTO releases VALUES ({', '.join('?' * len(values))})", values)  # noqa: S608
    return Release(*kept, new.version, digest, new.checks, new.names_approver)


def read_releases(store: Store, country: str | None = None, wave: str | None = None) -> list[Release]:
    """The releases (of a country, of a wave), the oldest first."""
    columns = [*Release.__dataclass_fields__]
    sql = f"SELECT {', '.join(columns)} FROM releases WHERE coalesce(?, country) = country AND coalesce(?, wave) = wave ORDER BY release"  # noqa: S608
    rows = store.db.execute(sql, [country, wave]).fetchall()
    return [Release(*(*row[:-2], tuple(Check(**found) for found in json.loads(row[-2])), bool(row[-1]))) for row in rows]


def read_frozen(store: Store, release: Release) -> tuple[str, Table]:
    """What no estimate tells, as JSON, and the estimates by columns.

    Raises:
        StoreError: they are not what was released: somebody has changed the file by other means.
    """
    publication = str(store.db.execute("SELECT publication FROM releases WHERE release = ?", [release.release]).fetchone()[0])
    table = read_released(store, release.release)
    if _digest(table, publication) != release.digest:
        raise StoreError(
            say(
                "Release {number} of {country} {wave} is not what was released: its rows have been changed outside of ecomstat. Bring the"
                " store back with `ecomstat restore`.",
                number=release.number,
                country=release.country,
                wave=release.wave,
            )
        )
    return publication, table


def read_released(store: Store, release: int, wanted: Mapping[str, Sequence[str]] | None = None) -> Table:
    """A release's estimates by columns, as `read_estimates` gives the safe ones; `wanted` names columns of the key and their values."""
    where = "".join(f" AND {column} IN ({', '.join('?' * len(values))})" for column, values in (wanted or {}).items())
    sql = f"SELECT {', '.join(COLUMNS)} FROM released_estimates WHERE release = ?{where} ORDER BY {', '.join(KEY)}"  # noqa: S608
    return read_columns(store.db, sql, [release, *(value for values in (wanted or {}).values() for value in values)])


def _copy_estimates(db: Database, release: int, country: str, wave: str) -> None:
    shown = {name: f"CASE suppressed WHEN 'none' THEN {name} END" for name in SECRET}
    shown["quality"] = "CASE WHEN suppressed IN ('primary', 'secondary') THEN NULL ELSE quality END"
    columns = ", ".join(shown.get(name, name) for name in COLUMNS)
    sql = f"INSERT INTO released_estimates (release, {', '.join(COLUMNS)}) SELECT ?, {columns} FROM estimates"  # noqa: S608
    db.execute(f"{sql} WHERE country = ? AND wave = ?", [release, country, wave])


def _digest(table: Table, publication: str) -> str:
    """SHA-256 of both; columns in which nothing stands do not count, so that a column that came later changes no digest."""
    filled = {name: values for name, values in table.items() if any(value is not None for value in values)}
    text = json.dumps([filled, publication], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
