"""The tables of what was proposed as an enterprise's website, and of what comparing brought."""

from sqlite_utils import Database


def create_finding_tables(db: Database) -> None:
    """Makes `candidates` and `comparisons`."""
    pair = "country TEXT NOT NULL, wave TEXT NOT NULL, enterprise_id TEXT NOT NULL, site TEXT NOT NULL"
    enterprise = "FOREIGN KEY (country, wave, enterprise_id) REFERENCES enterprises (country, wave, enterprise_id)"
    db.execute(
        f"CREATE TABLE candidates ({pair}, source TEXT NOT NULL,"  # source: catalogue/data/candidate_sources.toml
        " score REAL, origin TEXT, words TEXT, found_at TEXT NOT NULL,"  # score: from 0 to 1; origin: name of the list, page, earlier wave
        f" PRIMARY KEY (country, wave, enterprise_id, site, source), {enterprise}) WITHOUT ROWID"
    )
    db.execute("CREATE INDEX candidates_by_site ON candidates (country, wave, site)")
    db.execute(
        f"CREATE TABLE comparisons ({pair}, kind TEXT NOT NULL, level TEXT NOT NULL,"  # catalogue/data/comparisons.toml
        " value TEXT, page_url TEXT, place TEXT, words TEXT, rule TEXT NOT NULL,"
        f" PRIMARY KEY (country, wave, enterprise_id, site, kind), {enterprise}) WITHOUT ROWID"
    )
    db.execute("CREATE INDEX comparisons_by_site ON comparisons (country, wave, site)")
