"""Figures of other offices, as their packages brought them: in tables of their own, never among the office's own estimates."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any

from store.import_tables import FIGURES, KEY
from store.opening import Store
from store.rows import column_names, read_columns


@dataclass(frozen=True, slots=True)
class ImportedRelease:
    """What a package said of its figures; `digest` is that of the figures, `package` that of the file; times are ISO 8601 in UTC.

    `number` is 0 for a draft; `employment_outside` a share from 0 to 1, None where the office did not give it; `methods` is JSON.
    """

    country: str
    wave: str
    vintage: str
    number: int
    digest: str
    package: str
    made_at: str
    reason: str
    office: str
    licence: str
    scope: str
    register_date: str
    unit_type: str
    activity_classification: str
    employment_outside: float | None
    program: str
    methods: str
    imported_at: str
    import_number: int = 0


def find_import(store: Store, release: ImportedRelease) -> ImportedRelease | None:
    """What is here already under the same country, wave, vintage and digest."""
    same = (release.country, release.wave, release.vintage, release.digest)
    return next((found for found in read_imports(store) if (found.country, found.wave, found.vintage, found.digest) == same), None)


def write_import(store: Store, release: ImportedRelease, rows: Iterable[Sequence[Any]]) -> None:
    """Keeps the release and its figures (rows in the order of FIGURES), both or nothing."""
    columns = [name for name in column_names(ImportedRelease) if name != "import_number"]
    with store.writing() as db:
        values = [getattr(release, name) for name in columns]
        sql = f"INSERT INTO imported_releases ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608
        number = db.execute(sql, values).lastrowid
        sql = f"INSERT INTO imported_estimates (import_number, {', '.join(FIGURES)}) VALUES ({', '.join('?' * (len(FIGURES) + 1))})"  # noqa: S608
        db.conn.executemany(sql, ((number, *row) for row in rows))


def remove_import(store: Store, number: int) -> ImportedRelease | None:
    """Takes an import away with its figures and gives what it was; None where there is none of this number."""
    found = next((release for release in read_imports(store) if release.import_number == number), None)
    if found is not None:
        with store.writing() as db:
            db.execute("DELETE FROM imported_estimates WHERE import_number = ?", [number])
            db.execute("DELETE FROM imported_releases WHERE import_number = ?", [number])
    return found


def read_imports(store: Store, country: str | None = None) -> list[ImportedRelease]:
    """What was imported (of a country), by country and wave, the newest last and drafts before what was released."""
    names = [field.name for field in fields(ImportedRelease)]
    order = "country, wave, vintage <> 'DRAFT', made_at, import_number"
    sql = f"SELECT {', '.join(names)} FROM imported_releases WHERE coalesce(?, country) = country ORDER BY {order}"  # noqa: S608
    return [ImportedRelease(*row) for row in store.db.execute(sql, [country])]


def count_imported(store: Store) -> dict[int, int]:
    """{import_number: figures}."""
    return dict(store.db.execute("SELECT import_number, count(*) FROM imported_estimates GROUP BY import_number").fetchall())


def read_imported(store: Store, release: ImportedRelease) -> dict[str, list[Any]]:
    """The figures of an import by columns, with its country and wave: numbers None where nothing stands."""
    sql = f"SELECT {', '.join(FIGURES)} FROM imported_estimates WHERE import_number = ? ORDER BY {', '.join(KEY)}"  # noqa: S608
    figures = read_columns(store.db, sql, [release.import_number])
    count = len(figures["indicator"])
    return {"country": [release.country] * count, "wave": [release.wave] * count, **figures}
