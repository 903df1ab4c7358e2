"""The safe copy: what of the store may be browsed without a log-in, in a new SQLite file of its own.

It holds estimates and releases (without figures where they are suppressed, without saying by which rule, and without who approved them
unless the office names them in what it publishes),
runs (without their arguments), the number of websites in each status, what the indicators mean, and what other offices' packages brought.
It holds no enterprise, website, page, signal, capability or label: these are content of the register.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from catalogue.errors import StoreError
from catalogue.indicators import load_indicators
from catalogue.messages import say
from store.estimates import COLUMNS, SECRET
from store.import_tables import FIGURES, NUMBERS
from store.opening import Store

TABLES = (
    *("estimates", "releases", "released_estimates", "website_statuses", "runs", "indicators"),
    *("imported_releases", "imported_estimates"),
)
RELEASE_COLUMNS = (
    *("release", "country", "wave", "number", "vintage", "approved_by", "released_at", "embargo_until", "reason", "version", "digest"),
)
RUN_COLUMNS = ("run", "command", "version", "country", "wave", "started", "ended", "outcome", "counts")
STATUS_COLUMNS = ("country", "wave", "status", "websites")
INDICATOR_COLUMNS = ("code", "name", "definition", "numerator", "denominator", "on_web", "basis", "eurostat")
IMPORT_COLUMNS = (
    *("import_number", "country", "wave", "vintage", "number", "made_at", "office", "licence", "scope", "register_date"),
    *("employment_outside", "reason", "program", "digest", "imported_at"),
)
IMPORTED_COLUMNS = ("import_number", *FIGURES)
ESTIMATE_COLUMNS = (  # in the order in which people read them
    *("country", "wave", "indicator", "activity", "size_class", "region", "measure", "method"),
    *("value", "ci_low", "ci_high", "suppressed", "quality", "n_frame", "n_labelled"),
)
DECIMALS = 6
INTEGERS = {"n_frame", "n_labelled", "few_labels", "n_both", "n_born", "n_died", "websites", "run", "release", "number", "import_number"}
REALS = {*SECRET, *NUMBERS, "employment_outside"} - INTEGERS
SHOWN = {  # which of two rules hid a cell, and how good its figure was, would help to undo the hiding
    "suppressed": "CASE suppressed WHEN 'none' THEN 'none' WHEN 'quality' THEN 'unreliable' ELSE 'confidential' END",
    "quality": "CASE WHEN suppressed IN ('primary', 'secondary') THEN NULL ELSE quality END",
}
KEYS = {"runs": "run", "indicators": "code", "releases": "release", "imported_releases": "import_number"}
LINKS = {
    ("estimates", "indicator"): "indicators (code)",
    ("released_estimates", "indicator"): "indicators (code)",
    ("released_estimates", "release"): "releases (release)",
    ("imported_estimates", "import_number"): "imported_releases (import_number)",
}


def write_safe_copy(store: Store, path: Path) -> None:
    """Writes the safe copy into a new file; one that stood there is replaced.

    Raises:
        StoreError: the file cannot be written.
    """
    path.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(path)) as copy, copy:
            _write_tables(store, copy)
    except sqlite3.OperationalError as error:
        raise StoreError(say("The copy for browsing cannot be written to {path} ({reason}).", path=path, reason=error)) from error


def _write_tables(store: Store, copy: sqlite3.Connection) -> None:
    _write(copy, "indicators", INDICATOR_COLUMNS, _indicators())
    columns = (*ESTIMATE_COLUMNS, *(c for c in COLUMNS if c not in ESTIMATE_COLUMNS))
    _write(copy, "estimates", columns, store.db.execute(_estimates_sql("estimates", columns)))
    _write(copy, "releases", RELEASE_COLUMNS, store.db.execute(_releases_sql()))
    columns = ("release", *columns)
    _write(copy, "released_estimates", columns, store.db.execute(_estimates_sql("released_estimates", columns)))
    _write(copy, "website_statuses", STATUS_COLUMNS, store.db.execute(_statuses_sql()))
    _write(copy, "runs", RUN_COLUMNS, _runs(store))
    _write(copy, "imported_releases", IMPORT_COLUMNS, _all_rows(store, "imported_releases", IMPORT_COLUMNS))
    _write(copy, "imported_estimates", IMPORTED_COLUMNS, _all_rows(store, "imported_estimates", IMPORTED_COLUMNS))


def _write(copy: sqlite3.Connection, table: str, columns: tuple[str, ...], rows: Iterable[Iterable[Any]]) -> None:
    definitions = ", ".join(_column(table, name) for name in columns)
    marks = ", ".join("?" * len(columns))
    copy.execute(f"CREATE TABLE {table} ({definitions})")
    copy.executemany(f"INSERT INTO {table} VALUES ({marks})", (tuple(row) for row in rows))  # noqa: S608  names are our own


def _column(table: str, name: str) -> str:
    kind = "INTEGER" if name in INTEGERS else "REAL" if name in REALS else "TEXT"
    key = " PRIMARY KEY" if KEYS.get(table) == name else ""
    link = f" REFERENCES {LINKS[table, name]}" if (table, name) in LINKS else ""
    return f"{name} {kind}{key}{link}"


def _estimates_sql(table: str, columns: tuple[str, ...]) -> str:
    shown = (SHOWN.get(c) or (f"CASE suppressed WHEN 'none' THEN round({c}, {DECIMALS}) END" if c in SECRET else c) for c in columns)
    return f"SELECT {', '.join(shown)} FROM {table}"  # noqa: S608  names are our own


def _releases_sql() -> str:
    columns = ", ".join(c if c != "approved_by" else "CASE WHEN names_approver THEN released_by END" for c in RELEASE_COLUMNS)
    return f"SELECT {columns} FROM releases ORDER BY release"  # noqa: S608  names are our own


def _all_rows(store: Store, table: str, columns: tuple[str, ...]) -> Iterable[Any]:
    return store.db.execute(f"SELECT {', '.join(columns)} FROM {table}")  # noqa: S608  names are our own


def _statuses_sql() -> str:
    return (
        "SELECT country, wave, status, count(*) FROM websites WHERE NOT is_candidate"
        " GROUP BY country, wave, status ORDER BY country, wave, count(*) DESC"
    )


def _runs(store: Store) -> Iterator[list[Any]]:
    """The runs without arguments; of their counts only the numbers, since texts may name files and units."""
    for *values, counts in store.db.execute(f"SELECT {', '.join(RUN_COLUMNS)} FROM runs ORDER BY run"):  # noqa: S608  names are our own
        known = json.loads(counts or "{}")
        numbers = {name: value for name, value in known.items() if isinstance(value, (int, float))} if isinstance(known, dict) else {}
        yield [*values, json.dumps(numbers, sort_keys=True)]


def _indicators() -> Iterator[list[Any]]:
    for indicator in load_indicators():
        values = (getattr(indicator, column) for column in INDICATOR_COLUMNS)
        yield [" ".join(value) if isinstance(value, tuple) else value for value in values]
