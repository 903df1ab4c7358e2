"""The tables of released vintages: what stands in them can only be read."""

from sqlite_utils import Database

TEXTS = "population TEXT NOT NULL, activity TEXT NOT NULL, size_class TEXT NOT NULL, region TEXT NOT NULL, urbanisation TEXT NOT NULL"
NEVER = "RAISE(ABORT, 'releases are never changed')"


def create_release_tables(db: Database) -> None:
    """Makes `releases` and `released_estimates`, and the triggers that refuse every change.

    The rows of a release come first and its line in `releases` last: from then on it is complete. A row in the place of another (INSERT OR
    REPLACE) is refused too.
    """
    db.execute(
        "CREATE TABLE releases (release INTEGER PRIMARY KEY, country TEXT NOT NULL, wave TEXT NOT NULL,"
        " vintage TEXT NOT NULL CHECK (vintage IN ('provisional', 'final', 'revised')), number INTEGER NOT NULL,"
        " released_by TEXT NOT NULL, released_at TEXT NOT NULL, embargo_until TEXT, reason TEXT NOT NULL, version TEXT NOT NULL,"
        " digest TEXT NOT NULL, checks TEXT NOT NULL, publication TEXT NOT NULL,"  # both JSON; publication: what no estimate tells
        " UNIQUE (country, wave, number))"
    )
    db.execute(  # as `estimates`, figures empty where they are not shown
        "CREATE TABLE released_estimates (release INTEGER NOT NULL REFERENCES releases (release) DEFERRABLE INITIALLY DEFERRED,"
        f" country TEXT NOT NULL, wave TEXT NOT NULL, indicator TEXT NOT NULL, {TEXTS}, owner_sex TEXT NOT NULL,"
        " other_dimension TEXT NOT NULL, other_value TEXT NOT NULL, measure TEXT NOT NULL, method TEXT NOT NULL,"
        " value REAL, standard_error REAL, ci_low REAL, ci_high REAL, n_frame INTEGER, n_labelled INTEGER, n_effective REAL,"
        " share_not_read REAL, quality TEXT, suppressed TEXT NOT NULL, denominator TEXT, unit TEXT, model TEXT, sample TEXT, run INTEGER,"
        " share_unanswered REAL, cv REAL, few_labels INTEGER, ppv REAL, ppv_low REAL, ppv_high REAL, npv REAL, npv_low REAL, npv_high REAL,"
        " since TEXT, n_both INTEGER, n_born INTEGER, n_died INTEGER, definition_version TEXT,"
        " CHECK (suppressed = 'none' OR coalesce(value, standard_error, ci_low, ci_high, n_frame, n_labelled, n_effective) IS NULL),"
        " PRIMARY KEY (release, indicator, population, activity, size_class, region, urbanisation, owner_sex, other_dimension, other_value,"
        " measure, method)) WITHOUT ROWID"
    )
    for table in ("releases", "released_estimates"):
        for what in ("UPDATE", "DELETE"):
            db.execute(f"CREATE TRIGGER {table}_keep_{what.lower()}s BEFORE {what} ON {table} BEGIN SELECT {NEVER}; END")
    of_release = "r.release = NEW.release"
    of_number = "(r.country = NEW.country AND r.wave = NEW.wave AND r.number = NEW.number)"
    for table, same in (("releases", f"{of_release} OR {of_number}"), ("released_estimates", of_release)):
        there = f"EXISTS (SELECT 1 FROM releases r WHERE {same})"  # noqa: S608
        db.execute(f"CREATE TRIGGER {table}_keep_rows BEFORE INSERT ON {table} WHEN {there} BEGIN SELECT {NEVER}; END")
