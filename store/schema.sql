-- The store: one SQLite file. Every table is keyed by country (ISO 3166 alpha-2) and wave (one round of collection, such as 2026 or 2026-Q4).
-- Column names are a contract: users' queries rely on them. Add columns freely by a new migration; never rename one.

-- One loading of a register extract: what the frame is and on which day it was true.
CREATE TABLE registers (
    country TEXT NOT NULL, wave TEXT NOT NULL,
    file_name TEXT NOT NULL, file_digest TEXT NOT NULL,       -- name without folder; sha256 of the file
    reference_date TEXT,                                      -- ISO date on which the register was true
    scope TEXT,                                               -- in words, such as "registered enterprises only"
    activity_classification TEXT,                             -- as found or stated, such as ISIC4, NACE2
    unit_type TEXT,                                           -- enterprise | establishment | group
    is_sample INTEGER NOT NULL DEFAULT 0,                     -- 1: the frame is itself a weighted sample
    rows_read INTEGER NOT NULL, rows_loaded INTEGER NOT NULL, rows_rejected INTEGER NOT NULL,
    loaded_at TEXT NOT NULL,
    PRIMARY KEY (country, wave)
);

-- A unit of the register.
CREATE TABLE enterprises (
    unit INTEGER PRIMARY KEY,                                 -- the short key used inside the store
    country TEXT NOT NULL, wave TEXT NOT NULL, enterprise_id TEXT NOT NULL,
    name TEXT, trade_name TEXT, legal_form TEXT,
    address TEXT, postcode TEXT, place TEXT, region TEXT,     -- region: code of the list made from the register; NULL unknown
    tax_id TEXT, phone TEXT, email TEXT,
    url TEXT,                                                 -- as the register gives it
    site TEXT,                                                -- the site that the URL names (websites.site); NULL: none usable
    activity TEXT, activity_classification TEXT,              -- the code in ISIC Rev.4 and the classification it came in
    activity_source TEXT,                                     -- the code as the register gives it
    section TEXT NOT NULL DEFAULT '_U',                       -- ISIC Rev.4 section letter, _U unknown
    persons_employed REAL, size_class TEXT NOT NULL DEFAULT '_U', -- S0T9 S10T49 S50T249 S_GE250 _U
    stratum TEXT, register_country TEXT, unit_type TEXT NOT NULL DEFAULT 'enterprise',
    urbanisation TEXT NOT NULL DEFAULT '_U', owner_sex TEXT NOT NULL DEFAULT '_U', -- U|R|_U, F|M|_U
    frame_weight REAL NOT NULL DEFAULT 1,                     -- >1 where the frame is itself a sample
    extra TEXT,                                               -- JSON: the register's other columns, for breakdowns
    loaded_at TEXT NOT NULL,
    UNIQUE (country, wave, enterprise_id)
);
CREATE INDEX enterprises_by_site ON enterprises (country, wave, site) WHERE site IS NOT NULL;

-- A site as seen in a wave: a host in lower case without port and www., or host and path prefix on shared hosts.
CREATE TABLE websites (
    website INTEGER PRIMARY KEY,
    country TEXT NOT NULL, wave TEXT NOT NULL, site TEXT NOT NULL, host TEXT NOT NULL,
    kind TEXT NOT NULL DEFAULT 'own',                         -- own | shared | social | marketplace
    start_url TEXT,
    status TEXT NOT NULL DEFAULT 'not_attempted', reason TEXT, -- ok, parked, ... (catalogue/data/statuses.toml)
    is_final INTEGER NOT NULL DEFAULT 0,                      -- 1: this wave is done with the site
    attempts INTEGER NOT NULL DEFAULT 0, first_attempt_at TEXT, last_attempt_at TEXT,
    final_url TEXT,                                           -- where the home page was in the end
    languages TEXT, platform TEXT,                            -- space-separated codes, main first; the shop platform if any
    page_count INTEGER NOT NULL DEFAULT 0, requests INTEGER NOT NULL DEFAULT 0, bytes INTEGER NOT NULL DEFAULT 0,
    UNIQUE (country, wave, site)
);
CREATE INDEX websites_open ON websites (country, wave, is_final, last_attempt_at);

-- Enterprise and site belong together (or were compared and do not): how sure, why, who decided.
CREATE TABLE links (
    country TEXT NOT NULL, wave TEXT NOT NULL, enterprise_id TEXT NOT NULL, site TEXT NOT NULL,
    relation TEXT NOT NULL,                                   -- own | shared | social | marketplace | rejected
    probability REAL NOT NULL, decided_by TEXT NOT NULL, evidence TEXT,
    first_seen TEXT, last_verified TEXT,
    PRIMARY KEY (country, wave, enterprise_id, site),
    FOREIGN KEY (country, wave, enterprise_id) REFERENCES enterprises (country, wave, enterprise_id),
    FOREIGN KEY (country, wave, site) REFERENCES websites (country, wave, site)
);
CREATE INDEX links_by_site ON links (country, wave, site);

-- One archived response.
CREATE TABLE pages (
    page INTEGER PRIMARY KEY,
    country TEXT NOT NULL, wave TEXT NOT NULL, url TEXT NOT NULL, site TEXT NOT NULL,
    http_status INTEGER, fetched_at TEXT, digest TEXT, language TEXT, title TEXT, bytes INTEGER,
    warc_file TEXT, warc_offset INTEGER,
    UNIQUE (country, wave, site, url),
    FOREIGN KEY (country, wave, site) REFERENCES websites (country, wave, site)
);

-- Short keys for words that many rows repeat: signal kinds, rules, places, capabilities, models.
CREATE TABLE terms (term INTEGER PRIMARY KEY, kind TEXT NOT NULL, text TEXT NOT NULL, UNIQUE (kind, text));

-- One fact on a website, with the page, place and words that it rests on. Read it through the view `signals`.
CREATE TABLE signal_rows (
    website INTEGER NOT NULL REFERENCES websites (website), kind INTEGER NOT NULL REFERENCES terms (term),
    value TEXT NOT NULL, page INTEGER REFERENCES pages (page), place INTEGER NOT NULL REFERENCES terms (term),
    words TEXT NOT NULL DEFAULT '', times INTEGER NOT NULL DEFAULT 1, rule INTEGER NOT NULL REFERENCES terms (term)
);
CREATE INDEX signal_rows_by_website ON signal_rows (website);
CREATE INDEX signal_rows_by_page ON signal_rows (page);
CREATE VIEW signals AS
    SELECT w.country, w.wave, w.site, k.text AS kind, s.value, p.url AS page_url, l.text AS place, s.words, s.times, r.text AS rule
    FROM signal_rows s JOIN websites w USING (website) JOIN terms k ON k.term = s.kind JOIN terms l ON l.term = s.place
        JOIN terms r ON r.term = s.rule LEFT JOIN pages p ON p.page = s.page;

-- Enterprise x capability. Read it through the view `capabilities`.
CREATE TABLE capability_rows (
    unit INTEGER NOT NULL REFERENCES enterprises (unit), capability INTEGER NOT NULL REFERENCES terms (term),
    answer INTEGER NOT NULL CHECK (answer IN (0, 1, 2)),      -- 0 unknown, 1 no, 2 yes
    probability REAL, reasons TEXT, model INTEGER NOT NULL REFERENCES terms (term),
    PRIMARY KEY (unit, capability)
) WITHOUT ROWID;
CREATE VIEW capabilities AS
    SELECT e.country, e.wave, e.enterprise_id, k.text AS capability,
        CASE c.answer WHEN 2 THEN 'yes' WHEN 1 THEN 'no' ELSE 'unknown' END AS answer, c.probability, c.reasons, m.text AS model
    FROM capability_rows c JOIN enterprises e USING (unit) JOIN terms k ON k.term = c.capability JOIN terms m ON m.term = c.model;

-- A drawn sample: how it was designed, frozen with the version of the model whose states it used.
CREATE TABLE sample_designs (
    country TEXT NOT NULL, wave TEXT NOT NULL, sample TEXT NOT NULL,
    capability TEXT NOT NULL, model TEXT, seed INTEGER NOT NULL, size INTEGER NOT NULL, allocation TEXT NOT NULL,
    strata TEXT NOT NULL,                                     -- JSON: stratum -> [units in the frame, units drawn]
    drawn_at TEXT NOT NULL, PRIMARY KEY (country, wave, sample)
);
CREATE TABLE samples (
    country TEXT NOT NULL, wave TEXT NOT NULL, sample TEXT NOT NULL, enterprise_id TEXT NOT NULL,
    stratum TEXT NOT NULL, inclusion_probability REAL NOT NULL CHECK (inclusion_probability > 0 AND inclusion_probability <= 1),
    position INTEGER NOT NULL,                                -- order of work, random
    PRIMARY KEY (country, wave, sample, enterprise_id),
    FOREIGN KEY (country, wave, sample) REFERENCES sample_designs (country, wave, sample),
    FOREIGN KEY (country, wave, enterprise_id) REFERENCES enterprises (country, wave, enterprise_id)
);

-- What one person or survey answered about an enterprise. Append-only: two triggers refuse changes.
CREATE TABLE labels (
    label INTEGER PRIMARY KEY AUTOINCREMENT,
    country TEXT NOT NULL, wave TEXT NOT NULL, enterprise_id TEXT NOT NULL,
    question TEXT NOT NULL,                                   -- a capability, an indicator, or active | in_scope
    answer TEXT NOT NULL CHECK (answer IN ('yes', 'no', 'unknown')), value REAL,
    labeller TEXT NOT NULL, source TEXT NOT NULL CHECK (source IN ('audit', 'training', 'survey')),
    sample TEXT, round TEXT NOT NULL DEFAULT 'first' CHECK (round IN ('first', 'second', 'adjudicated')),
    blind INTEGER NOT NULL DEFAULT 0, reference_period TEXT, at TEXT NOT NULL, evidence_digest TEXT,
    FOREIGN KEY (country, wave, enterprise_id) REFERENCES enterprises (country, wave, enterprise_id)
);
CREATE INDEX labels_by_enterprise ON labels (country, wave, enterprise_id, question);
CREATE UNIQUE INDEX labels_once ON labels (country, wave, enterprise_id, question, labeller, source, round, at, coalesce(sample, ''));
CREATE TRIGGER labels_keep_updates AFTER UPDATE ON labels BEGIN SELECT RAISE(ABORT, 'labels are append-only'); END;
CREATE TRIGGER labels_keep_deletes BEFORE DELETE ON labels BEGIN SELECT RAISE(ABORT, 'labels are append-only'); END;

-- Indicator x breakdown x period x method. _T stands for all, _U for unknown.
CREATE TABLE estimates (
    country TEXT NOT NULL, wave TEXT NOT NULL, indicator TEXT NOT NULL, population TEXT NOT NULL,
    activity TEXT NOT NULL DEFAULT '_T', size_class TEXT NOT NULL DEFAULT '_T', region TEXT NOT NULL DEFAULT '_T',
    urbanisation TEXT NOT NULL DEFAULT '_T', owner_sex TEXT NOT NULL DEFAULT '_T',
    other_dimension TEXT NOT NULL DEFAULT '_T', other_value TEXT NOT NULL DEFAULT '_T',
    measure TEXT NOT NULL CHECK (measure IN ('share', 'count')),
    method TEXT NOT NULL,                                     -- catalogue/data/methods.toml
    value REAL, standard_error REAL, ci_low REAL, ci_high REAL,
    n_frame INTEGER, n_labelled INTEGER, n_effective REAL, share_not_read REAL,
    quality TEXT, suppressed TEXT NOT NULL DEFAULT 'none' CHECK (suppressed IN ('none', 'primary', 'secondary', 'quality')),
    denominator TEXT, unit TEXT, model TEXT, sample TEXT, run INTEGER REFERENCES runs (run),
    PRIMARY KEY (country, wave, indicator, population, activity, size_class, region, urbanisation, owner_sex,
        other_dimension, other_value, measure, method)
) WITHOUT ROWID;

-- What ran.
CREATE TABLE runs (
    run INTEGER PRIMARY KEY AUTOINCREMENT,
    command TEXT NOT NULL, version TEXT NOT NULL, arguments TEXT NOT NULL, country TEXT, wave TEXT,
    started TEXT NOT NULL, ended TEXT, outcome TEXT NOT NULL DEFAULT 'running', -- running | done | failed | interrupted
    counts TEXT NOT NULL DEFAULT '{}'
);

-- What the office has set: its name, its contact page.
CREATE TABLE settings (setting TEXT PRIMARY KEY, value TEXT NOT NULL);

-- Sites whose owners asked not to be visited.
CREATE TABLE opt_outs (site TEXT PRIMARY KEY, reason TEXT, added_at TEXT NOT NULL);
