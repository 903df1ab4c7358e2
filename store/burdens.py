"""What a wave asked of websites, beyond what a visit's own row says: time, and the rest that hosts asked for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from store.opening import Store
from store.records import Website


@dataclass(frozen=True, slots=True)
class VisitTimes:
    """A visit lasted so many `seconds`; until `not_before` (ISO 8601 in UTC; None: nothing was asked) its host wants to be left alone."""

    website: Website
    seconds: float
    not_before: str | None


@dataclass(frozen=True, slots=True)
class Burden:
    """What all visits of a wave asked of one site: requests (robots.txt too), bytes received, seconds from first to last."""

    site: str
    host: str
    status: str
    visits: int
    requests: int
    bytes: int
    seconds: float
    first_at: str | None
    last_at: str | None


def add_times(store: Store, times: Iterable[VisitTimes]) -> None:
    """Adds what visits took to what earlier ones of the wave did."""
    sql = "UPDATE websites SET seconds = seconds + ?, not_before = ? WHERE country = ? AND wave = ? AND site = ?"
    rows = ([t.seconds, t.not_before, t.website.country, t.website.wave, t.website.site] for t in times)
    with store.writing() as db:
        db.conn.executemany(sql, rows)


def read_site_burdens(store: Store, country: str, wave: str) -> Iterator[Burden]:
    """Every site of a wave that was asked for something, candidates too, by name."""
    sql = (
        "SELECT site, host, status, attempts, requests, bytes, seconds, first_attempt_at, last_attempt_at FROM websites"
        " WHERE country = ? AND wave = ? AND requests > 0 ORDER BY site"
    )
    return (Burden(*row) for row in store.db.execute(sql, [country, wave]))
