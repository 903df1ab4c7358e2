"""How the store's tables came to be, step by step. A step that has been released never changes: add another."""

import re
from pathlib import Path

from sqlite_utils import Database, Migrations

MIGRATIONS = Migrations("ecomstat")
SCHEMA = Path(__file__).parent / "schema.sql"


@MIGRATIONS()
def m001_tables(db: Database) -> None:
    """All tables of the first version, with their comments."""
    for statement in _split_statements(SCHEMA.read_text(encoding="utf-8")):
        db.execute(statement)


@MIGRATIONS()
def m_quality_columns(db: Database) -> None:
    """What stands beside an estimate: how much answers are missing, how far predictions can be trusted, how few labels there are."""
    for column in ("share_unanswered", "cv", "ppv", "ppv_low", "ppv_high", "npv", "npv_low", "npv_high"):
        db.execute(f"ALTER TABLE estimates ADD COLUMN {column} REAL")
    db.execute("ALTER TABLE estimates ADD COLUMN few_labels INTEGER")  # 1: fewer than 30 in the cell


@MIGRATIONS()
def m_changes(db: Database) -> None:
    """Changes between waves beside shares and counts, and the wave that they are counted from."""
    allow_measures(db, "change")
    db.execute("ALTER TABLE estimates ADD COLUMN since TEXT")


def allow_measures(db: Database, *measures: str) -> None:
    """Lets `estimates.measure` hold these values too: the table is made again with its rows, since SQLite cannot change a check."""
    before = str(db.execute("SELECT sql FROM sqlite_master WHERE name = 'estimates'").fetchone()[0])
    found = re.search(r"CHECK \(measure IN \(([^)]*)\)\)", before)
    known = re.findall(r"'(\w+)'", found[1]) if found else []
    if found is None or set(measures) <= set(known):
        return
    allowed = ", ".join(f"'{measure}'" for measure in dict.fromkeys((*known, *measures)))
    columns = ", ".join(column.name for column in db["estimates"].columns)
    db.execute("ALTER TABLE estimates RENAME TO estimates_before")
    db.execute(before.replace(found[0], f"CHECK (measure IN ({allowed}))"))
    db.execute(f"INSERT INTO estimates ({columns}) SELECT {columns} FROM estimates_before")  # noqa: S608  names are our own
    db.execute("DROP TABLE estimates_before")


def _split_statements(script: str) -> list[str]:
    """The script's statements; `executescript` would commit the migration's transaction."""
    import sqlite3

    statements, lines = [], list[str]()
    for line in script.splitlines():
        lines.append(line)
        if sqlite3.complete_statement("\n".join(lines)):
            statements.append("\n".join(lines).strip())
            lines = []
    return [s for s in statements if s]
