"""What a backup keeps, and what a restore brings back."""

import json
import sqlite3
import threading
import zipfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from catalogue.errors import BackupError
from store.accounts import add_person, find_person, find_session, open_accounts, start_session
from store.backups import restore_backup, restoring, write_backup, writing
from store.backups.copying import copy_in, read_version
from store.backups.records import MANIFEST
from store.frame import count_enterprises, write_enterprises
from store.opening import open_store
from store.records import Enterprise, Label
from store.reviews import append_labels, read_labels
from tests.store.backups.conftest import answer, folder_names, labelled, write


def test_a_backup_brings_everything_back_on_another_computer(office: Path, tmp_path: Path) -> None:
    write_backup(office, tmp_path / "b.zip", with_archives=True)
    other = tmp_path / "elsewhere" / "new.db"
    other.parent.mkdir()
    restored = restore_backup(tmp_path / "b.zip", other)
    assert restored.aside is None
    assert labelled(other) == ["E0"]
    with open_accounts(other) as accounts:
        assert find_person(accounts, "Maria") is not None
    assert (other.parent / "new-words" / "fr" / "words.toml").read_text() == "shop = 'boutique'\n"
    assert (other.parent / "new-models" / "XD.json").read_text() == "{}"
    assert (other.parent / "new-archive" / "XD-2026.warc.gz").read_text() == "first site"
    assert folder_names(other.parent) == ["new-accounts.db", "new-archive", "new-models", "new-search", "new-words", "new.db"]


def test_archives_are_left_out_unless_asked_for(office: Path, tmp_path: Path) -> None:
    manifest = write_backup(office, tmp_path / "b.zip")
    kept = ["store.db", "accounts.db", "words/fr/words.toml", "models/XD.json", "search/2026.jsonl"]
    assert [file.name for file in manifest.files] == kept


def test_only_the_owner_may_read_a_backup(office: Path, tmp_path: Path) -> None:
    write_backup(office, tmp_path / "b.zip")
    assert (tmp_path / "b.zip").stat().st_mode & 0o077 == 0


def test_a_backup_is_of_one_moment_while_others_write(office: Path, tmp_path: Path) -> None:
    """Each transaction adds an enterprise and its label: no backup may hold one without the other."""
    ended = threading.Event()

    def work() -> None:
        with open_store(office) as store:
            for number in range(100, 1000):
                if ended.is_set():
                    return
                with store.writing():
                    write_enterprises(store, [Enterprise("XD", "2026", f"E{number}", name="x" * 2000)])
                    append_labels(store, [Label("XD", "2026", f"E{number}", "own_website", "no", "ann", "audit", "2026-11-22T11:00:00Z")])

    with ThreadPoolExecutor() as pool:
        writer = pool.submit(work)
        try:
            manifests = [write_backup(office, tmp_path / f"b{n}.zip") for n in range(5)]
        finally:
            ended.set()
    writer.result()
    assert all(m.holds["enterprises"] - 3 == m.holds["labels"] - 1 for m in manifests)
    assert manifests[0].holds["labels"] <= manifests[-1].holds["labels"]


def test_a_command_that_holds_the_write_lock_does_not_stop_a_backup(office: Path, tmp_path: Path) -> None:
    with open_store(office) as store, store.writing():
        answer(store, 1)
        write_backup(office, tmp_path / "b.zip")
    assert labelled(office) == ["E0", "E1"]
    with zipfile.ZipFile(tmp_path / "b.zip") as packed:
        assert json.loads(packed.read(MANIFEST))["holds"]["labels"] == 1


def test_newer_work_is_not_overwritten_unless_asked_for_and_then_kept_aside(office: Path, tmp_path: Path) -> None:
    write_backup(office, tmp_path / "b.zip")
    with open_store(office) as store:
        answer(store, 1)
    with pytest.raises(BackupError, match="--replace"):
        restore_backup(tmp_path / "b.zip", office)
    assert labelled(office) == ["E0", "E1"]
    restored = restore_backup(tmp_path / "b.zip", office, replace=True)
    assert labelled(office) == ["E0"]
    assert restored.aside is not None
    restore_backup(restored.aside, office)
    assert labelled(office) == ["E0", "E1"]


def test_whoever_has_the_store_open_sees_what_was_restored_and_goes_on(office: Path, tmp_path: Path) -> None:
    write_backup(office, tmp_path / "b.zip")
    with open_store(office) as serving:
        answer(serving, 1)
        restore_backup(tmp_path / "b.zip", office, replace=True)
        assert [label.enterprise_id for label in read_labels(serving, "XD", "2026")] == ["E0"]
        answer(serving, 2)
    assert labelled(office) == ["E0", "E2"]


def test_an_answer_between_keeping_aside_and_replacing_stops_the_restore(
    office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_backup(office, tmp_path / "b.zip")

    def write_and_answer(*given: Path) -> None:
        write_backup(*given)
        with open_store(office) as store:
            answer(store, 1)

    monkeypatch.setattr(restoring, "write_backup", write_and_answer)
    with open_accounts(office) as accounts:
        add_person(accounts, "newcomer", "reviewer", "four plain words here", "tests")
    with pytest.raises(BackupError, match="wrote into"):
        restore_backup(tmp_path / "b.zip", office, replace=True)
    assert labelled(office) == ["E0", "E1"]
    with open_accounts(office) as accounts:
        assert find_person(accounts, "newcomer") is not None


def test_an_interrupted_replacing_leaves_the_old_store_whole(office: Path, tmp_path: Path) -> None:
    source = tmp_path / "source.db"
    with open_store(source) as store:
        write_enterprises(store, [Enterprise("XD", "2026", f"E{n}", name="y" * 500) for n in range(300)])
    with closing(sqlite3.connect(source)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    with open_store(office) as store, pytest.raises(BackupError):
        copy_in(source, store, unless_changed_since=read_version(store) - 1)
    with open_store(office) as store:
        assert count_enterprises(store, "XD", "2026") == 3
        assert store.db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert labelled(office) == ["E0"]


def test_a_damaged_store_is_moved_aside_only_when_asked_for(office: Path, tmp_path: Path) -> None:
    write_backup(office, tmp_path / "b.zip")
    office.write_bytes(b"no database at all" * 100)
    for ending in ("-wal", "-shm"):
        office.with_name(office.name + ending).unlink(missing_ok=True)
    with pytest.raises(BackupError, match="--replace"):
        restore_backup(tmp_path / "b.zip", office)
    restored = restore_backup(tmp_path / "b.zip", office, replace=True)
    assert labelled(office) == ["E0"]
    assert restored.aside is not None
    assert restored.aside.read_bytes().startswith(b"no database")


def test_sessions_are_over_after_a_restore(office: Path, tmp_path: Path) -> None:
    with open_accounts(office) as accounts:
        token = start_session(accounts, "Maria", 1000.0)
    write_backup(office, tmp_path / "b.zip")
    restore_backup(tmp_path / "b.zip", office)
    with open_accounts(office) as accounts:
        assert find_session(accounts, token, 1001.0) is None


def test_words_that_were_made_since_are_gone_and_kept_in_the_backup_of_before(office: Path, tmp_path: Path) -> None:
    write_backup(office, tmp_path / "b.zip")
    write(tmp_path / "office-words" / "later.toml", "")
    aside = restore_backup(tmp_path / "b.zip", office).aside
    assert folder_names(tmp_path / "office-words") == ["fr"]
    assert aside is not None
    with zipfile.ZipFile(aside) as packed:
        assert "words/later.toml" in packed.namelist()


def test_an_archive_that_has_grown_since_stays(office: Path, tmp_path: Path) -> None:
    write_backup(office, tmp_path / "b.zip", with_archives=True)
    archive = tmp_path / "office-archive" / "XD-2026.warc.gz"
    archive.write_text("first site second site")
    restore_backup(tmp_path / "b.zip", office)
    assert archive.read_text() == "first site second site"


def test_a_full_disk_is_told_before_anything_is_written(office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing.shutil, "disk_usage", lambda _: type("Usage", (), {"free": 1000}))
    with pytest.raises(BackupError, match="make room"):
        write_backup(office, tmp_path / "b.zip")
    assert not (tmp_path / "b.zip").exists()


def test_a_backup_that_fails_leaves_the_earlier_one(office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_backup(office, tmp_path / "b.zip")
    before = (tmp_path / "b.zip").read_bytes()

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing, "write_manifest", fail)
    with pytest.raises(OSError, match="No space"):
        write_backup(office, tmp_path / "b.zip")
    assert (tmp_path / "b.zip").read_bytes() == before
    assert [name for name in folder_names(tmp_path) if name.startswith(".")] == []
