"""A crawl that runs out of room: nothing lost, and it says so. (Kills: tests/cli/test_killed_crawl.py.)"""

import errno
import os
import resource
import subprocess
from pathlib import Path

import pytest

from scrapers.archives.outcomes import SiteOutcome
from scrapers.archives.writing import ArchiveFile, build_outcome_record
from scrapers.crawling.launching import list_arguments
from scrapers.crawling.options import CrawlOptions
from store.opening import open_store
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
    room = path.stat().st_size + 40_000
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
        assert "The disk is full" in narrow.stdout.decode()
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
