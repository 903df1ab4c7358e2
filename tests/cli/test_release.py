"""`ecomstat release`, and exports that name the vintage."""

from pathlib import Path

import pytest

from cli.commands.export import read_languages
from store.opening import Store, open_store
from store.settings import write_setting
from tests.aggregate.publication.stores_of_releases import estimate, set_clock, write_sections
from tests.cli.test_commands import run

REASON = ("--reason", "a test", "--despite", "margins", "--despite", "office")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an estimated store."""
    monkeypatch.chdir(tmp_path)
    set_clock(monkeypatch, "2026-11-22T10:00:00+00:00")
    with open_store("ecomstat.db") as store:
        fill(store)
    set_clock(monkeypatch, "2026-11-22T10:05:00+00:00")
    return tmp_path


def fill(store: Store) -> None:
    write_setting(store, "contact_name", "Statistics XD")
    write_setting(store, "contact_url", "https://stat.example")
    write_sections(store, C=40, G=60)
    estimate(store)


def test_a_wave_is_released_exported_and_listed(folder, capsys, monkeypatch):
    assert run("export", "XD", "--to", "out", "--format", "csv") == 0
    assert "DRAFT: estimates as they are now, not released." in capsys.readouterr().out
    assert run("release", "XD", "--vintage", "provisional", "--by", "Ann", *REASON) == 0
    said = capsys.readouterr().out
    assert "- No figure has a margin" in said
    assert "Checks that passed: when the estimates were made, nothing has changed since" in said
    assert "Release 1 of XD 2026: provisional, approved by Ann at 2026-11-22T10:05:00Z." in said
    assert run("export", "XD", "--to", "out", "--format", "csv") == 0
    said = capsys.readouterr().out
    assert "Release 1 (provisional), approved by Ann" in said
    assert "newer estimates" not in said
    assert ",provisional," in (folder / "out" / "ecomstat-XD-2026.csv").read_text(encoding="utf-8")
    set_clock(monkeypatch, "2026-11-23T10:05:00+00:00")
    with open_store("ecomstat.db") as store:
        estimate(store)
    assert run("export", "XD", "--to", "out", "--format", "csv") == 0
    assert "The store holds newer estimates, which are not released" in capsys.readouterr().out
    for command in (("release", "XD", "--list"), ("status",)):
        assert run(*command) == 0
        assert "provisional  Ann" in capsys.readouterr().out


def test_an_embargo_is_said_and_needs_its_own_word(folder, capsys):
    assert run("release", "XD", "--vintage", "final", "--by", "Ann", "--embargo", "2026-12-01T09:00Z", *REASON) == 0
    assert "Under embargo until 2026-12-01T09:00:00Z" in capsys.readouterr().out
    assert run("export", "XD", "--to", "out", "--format", "csv") == 0
    assert "DRAFT: the release is under embargo until 2026-12-01T09:00:00Z, and so are these files" in capsys.readouterr().out
    assert {found.name for found in (folder / "out").glob("*.csv")} == {
        "ecomstat-XD-2026-under-embargo.csv",
        "ecomstat-XD-2026-under-embargo-notes.csv",
    }
    assert run("export", "XD", "--to", "out", "--format", "csv", "--vintage", "final") == 1
    assert "add --under-embargo" in capsys.readouterr().err
    assert run("export", "XD", "--to", "out", "--format", "csv", "--under-embargo") == 0
    assert (folder / "out" / "ecomstat-XD-2026-under-embargo.csv").is_file()


def test_an_older_release_is_exported_with_a_word_on_the_newer_one_and_none_of_estimates_that_it_holds(folder, capsys, monkeypatch):
    assert run("release", "XD", "--vintage", "provisional", "--by", "Ann", *REASON) == 0
    set_clock(monkeypatch, "2026-11-23T10:05:00+00:00")
    with open_store("ecomstat.db") as store:
        estimate(store)
    set_clock(monkeypatch, "2026-11-23T10:06:00+00:00")
    assert run("release", "XD", "--vintage", "final", "--by", "Ann", *REASON) == 0
    capsys.readouterr()
    assert run("export", "XD", "--to", "out", "--format", "csv", "--vintage", "provisional") == 0
    said = capsys.readouterr().out
    assert "There is a newer one, release 2 (final): --vintage 2." in said
    assert "newer estimates" not in said


def test_what_stands_in_the_way_is_said_and_nothing_released(folder, capsys):
    assert run("release", "XD", "--vintage", "revised", "--by", "Ann", *REASON) == 1
    assert "Nothing has been released that could be revised" in capsys.readouterr().err
    assert run("release", "XD", "--vintage", "final", "--by", "Ann") == 1
    assert "--despite margins" in capsys.readouterr().err
    assert run("release", "XD", "--list") == 0
    assert "Nothing of XD has been released yet." in capsys.readouterr().out
    for wrong in ((), ("--vintage", "final"), ("--by", "Ann"), ("--list", "--vintage", "final", "--by", "Ann"), ("--vintage", "first")):
        assert run("release", "XD", *wrong) == 2


def test_the_person_who_approved_is_named_in_files_only_when_the_office_says_so(folder, capsys):
    report = folder / "out" / "ecomstat-XD-2026.html"
    for wanted, expected in ((None, False), ("yes", True), ("no", False)):
        if wanted:
            assert run("settings", "name-approver", wanted) == 0
        vintage = ("revised",) if wanted else ("final",)
        with open_store("ecomstat.db") as store:
            write_setting(store, "comment", f"another release: {wanted}")
        assert run("release", "XD", "--vintage", *vintage, "--by", "Zoé Approver", *REASON) == 0
        assert run("export", "XD", "--to", "out", "--format", "html") == 0
        assert ("Zoé Approver" in report.read_text(encoding="utf-8")) is expected, wanted
    assert run("settings", "name-approver", "maybe") == 1
    assert "must be yes or no" in capsys.readouterr().err


def test_exporting_into_a_file_is_refused_in_the_language_of_the_user(folder, capsys, in_french):
    (folder / "taken").write_text("x", encoding="utf-8")
    for target, words in (("taken", "taken est un fichier"), ("taken/deeper", "une partie du chemin est un fichier")):
        assert run("export", "XD", "--to", target, "--format", "csv") == 1
        assert words in capsys.readouterr().err
    assert (folder / "taken").read_text(encoding="utf-8") == "x"


def test_official_figures_stand_beside_a_draft_and_stay_with_a_release(folder, capsys):
    official = folder / "survey.csv"
    official.write_text("indic_is,percent,year\nE_CHT,50,2026\n", encoding="utf-8")
    report = folder / "out" / "ecomstat-XD-2026.html"
    assert run("export", "XD", "--to", "out", "--format", "html", "--official", "survey.csv") == 0
    assert "E_CHT (2026)" in report.read_text(encoding="utf-8")
    assert run("export", "XD", "--to", "out", "--format", "html") == 0
    assert "E_CHT (2026)" not in report.read_text(encoding="utf-8")
    assert run("release", "XD", "--vintage", "final", "--by", "Ann", "--official", "missing.csv", *REASON) == 1
    assert "missing.csv cannot be read" in capsys.readouterr().err
    assert run("release", "XD", "--vintage", "final", "--by", "Ann", "--official", "survey.csv", *REASON) == 0
    official.unlink()
    assert run("export", "XD", "--to", "out", "--format", "html") == 0
    assert "E_CHT (2026)" in report.read_text(encoding="utf-8")
    told = capsys.readouterr().err
    assert told.splitlines()[-4:] == [
        "Reading the estimates …",
        "Checking that nothing hidden can be computed …",
        "Freezing the release …",
        "Writing HTML, 15 figures …",
    ]
    assert run("export", "XD", "--to", "out", "--format", "html", "--official", "survey.csv") == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_files_are_written_in_every_language_that_is_named(folder, capsys):
    assert run("export", "XD", "--to", "out", "--format", "csv", "--language", "en,fr") == 0
    notes = {path.name: path.read_text(encoding="utf-8") for path in (folder / "out").glob("*-notes.csv")}
    assert set(notes) == {"ecomstat-XD-2026-notes.csv", "ecomstat-XD-2026-fr-notes.csv"}
    assert "Denominator" in notes["ecomstat-XD-2026-notes.csv"]
    assert "Dénominateur" in notes["ecomstat-XD-2026-fr-notes.csv"]
    assert run("export", "XD", "--to", "out", "--language", "en,xx") == 2
    assert "--language knows en, fr, not xx" in capsys.readouterr().err


def test_a_vintage_that_is_none_and_a_release_without_a_name_are_told_apart_from_what_is_missing(folder, capsys):
    assert run("export", "XD", "--to", "out", "--vintage", "preliminary") == 1
    assert "preliminary is no vintage: --vintage knows latest, draft, provisional, final, revised" in capsys.readouterr().err
    assert run("export", "XD", "--to", "out", "--vintage", "final") == 1
    assert "Nothing of XD 2026 has been released yet" in capsys.readouterr().err
    assert run("release", "XD", "--vintage", "final") == 2
    assert "Add --by NAME" in capsys.readouterr().err


def test_a_language_that_is_named_twice_is_written_once():
    assert read_languages("fr, EN,fr,") == ("fr", "en")
