"""`ecomstat words`: a workbook out, checked, and in."""

from pathlib import Path

import openpyxl
import pytest

from cli import main
from scrapers.office.sheets import COLUMNS, WORDS
from tests.scrapers.office.filling import PHRASE, changed, fill


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ending:
        main.run(("words", *arguments))
    return int(ending.value.code or 0)


def test_an_office_exports_adds_checks_and_imports(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, db = str(tmp_path / "ours.xlsx"), str(tmp_path / "nbs.db")
    assert run("export", file, "KE", "--db", db) == 0
    workbook = openpyxl.load_workbook(file)
    assert set(workbook.sheetnames) == {"Instructions", *COLUMNS}
    workbook[WORDS].append(PHRASE)
    workbook.save(file)
    assert run("check", file, "--db", db) == 0
    assert "phrases 1, marketplaces 0" in capsys.readouterr().out
    assert run("import", file, "--db", db) == 0
    assert "1 new, 0 changed" in capsys.readouterr().out
    assert (tmp_path / "nbs-words" / "words" / "sw.toml").exists()


def test_a_wrong_row_keeps_everything_out_and_ends_with_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(fill(tmp_path / "ours.xlsx", {WORDS: [PHRASE, changed(PHRASE, WORDS, phrase="kapu", example="Ona")]}))
    for action in ("check", "import"):
        assert run(action, file, "--db", str(tmp_path / "nbs.db")) == 1
        said = capsys.readouterr()
        assert "Words, row 3:" in said.out
        assert said.err.count("\n") == 1
        assert said.err.startswith("1 row of")
    assert not (tmp_path / "nbs-words").exists()


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", str(tmp_path / "none.xlsx")) == 1
    assert "words export" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments", [("check", "a.xlsx", "KE"), ("import", "a.xlsx", "--language", "sw"), ("export", "a.xlsx", "--replace")]
)
def test_what_does_not_go_together_is_bad_usage(arguments: tuple[str, ...]) -> None:
    assert run(*arguments) == 2


def test_a_language_without_words_is_told_with_those_that_have(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("export", str(tmp_path / "a.xlsx"), "--language", "qq") == 1
    assert "sw" in capsys.readouterr().err
