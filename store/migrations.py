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
def m_quality_columns(db: Database) -> None:
    """What stands beside an estimate: how much answers are missing, how far predictions can be trusted, how few labels there are."""
    for column in ("share_unanswered", "cv", "ppv", "ppv_low", "ppv_high", "npv", "npv_low", "npv_high"):
        db.execute(f"ALTER TABLE estimates ADD COLUMN {column} REAL")
    db.execute("ALTER TABLE estimates ADD COLUMN few_labels INTEGER")  # 1: fewer than 30 in the cell


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
