"""Records to rows and back, whole batches at a time."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

from sqlite_utils import Database

PLAIN = frozenset((str, int, float, type(None)))
"""Types that SQLite keeps as they are; nearly all values are of these."""


def current_time() -> str:
    """Now, in UTC, to the second, as the store writes times."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def column_names(record: type) -> list[str]:
    """The columns that a record describes."""
    return [f.name for f in fields(record)]


def write_records(db: Database, table: str, records: Iterable[Any], record: type, *, key: Sequence[str] = (), **constants: Any) -> None:
    """Writes records and the same constants beside each; a row that has the same key is updated."""
    columns = column_names(record)
    sql = _insert_sql(table, [*columns, *constants], key)
    extra = list(constants.values())
    db.conn.executemany(sql, ([*(_pack(getattr(r, c)) for c in columns), *extra] for r in records))


def read_columns(db: Database, sql: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> dict[str, list[Any]]:
    """The answer of a query by columns, ready for a data frame: {name: values}."""
    cursor = db.execute(sql, parameters)
    names = [d[0] for d in cursor.description]
    rows = cursor.fetchall()
    return {name: [row[i] for row in rows] for i, name in enumerate(names)}


def _pack(value: Any) -> Any:
    """A value as SQLite keeps it: truth as 0/1, tuples as words, mappings as JSON."""
    if type(value) in PLAIN:
        return value
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, tuple):
        return " ".join(value)
    if isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return value


def _insert_sql(table: str, columns: Sequence[str], key: Sequence[str]) -> str:
    marks = ", ".join("?" * len(columns))
    sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608  names come from our own records
    if not key:
        return sql
    updates = ", ".join(f"{c} = excluded.{c}" for c in columns if c not in key)
    return f"{sql} ON CONFLICT ({', '.join(key)}) DO UPDATE SET {updates}"
