"""The register in the store: enterprises, and the file that they came from."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from store.opening import Store
from store.records import Enterprise, Register
from store.rows import column_names, current_time, read_columns, write_records

KEY = ("country", "wave", "enterprise_id")


def write_enterprises(store: Store, enterprises: Iterable[Enterprise]) -> None:
    """Loads enterprises; one that is there already is updated, never doubled."""
    with store.writing() as db:
        write_records(db, "enterprises", enterprises, Enterprise, key=KEY, loaded_at=current_time())


def write_register(store: Store, register: Register) -> None:
    """Notes which file the frame came from and on which day it was true."""
    with store.writing() as db:
        write_records(db, "registers", [register], Register, key=KEY[:2], loaded_at=current_time())


def find_register(store: Store, country: str, wave: str) -> Register | None:
    """The register that the wave's frame came from, or None before any was loaded."""
    columns = column_names(Register)
    sql = f"SELECT {', '.join(columns)} FROM registers WHERE country = ? AND wave = ?"  # noqa: S608
    row = store.db.execute(sql, [country, wave]).fetchone()
    if row is None:
        return None
    values = dict(zip(columns, row, strict=True))
    return Register(**{**values, "is_sample": bool(values["is_sample"])})


def read_enterprises(store: Store, country: str, wave: str) -> Iterator[Enterprise]:
    """All enterprises of a wave, in the order of their ids."""
    return read_enterprises_where(store, "country = ? AND wave = ?", [country, wave])


def read_enterprises_where(store: Store, where: str, parameters: Sequence[Any]) -> Iterator[Enterprise]:
    """The enterprises `e` for which a condition of SQL holds, by id; for this folder only."""
    columns = column_names(Enterprise)
    sql = f"SELECT {', '.join(columns)} FROM enterprises e WHERE {where} ORDER BY enterprise_id"  # noqa: S608
    for row in store.db.execute(sql, parameters):
        yield _enterprise(dict(zip(columns, row, strict=True)))


def read_names(store: Store, country: str, wave: str) -> Iterator[tuple[str | None, str | None, str | None]]:
    """(name, trade name, place) of every enterprise of a wave, one at a time."""
    yield from store.db.execute("SELECT name, trade_name, place FROM enterprises WHERE country = ? AND wave = ?", [country, wave])


def find_enterprise(store: Store, country: str, wave: str, enterprise_id: str) -> Enterprise | None:
    """One enterprise by its id, or None."""
    columns = column_names(Enterprise)
    sql = f"SELECT {', '.join(columns)} FROM enterprises WHERE country = ? AND wave = ? AND enterprise_id = ?"  # noqa: S608
    row = store.db.execute(sql, [country, wave, enterprise_id]).fetchone()
    return _enterprise(dict(zip(columns, row, strict=True))) if row else None


def read_frame_columns(store: Store, country: str, wave: str, columns: Sequence[str]) -> dict[str, list[Any]]:
    """Chosen columns of the frame, ready for a data frame, in the order of the short key `unit`."""
    known = {*column_names(Enterprise), "unit"}
    if unknown := set(columns) - known:
        raise KeyError(f"not columns of enterprises: {sorted(unknown)}")
    sql = f"SELECT {', '.join(columns)} FROM enterprises WHERE country = ? AND wave = ? ORDER BY unit"  # noqa: S608
    return read_columns(store.db, sql, [country, wave])


def count_enterprises(store: Store, country: str, wave: str) -> int:
    """How many enterprises the wave's frame holds."""
    return int(store.db.execute("SELECT count(*) FROM enterprises WHERE country = ? AND wave = ?", [country, wave]).fetchone()[0])


def is_weighted(store: Store, country: str, wave: str) -> bool:
    """Whether the register is itself a sample with weights."""
    sql = "SELECT EXISTS (SELECT 1 FROM enterprises WHERE country = ? AND wave = ? AND frame_weight <> 1)"
    return bool(store.db.execute(sql, [country, wave]).fetchone()[0])


def names_website(store: Store, country: str, wave: str) -> bool:
    """Whether the register names a website of any enterprise, or one was found."""
    where = "WHERE country = :country AND wave = :wave"
    sql = (
        f"SELECT EXISTS (SELECT 1 FROM enterprises {where} AND site IS NOT NULL)"  # noqa: S608
        f" OR EXISTS (SELECT 1 FROM links {where} AND relation <> 'rejected')"
    )
    return bool(store.db.conn.execute(sql, {"country": country, "wave": wave}).fetchone()[0])


def find_newest_wave(store: Store, country: str) -> str | None:
    """The country's newest wave in the store, or None."""
    row = store.db.execute("SELECT max(wave) FROM enterprises WHERE country = ?", [country]).fetchone()
    return str(row[0]) if row[0] is not None else None


def read_waves(store: Store) -> list[tuple[str, str, int]]:
    """All (country, wave, number of enterprises) in the store."""
    sql = "SELECT country, wave, count(*) FROM enterprises GROUP BY country, wave ORDER BY country, wave"
    return [(str(c), str(w), int(n)) for c, w, n in store.db.execute(sql)]


def _enterprise(values: dict[str, Any]) -> Enterprise:
    return Enterprise(**{**values, "extra": json.loads(values["extra"] or "{}")})
