"""Files that are no backup, or no longer the one that was written, are refused before anything is changed."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from catalogue.errors import BackupError
from store.backups import restore_backup, write_backup
from store.backups.records import MANIFEST, is_expected
from tests.store.backups.conftest import labelled, write


def alter(file: Path, change: Callable[[str, bytes], bytes | None]) -> None:
    """Writes a backup anew with other contents; None leaves an entry out."""
    with zipfile.ZipFile(file) as packed:
        contents = {name: change(name, packed.read(name)) for name in packed.namelist()}
    with zipfile.ZipFile(file, "w") as packed:
        for name, content in contents.items():
            if content is not None:
                packed.writestr(name, content)


def test_an_archive_that_is_another_one_stops_the_restore(office: Path, tmp_path: Path) -> None:
    write_backup(office, tmp_path / "b.zip", with_archives=True)
    (tmp_path / "office-archive" / "XD-2026.warc.gz").write_text("other site and more")
    with pytest.raises(BackupError, match="another one"):
        restore_backup(tmp_path / "b.zip", office)


@pytest.mark.parametrize("name", ["store.db", "accounts.db", "models/XD.json"])
def test_an_altered_file_in_a_backup_is_refused(office: Path, tmp_path: Path, name: str) -> None:
    write_backup(office, tmp_path / "b.zip")
    alter(tmp_path / "b.zip", lambda found, content: content[:-1] + b"!" if found == name else content)
    with pytest.raises(BackupError, match="altered"):
        restore_backup(tmp_path / "b.zip", office)
    assert labelled(office) == ["E0"]


@pytest.mark.parametrize("name", ["store.db", "models/XD.json", MANIFEST])
def test_a_backup_that_lacks_a_file_is_refused(office: Path, tmp_path: Path, name: str) -> None:
    write_backup(office, tmp_path / "b.zip")
    alter(tmp_path / "b.zip", lambda found, content: None if found == name else content)
    with pytest.raises(BackupError, match="no backup"):
        restore_backup(tmp_path / "b.zip", tmp_path / "new.db")
    assert not (tmp_path / "new.db").exists()


def test_a_backup_that_was_cut_off_is_refused(office: Path, tmp_path: Path) -> None:
    write_backup(office, tmp_path / "b.zip")
    (tmp_path / "b.zip").write_bytes((tmp_path / "b.zip").read_bytes()[:-200])
    with pytest.raises(BackupError, match="no backup"):
        restore_backup(tmp_path / "b.zip", office)


def test_a_backup_of_a_newer_version_is_refused(office: Path, tmp_path: Path) -> None:
    write_backup(office, tmp_path / "b.zip")
    later = lambda name, content: content.replace(b'"m001_tables"', b'"m_of_later"') if name == MANIFEST else content  # noqa: E731
    alter(tmp_path / "b.zip", later)
    with pytest.raises(BackupError, match="newer version"):
        restore_backup(tmp_path / "b.zip", office)


def test_something_else_is_neither_restored_nor_overwritten(office: Path, tmp_path: Path) -> None:
    write(tmp_path / "letter.txt", "dear office")
    with pytest.raises(BackupError, match="no backup"):
        restore_backup(tmp_path / "letter.txt", office)
    with pytest.raises(BackupError, match="no backup"):
        write_backup(office, tmp_path / "letter.txt")
    assert (tmp_path / "letter.txt").read_text() == "dear office"


@pytest.mark.parametrize(
    "name",
    ["../evil", "words/../../evil", "/etc/passwd", "words", "words\\x", "words//x", "C:/x", "words/c:x", "words/.", "x.db", "archive/x. "],
)
def test_no_file_of_a_backup_can_lead_out_of_its_folder(name: str) -> None:
    assert not is_expected(name)


@pytest.mark.parametrize("name", ["store.db", "accounts.db", "words/fr/words.toml", "archive/KE-2026-20261122T021500123Z.warc.gz"])
def test_files_that_we_write_are_expected(name: str) -> None:
    assert is_expected(name)
