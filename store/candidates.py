"""Sites that may be an enterprise's: who proposed them, which are still to be visited, which are candidates no longer."""

import json
from collections.abc import Iterable, Iterator

from store.frame import read_enterprises_where
from store.opening import Store
from store.phases import CHANCE
from store.records import Candidate, Enterprise, Link, Website
from store.rows import column_names, current_time, write_records
from store.websites import IS_DUE, add_websites, find_ends, read_sites_where

KEY = ("country", "wave", "enterprise_id", "site", "source")
PROPOSED_AT_ONCE = 1000
"""Sites that `read_proposed_sites` reads in one statement."""
# Of a website w: it belongs to somebody, by a link that was not rejected or by a register whose word for it nobody has rejected.
BELONGS = """(EXISTS (SELECT 1 FROM links l WHERE l.country = w.country AND l.wave = w.wave AND l.site = w.site
        AND l.relation <> 'rejected')
    OR EXISTS (SELECT 1 FROM enterprises e WHERE e.country = w.country AND e.wave = w.wave AND e.site = w.site
        AND NOT EXISTS (SELECT 1 FROM links r WHERE r.country = e.country AND r.wave = e.wave AND r.enterprise_id = e.enterprise_id
            AND r.site = e.site AND r.relation = 'rejected')))"""

GONE = "('dns', 'parked', 'for_sale', 'hijacked', 'redirected_away', 'empty')"
"""Statuses of a website that is nobody's any more, at the first attempt already: to look for another meanwhile does no harm."""

# Of an enterprise e: no website that can be its own is known. What was found before does not count, so that sources give the same again.
LACKS = f"""(e.site IS NULL OR EXISTS (SELECT 1 FROM links r WHERE r.country = e.country AND r.wave = e.wave
        AND r.enterprise_id = e.enterprise_id AND r.site = e.site AND r.relation IN ('rejected', 'social', 'marketplace'))
    OR EXISTS (SELECT 1 FROM websites w WHERE w.country = e.country AND w.wave = e.wave AND w.site = e.site
        AND (w.kind IN ('social', 'marketplace') OR w.status IN {GONE})))"""  # noqa: S608

# Of an enterprise e: the website that the register names was visited at this time or later.
VISITED_SINCE = """EXISTS (SELECT 1 FROM websites v WHERE v.country = e.country AND v.wave = e.wave AND v.site = e.site
    AND v.last_attempt_at >= ?)"""


def add_candidates(store: Store, country: str, wave: str, candidates: Iterable[Candidate]) -> None:
    """Keeps what a source proposes; what the same source proposed before for the same enterprise and site is replaced."""
    with store.writing() as db:
        write_records(db, "candidates", candidates, Candidate, key=KEY, country=country, wave=wave, found_at=current_time())


def forget_candidates(store: Store, country: str, wave: str, source: str) -> None:
    """Takes back all that a source has proposed in a wave."""
    with store.writing() as db:
        db.execute("DELETE FROM candidates WHERE country = ? AND wave = ? AND source = ?", [country, wave, source])


def doubt_candidates(store: Store, country: str, wave: str, source: str, origins: Iterable[str] | None = None) -> None:
    """Marks what a source (or these `origins` of it) proposed until it proposes it again; `forget_doubted` takes the rest back."""
    places = json.dumps(None if origins is None else list(origins))
    sql = (
        "UPDATE candidates SET found_at = '' WHERE country = ? AND wave = ? AND source = ?"
        " AND (? = 'null' OR coalesce(origin, '') IN (SELECT value FROM json_each(?)))"
    )
    with store.writing() as db:
        db.execute(sql, [country, wave, source, places, places])


def forget_doubted(store: Store, country: str, wave: str, source: str) -> None:
    """Takes back what a source proposed once and not again since it was doubted."""
    with store.writing() as db:
        db.execute("DELETE FROM candidates WHERE country = ? AND wave = ? AND source = ? AND found_at = ''", [country, wave, source])


def read_candidates(store: Store, country: str, wave: str, enterprise_id: str | None = None) -> Iterator[Candidate]:
    """What was proposed in a wave, or for one of its enterprises, by enterprise, site and source."""
    where, values = "country = ? AND wave = ?", [country, wave]
    if enterprise_id is not None:
        where, values = f"{where} AND enterprise_id = ?", [*values, enterprise_id]
    sql = f"SELECT {', '.join(column_names(Candidate))} FROM candidates WHERE {where} ORDER BY enterprise_id, site, source"  # noqa: S608
    for row in store.db.execute(sql, values):
        yield Candidate(*row)


def count_proposed_sites(store: Store, country: str, wave: str) -> int:
    """How many sites `read_proposed_sites` gives."""
    sql = "SELECT count(DISTINCT site) FROM candidates WHERE country = ? AND wave = ?"
    return int(store.db.execute(sql, [country, wave]).fetchone()[0])


def read_proposed_sites(store: Store, country: str, wave: str) -> Iterator[tuple[str, list[str]]]:
    """Every proposed site with the ids of the enterprises that it was proposed for, by site; who reads may write in between."""
    sql = (
        "SELECT site, json_group_array(DISTINCT enterprise_id) FROM candidates WHERE country = ? AND wave = ? AND site > ?"
        " GROUP BY site ORDER BY site LIMIT ?"
    )
    last: str | None = ""
    while last is not None:
        rows = store.db.execute(sql, [country, wave, last, PROPOSED_AT_ONCE]).fetchall()
        yield from ((str(site), sorted(json.loads(ids))) for site, ids in rows)
        last = str(rows[-1][0]) if len(rows) == PROPOSED_AT_ONCE else None


def count_sources(store: Store, country: str, wave: str) -> dict[tuple[str, str], tuple[int, int]]:
    """{(source, origin): (enterprises with a candidate from it, candidates)} of a wave; origin is '' where the source has none."""
    sql = (
        "SELECT source, CASE source WHEN 'list' THEN coalesce(origin, '') WHEN 'search' THEN coalesce(origin, '') ELSE '' END AS named,"
        " count(DISTINCT enterprise_id), count(*) FROM candidates WHERE country = ? AND wave = ?"
        " GROUP BY source, named ORDER BY source, named"
    )
    return {(str(s), str(o)): (int(units), int(n)) for s, o, units, n in store.db.execute(sql, [country, wave])}


def count_accepted(store: Store, country: str, wave: str) -> dict[tuple[str, str], int]:
    """{(source, origin): enterprises linked to a site that it proposed} of a wave, keyed as in `count_sources`."""
    sql = (
        "SELECT source, CASE source WHEN 'list' THEN coalesce(origin, '') WHEN 'search' THEN coalesce(origin, '') ELSE '' END AS named,"
        " count(DISTINCT enterprise_id) FROM candidates JOIN links USING (country, wave, enterprise_id, site)"
        " WHERE country = ? AND wave = ? AND relation IN ('own', 'shared') GROUP BY source, named"
    )
    return {(str(s), str(o)): int(n) for s, o, n in store.db.execute(sql, [country, wave])}


def read_seekers(store: Store, country: str, wave: str) -> Iterator[str]:
    """The ids of the enterprises whose websites are looked for: all, or those of the wave's first phase."""
    sql = f"SELECT enterprise_id FROM enterprises e WHERE country = ? AND wave = ? AND {CHANCE} > 0 ORDER BY unit"  # noqa: S608
    for (enterprise_id,) in store.db.execute(sql, [country, wave]):
        yield str(enterprise_id)


def read_seeking(store: Store, country: str, wave: str) -> Iterator[Enterprise]:
    """The enterprises whose websites are looked for, by id: all, or those of the wave's first phase."""
    return read_enterprises_where(store, f"country = ? AND wave = ? AND {CHANCE} > 0", [country, wave])


def read_lacking(store: Store, country: str, wave: str, since: str | None = None) -> Iterator[Enterprise]:
    """Of the enterprises whose websites are looked for those without one, by id.

    The register names none that can be visited, or its own is rejected or gone. Since a time: those whose own was visited since then only.
    """
    where, values = _lacking(country, wave, since)
    return read_enterprises_where(store, where, values)


def read_earlier_links(store: Store, country: str, wave: str) -> Iterator[Link]:
    """The links that were not rejected in the newest wave before this one that has any, of enterprises whose websites are looked for."""
    columns = ", ".join(f"l.{name}" for name in column_names(Link))
    sql = (
        f"SELECT {columns} FROM links l JOIN enterprises e ON e.country = l.country AND e.wave = :wave"  # noqa: S608
        " AND e.enterprise_id = l.enterprise_id WHERE l.country = :country AND l.relation <> 'rejected' AND l.wave ="
        f" (SELECT max(wave) FROM links WHERE country = :country AND wave < :wave) AND {CHANCE} > 0 ORDER BY l.enterprise_id, l.site"
    )
    for row in store.db.conn.execute(sql, {"country": country, "wave": wave}):
        yield Link(*row)


def count_lacking(store: Store, country: str, wave: str, since: str | None = None) -> int:
    """How many enterprises `read_lacking` gives."""
    where, values = _lacking(country, wave, since)
    return int(store.db.execute(f"SELECT count(*) FROM enterprises e WHERE {where}", values).fetchone()[0])  # noqa: S608


def _lacking(country: str, wave: str, since: str | None) -> tuple[str, list[str]]:
    """The condition of those without a website, and its values."""
    where, values = f"country = ? AND wave = ? AND {CHANCE} > 0 AND {LACKS}", [country, wave]
    return (where, values) if since is None else (f"{where} AND {VISITED_SINCE}", [*values, since])


def propose_websites(store: Store, websites: Iterable[Website]) -> None:
    """Adds proposed sites as candidates; those that the wave knows stay as they are, but for a site not yet visited: it becomes one."""
    sites = list(websites)
    add_websites(store, sites)
    sql = "UPDATE websites SET is_candidate = 1 WHERE country = ? AND wave = ? AND site = ? AND status = 'not_attempted'"
    with store.writing() as db:
        db.conn.executemany(sql, ([w.country, w.wave, w.site] for w in sites))


def read_open_candidates(store: Store, country: str, wave: str, *, before: str) -> Iterator[Website]:
    """The candidates that are not done with, were last tried before this time, and may be asked again; untried ones first."""
    where = f"country = ? AND wave = ? AND is_candidate AND {IS_DUE} ORDER BY attempts, website"
    return read_sites_where(store, where, [country, wave, *find_ends(before)])


def settle_candidates(store: Store, country: str, wave: str) -> int:
    """Opens candidates that belong to somebody for the crawl, which visits them in full; gives how many.

    Sites that the register names and whose word nobody has rejected belong to it, also where finding broke off before it decided.
    Linked sites that belong to nobody any more become candidates.
    """
    reset = "is_candidate = 0, is_final = 0, attempts = 0, first_attempt_at = NULL, last_attempt_at = NULL"
    with store.writing() as db:
        opened = db.execute(
            f"UPDATE websites AS w SET {reset} WHERE country = ? AND wave = ? AND is_candidate AND {BELONGS}",  # noqa: S608
            [country, wave],
        ).rowcount
        db.execute(
            f"UPDATE websites AS w SET is_candidate = 1 WHERE country = ? AND wave = ? AND NOT is_candidate AND NOT {BELONGS}"  # noqa: S608
            " AND EXISTS (SELECT 1 FROM candidates c WHERE c.country = w.country AND c.wave = w.wave AND c.site = w.site)",
            [country, wave],
        )
    return int(opened)
