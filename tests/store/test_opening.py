import sqlite3
from pathlib import Path

import pytest

from catalogue.errors import StoreError
from store.migrations import MIGRATIONS
from store.opening import Store, open_store


def test_a_new_store_has_the_promised_tables_and_columns(store: Store) -> None:
    promised = {
        "enterprises": "country wave enterprise_id name url activity activity_classification section persons_employed size_class"
        " region stratum register_country",
        "websites": "country wave site host kind status reason languages platform",
        "links": "country wave enterprise_id site relation probability decided_by evidence",
        "pages": "country wave url site http_status fetched_at digest language warc_file warc_offset",
        "signals": "country wave site kind value page_url place words times rule",
        "capabilities": "country wave enterprise_id capability answer probability reasons model",
        "samples": "country wave sample enterprise_id stratum inclusion_probability",
        "labels": "country wave enterprise_id question answer value labeller source sample round blind reference_period at evidence_digest",
        "estimates": "country wave indicator population activity size_class region urbanisation owner_sex other_dimension"
        " other_value measure"
        " method value standard_error ci_low ci_high n_frame n_labelled share_not_read quality suppressed",
        "runs": "run command version arguments started ended outcome counts",
    }
    for table, columns in promised.items():
        there = {row[1] for row in store.db.execute(f"PRAGMA table_info({table})")}
        assert set(columns.split()) <= there, table


def test_a_store_is_in_write_ahead_mode_with_foreign_keys(store: Store) -> None:
    assert store.db.journal_mode == "wal"
    assert store.db.execute("PRAGMA foreign_keys").fetchone()[0] == 1
    with pytest.raises(sqlite3.IntegrityError), store.writing() as db:
        db.execute("INSERT INTO links VALUES ('KE', '2026', 'nobody', 'nowhere.ke', 'own', 1, 'register', NULL, NULL, NULL)")


def test_a_failed_block_leaves_nothing_behind(store: Store) -> None:
    def fail_half_way() -> None:
        with store.writing() as db:
            db.execute("INSERT INTO settings VALUES ('office', 'X')")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_half_way()
    assert store.db.execute("SELECT count(*) FROM settings").fetchone()[0] == 0


def test_a_file_that_is_no_store_is_refused_in_one_sentence(tmp_path: Path) -> None:
    text = tmp_path / "register.csv"
    text.write_text("id,name\n" * 100)
    with pytest.raises(StoreError, match="cannot be opened"):
        open_store(text)
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE births (n INTEGER)")
    connection.close()
    with pytest.raises(StoreError, match="not an ecomstat store"):
        open_store(other)
    connection = sqlite3.connect(other)
    assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 1, "a stranger's file stays as it was"
    connection.close()


def test_a_store_of_a_newer_version_is_refused(store_path: Path) -> None:
    with open_store(store_path) as store, store.writing() as db:
        db.execute(
            f"INSERT INTO {MIGRATIONS.migrations_table} (migration_set, name, applied_at) VALUES ('ecomstat', 'm999_future', '2030')"
        )
    with pytest.raises(StoreError, match="newer version"):
        open_store(store_path)


def test_a_missing_store_or_folder_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="ecomstat frame"):
        open_store(tmp_path / "none.db", create=False)
    with pytest.raises(StoreError, match="does not exist"):
        open_store(tmp_path / "no" / "none.db")


def test_two_writers_queue_instead_of_failing(store_path: Path) -> None:
    import threading

    def write(name: str) -> None:
        with open_store(store_path) as store:
            for number in range(50):
                with store.writing() as db:
                    db.execute("INSERT INTO settings VALUES (?, '')", [f"{name}{number}"])

    open_store(store_path).close()
    threads = [threading.Thread(target=write, args=[name]) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with open_store(store_path) as store:
        assert store.db.execute("SELECT count(*) FROM settings").fetchone()[0] == 100


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is a folder"):
        open_store(tmp_path)
