"""What a kill leaves at the end of an archive goes, and nothing else."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from scrapers.archives.outcomes import SiteOutcome
from scrapers.archives.writing import ArchiveFile, build_outcome_record, build_robots_record
from scrapers.crawling.mending import BATCH, mend_broken_runs
from store.crawl import ArchiveSize, note_archive
from store.opening import Store, open_store
from store.runs import read_runs

OUTCOME = SiteOutcome(
    "KE", "2026", "duka.co.ke", "duka.co.ke", "own", "http://duka.co.ke/", None, (), 0, "ok", True, 1, "2026-01-01T00:00:00Z",
    "2026-01-01T00:00:00Z", 2, 100,
)  # fmt: skip


def record_of(number: int) -> list[bytes]:
    rules = build_robots_record(f"http://{number}.co.ke/robots.txt", b"User-agent: *", "2026-01-01T00:00:00Z")
    return [rules, build_outcome_record(replace(OUTCOME, site=f"{number}.co.ke"))]


def break_off(store: Store, committed: int, more: int, shard: str = "") -> tuple[ArchiveFile, int]:
    """The archive of a run that was killed after it had committed some sites, with more in it, and the size of those committed."""
    place = store.path.with_name(f"{store.path.stem}-archive") / f"KE-{committed}-{more}.warc.gz"
    archive = ArchiveFile(place, {"software": "ecomstat/0"})
    with store.writing() as db:
        sql = "INSERT INTO runs (command, version, arguments, country, started) VALUES ('crawl', '0', ?, 'KE', '2026-01-01T00:00:00Z')"
        run = db.execute(sql, [json.dumps({"shard": shard} if shard else {})]).lastrowid
    assert run is not None
    for number in range(committed):
        archive.append(record_of(number))
    size = archive.size
    note_archive(store, run, ArchiveSize(place.name, size))
    for number in range(more):
        archive.append(record_of(committed + number))
    return archive, size


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "e.db") as opened:
        yield opened


@pytest.mark.parametrize(("committed", "more", "torn"), [(3, 2, 0), (3, 0, 40), (3, BATCH, 40), (3, 0, 1), (1, 0, 0), (0, 1, 7)])
def test_an_archive_ends_where_the_store_does(store: Store, committed: int, more: int, torn: int) -> None:
    archive, size = break_off(store, committed, more)
    with archive.path.open("ab") as stream:
        stream.write(b"".join(record_of(99))[:torn])
    mend_broken_runs(store, "KE", "crawl")
    assert archive.size == size
    assert archive.path.exists() is (committed > 0)
    assert [run.outcome for run in read_runs(store)] == ["interrupted"]


def test_an_archive_that_is_far_ahead_of_a_store_is_another_ones(store: Store) -> None:
    archive, _ = break_off(store, 1, BATCH + 1)
    before = archive.size
    mend_broken_runs(store, "KE", "crawl")
    assert archive.size == before


def test_an_archive_that_was_written_anew_meanwhile_is_left_alone(store: Store) -> None:
    archive, _ = break_off(store, 2, 1)
    archive.path.write_bytes(b"another beginning" + archive.path.read_bytes())
    before = archive.size
    mend_broken_runs(store, "KE", "crawl")
    assert archive.size == before


def test_an_archive_that_is_gone_is_no_trouble(store: Store) -> None:
    archive, _ = break_off(store, 2, 1)
    archive.path.unlink()
    mend_broken_runs(store, "KE", "crawl")
    assert not archive.path.exists()


def test_a_part_that_is_started_again_leaves_the_archives_of_the_other_parts_alone(store: Store) -> None:
    (own, own_size), (other, _) = break_off(store, 1, 1, "1/2"), break_off(store, 2, 1, "2/2")
    before = other.size
    mend_broken_runs(store, "KE", "crawl", "1/2")
    assert (own.size, other.size) == (own_size, before)
    assert sorted(run.outcome for run in read_runs(store)) == ["interrupted", "running"]
