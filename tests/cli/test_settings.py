from pathlib import Path

import pytest

from store.opening import open_store
from store.settings import find_settings
from tests.cli.test_commands import run


def test_a_setting_is_kept_for_all_for_a_country_or_for_a_wave(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    db = tmp_path / "s.db"
    assert run("settings", "employment-outside", "50 %", "--db", db) == 0
    assert run("settings", "employment-outside", "62.5 %", "--country", "KE", "--wave", "2026", "--db", db) == 0
    capsys.readouterr()
    assert run("settings", "employment-outside", "--db", db) == 0
    said = capsys.readouterr().out.replace("\N{NO-BREAK SPACE}", " ")
    assert "employment-outside: 50 %" in said, "as it was typed"
    assert "employment-outside KE 2026: 62.5 %" in said
    with open_store(db) as store:
        assert find_settings(store, "KE", "2026") == {"employment_outside": "0.625"}
        assert find_settings(store, "KE", "2027") == {"employment_outside": "0.5"}


def test_an_unknown_setting_is_answered_with_those_that_are_known(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("settings", "licens", "CC0", "--db", tmp_path / "s.db") == 2
    said = capsys.readouterr().err
    assert "There is no setting licens." in said
    assert "licence" in said
    assert not (tmp_path / "s.db").exists()


def test_what_is_not_set_says_what_it_is_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("settings", "licence", "CC-BY-4.0", "--db", tmp_path / "s.db") == 0
    assert run("settings", "--db", tmp_path / "s.db") == 0
    said = capsys.readouterr().out
    assert "licence: CC-BY-4.0" in said
    assert "mandate: (not set) By which right" in said


def test_websites_see_one_office_whatever_their_country(tmp_path: Path) -> None:
    assert run("settings", "office", "Office", "--country", "KE", "--db", tmp_path / "s.db") == 2
    assert run("settings", "licence", "CC0", "--wave", "2026", "--db", tmp_path / "s.db") == 2
    assert not (tmp_path / "s.db").exists()
