"""`ecomstat crawl --render`: whom it visits, and what it says where it cannot."""

from pathlib import Path

import pytest

from scrapers.rendering import browsers
from store.frame import write_enterprises
from store.opening import open_store
from store.records import Enterprise, Website
from store.websites import add_websites
from tests.cli.test_commands import run
from tests.scrapers.crawling.town import open_town
from tests.scrapers.rendering.conftest import need_browser
from tests.scrapers.rendering.shells import HOSTS


def make_store(folder: Path, **statuses: str) -> Path:
    path = folder / "s.db"
    with open_store(path) as store:
        write_enterprises(store, [Enterprise("KE", "2026", "1", name="Chairs of Nyeri")])
        sites = {name.replace("_", "-") + ".co.ke": status for name, status in statuses.items()}
        add_websites(
            store,
            [
                Website("KE", "2026", site, site, "own", f"http://{site}/", status, is_final=True, attempts=1)
                for site, status in sites.items()
            ],
        )
    return path


def test_without_shells_nobody_needs_a_browser(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("crawl", "KE", "--render", "--db", make_store(tmp_path, chairs="ok", gone="dns")) == 0
    assert "No website waits for a browser" in capsys.readouterr().out


def test_a_dry_run_tells_nothing_of_websites_to_render_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("crawl", "KE", "--render", "--dry-run", "--db", make_store(tmp_path, app="script_shell")) == 2
    assert "--dry-run tells of a crawl without --render" in capsys.readouterr().err


def test_without_the_extra_it_is_said_what_to_type(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(browsers, "find_spec", lambda name: None)
    assert run("crawl", "KE", "--render", "--db", make_store(tmp_path, app="script_shell")) == 1
    assert 'pip install "ecomstat[render]"' in capsys.readouterr().err


def test_a_browser_that_is_not_there_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(browsers, "find_spec", lambda name: True)
    path = make_store(tmp_path, app="script_shell")
    assert run("crawl", "KE", "--browser", tmp_path / "typo", "--db", path) == 1
    assert "typo is no program" in capsys.readouterr().err


@pytest.mark.long
def test_shells_are_opened_and_the_next_step_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    browser, path = need_browser(), make_store(tmp_path, app_of_nyeri="script_shell", chairs="ok")
    with open_town(HOSTS) as town:
        told = ("--connect-to", town.address, "--allow-private", "--delay", 0, "--pages", 2, "--browser", browser)
        assert run("crawl", "KE", "--render", *told, "--db", path) == 0
    said = capsys.readouterr().out
    assert "1 website is opened with" in said
    assert "Visited 1 websites" in said
    assert "2 were read" in said
    assert "No website is left to visit" not in said
