"""Where a wave's estimates come from: which run made them, and when its websites were visited."""

from collections.abc import Mapping
from dataclasses import dataclass

from store.opening import Store


@dataclass(frozen=True, slots=True)
class Provenance:
    """Times are ISO 8601 in UTC; None where nothing ran or nothing was visited. `websites` were known, `websites_read` could be read.

    `languages`: websites read by their main language (ISO 639-1, '' where it was not told), most frequent first.
    """

    estimated_at: str | None
    version: str | None
    visited_from: str | None
    visited_to: str | None
    websites: int
    websites_read: int
    languages: Mapping[str, int]


def read_provenance(store: Store, country: str, wave: str) -> Provenance:
    """The provenance of the estimates that a wave holds now."""
    key = [country, wave]
    sql = "SELECT started, version FROM runs WHERE run = (SELECT max(run) FROM estimates WHERE country = ? AND wave = ?)"
    started, version = store.db.execute(sql, key).fetchone() or (None, None)
    sql = (
        "SELECT min(first_attempt_at), max(last_attempt_at), count(*), coalesce(sum(status = 'ok'), 0) FROM websites"
        " WHERE country = ? AND wave = ? AND NOT is_candidate"
    )
    first, last, websites, read = store.db.execute(sql, key).fetchone()
    return Provenance(started, version, first, last, int(websites), int(read), _count_languages(store, country, wave))


def _count_languages(store: Store, country: str, wave: str) -> dict[str, int]:
    sql = (
        "SELECT coalesce(substr(languages, 1, instr(languages || ' ', ' ') - 1), '') AS main, count(*) FROM websites"
        " WHERE country = ? AND wave = ? AND status = 'ok' AND NOT is_candidate GROUP BY main ORDER BY count(*) DESC, main"
    )
    return dict(store.db.execute(sql, [country, wave]).fetchall())
