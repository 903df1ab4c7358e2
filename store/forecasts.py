"""What a forecast of a crawl goes by: how many websites are left, and what those visited so far took."""

from dataclasses import dataclass

from store.opening import Store
from store.phases import IN_PHASE

ENOUGH = 100
"""Websites of a wave that must have been visited before their averages say more than those that ship."""

OF_SITES = "country = ? AND kind IN ('own', 'shared') AND NOT is_candidate"


@dataclass(frozen=True, slots=True)
class VisitTotals:
    """What all visits of a wave took, over websites that were asked for something: sums of pages, requests, bytes and seconds."""

    wave: str
    websites: int
    pages: int
    requests: int
    bytes: int
    seconds: float


def count_unfinished(store: Store, country: str, wave: str) -> int:
    """How many websites (of the first phase, if there is one) a crawl of the wave still visits, those included that are tried again."""
    sql = f"SELECT count(*) FROM websites w WHERE {OF_SITES} AND wave = ? AND NOT is_final AND {IN_PHASE}"  # noqa: S608
    return int(store.db.execute(sql, [country, wave]).fetchone()[0])


def find_totals(store: Store, country: str, wave: str) -> VisitTotals | None:
    """The totals of the wave itself, else of the newest one before it, of which enough websites were visited; None where there is none."""
    sql = (
        "SELECT wave, count(*), sum(page_count), sum(requests), sum(bytes), sum(seconds) FROM websites"  # noqa: S608
        f" WHERE {OF_SITES} AND wave <= ? AND requests > 0 GROUP BY wave HAVING count(*) >= ? ORDER BY wave DESC LIMIT 1"
    )
    row = store.db.execute(sql, [country, wave, ENOUGH]).fetchone()
    return VisitTotals(*row) if row else None
