from pathlib import Path

import pytest

from cli import main
from store.opening import open_store


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ending:
        main.run(arguments)
    return int(ending.value.code or 0)


def test_every_command_is_summed_up_and_no_summary_lacks_its_command() -> None:
    assert list(main.COMMANDS) == list(main.SUMMARIES)


@pytest.mark.parametrize("name", list(main.COMMANDS))
def test_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(name, "--help") == 0
    assert "Usage: ecomstat" in capsys.readouterr().out


def test_a_mistyped_command_is_answered_with_the_right_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("clasify") == 2
    assert "Did you mean `ecomstat classify`?" in capsys.readouterr().err


def test_a_missing_store_is_one_sentence_and_exit_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("status", "--db", str(tmp_path / "none.db")) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "ecomstat frame" in said


def test_the_store_may_be_named_before_or_after_the_command(store_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    open_store(store_path).close()
    assert run("--db", str(store_path), "status") == 0
    assert run("status", "--db", str(store_path)) == 0
    assert capsys.readouterr().out.count("is empty") == 2


def test_the_store_may_be_named_by_the_environment(store_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ECOMSTAT_DB", str(store_path))
    assert run("settings", "office", "Office of Statistics") == 0
    assert store_path.exists()


@pytest.mark.parametrize("wave", ["../2026", "", "2026 Q4", "x" * 30])
def test_a_wave_that_cannot_be_a_file_name_is_refused(wave: str, store_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    open_store(store_path).close()
    assert run("status", "--db", str(store_path), "--wave", wave) == 1
    assert "no name for a wave" in capsys.readouterr().err


def test_interrupting_says_how_to_go_on(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(main.group, "main", interrupt)
    assert run("status") == 130
    assert "run the same command again" in capsys.readouterr().err


def test_a_surprise_is_one_sentence_and_a_file_with_the_details(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(main.group, "main", fail)
    assert run("status") == 1
    said = capsys.readouterr().err
    assert "Traceback" not in said
    assert "ecomstat-error.log" in said
    assert "ZeroDivisionError" in (tmp_path / "ecomstat-error.log").read_text()


@pytest.mark.parametrize("value", ["example", "ftp://x.org", "javascript:alert(1)"])
def test_a_contact_page_must_be_a_web_address(value: str, store_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("settings", "contact", value, "--db", str(store_path)) == 1
    assert "https://" in capsys.readouterr().err


def test_settings_are_shown_after_they_were_kept(store_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("settings", "contact", "https://stats.example.org/crawl", "--db", str(store_path)) == 0
    assert run("settings", "--db", str(store_path)) == 0
    assert "contact: https://stats.example.org/crawl" in capsys.readouterr().out
