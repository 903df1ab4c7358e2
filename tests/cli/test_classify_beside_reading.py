"""`ecomstat classify` while websites are read or purged."""

from pathlib import Path

import pytest

from cli.commands import classify
from scrapers.crawling.locking import lock_country, lock_decisions
from store.frame import write_enterprises
from store.opening import open_store
from store.records import Enterprise
from tests.cli.test_commands import run


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(classify, "LOCK_SECONDS", 0.0)
    path = tmp_path / "s.db"
    with open_store(path) as store:
        write_enterprises(store, [Enterprise("KE", "2026", "1", name="Duka Ltd")])
    return path


def test_during_a_crawl_it_says_that_more_will_come(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with lock_country(db, "KE", 0):
        assert run("classify", "KE", "--db", db) == 0
    assert "run `ecomstat classify KE` again when that has ended" in capsys.readouterr().out
    assert run("classify", "KE", "--db", db) == 0
    assert "again when that has ended" not in capsys.readouterr().out


@pytest.mark.parametrize("command", ["classify", "opt-out", "purge"])
def test_while_others_decide_or_purge_it_waits_for_them(db: Path, command: str, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = {"classify": ["KE"], "opt-out": ["duka.co.ke"], "purge": ["KE", "--wave", "2026", "--yes"]}
    with open_store(db) as store, store.writing() as rows:
        rows.execute("INSERT INTO websites (country, wave, site, host, kind) VALUES ('KE', '2026', 'duka.co.ke', 'duka.co.ke', 'own')")
    with lock_decisions(db, "KE", 0):
        assert run(command, *arguments[command], "--db", db) == 1
    assert "being decided about or purged" in capsys.readouterr().err
