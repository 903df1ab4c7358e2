"""`ecomstat purge` and `ecomstat opt-out`: nothing goes that was not asked for, and what goes is said and noted."""

from io import StringIO
from pathlib import Path

import pytest

from scrapers.archives.places import archive_folder
from store.frame import write_enterprises
from store.opening import open_store
from store.records import Enterprise
from store.runs import read_runs
from store.settings import read_opt_outs
from store.websites import read_pages
from tests.cli.test_commands import run
from tests.scrapers.purging.archived import archive_site, archived_words


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "s.db"
    with open_store(path) as store:
        write_enterprises(store, [Enterprise("KE", wave, "1", name="Jane Doe") for wave in ("2024", "2098")])
        archive_site(store, "jane.co.ke", "http://jane.co.ke/")
        archive_site(store, "duka.co.ke", "http://duka.co.ke/", wave="2098", name="KE-2098-20980501T100000000Z.warc.gz")
        with store.writing() as rows:
            rows.execute("UPDATE websites SET last_attempt_at = '2098-05-01T10:00:00Z' WHERE wave = '2098'")
    return path


def test_a_dry_run_says_what_would_go_and_deletes_nothing(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("purge", "KE", "--older-than", "6m", "--dry-run", "--db", db) == 0
    said = capsys.readouterr().out
    assert "KE, wave 2024:" in said
    assert "wave 2098" not in said
    assert "goes: archived pages (1)" in said
    assert "stays: estimates" in said
    assert "KE-2024-20240501T100000000Z.warc.gz" in said
    assert "jane.co.ke" in archived_words(archive_folder(db))
    with open_store(db) as store:
        assert read_runs(store) == []


def test_a_purge_is_noted_and_its_wave_is_not_compared_anew(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("purge", "KE", "--wave", "2024", "--yes", "--db", db) == 0
    assert "Purged 2024. Backups" in capsys.readouterr().out
    assert "jane.co.ke" not in archived_words(archive_folder(db))
    with open_store(db) as store:
        (noted,) = read_runs(store)
    assert (noted.command, noted.wave, noted.outcome) == ("purge", "2024", "done")
    assert (noted.counts["archives"], noted.counts["contacts"], noted.counts["files"]) == (1, 2, 1)
    assert "quotes" not in noted.counts
    assert run("find", "KE", "--wave", "2024", "--db", db) == 1
    assert "purged" in capsys.readouterr().err


def test_without_a_wave_or_an_age_or_a_yes_nothing_goes(
    db: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", StringIO())
    assert run("purge", "KE", "--yes", "--db", db) == 2
    assert run("purge", "KE", "--wave", "2024", "--older-than", "2y", "--yes", "--db", db) == 2
    assert run("purge", "KE", "--older-than", "soon", "--yes", "--db", db) == 2
    assert run("purge", "KE", "--wave", "1999", "--yes", "--db", db) == 1
    assert "2024, 2098" in capsys.readouterr().err
    assert run("purge", "KE", "--wave", "2024", "--db", db) == 2, "nobody can be asked"
    assert len(list(archive_folder(db).iterdir())) == 2


def test_an_opt_out_lasts_and_takes_pages_along(db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed = tmp_path / "letters.txt"
    listed.write_text("https://www.jane.co.ke/contact  # letter of May\n", encoding="utf-8")
    assert run("opt-out", "--file", listed, "--dry-run", "--db", db) == 0
    with open_store(db) as store:
        assert read_opt_outs(store) == set()
    assert run("opt-out", "--file", listed, "--reason", "letter of May", "--db", db) == 0
    assert "Purged. Pages: 1; archived records: 3; archives written again: 1." in capsys.readouterr().out
    with open_store(db) as store:
        assert read_opt_outs(store) == {"jane.co.ke"}
        assert read_pages(store, "KE", "2024", "jane.co.ke") == []
        assert read_pages(store, "KE", "2098", "duka.co.ke") != []
        (noted,) = read_runs(store)
    assert (noted.command, noted.outcome, noted.arguments["reason"]) == ("opt-out", "done", "letter of May")
    assert run("opt-out", "--db", db) == 0
    assert "  jane.co.ke" in capsys.readouterr().out
    assert run("opt-out", "jane.co.ke", "--withdraw", "--db", db) == 0
    with open_store(db) as store:
        assert read_opt_outs(store) == set()


def test_a_website_that_is_not_on_the_list_is_not_said_to_be_taken_off(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("opt-out", "duka.co.ke", "--withdraw", "--db", db) == 0
    said = capsys.readouterr().out
    assert "None of these websites is on the list" in said
    assert "visits them again" not in said


def test_what_is_no_website_is_refused(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("opt-out", "not a website", "--db", db) == 2
    assert "is no website" in capsys.readouterr().err
