"""What single commands say, with good input and with bad."""

import errno
import os
import sqlite3
from pathlib import Path

import pytest

from cli import main, printing
from cli.progress import ScreenProgress
from store.opening import open_store
from store.runs import read_runs

REGISTER = "id,name,isic,employees\n0007,Alpha,4711,3\n0042,Beta,4711,12\n042,Gamma,4711,60\n"


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as ending:
        main.run([str(argument) for argument in arguments])
    return int(ending.value.code or 0)


@pytest.fixture
def loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A folder with a store that holds a register; the commands run in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "register.csv").write_text(REGISTER, encoding="utf-8")
    assert run("frame", "KE", "register.csv", "--wave", "2026") == 0
    capsys.readouterr()
    return tmp_path


def test_showing_settings_makes_no_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("settings", "--db", tmp_path / "typo.db") == 1
    assert not (tmp_path / "typo.db").exists()


def test_a_setting_that_is_refused_makes_no_store(tmp_path: Path) -> None:
    assert run("settings", "contact", "ftp://x", "--db", tmp_path / "new.db") == 1
    assert not (tmp_path / "new.db").exists()


def test_status_begins_with_the_store_and_shows_the_wave_asked_for(loaded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("frame", "KE", "register.csv", "--wave", "2025")
    capsys.readouterr()
    assert run("status", "--wave", "2025") == 0
    said = capsys.readouterr().out
    assert said.startswith("Store ecomstat.db\n")
    assert "KE, wave 2025" in said
    assert "KE, wave 2026" not in said


def test_status_of_a_wave_that_is_not_there_names_those_that_are(loaded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("status", "--wave", "1999") == 1
    assert "2026" in capsys.readouterr().err


def test_status_says_why_a_command_failed(loaded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("frame", "KE", "nothing.csv") == 1
    capsys.readouterr()
    run("status")
    assert "There is no file nothing.csv" in capsys.readouterr().out
    with open_store(loaded / "ecomstat.db") as store:
        assert read_runs(store, newest=1)[0].outcome == "failed"


def test_explain_offers_the_id_with_its_zeros(loaded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("explain", "KE", "7") == 1
    assert "Did you mean 0007?" in capsys.readouterr().err
    assert run("explain", "KE", "42") == 1
    assert "Did you mean 0042, 042?" in capsys.readouterr().err
    assert run("explain", "KE", "99") == 1
    assert "check the id" in capsys.readouterr().err


def test_a_sheet_in_which_nobody_has_written_yet_is_said_to_hold_no_answer(loaded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("sample", "KE", "--size", 3, "--to", "sheet.xlsx") == 0
    capsys.readouterr()
    assert run("labels", "KE", "import", "sheet.xlsx") == 0
    said = capsys.readouterr().out
    assert "fill in yes, no or unknown" in said
    assert "left out" not in said


@pytest.mark.parametrize("words", [("sample", "KE", "--size", "many"), ("serve", "--port", "x"), ("crawl", "KE", "--pages", "1.5")])
def test_what_is_no_whole_number_is_called_so(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*words) == 2
    assert "is not a valid whole number" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "words"),
    [(sqlite3.OperationalError("database or disk is full"), "disk is full"), (OSError(errno.ENOSPC, "x"), "disk is full")],
)
def test_a_full_disk_is_no_surprise(
    error: Exception, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(main.group, "main", fail)
    assert run("status") == 1
    assert words in capsys.readouterr().err
    assert not (tmp_path / "ecomstat-error.log").exists()


def test_a_reader_who_has_seen_enough_is_no_failure(loaded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def close(*_: object, **__: object) -> None:
        raise BrokenPipeError(errno.EPIPE, "Broken pipe")

    monkeypatch.setattr("cli.commands.status.read_waves", close)
    assert run("status") == 0


def test_tables_become_lines_on_a_narrow_terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(printing.sys.stdout, "isatty", lambda: True)
    monkeypatch.setattr(printing.shutil, "get_terminal_size", lambda: os.terminal_size((40, 20)))
    printing.print_table(["name", "first", "second"], [("long", "a" * 25, "b" * 25), ("other", None, 1000)])
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 40
    assert lines[0] == "long"
    assert lines[-1] == "  first: – · second: 1,000"


def test_typing_sample_twice_draws_once(loaded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("sample", "KE", "--size", 3, "--to", "first.csv") == 0
    capsys.readouterr()
    assert run("sample", "KE", "--size", 3, "--to", "second.csv") == 0
    assert "was drawn so already" in capsys.readouterr().out
    assert (loaded / "first.csv").read_bytes() == (loaded / "second.csv").read_bytes()
    assert run("sample", "KE", "--size", 3, "--seed", 2) == 0
    assert "as sample-2" in capsys.readouterr().out


def test_run_refuses_a_file_as_folder_before_it_visits_anybody(loaded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("run", "KE", "--to", "register.csv") == 1
    said = capsys.readouterr()
    assert "--to" in said.err
    assert "Visited" not in said.out


@pytest.mark.parametrize(("option", "value"), [("--by", "colour"), ("--also", "guessing"), ("--rules", "none.toml"), ("--format", "pdf")])
def test_run_refuses_tables_that_cannot_be_made_before_it_visits_anybody(
    loaded: Path, option: str, value: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("run", "KE", option, value) in (1, 2)
    said = capsys.readouterr()
    assert value in said.err
    assert "Visited" not in said.out
    assert not (loaded / "out").exists()


def test_what_is_printed_beside_a_bar_stays_on_the_output_it_was_sent_to(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("cli.progress.sys.stderr.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("FORCE_COLOR", "1")
    with ScreenProgress() as progress:
        for label in ("first", "second"):
            progress.start(label, 2)
            progress.advance()
            print(f"printed beside the {label}")
            progress.finish()
    said = capsys.readouterr()
    assert said.out == "printed beside the first\nprinted beside the second\n"
    assert "first" in said.err


def test_a_breakdown_that_nobody_knows_is_told_with_those_there_are(loaded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("aggregate", "KE", "--by", "activity,colour") == 1
    said = capsys.readouterr().err
    assert "The breakdown colour is not known: choose from activity, division, size_class" in said
    assert "Traceback" not in said


def test_a_register_without_websites_is_told_at_every_step(loaded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("frame", "KE", "register.csv") == 0
    assert "--columns url=COLUMN" in capsys.readouterr().out
    assert run("classify", "KE") == 0
    assert "No enterprise of the register has a website" in capsys.readouterr().out
    assert run("aggregate", "KE") == 1
    assert "`ecomstat sample KE`" in capsys.readouterr().err
