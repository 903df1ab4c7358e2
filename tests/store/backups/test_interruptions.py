from pathlib import Path

import pytest

from catalogue.errors import BackupError, StoreError
from store.backups import check_restored, restore_backup, restoring, write_backup
from store.opening import open_store
from store.passing_folders import passing_folder
from tests.store.backups.conftest import answer, labelled, write


class PowerCut(BaseException):
    """The computer stopped."""


@pytest.mark.parametrize("place", ["copy_in", "_restore_accounts", "replace_folder", "_add_missing"])
def test_an_interrupted_restore_is_told_until_it_is_done_again(
    office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    write_backup(office, tmp_path / "b.zip")
    with open_store(office) as store:
        answer(store, 1)

    def stop(*_: object, **__: object) -> None:
        raise PowerCut

    with monkeypatch.context() as patch:
        patch.setattr(restoring, place, stop)
        with pytest.raises(PowerCut):
            restore_backup(tmp_path / "b.zip", office, replace=True)
    with pytest.raises(StoreError, match=r"ecomstat restore .*b\.zip` again"):
        check_restored(office)
    restore_backup(tmp_path / "b.zip", office, replace=True)
    check_restored(office)
    assert labelled(office) == ["E0"]


def test_a_refused_restore_leaves_no_note(office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_backup(office, tmp_path / "b.zip")

    def refuse(*_: object, **__: object) -> None:
        raise BackupError("somebody wrote")

    monkeypatch.setattr(restoring, "copy_in", refuse)
    with pytest.raises(BackupError):
        restore_backup(tmp_path / "b.zip", office)
    check_restored(office)
    assert not list(tmp_path.glob("*-replaced-*"))


def test_words_that_an_interrupted_restore_set_aside_are_not_lost(office: Path, tmp_path: Path) -> None:
    (tmp_path / "office-words").rename(tmp_path / "office-words.before-restore")
    write(tmp_path / "office-models.before-restore" / "old.json", "{}")
    with pytest.raises(BackupError, match="no file"):
        restore_backup(tmp_path / "nothing.zip", office)
    assert (tmp_path / "office-words" / "fr" / "words.toml").exists()
    assert not list(tmp_path.glob("*.before-restore"))


def test_answers_of_a_search_service_that_came_since_stay(office: Path, tmp_path: Path) -> None:
    write_backup(office, tmp_path / "b.zip")
    write(tmp_path / "office-search" / "2026.jsonl", "paid answers and more")
    restore_backup(tmp_path / "b.zip", office)
    assert (tmp_path / "office-search" / "2026.jsonl").read_text() == "paid answers and more"


def test_a_name_that_could_not_be_restored_is_told_when_the_backup_is_written(office: Path, tmp_path: Path) -> None:
    write(tmp_path / "office-words" / "fr" / "draft: words.toml", "")
    with pytest.raises(BackupError, match="rename it"):
        write_backup(office, tmp_path / "b.zip")


def test_what_a_computer_that_stopped_has_left_is_removed_but_nothing_that_is_in_use(tmp_path: Path) -> None:
    write(tmp_path / ".ecomstat-backup-left" / ".lock", "")
    write(tmp_path / ".ecomstat-backup-left" / "store.db", "the register")
    write(tmp_path / ".ecomstat-backup-new" / "store.db", "just made, not locked yet")
    with passing_folder(tmp_path, "backup") as used, passing_folder(tmp_path, "backup"):
        assert used.exists()
        assert {path.name for path in tmp_path.iterdir()} >= {used.name, ".ecomstat-backup-new"}
        assert not (tmp_path / ".ecomstat-backup-left").exists()
    assert [path.name for path in tmp_path.iterdir()] == [".ecomstat-backup-new"]
