import os
import sqlite3
from pathlib import Path

import pytest

from catalogue.errors import AccountError, StoreError
from store.accounts import Accounts, accounts_path, open_accounts, read_people
from store.opening import open_store


def test_accounts_are_a_second_file_beside_the_store(accounts: Accounts, tmp_path: Path) -> None:
    assert accounts.path == accounts_path(tmp_path / "office.db") == tmp_path / "office-accounts.db"
    assert not (tmp_path / "office.db").exists()


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such modes")
def test_only_the_owner_may_read_the_file_and_its_log(accounts: Accounts, tmp_path: Path) -> None:
    files = list(tmp_path.iterdir())
    assert {file.name for file in files} >= {"office-accounts.db", "office-accounts.db-wal"}
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}


def test_what_was_written_is_there_when_the_file_is_opened_again(staff: Accounts, tmp_path: Path) -> None:
    staff.close()
    with open_accounts(tmp_path / "office.db") as again:
        assert [(p.name, p.role) for p in read_people(again)] == [("Maria", "methodologist"), ("Amina", "reviewer")]


def test_accounts_are_not_taken_for_a_store_and_a_store_not_for_accounts(accounts: Accounts, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="not an ecomstat store"):
        open_store(accounts.path)
    open_store(tmp_path / "other-accounts.db").close()
    with pytest.raises(StoreError, match="not an ecomstat store"):
        open_accounts(tmp_path / "other.db")


def test_a_file_that_is_no_database_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "bad-accounts.db").write_text("only a text that somebody kept here, no database", encoding="utf-8")
    with pytest.raises(AccountError, match="cannot be opened"):
        open_accounts(tmp_path / "bad.db")


def test_no_password_and_no_token_stands_in_the_file(staff: Accounts) -> None:
    from store.accounts import begin_attempt, start_session
    from tests.store.accounts.conftest import PASSWORD

    token = start_session(staff, "Maria", 1000.0)
    begin_attempt(staff, "my secret typed as a name", "192.0.2.1", 1000.0)
    staff.db.conn.commit()
    staff.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    content = staff.path.read_bytes()
    for secret in (PASSWORD, token, "my secret typed", "192.0.2.1"):
        assert secret.encode() not in content
    assert b"Maria" in content


def test_accounts_of_a_newer_version_are_left_alone(accounts: Accounts, tmp_path: Path) -> None:
    with sqlite3.connect(accounts.path) as other:
        other.execute("INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('ecomstat-accounts', 'm999', '2027')")
    other.close()
    with pytest.raises(StoreError, match="newer version"):
        open_accounts(tmp_path / "office.db")
