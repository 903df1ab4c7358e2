"""An office's own survey from the command line: load the register and the answers, estimate, export."""

import csv
from pathlib import Path

import openpyxl
import pytest

from tests.cli.test_commands import run

ANSWERS = ["enterprise_id;stratum;stratum_size;B1;B7;turnover (thousand KES);online_sales;B2\n"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A store with 120 enterprises, and answers of 40 of them: one row is wrong."""
    monkeypatch.chdir(tmp_path)
    register = "".join(f"E{i:03d},Firm {i},4711,{12 + i % 30}\n" for i in range(120))
    (tmp_path / "register.csv").write_text("id,name,isic,employees\n" + register, encoding="utf-8")
    rows = [
        f"E{i:03d};G;120;yes;{'yes' if i % 4 == 0 else 'no'};{500 + 7 * i};{20000 if i % 4 == 0 else ''};{3 + i % 5}\n" for i in range(40)
    ]
    rows[5] = rows[5].replace(";535;", ";minus;")
    (tmp_path / "answers.csv").write_text("".join([*ANSWERS, *rows]), encoding="utf-8")
    assert run("frame", "KE", "register.csv", "--wave", "2026") == 0
    capsys.readouterr()
    return tmp_path


def test_a_survey_is_loaded_estimated_and_exported_with_units(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("labels", "KE", "import", "answers.csv", "--source", "survey", "--sample", "ict-2025", "--period", "2025") == 0
    said = capsys.readouterr().out
    assert "Row 7" in said
    assert "minus" in said
    assert "40 enterprises of your own survey came with their weights or strata" in said
    assert run("aggregate", "KE") == 0
    notes = " ".join(capsys.readouterr().out.split())
    assert "turnover: 39 of 40 enterprises of survey ict-2025 answered" in notes
    assert "weights were taken as the office gave them" not in notes  # it gave sizes of strata
    assert run("export", "KE", "--to", "out") == 0
    rows = list(csv.DictReader((folder / "out" / "ecomstat-KE-2026.csv").read_text(encoding="utf-8").splitlines()))
    national = {(r["indicator"], r["measure"], r["method"]): r for r in rows if r["activity"] == r["size_class"] == "_T"}
    assert national["B7", "share", "survey_weighted"]["value"] == "0.25"
    total = national["online_sales", "total", "survey_untreated"]
    # ten of the forty sold for 20 000 each, and each stands for three: nobody else is of another size class or state
    assert float(total["value"]) == pytest.approx(600_000, rel=0.05)
    assert total["unit"] == "KES"
    share = national["online_sales", "share", "survey_amounts"]
    assert (share["denominator"], share["unit"], share["n_labelled"]) == ("Turnover", "proportion", "39")
    assert national["B2", "total", "survey_amounts"]["unit"] == "persons"
    assert national["turnover", "mean", "survey_amounts"]["indicator_name"] == "Turnover"


def test_the_workbook_has_amounts_with_unit_and_margin_and_says_what_shares_are_of(folder: Path) -> None:
    run("labels", "KE", "import", "answers.csv", "--source", "survey")
    run("aggregate", "KE")
    assert run("export", "KE", "--to", "out", "--format", "xlsx") == 0
    workbook = openpyxl.load_workbook(folder / "out" / "ecomstat-KE-2026.xlsx")
    codes = [name for name in workbook.sheetnames if not name.endswith(" n")]
    assert codes[:8] == ["Contents", "Headline", "B1", "B2", "B7", "online_sales", "Amounts", "All figures"]
    lines = list(workbook["Amounts"].iter_rows(min_row=5, values_only=True))
    heading, first = lines[0], dict(zip(lines[0], lines[1], strict=True))
    assert heading[:3] == ("Amount", "Measure", "Unit")
    assert (first["Measure"], first["Unit"]) == ("total", "persons")
    assert first["Low"] < first["Value"] < first["High"]
    headline = [row[0] for row in workbook["Headline"].iter_rows(min_row=5, values_only=True)]
    assert any(name and "share of Turnover" in name for name in headline)
    notes = {row[0]: row[1] for name in ("Notes", "Method") for row in workbook[name].iter_rows(values_only=True)}
    assert "weights" in notes["Survey survey"]
    assert "never inferred" in notes["Amounts"]


def test_an_unknown_unit_and_an_empty_survey_are_told_in_one_sentence(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("labels", "KE", "import", "answers.csv", "--source", "survey", "--unit", "lakh rupees") == 1
    assert "no unit we know" in capsys.readouterr().err
    (folder / "few.csv").write_text("enterprise_id,weight,B1\nE001,3,yes\n", encoding="utf-8")
    assert run("labels", "KE", "import", "few.csv", "--source", "survey") == 0
    assert run("aggregate", "KE") == 1
    assert "ten answers" in capsys.readouterr().err


def test_a_file_of_which_nothing_can_be_loaded_is_an_error_and_says_why(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "strangers.csv").write_text("enterprise_id,weight,B1\nZ1,3,yes\nZ2,3,no\n", encoding="utf-8")
    assert run("labels", "KE", "import", "strangers.csv", "--source", "survey") == 1
    said = capsys.readouterr()
    assert "2 rows name no enterprise of the register: Z1, Z2" in said.out
    assert "Nothing of the file was loaded" in said.err


def test_figures_of_a_survey_alone_can_be_released(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("labels", "KE", "import", "answers.csv", "--source", "survey", "--sample", "ict-2025", "--period", "2025") == 0
    assert run("aggregate", "KE") == 0
    assert run("release", "KE", "--vintage", "final", "--by", "Ann", "--despite", "office", "--reason", "a test") == 0
    assert "Release 1 of KE 2026: final, approved by Ann" in capsys.readouterr().out
    assert run("aggregate", "KE") == 0  # which knows the release
    assert run("release", "KE", "--vintage", "revised", "--by", "Ann", "--despite", "office", "--reason", "a test") == 1
    assert "there is nothing new to release" in capsys.readouterr().err
