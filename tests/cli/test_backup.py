from pathlib import Path

import pytest

from store.frame import count_enterprises
from store.opening import open_store
from tests.cli.test_commands import loaded, run

__all__ = ["loaded"]


def test_a_backup_is_written_and_brought_back(loaded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("backup", "kept.zip") == 0
    assert "3 enterprises" in capsys.readouterr().out
    Path("ecomstat.db").unlink()
    assert run("restore", "kept.zip") == 0
    assert "Restored ecomstat.db" in capsys.readouterr().out
    with open_store(loaded / "ecomstat.db") as store:
        assert count_enterprises(store, "KE", "2026") == 3


def test_newer_work_is_told_and_kept_aside(loaded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("backup", "kept.zip") == 0
    assert run("frame", "KE", "register.csv", "--wave", "2027") == 0
    assert run("restore", "kept.zip") == 1
    assert "--replace" in capsys.readouterr().err
    assert run("restore", "kept.zip", "--replace") == 0
    assert "is kept in ecomstat-replaced-" in capsys.readouterr().out
    assert len(list(loaded.glob("ecomstat-replaced-*.zip"))) == 1


@pytest.mark.parametrize(
    "words", [("backup", "nowhere/kept.zip"), ("backup", "."), ("restore", "nothing.zip"), ("restore", "register.csv")]
)
def test_a_place_or_file_that_will_not_do_is_one_sentence(loaded: Path, words: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*words) == 1
    said = capsys.readouterr()
    assert len(said.err.strip().splitlines()) == 1
    assert "Traceback" not in said.err
    assert not (loaded / "ecomstat-error.log").exists()
