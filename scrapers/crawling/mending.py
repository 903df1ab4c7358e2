"""What a killed crawl left of sites that it had not finished is taken off its archive: they are visited again."""

from itertools import islice
from pathlib import Path

from fastwarc import ArchiveIterator, WarcRecordType

from scrapers.archives.places import find_file
from scrapers.archives.reading import FAULTS
from scrapers.archives.writing import cut_file
from store.crawl import ArchiveSize, end_broken_runs
from store.opening import Store

BATCH = 20
"""Sites that are committed together, so that an archive is at most so many ahead of the store."""

PACKED = b"\x1f\x8b\x08"


def mend_broken_runs(store: Store, country: str, command: str, shard: str = "") -> None:
    """Notes killed runs as interrupted, and cuts their archives back to what the store holds; for whoever holds the lock."""
    for archive in end_broken_runs(store, country, command, shard):
        path = find_file(store.path, archive.name)
        if is_unfinished(path, archive):
            cut_file(path, archive.bytes)


def is_unfinished(path: Path, archive: ArchiveSize) -> bool:
    """Whether an archive goes on after what the store holds, by no more than a crawl can be ahead.

    More than that says that the store is older than the archive, as a backup brought back would be, and nothing may be cut.
    """
    try:
        if path.stat().st_size <= archive.bytes:
            return False
        with path.open("rb") as stream:
            stream.seek(archive.bytes)
            if stream.read(len(PACKED)) not in [PACKED[:length] for length in range(1, len(PACKED) + 1)]:
                return False
            stream.seek(archive.bytes)
            visits = ArchiveIterator(stream, record_types=WarcRecordType.metadata, parse_http=False)
            return sum(1 for _ in islice(visits, BATCH + 1)) <= BATCH
    except FAULTS:
        return path.exists()  # it breaks off there, or is gone
