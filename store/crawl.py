"""What a crawl asks of the store beyond single sites: which are left out, and how the wave stands."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from store.opening import Store
from store.phases import IN_PHASE


def leave_out_kinds(store: Store, country: str, wave: str, reasons: Mapping[str, str]) -> int:
    """Ends the wave for sites of kinds that are not visited, {kind: reason}; gives how many there are."""
    with store.writing() as db:
        for kind, reason in reasons.items():
            sql = (
                "UPDATE websites SET is_final = 1, reason = ? WHERE country = ? AND wave = ? AND kind = ?"
                " AND status = 'not_attempted' AND NOT is_final"
            )
            db.execute(sql, [reason, country, wave, kind])
    marks = ", ".join("?" * len(reasons))
    sql = f"SELECT count(*) FROM websites WHERE country = ? AND wave = ? AND kind IN ({marks}) AND NOT is_candidate"  # noqa: S608  only marks
    return int(store.db.execute(sql, [country, wave, *reasons]).fetchone()[0])


@dataclass(frozen=True, slots=True)
class ArchiveSize:
    """An archive as `pages.warc_file` names it, and how many bytes of it belong to what the store holds."""

    name: str
    bytes: int


def note_archive(store: Store, run: int, archive: ArchiveSize) -> None:
    """Keeps, with the rows of the same transaction, how far a run's archive goes; the counts of its end take the place of this."""
    counts = json.dumps({"archive": {"name": archive.name, "bytes": archive.bytes}})
    with store.writing() as db:
        db.execute("UPDATE runs SET counts = ? WHERE run = ?", [counts, run])


def end_broken_runs(store: Store, country: str, command: str = "crawl", shard: str = "") -> list[ArchiveSize]:
    """Notes a country's runs of a command (or of one shard of it) that were killed as interrupted; gives the archives that they wrote.

    One that is running after all says itself how it ends.
    """
    where = "command = ? AND country = ? AND outcome = 'running'" + (" AND json_extract(arguments, '$.shard') = ?" if shard else "")
    values = [command, country, *([shard] if shard else [])]
    with store.writing() as db:
        kept = [json.loads(counts or "{}") for (counts,) in db.execute(f"SELECT counts FROM runs WHERE {where}", values).fetchall()]  # noqa: S608
        db.execute(f"UPDATE runs SET outcome = 'interrupted' WHERE {where}", values)  # noqa: S608
    return [ArchiveSize(**counts["archive"]) for counts in kept if "archive" in counts]


def count_open(store: Store, country: str, wave: str, *, candidates: bool = False) -> tuple[int, str | None]:
    """How many sites (or `candidates`) the wave is not done with, and when the first attempt of the oldest of the tried ones was."""
    which = "is_candidate" if candidates else f"NOT is_candidate AND {IN_PHASE}"
    where = f"country = ? AND wave = ? AND NOT is_final AND {which}"
    sql = f"SELECT count(*), min(first_attempt_at) FROM websites w WHERE {where}"  # noqa: S608
    count, first = store.db.execute(sql, [country, wave]).fetchone()
    return int(count), first


@dataclass(frozen=True, slots=True)
class Rests:
    """Open sites whose hosts asked to be left alone for longer than until `day`, the first on which any open site may be visited."""

    day: str
    count: int
    until: str | None


def find_rests(store: Store, country: str, wave: str, tomorrow: str, *, candidates: bool = False) -> Rests:
    """When a wave can go on, from `tomorrow` (a day, UTC) on, and which sites wait for longer; `until` is the day the last of them ends."""
    which = "is_candidate" if candidates else f"NOT is_candidate AND {IN_PHASE}"
    where = f"country = ? AND wave = ? AND NOT is_final AND {which}"
    sql = f"SELECT coalesce(not_before, '') FROM websites w WHERE {where}"  # noqa: S608
    days = [_day_after(moment, tomorrow) for (moment,) in store.db.execute(sql, [country, wave])]
    first = min(days, default=tomorrow)
    late = [day for day in days if day > first]
    return Rests(first, len(late), max(late, default=None))


def _day_after(moment: str, tomorrow: str) -> str:
    """The first whole day, from tomorrow on, that lies after a moment."""
    if moment <= tomorrow:
        return tomorrow
    return (date.fromisoformat(moment[:10]) + timedelta(days=1)).isoformat()


def count_untried(store: Store, country: str, wave: str, *, candidates: bool = False) -> int:
    """How many sites (or `candidates`) wait for their first visit, without pages of networks and marketplaces, which nobody visits."""
    which = "is_candidate" if candidates else f"NOT is_candidate AND {IN_PHASE}"
    where = f"country = ? AND wave = ? AND NOT is_final AND attempts = 0 AND kind IN ('own', 'shared') AND {which}"
    sql = f"SELECT count(*) FROM websites w WHERE {where}"  # noqa: S608
    return int(store.db.execute(sql, [country, wave]).fetchone()[0])


def find_newest_crawl_wave(store: Store, country: str) -> str | None:
    """The newest wave that has websites or enterprises, or None."""
    sql = "SELECT max(wave) FROM (SELECT wave FROM websites WHERE country = ? UNION SELECT wave FROM enterprises WHERE country = ?)"
    row = store.db.execute(sql, [country, country]).fetchone()
    return str(row[0]) if row[0] is not None else None


def count_websites(store: Store, country: str, wave: str, *, candidates: bool = False) -> int:
    """How many sites the wave knows, or how many that are candidates only."""
    sql = "SELECT count(*) FROM websites WHERE country = ? AND wave = ? AND is_candidate = ?"
    return int(store.db.execute(sql, [country, wave, candidates]).fetchone()[0])
