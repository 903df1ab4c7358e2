"""How the accounts file came to be, step by step. A step that has been released never changes: add another."""

from sqlite_utils import Database, Migrations

from store.accounts.records import ROLES

MIGRATIONS = Migrations("ecomstat-accounts")


@MIGRATIONS()
def m001_accounts(db: Database) -> None:
    """People, sessions, failed log-ins, looks at single enterprises, and results of practice."""
    roles = ", ".join(f"'{role}'" for role in ROLES)
    db.execute(
        "CREATE TABLE people (person INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,"
        " key TEXT NOT NULL UNIQUE,"  # the name without capitals, as it is looked up
        f" role TEXT NOT NULL CHECK (role IN ({roles})), language TEXT NOT NULL DEFAULT '',"
        " password TEXT NOT NULL,"  # Argon2id, with its parameters and salt
        " added_at TEXT NOT NULL, added_by TEXT NOT NULL, removed_at TEXT)"
    )
    db.execute(
        "CREATE TABLE sessions (token TEXT PRIMARY KEY,"  # SHA-256 of what the browser holds
        " person INTEGER NOT NULL REFERENCES people (person), started REAL NOT NULL, seen REAL NOT NULL) WITHOUT ROWID"
    )
    db.execute("CREATE INDEX sessions_by_person ON sessions (person)")
    db.execute(
        "CREATE TABLE attempts (kind TEXT NOT NULL CHECK (kind IN ('name', 'address')),"
        " key TEXT NOT NULL,"  # a digest: people sometimes type their password where the name belongs
        " failures INTEGER NOT NULL, last REAL NOT NULL, PRIMARY KEY (kind, key)) WITHOUT ROWID"
    )
    db.execute("CREATE TABLE looks (look INTEGER PRIMARY KEY, at TEXT NOT NULL, name TEXT NOT NULL, path TEXT NOT NULL)")
    db.execute("CREATE INDEX looks_by_time ON looks (at)")
    db.execute(
        'CREATE TABLE practice (result INTEGER PRIMARY KEY, name TEXT NOT NULL, "case" TEXT NOT NULL,'
        " questions INTEGER NOT NULL, agreed INTEGER NOT NULL CHECK (agreed BETWEEN 0 AND questions), at TEXT NOT NULL)"
    )
    db.execute("CREATE INDEX practice_by_name ON practice (name)")


@MIGRATIONS()
def m002_waivers(db: Database) -> None:
    """Who may answer audits without practice, and who said so."""
    db.execute("CREATE TABLE practice_waivers (waiver INTEGER PRIMARY KEY, name TEXT NOT NULL, at TEXT NOT NULL, given_by TEXT NOT NULL)")
