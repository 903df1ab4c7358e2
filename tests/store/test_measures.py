"""The measures that estimates may have."""

import sqlite3

import pytest
from sqlite_utils import Database

from store.migrations import allow_measures


@pytest.fixture
def db():
    made = Database(memory=True)
    made.execute("CREATE TABLE estimates (measure TEXT NOT NULL CHECK (measure IN ('share', 'count')), value REAL, PRIMARY KEY (measure))")
    made.execute("INSERT INTO estimates VALUES ('share', 0.5)")
    yield made
    made.close()


def test_a_measure_that_is_allowed_can_be_written_and_old_rows_stay(db):
    allow_measures(db, "change")
    db.execute("INSERT INTO estimates VALUES ('change', 0.1)")
    assert dict(db.execute("SELECT measure, value FROM estimates").fetchall()) == {"share": 0.5, "change": 0.1}
    with pytest.raises(sqlite3.IntegrityError):
        db.execute("INSERT INTO estimates VALUES ('guess', 0.1)")


def test_measures_add_up_in_any_order_and_twice(db):
    for measures in (("total", "mean"), ("change",), ("change", "total")):
        allow_measures(db, *measures)
    for measure in ("total", "mean", "change", "count"):
        db.execute("INSERT INTO estimates VALUES (?, 0.1)", [measure])
