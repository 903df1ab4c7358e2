"""Offices that share figures: `import`, `status` and `compare` from the command line."""

import csv
from pathlib import Path

import openpyxl
import pytest

from aggregate.export import export
from store.imports import count_imported, read_imports
from store.opening import open_store
from store.safe import write_safe_copy
from tests.aggregate.stores_of_figures import write_store
from tests.cli.test_commands import run


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the store of an office (KE) and packages of two others."""
    monkeypatch.chdir(tmp_path)
    with open_store(tmp_path / "ecomstat.db") as store:
        write_store(store, "KE")
    for country, add in (("UG", 0.01), ("RW", 0.2)):
        with open_store(tmp_path / f"{country}.db") as store:
            write_store(store, country, add=add)
            export(store, country, "2026", tmp_path, ["package"])
    return tmp_path


def test_an_import_is_said_kept_once_and_named_by_status(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("import", "ecomstat-UG-2026-package.zip") == 0
    said = capsys.readouterr().out
    assert "Imported 17 figures of UG 2026 (DRAFT, office not named), beside your own" in said
    assert "names no licence" in said
    assert run("import", "ecomstat-UG-2026-package.zip") == 0
    assert "was here already: nothing was changed" in capsys.readouterr().out
    assert run("status") == 0
    said = capsys.readouterr().out
    assert "Imported from other offices" in said
    assert "UG" in said[said.index("Imported from") :].splitlines()[3]


def test_an_import_can_be_taken_away_again_by_its_number(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("import", "--list") == 0
    assert "Nothing has been imported" in capsys.readouterr().out
    for country in ("UG", "RW"):
        assert run("import", f"ecomstat-{country}-2026-package.zip") == 0
    capsys.readouterr()
    assert run("import", "--list") == 0
    listed = [line.split()[:2] for line in capsys.readouterr().out.splitlines()[4:]]
    assert listed == [["2", "RW"], ["1", "UG"]]
    assert run("import", "--remove", "1") == 0
    assert "Took UG 2026 (DRAFT, office not named) away." in capsys.readouterr().out
    with open_store(office / "ecomstat.db") as store:
        assert [found.country for found in read_imports(store)] == ["RW"]
        assert list(count_imported(store)) == [2]
    assert run("compare", "KE", "UG") == 1
    assert (office / "ecomstat-UG-2026-package.zip").is_file()
    capsys.readouterr()
    assert run("import", "--remove", "1") == 1
    assert "There is no import 1; the store has: 2." in capsys.readouterr().err
    for wrong in ([], ["--list", "--remove", "2"], ["ecomstat-UG-2026-package.zip", "--list"], ["--remove", "RW"], ["--remove", "0"]):
        assert run("import", *wrong) == 2


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("nothing.zip", "There is no file"),
        (".", "is a folder: name the package in it"),
        ("ecomstat-KE-2026-package.zip", "register is in this store"),
    ],
)
def test_what_cannot_be_imported_ends_1_with_one_sentence(office: Path, capsys: pytest.CaptureFixture[str], file: str, words: str) -> None:
    with open_store(office / "ecomstat.db") as store:
        export(store, "KE", "2026", office, ["package"])
    assert run("import", file) == 1
    said = capsys.readouterr().err
    assert words in said
    assert len(said.splitlines()) == 1


def test_countries_stand_side_by_side_own_imported_and_from_a_file(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("import", "ecomstat-UG-2026-package.zip") == 0
    capsys.readouterr()
    assert run("compare", "ke", "UG", "ecomstat-RW-2026-package.zip", "--to", "countries.csv") == 0
    said = capsys.readouterr().out
    assert "KE 2026: DRAFT, own\nUG 2026: DRAFT, imported\nRW 2026: DRAFT, from a package\n" in said
    assert "25.0 % ± 4.0" in said
    assert "26.0 % ± 4.0  " in said
    assert "45.0 % ± 4.0 ≠" in said
    assert "The registers hold different enterprises: KE: all enterprises of KE;" in said
    rows = [row for row in csv.DictReader((office / "countries.csv").read_text(encoding="utf-8").splitlines()) if row["country_2"]]
    assert len(rows) == 3 * 6
    assert {row["verdict"] for row in rows} == {"agrees", "differs", "not_shown"}


def test_one_indicator_is_shown_by_size_and_activity(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    named = ["compare", "KE", "ecomstat-UG-2026-package.zip"]
    assert run(*named) == 0
    assert "Manufacturing" not in capsys.readouterr().out
    assert run(*named, "--indicator", "online_ordering", "--to", "countries.xlsx") == 0
    said = capsys.readouterr().out
    assert "Manufacturing" in said
    assert "not shown" in said
    assert openpyxl.load_workbook(office / "countries.xlsx")["Comparison"].max_row == 7
    assert run(*named, "--indicator", "B7") == 1
    assert "no figures of B7 in common, but of online_ordering" in capsys.readouterr().err


def test_packages_can_be_compared_without_a_store(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = ["ecomstat-UG-2026-package.zip", "ecomstat-RW-2026-package.zip"]
    assert run("compare", *files, "--db", office / "none.db") == 0
    assert not (office / "none.db").exists()


@pytest.mark.parametrize("file", ["nowhere/countries.xlsx", "nowhere/countries.csv"])
def test_a_comparison_for_a_folder_that_is_not_there_ends_in_a_sentence(
    office: Path, capsys: pytest.CaptureFixture[str], file: str
) -> None:
    assert run("compare", "KE", "ecomstat-UG-2026-package.zip", "--to", file) == 1
    said = capsys.readouterr().err
    assert "cannot be written (there is no such file or folder)" in said
    assert "did not foresee" not in said


@pytest.mark.parametrize(
    ("named", "code", "words"),
    [
        (["KE"], 2, "Name a country and a file"),
        (["KE", "official.csv", "more.csv"], 2, "Name a country and a file"),
        (["official.csv", "KE"], 2, "Name a country and a file"),
        (["KE", "RW"], 1, "The store has no figures of RW"),
        (["KE", "QQ"], 1, "QQ"),
        (["KE", "KE"], 1, "each once"),
        (["KE", "official.csv"], 1, "official.csv"),
    ],
)
def test_what_cannot_be_compared_is_said(office: Path, capsys: pytest.CaptureFixture[str], named: list[str], code: int, words: str) -> None:
    assert run("compare", *named) == code
    assert words in capsys.readouterr().err


def test_viewers_may_see_what_was_imported(office: Path) -> None:
    assert run("import", "ecomstat-UG-2026-package.zip") == 0
    import sqlite3
    from contextlib import closing

    with open_store(office / "ecomstat.db") as store:
        write_safe_copy(store, office / "copy.db")
    with closing(sqlite3.connect(office / "copy.db")) as copy:
        assert copy.execute("SELECT country, vintage FROM imported_releases").fetchall() == [("UG", "DRAFT")]
        assert copy.execute("SELECT count(*), count(value) FROM imported_estimates WHERE measure = 'share'").fetchone() == (9, 6)
