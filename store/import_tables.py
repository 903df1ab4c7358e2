"""The tables of what other offices' packages brought."""

from sqlite_utils import Database

FIGURES = (
    *("indicator", "population", "activity", "size_class", "region", "urbanisation", "owner_sex", "other_dimension", "other_value"),
    *("measure", "method", "unit", "value", "standard_error", "ci_low", "ci_high", "n_frame", "n_labelled", "n_effective"),
    *("share_not_read", "quality", "suppressed", "obs_status", "obs_status_2", "denominator", "definition_version", "model", "since"),
)
KEY = FIGURES[:11]
NUMBERS = ("value", "standard_error", "ci_low", "ci_high", "n_frame", "n_labelled", "n_effective", "share_not_read")


def create_import_tables(db: Database) -> None:
    """Makes `imported_releases` and `imported_estimates`."""
    db.execute(
        "CREATE TABLE imported_releases (import_number INTEGER PRIMARY KEY, country TEXT NOT NULL, wave TEXT NOT NULL,"
        " vintage TEXT NOT NULL, number INTEGER NOT NULL, digest TEXT NOT NULL, package TEXT NOT NULL, made_at TEXT NOT NULL,"
        " reason TEXT NOT NULL, office TEXT NOT NULL, licence TEXT NOT NULL, scope TEXT NOT NULL, register_date TEXT NOT NULL,"
        " unit_type TEXT NOT NULL, activity_classification TEXT NOT NULL, employment_outside REAL, program TEXT NOT NULL,"
        " methods TEXT NOT NULL, imported_at TEXT NOT NULL, UNIQUE (country, wave, vintage, digest))"
    )
    columns = ", ".join(f"{name} {'REAL' if name in NUMBERS else 'TEXT'}{' NOT NULL' if name in KEY else ''}" for name in FIGURES)
    db.execute(
        f"CREATE TABLE imported_estimates (import_number INTEGER NOT NULL REFERENCES imported_releases (import_number), {columns},"
        " CHECK (suppressed = '' OR coalesce(value, standard_error, ci_low, ci_high, n_frame, n_labelled, n_effective) IS NULL),"
        f" PRIMARY KEY (import_number, {', '.join(KEY)})) WITHOUT ROWID"
    )
