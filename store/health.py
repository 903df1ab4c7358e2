"""How a wave's crawl goes, in numbers: how websites ended, how fast it went, what it asked of them, how far the register is covered."""

from dataclasses import dataclass

from store.opening import Store
from store.rows import read_columns

UNIT_STATUS = """(SELECT enterprise_id, status FROM (SELECT l.enterprise_id, w.status,
    row_number() OVER (PARTITION BY l.enterprise_id ORDER BY l.probability DESC, l.site) AS place
    FROM links l JOIN websites w USING (country, wave, site) WHERE l.country = :country AND l.wave = :wave AND l.relation <> 'rejected')
    WHERE place = 1)"""


@dataclass(frozen=True, slots=True)
class Endings:
    """How many of a wave's websites ended in a status; `visitable` is False for pages of networks and marketplaces, which nobody visits."""

    country: str
    wave: str
    status: str
    visitable: bool
    websites: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """Enterprises: registered, linked to a website, by the status of the most probable one, decided and labelled for one capability."""

    registered: int
    linked: int
    by_status: dict[str, int]
    decided: int
    labelled: int


@dataclass(frozen=True, slots=True)
class SiteBurden:
    """What a wave asked of one site."""

    site: str
    status: str
    requests: int
    bytes: int
    pages: int
    attempts: int


def count_endings(store: Store) -> list[Endings]:
    """Websites by status in every wave, without those that are candidates only."""
    sql = (
        "SELECT country, wave, status, kind IN ('own', 'shared') AS visitable, count(*) FROM websites WHERE NOT is_candidate"
        " GROUP BY country, wave, status, visitable ORDER BY country, wave, count(*) DESC, status"
    )
    return [Endings(country, wave, status, bool(own), count) for country, wave, status, own, count in store.db.execute(sql)]


def count_pages_by_minute(store: Store, country: str, wave: str) -> dict[str, int]:
    """{minute such as 2026-11-22T13:20, UTC: pages fetched in it}, in order."""
    sql = (
        "SELECT substr(fetched_at, 1, 16), count(*) FROM pages WHERE country = ? AND wave = ? AND fetched_at IS NOT NULL"
        " GROUP BY 1 ORDER BY 1"
    )
    return {str(minute): int(count) for minute, count in store.db.execute(sql, [country, wave])}


def count_sites_by_minute(store: Store, country: str, wave: str) -> dict[str, int]:
    """The same of sites, by their newest attempt."""
    sql = (
        "SELECT substr(last_attempt_at, 1, 16), count(*) FROM websites WHERE country = ? AND wave = ? AND attempts > 0"
        " AND last_attempt_at IS NOT NULL GROUP BY 1 ORDER BY 1"
    )
    return {str(minute): int(count) for minute, count in store.db.execute(sql, [country, wave])}


def read_burdens(store: Store, country: str, wave: str) -> dict[str, list[int]]:
    """Columns requests and bytes of all sites that were asked for something, candidates too."""
    return read_columns(store.db, "SELECT requests, bytes FROM websites WHERE country = ? AND wave = ? AND requests > 0", [country, wave])


def read_heaviest(store: Store, country: str, wave: str, *, limit: int) -> list[SiteBurden]:
    """The sites that were asked for most, the heaviest first."""
    sql = (
        "SELECT site, status, requests, bytes, page_count, attempts FROM websites WHERE country = ? AND wave = ? AND requests > 0"
        " ORDER BY requests DESC, bytes DESC, site LIMIT ?"
    )
    return [SiteBurden(*row) for row in store.db.execute(sql, [country, wave, limit])]


def measure_coverage(store: Store, country: str, wave: str, capability: str) -> Coverage:
    """From the register to labels; labels that say unknown are no labels here."""
    where = {"country": country, "wave": wave, "capability": capability}
    by_status = store.db.execute(f"SELECT status, count(*) FROM {UNIT_STATUS} GROUP BY status", where)  # noqa: S608  our own text
    return Coverage(
        _count(store, "SELECT count(*) FROM enterprises WHERE country = :country AND wave = :wave", where),
        _count(
            store,
            "SELECT count(DISTINCT enterprise_id) FROM links WHERE country = :country AND wave = :wave AND relation <> 'rejected'",
            where,
        ),
        {str(status): int(count) for status, count in by_status},
        _count(
            store,
            "SELECT count(*) FROM enterprises e JOIN capability_rows c USING (unit) WHERE e.country = :country AND e.wave = :wave"
            " AND c.answer > 0 AND c.capability = (SELECT term FROM terms WHERE kind = 'capability' AND text = :capability)",
            where,
        ),
        _count(
            store,
            "SELECT count(DISTINCT enterprise_id) FROM standing_labels WHERE country = :country AND wave = :wave"
            " AND question = :capability AND answer <> 'unknown'",
            where,
        ),
    )


def count_decided(store: Store, country: str, wave: str) -> dict[str, int]:
    """{capability: enterprises of which it was decided, yes or no}."""
    sql = (
        "SELECT t.text, count(*) FROM enterprises e JOIN capability_rows c USING (unit) JOIN terms t ON t.term = c.capability"
        " WHERE e.country = ? AND e.wave = ? AND c.answer > 0 GROUP BY t.text ORDER BY t.text"
    )
    return {str(capability): int(count) for capability, count in store.db.execute(sql, [country, wave])}


def count_labelled(store: Store, country: str, wave: str) -> dict[str, int]:
    """{question: enterprises that somebody answered it about}; answers that say unknown are none."""
    sql = (
        "SELECT question, count(DISTINCT enterprise_id) FROM standing_labels WHERE country = ? AND wave = ? AND answer <> 'unknown'"
        " GROUP BY question ORDER BY question"
    )
    return {str(question): int(count) for question, count in store.db.execute(sql, [country, wave])}


def count_pages(store: Store, country: str, wave: str) -> int:
    """Pages kept of a wave's websites."""
    return _count(store, "SELECT count(*) FROM pages WHERE country = :country AND wave = :wave", {"country": country, "wave": wave})


def _count(store: Store, sql: str, parameters: dict[str, str]) -> int:
    return int(store.db.execute(sql, parameters).fetchone()[0])
