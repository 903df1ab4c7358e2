"""A crawl that runs out of room: nothing lost, and it says so. (Kills: tests/cli/test_killed_crawl.py.)"""

import errno
import os
import resource
import sqlite3
import subprocess
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest

from scrapers.archives.outcomes import SiteOutcome
from scrapers.archives.writing import ArchiveFile, build_outcome_record
from scrapers.crawling.launching import list_arguments
from scrapers.crawling.options import CrawlOptions
from scrapers.crawling.session import CrawlSession, FinishedVisit
from scrapers.crawling.telling import Teller
from store.burdens import VisitTimes
from store.opening import open_store
from store.records import SiteVisit, Website
from store.runs import read_runs
from store.troubles import describe_trouble
from store.websites import read_websites
from tests.scrapers.crawling.conftest import CONTACT, QUICK, crawl, register_sites
from tests.scrapers.crawling.town import Host, open_town, page, plain

CITY: dict[str, Host] = {
    f"workshop-{n}.co.ke": plain({"/": page(f"Workshop {n}", "/shop", "/contact"), "/shop": page("Shop"), "/contact": page("Contact")})
    for n in range(60)
}  # fmt: skip
OUTCOME = SiteOutcome(
    "KE", "2026", "duka.co.ke", "duka.co.ke", "own", "http://duka.co.ke/", None, (), 0, "ok", True, 1, "2026-01-01T00:00:00Z",
    "2026-01-01T00:00:00Z", 2, 100,
)  # fmt: skip


@pytest.mark.long
def test_a_full_disk_is_said_and_the_crawl_goes_on_when_there_is_room(tmp_path: Path) -> None:
    path = tmp_path / "e.db"
    register_sites(path, CITY)
    room = 150_000  # for the write-ahead log, which grows from nothing; the archive of these few pages stays below
    with open_town(CITY) as town:
        options = CrawlOptions(
            "KE", "2026", contact_name="Office", contact_url=CONTACT, connect_to=town.address, allow_private=True, delay=0.0, retries=1,
            settings=QUICK,
        )  # fmt: skip
        narrow = subprocess.run(
            list_arguments(path, options),
            capture_output=True, check=False, timeout=300, env={**os.environ, "SCRAPY_SETTINGS_MODULE": "scrapers.settings"},
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
        )  # fmt: skip
        assert narrow.returncode == 1
        assert "Make room" in narrow.stderr.decode()
        with open_store(path) as store:
            assert 0 < sum(website.attempts for website in read_websites(store, "KE", "2026")) < len(CITY)
            assert read_runs(store)[0].outcome in {"failed", "running"}
        crawl(path, town)
    with open_store(path) as store:
        assert {website.status for website in read_websites(store, "KE", "2026")} == {"ok"}


class FullDisk:
    """A stream that takes a hundred bytes and no more."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> "FullDisk":
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is left open."""

    def write(self, data: bytes) -> int:
        with open(self._path, "ab") as stream:  # noqa: PTH123  Path.open is what stands in for the full disk
            stream.write(data[:100])
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("is_new", [True, False])
def test_records_for_which_there_is_no_room_leave_the_archive_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_new: bool
) -> None:
    archive, record = ArchiveFile(tmp_path / "a.warc.gz", {"software": "ecomstat/0"}), build_outcome_record(OUTCOME)
    if not is_new:
        archive.append([record])
    before = None if is_new else archive.path.read_bytes()
    with monkeypatch.context() as full:
        full.setattr(Path, "open", lambda path, _mode: FullDisk(path))
        with pytest.raises(OSError, match="No space left"):
            archive.append([record])
    assert (archive.path.read_bytes() if archive.path.exists() else None) == before
    (place,) = archive.append([record])
    assert archive.path.read_bytes()[place:] == record


def finish(site: str, words: int) -> FinishedVisit:
    """A visit of a site, with so many words in the store and one record in the archive."""
    website = Website("KE", "2026", site, site, status="ok", reason="word " * words, is_final=True, attempts=1)
    return FinishedVisit(
        SiteVisit(website), [build_outcome_record(replace(OUTCOME, site=site))], [], 1, 100, VisitTimes(website, 1.0, None)
    )


@pytest.mark.parametrize("has_room", [True, False])
def test_a_store_that_is_full_keeps_what_was_finished_and_no_more_in_the_archive(tmp_path: Path, has_room: bool) -> None:
    path, told = tmp_path / "e.db", StringIO()
    register_sites(path, ["a.co.ke", "b.co.ke"])
    teller = Teller(as_json=False, stream=told)
    session = CrawlSession(path, "KE", "2026", archive_dir=None, description={}, teller=teller, lock_seconds=1)
    session.keep(finish("a.co.ke", 1))
    session.flush()
    (archive,) = (tmp_path / "e-archive").iterdir()
    before = archive.stat().st_size
    session.keep(finish("b.co.ke", 100_000))
    if has_room:
        session.close(interrupted=False)
    else:
        pages = session.store.db.execute("PRAGMA page_count").fetchone()[0]
        session.store.db.execute(f"PRAGMA max_page_count = {pages + 3}")
        with pytest.raises(sqlite3.OperationalError, match="full") as full:
            session.flush()
        assert "The disk is full: make room on it" in (describe_trouble(full.value) or "")
        session.abandon(full.value)
    with open_store(path) as store:
        assert [website.attempts for website in read_websites(store, "KE", "2026")] == [1, int(has_room)]
    assert (archive.stat().st_size > before) is has_room


@pytest.mark.parametrize("code", [sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_FSYNC])
def test_a_quota_that_is_used_up_is_said_as_a_full_disk_is(code: int) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = code
    assert "Make room" in (describe_trouble(error) or "")
