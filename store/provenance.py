"""Where a wave's estimates come from: which run made them, and when its websites were visited."""

from dataclasses import dataclass

from store.opening import Store


@dataclass(frozen=True, slots=True)
class Provenance:
    """Times are ISO 8601 in UTC; None where nothing ran or nothing was visited. `websites` were known, `websites_read` could be read."""

    estimated_at: str | None
    version: str | None
    visited_from: str | None
    visited_to: str | None
    websites: int
    websites_read: int


def read_provenance(store: Store, country: str, wave: str) -> Provenance:
    """The provenance of the estimates that a wave holds now."""
    key = [country, wave]
    sql = "SELECT started, version FROM runs WHERE run = (SELECT max(run) FROM estimates WHERE country = ? AND wave = ?)"
    started, version = store.db.execute(sql, key).fetchone() or (None, None)
    sql = (
        "SELECT min(first_attempt_at), max(last_attempt_at), count(*), coalesce(sum(status = 'ok'), 0) FROM websites"
        " WHERE country = ? AND wave = ?"
    )
    first, last, websites, read = store.db.execute(sql, key).fetchone()
    return Provenance(started, version, first, last, int(websites), int(read))
