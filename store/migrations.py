"""How the store's tables came to be, step by step. A step that has been released never changes: add another."""

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
def m002_plans_and_phases(db: Database) -> None:
    """How a sample was planned, each unit's stratum when it was drawn (so that it can be extended), and samples of websites to visit."""
    db.execute("ALTER TABLE sample_designs ADD COLUMN plan TEXT NOT NULL DEFAULT '{}'")
    db.execute(
        "CREATE TABLE sample_frames (sample INTEGER NOT NULL REFERENCES terms (term), unit INTEGER NOT NULL REFERENCES enterprises (unit),"
        " stratum INTEGER NOT NULL, PRIMARY KEY (sample, unit)) WITHOUT ROWID"
    )
    db.execute(
        "CREATE TABLE phase_designs (country TEXT NOT NULL, wave TEXT NOT NULL, size INTEGER NOT NULL, seed INTEGER NOT NULL,"
        " strata TEXT NOT NULL, plan TEXT NOT NULL, drawn_at TEXT NOT NULL, PRIMARY KEY (country, wave))"
    )
    db.execute(
        "CREATE TABLE phase_units (country TEXT NOT NULL, wave TEXT NOT NULL, enterprise_id TEXT NOT NULL, stratum TEXT NOT NULL,"
        " inclusion_probability REAL NOT NULL CHECK (inclusion_probability > 0 AND inclusion_probability <= 1),"
        " PRIMARY KEY (country, wave, enterprise_id), FOREIGN KEY (country, wave) REFERENCES phase_designs (country, wave),"
        " FOREIGN KEY (country, wave, enterprise_id) REFERENCES enterprises (country, wave, enterprise_id)) WITHOUT ROWID"
    )


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
