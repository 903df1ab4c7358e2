"""Parts of a wave that other computers read: which were asked for, which are in the store, and whole visits to be sent on."""

from collections.abc import Iterator
from dataclasses import dataclass

from store.opening import Store
from store.records import SiteVisit
from store.rows import column_names, current_time, write_records
from store.websites import read_pages, read_signals, read_sites_where


@dataclass(frozen=True, slots=True)
class AskedShard:
    """A part that was asked for: by which command, what hosts it may hold (such as `3/200`), where it is put, and its number of sites."""

    country: str
    wave: str
    shard: str
    command: str
    part: str
    storage: str
    sites: int


@dataclass(frozen=True, slots=True)
class StoredVisit:
    """A visit with what its row holds besides: how many seconds it took, and until when the host wants to be left alone."""

    visit: SiteVisit
    seconds: float
    not_before: str | None


def note_asked(store: Store, asked: AskedShard) -> None:
    """Keeps that a part was asked for; one that was asked for before is asked for again."""
    with store.writing() as db:
        stamps = {"asked_at": current_time(), "merged_at": None, "manifest": None}
        write_records(db, "shards", [asked], AskedShard, key=("country", "wave", "shard"), **stamps)


def note_merged(store: Store, asked: AskedShard, manifest: str) -> None:
    """Keeps that a part is in the store, by the SHA-256 of its manifest."""
    with store.writing() as db:
        sql = "UPDATE shards SET merged_at = ?, manifest = ? WHERE country = ? AND wave = ? AND shard = ?"
        db.execute(sql, [current_time(), manifest, asked.country, asked.wave, asked.shard])


def is_merged(store: Store, asked: AskedShard) -> bool:
    """Whether a part is in the store already."""
    sql = "SELECT 1 FROM shards WHERE country = ? AND wave = ? AND shard = ? AND merged_at IS NOT NULL"
    return store.db.execute(sql, [asked.country, asked.wave, asked.shard]).fetchone() is not None


def read_unmerged(store: Store, country: str, wave: str, command: str, storage: str) -> list[AskedShard]:
    """The parts that were asked for and are not in the store yet, oldest first."""
    sql = (
        f"SELECT {', '.join(column_names(AskedShard))} FROM shards WHERE country = ? AND wave = ? AND command = ? AND storage = ?"  # noqa: S608
        " AND merged_at IS NULL ORDER BY asked_at, shard"
    )
    return [AskedShard(*row) for row in store.db.execute(sql, [country, wave, command, storage])]


def read_visits(store: Store, country: str, wave: str) -> Iterator[StoredVisit]:
    """Every site of a wave that was visited, whole, by name."""
    sql = "SELECT site, seconds, not_before FROM websites WHERE country = ? AND wave = ? AND last_attempt_at IS NOT NULL"
    times = {str(site): (float(seconds), not_before) for site, seconds, not_before in store.db.execute(sql, [country, wave])}
    condition = "country = ? AND wave = ? AND last_attempt_at IS NOT NULL ORDER BY site"
    for website in read_sites_where(store, condition, [country, wave]):
        pages, signals = (read(store, country, wave, website.site) for read in (read_pages, read_signals))
        yield StoredVisit(SiteVisit(website, tuple(pages), tuple(signals)), *times[website.site])  # type: ignore[arg-type]
