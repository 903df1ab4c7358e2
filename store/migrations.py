"""How the store's tables came to be, step by step. A step that has been released never changes: add another."""

import re
from pathlib import Path

from sqlite_utils import Database, Migrations

from store.finding_tables import create_finding_tables
from store.import_tables import create_import_tables
from store.release_tables import create_release_tables
from store.statements import split_statements

MIGRATIONS = Migrations("ecomstat")
SCHEMA = Path(__file__).parent / "schema.sql"


@MIGRATIONS()
def m001_tables(db: Database) -> None:
    """All tables of the first version, with their comments."""
    for statement in split_statements(SCHEMA.read_text(encoding="utf-8")):
        db.execute(statement)


@MIGRATIONS()
def m_survey_answers(db: Database) -> None:
    """Survey answers: the unit of a value, the weights of an office's own survey, and estimates that are no shares or counts."""
    if "unit" not in {column.name for column in db["labels"].columns}:
        db.execute("ALTER TABLE labels ADD COLUMN unit TEXT")  # of `value`, such as KES, persons, percent
    db.execute(
        "CREATE TABLE survey_units (country TEXT NOT NULL, wave TEXT NOT NULL, survey TEXT NOT NULL, enterprise_id TEXT NOT NULL,"
        " weight REAL CHECK (weight > 0), stratum TEXT NOT NULL DEFAULT '', stratum_size REAL, PRIMARY KEY"
        " (country, wave, survey, enterprise_id), FOREIGN KEY (country, wave, enterprise_id) REFERENCES enterprises"
        " (country, wave, enterprise_id)) WITHOUT ROWID"
    )
    allow_measures(db, "total", "mean")


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


@MIGRATIONS()
def m_finding(db: Database) -> None:
    """Finding websites: sites that are candidates only, who proposed them for whom, and what comparing them brought."""
    db.execute("ALTER TABLE websites ADD COLUMN is_candidate INTEGER NOT NULL DEFAULT 0")  # 1: proposed, and linked to nobody (yet)
    create_finding_tables(db)


@MIGRATIONS()
def m_name_answers(db: Database) -> None:
    """What name servers were asked while websites were looked for, and what they answered: no name is asked for twice in a wave."""
    db.execute(
        "CREATE TABLE name_answers (country TEXT NOT NULL, wave TEXT NOT NULL, server TEXT NOT NULL,"  # server: HOST:PORT, '' the system's
        " name TEXT NOT NULL, addresses TEXT NOT NULL, asked_at TEXT NOT NULL,"  # addresses: with blanks between; '' where there is none
        " PRIMARY KEY (country, wave, server, name)) WITHOUT ROWID"
    )


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


@MIGRATIONS()
def m_changes_in_parts(db: Database) -> None:
    """A wave decided again beside its published answers; link factors, panel counts, and the definition that an estimate was made by."""
    allow_measures(db, "link_factor")
    for column in ("n_both", "n_born", "n_died"):
        db.execute(f"ALTER TABLE estimates ADD COLUMN {column} INTEGER")
    db.execute("ALTER TABLE estimates ADD COLUMN definition_version TEXT")
    db.execute(
        "CREATE TABLE redecided_rows (unit INTEGER NOT NULL REFERENCES enterprises (unit), capability INTEGER NOT NULL REFERENCES terms"
        " (term), answer INTEGER NOT NULL CHECK (answer IN (0, 1, 2)), probability REAL, model INTEGER NOT NULL REFERENCES terms (term),"
        " PRIMARY KEY (unit, capability)) WITHOUT ROWID"
    )
    db.execute(
        "CREATE VIEW redecisions AS SELECT e.country, e.wave, e.enterprise_id, k.text AS capability, CASE c.answer WHEN 2 THEN 'yes'"
        " WHEN 1 THEN 'no' ELSE 'unknown' END AS answer, c.probability, m.text AS model FROM redecided_rows c JOIN enterprises e"
        " USING (unit) JOIN terms k ON k.term = c.capability JOIN terms m ON m.term = c.model"
    )


@MIGRATIONS()
def m003_cross_fits(db: Database) -> None:
    """Models that learnt from labels of samples: what was learnt without each fold, and what models decide that had not seen a label."""
    db.execute(
        "CREATE TABLE cross_fits (country TEXT NOT NULL, model TEXT NOT NULL, capability TEXT NOT NULL, folds TEXT NOT NULL,"
        " sites TEXT NOT NULL, PRIMARY KEY (country, model, capability)) WITHOUT ROWID"
    )
    db.execute(
        "CREATE TABLE unseen_rows (capability INTEGER NOT NULL REFERENCES terms (term),"
        " unit INTEGER NOT NULL REFERENCES enterprises (unit), fold INTEGER NOT NULL, part REAL NOT NULL CHECK (part > 0 AND part <= 1),"
        " answer INTEGER CHECK (answer IN (0, 1, 2)), PRIMARY KEY (capability, unit, fold)) WITHOUT ROWID"
    )


@MIGRATIONS()
def m_findings(db: Database) -> None:
    """Whether an enterprise has a website at all, as finding decided it: also that it has none is a decision with a probability."""
    db.execute(
        "CREATE TABLE findings (country TEXT NOT NULL, wave TEXT NOT NULL, enterprise_id TEXT NOT NULL,"
        " outcome TEXT NOT NULL CHECK (outcome IN ('found', 'none', 'open')), probability REAL NOT NULL,"  # of the outcome
        " probability_none REAL NOT NULL, probability_unseen REAL NOT NULL, candidates INTEGER NOT NULL, decided_by TEXT NOT NULL,"
        " decided_at TEXT NOT NULL, PRIMARY KEY (country, wave, enterprise_id), FOREIGN KEY (country, wave, enterprise_id)"
        " REFERENCES enterprises (country, wave, enterprise_id)) WITHOUT ROWID"
    )


@MIGRATIONS()
def m_link_mentions(db: Database) -> None:
    """What the links of archived pages say of a wave's enterprises, and of which pages this was read."""
    page = "country TEXT NOT NULL, wave TEXT NOT NULL, page_wave TEXT NOT NULL, page_site TEXT NOT NULL"  # page_wave: when it was archived
    db.execute(f"CREATE TABLE link_readings ({page}, stamp TEXT NOT NULL, PRIMARY KEY (country, wave, page_wave, page_site)) WITHOUT ROWID")
    db.execute(
        f"CREATE TABLE link_mentions ({page}, enterprise_id TEXT NOT NULL, site TEXT NOT NULL, score REAL NOT NULL, place TEXT NOT NULL,"
        " page_url TEXT NOT NULL, words TEXT NOT NULL,"  # place: where the name stood, as found_links/naming has it; words: beside the link
        " PRIMARY KEY (country, wave, page_wave, page_site, enterprise_id, site)) WITHOUT ROWID"
    )


@MIGRATIONS()
def m_reviewing(db: Database) -> None:
    """Reviewing: queues of enterprises, one task an enterprise and round, and every act of a reviewer; nothing of it is ever changed."""
    db.execute(
        "CREATE TABLE review_queues (queue INTEGER PRIMARY KEY, country TEXT NOT NULL, wave TEXT NOT NULL,"
        " purpose TEXT NOT NULL CHECK (purpose IN ('audit', 'training')),"
        " sample TEXT NOT NULL,"  # audit: the sample that is reviewed; training: a name of the queue's own
        " questions TEXT NOT NULL, double_share REAL NOT NULL CHECK (double_share BETWEEN 0 AND 1), seed INTEGER NOT NULL,"
        " opened_at TEXT NOT NULL, opened_by TEXT NOT NULL, closed_at TEXT, closed_by TEXT, UNIQUE (country, wave, purpose, sample))"
    )
    db.execute(
        "CREATE TABLE review_tasks (task INTEGER PRIMARY KEY, queue INTEGER NOT NULL REFERENCES review_queues (queue),"
        " enterprise_id TEXT NOT NULL, round TEXT NOT NULL CHECK (round IN ('first', 'second', 'adjudicated')),"
        " kind TEXT NOT NULL CHECK (kind IN ('pages', 'search')),"  # search: nothing is archived, somebody has to look
        " stratum TEXT NOT NULL, position INTEGER NOT NULL,"  # order of work
        " claimed_by TEXT, claimed_at TEXT, done_by TEXT, done_at TEXT, skips INTEGER NOT NULL DEFAULT 0,"
        " UNIQUE (queue, enterprise_id, round))"
    )
    db.execute("CREATE INDEX review_tasks_open ON review_tasks (queue, skips, position) WHERE done_at IS NULL")
    db.execute(
        "CREATE TABLE review_acts (act INTEGER PRIMARY KEY AUTOINCREMENT, task INTEGER NOT NULL REFERENCES review_tasks (task),"
        " reviewer TEXT NOT NULL, at TEXT NOT NULL,"
        " kind TEXT NOT NULL CHECK (kind IN ('scope', 'sites', 'question', 'search', 'skip', 'done', 'look', 'undo')),"
        " question TEXT, answer TEXT, content TEXT NOT NULL DEFAULT '{}',"  # JSON
        " blind INTEGER NOT NULL, seconds REAL, undoes INTEGER UNIQUE REFERENCES review_acts (act))"
    )
    db.execute("CREATE INDEX review_acts_by_task ON review_acts (task, reviewer)")
    for what in ("UPDATE", "DELETE"):
        db.execute(
            f"CREATE TRIGGER review_acts_keep_{what.lower()}s BEFORE {what} ON review_acts"
            " BEGIN SELECT RAISE(ABORT, 'acts of reviewers are append-only'); END"
        )
    for column in ("reason TEXT", "rules TEXT", "model TEXT", "act INTEGER REFERENCES review_acts (act)"):
        db.execute(f"ALTER TABLE labels ADD COLUMN {column}")
    db.execute("CREATE INDEX labels_by_act ON labels (act) WHERE act IS NOT NULL")
    db.execute(  # what counts: not taken back, and in an audit not a second thought after the prediction was shown, unless adjudicated
        "CREATE VIEW standing_labels AS SELECT * FROM labels l WHERE l.act IS NULL OR (NOT EXISTS (SELECT 1 FROM review_acts a"
        " WHERE a.undoes = l.act) AND (l.source <> 'audit' OR l.blind OR l.round = 'adjudicated'))"
    )


@MIGRATIONS()
def m_handouts(db: Database) -> None:
    """Tasks that reviewers took elsewhere, the evidence that their answers rest on, and which of their acts have come back."""
    db.execute(
        "CREATE TABLE review_handouts (handout TEXT PRIMARY KEY, queue INTEGER NOT NULL REFERENCES review_queues (queue),"
        " reviewer TEXT NOT NULL, handed_at TEXT NOT NULL, recalled_at TEXT)"
    )
    db.execute(
        "CREATE TABLE review_handed (handout TEXT NOT NULL REFERENCES review_handouts (handout),"
        " task INTEGER NOT NULL REFERENCES review_tasks (task), enterprise_id TEXT NOT NULL, round TEXT NOT NULL,"
        " evidence_digest TEXT NOT NULL, rules TEXT, models TEXT NOT NULL,"  # models: JSON
        " returned_at TEXT, PRIMARY KEY (task, handout)) WITHOUT ROWID"
    )
    db.execute(
        "CREATE TABLE review_handed_acts (handout TEXT NOT NULL REFERENCES review_handouts (handout),"
        " given INTEGER NOT NULL,"  # the act's number in the bundle
        " act INTEGER NOT NULL REFERENCES review_acts (act), PRIMARY KEY (handout, given)) WITHOUT ROWID"
    )
    held = "claimed_by IS NOT NULL AND done_at IS NULL"
    db.execute(f"CREATE INDEX review_tasks_held ON review_tasks (claimed_by, queue, skips, position) WHERE {held}")
    db.execute("CREATE INDEX review_tasks_counted ON review_tasks (queue, stratum, round, done_at, skips)")


@MIGRATIONS()
def m_half_answers(db: Database) -> None:
    """Of an enterprise that one reviewer began and another did whole, in an audit only the latter's answers count."""
    db.execute("DROP VIEW standing_labels")
    db.execute(
        "CREATE VIEW standing_labels AS SELECT * FROM labels l WHERE l.act IS NULL OR (NOT EXISTS (SELECT 1 FROM review_acts a"
        " WHERE a.undoes = l.act) AND (l.source <> 'audit' OR ((l.blind OR l.round = 'adjudicated') AND NOT EXISTS (SELECT 1"
        " FROM review_acts a JOIN review_tasks t USING (task) WHERE a.act = l.act AND t.done_by <> a.reviewer))))"
    )


@MIGRATIONS()
def m_whole_answers(db: Database) -> None:
    """Answers count when the reviewer has done the enterprise whole: what was begun only, or lost to somebody else, does not."""
    db.execute("DROP VIEW standing_labels")
    db.execute(
        "CREATE VIEW standing_labels AS SELECT * FROM labels l WHERE l.act IS NULL OR ((l.source <> 'audit' OR l.blind"
        " OR l.round = 'adjudicated') AND NOT EXISTS (SELECT 1 FROM review_acts a WHERE a.undoes = l.act)"
        " AND EXISTS (SELECT 1 FROM review_acts a JOIN review_tasks t USING (task) WHERE a.act = l.act AND t.done_by = a.reviewer))"
    )


@MIGRATIONS()
def m_releases(db: Database) -> None:
    """Released vintages: estimates, and what else a publication holds, frozen for good."""
    create_release_tables(db)


@MIGRATIONS()
def m_imports(db: Database) -> None:
    """Figures of other offices, beside the office's own."""
    create_import_tables(db)


@MIGRATIONS()
def m_named_approvers(db: Database) -> None:
    """Whether the office wants who approved a release named in what it publishes; of earlier releases it was not asked."""
    db.execute("ALTER TABLE releases ADD COLUMN names_approver INTEGER NOT NULL DEFAULT 0")


@MIGRATIONS()
def m_manners(db: Database) -> None:
    """How long visits of a website lasted in all, and until when its host asked to be left alone (ISO 8601 in UTC)."""
    db.execute("ALTER TABLE websites ADD COLUMN seconds REAL NOT NULL DEFAULT 0")
    db.execute("ALTER TABLE websites ADD COLUMN not_before TEXT")


@MIGRATIONS()
def m_purging(db: Database) -> None:
    """Archive files that no page needs any more, until they are gone: what a break left over is removed by the next purge."""
    db.execute("CREATE TABLE archive_removals (warc_file TEXT PRIMARY KEY, noted_at TEXT NOT NULL) WITHOUT ROWID")


@MIGRATIONS()
def m_shards(db: Database) -> None:
    """Parts of a wave that other computers were asked for, and which of them are in the store."""
    db.execute(
        "CREATE TABLE shards (country TEXT NOT NULL, wave TEXT NOT NULL, shard TEXT NOT NULL, command TEXT NOT NULL,"
        " part TEXT NOT NULL,"  # such as 3/200: what hosts it may hold
        " storage TEXT NOT NULL, sites INTEGER NOT NULL, asked_at TEXT NOT NULL, merged_at TEXT, manifest TEXT,"  # its SHA-256
        " PRIMARY KEY (country, wave, shard)) WITHOUT ROWID"
    )


@MIGRATIONS()
def m_rendering(db: Database) -> None:
    """Pages as a browser's scripts made them, and websites that a browser opened at the last visit."""
    for table in ("pages", "websites"):
        db.execute(f"ALTER TABLE {table} ADD COLUMN is_rendered INTEGER NOT NULL DEFAULT 0")
