"""What a crawl will take is said before it starts."""

from collections import namedtuple
from pathlib import Path

import pytest

from cli import forecast, main
from store.frame import write_enterprises
from store.opening import open_store
from store.records import Enterprise, Website
from store.websites import add_websites

Usage = namedtuple("Usage", "total used free")


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ending:
        main.run(arguments)
    return int(ending.value.code or 0)


def visited(count: int) -> list[Website]:
    return [
        Website("KE", "2025", f"{n}.co.ke", f"{n}.co.ke", status="ok", is_final=True, attempts=1, page_count=4, requests=10, bytes=50_000)
        for n in range(count)
    ]


@pytest.fixture
def country(store_path: Path) -> Path:
    """A store whose wave 2026 has 1,000 websites to visit, of which the wave before visited 200."""
    with open_store(store_path) as store:
        write_enterprises(store, [Enterprise("KE", "2026", "e1")])
        add_websites(store, [*visited(200), *(Website("KE", "2026", f"{n}.co.ke", f"{n}.co.ke") for n in range(1000))])
    return store_path


def test_a_dry_run_says_what_the_crawl_will_take_and_visits_nobody(country: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--db", str(country), "crawl", "KE", "--dry-run", "--delay", "60") == 0
    said = capsys.readouterr().out.replace("\N{NO-BREAK SPACE}", " ")
    # four pages, ten requests and 50 kB each; 50 MB and 900 bytes a page and 12 kB a website; 10,000 × 60 s on 64 at once: 9,375 s
    assert "1000 websites are left to visit: about 4,000 pages with 10,000 requests, 50 MB to receive, 66 MB of disk, 0.1 days." in said
    assert "That goes by 200 websites visited in wave 2025." in said
    assert not list(country.parent.glob("*-crawl.log"))


@pytest.mark.parametrize(("free", "is_evidence", "warns", "advises"), [(10**7, False, 1, 1), (10**7, True, 1, 0), (10**10, False, 0, 0)])
def test_a_disk_that_is_too_small_is_told_with_what_to_do(
    free: int,
    is_evidence: bool,
    warns: int,
    advises: int,
    country: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(forecast.shutil, "disk_usage", lambda _: Usage(free, 0, free))
    assert run("--db", str(country), "crawl", "KE", "--dry-run", *(["--archive", "evidence"] if is_evidence else [])) == 0
    said = capsys.readouterr().err
    assert said.count("are free at") == said.count("--archive-folder") == warns
    assert said.count("--archive evidence") == advises


def test_a_folder_that_is_not_there_yet_is_measured_by_the_one_it_will_be_in(tmp_path: Path) -> None:
    assert forecast.measure_free(tmp_path / "not" / "there") == pytest.approx(forecast.shutil.disk_usage(tmp_path).free, rel=0.1)


def test_a_wave_that_is_done_says_so(store_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_store(store_path) as store:
        write_enterprises(store, [Enterprise("KE", "2025", "e1")])
        add_websites(store, visited(3))
    assert run("--db", str(store_path), "crawl", "KE", "--dry-run") == 0
    assert "No website is left to visit." in capsys.readouterr().out


def test_a_folder_given_to_archive_is_told_where_folders_go(country: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--db", str(country), "crawl", "KE", "--archive", "/data/pages") == 2
    assert "--archive-folder" in capsys.readouterr().err


def test_a_dry_run_cannot_know_a_first_phase(country: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--db", str(country), "crawl", "KE", "--dry-run", "--phase-one", "10") == 2
    assert "--phase-one" in capsys.readouterr().err
