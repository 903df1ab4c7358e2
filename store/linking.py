"""Links decided by finding: what was proposed and seen of each enterprise, the links, and whether it has a website at all."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sqlite_utils import Database

from store.opening import Store
from store.phases import CHANCE
from store.rows import column_names, current_time, write_records

FOUND = "find@"
"""How `decided_by` begins where finding decided."""
STALE = "find@before"


@dataclass(frozen=True, slots=True)
class Seeker:
    """An enterprise whose website is looked for, as far as deciding needs it."""

    enterprise_id: str
    size_class: str
    section: str


@dataclass(frozen=True, slots=True)
class PairVisit:
    """A site proposed for an enterprise by one source, and what became of the visit.

    `home_digest`, `read_at`: of the first page with a body, its content's digest and when it was fetched.
    """

    site: str
    source: str
    score: float | None
    kind: str
    status: str
    final_url: str | None
    home_digest: str | None
    read_at: str | None = None


@dataclass(frozen=True, slots=True)
class FoundLink:
    """A link as finding decided it; `first_seen` None: now; `last_verified` None: never."""

    enterprise_id: str
    site: str
    relation: str
    probability: float
    decided_by: str
    evidence: str
    first_seen: str | None
    last_verified: str | None


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether an enterprise has a website: outcome `found`, `none` or `open` (none was found, but it may well have one).

    `probability`: of the outcome (of the best link where found, else that it has none). `probability_none` + `probability_unseen` (it has
    one that nobody proposed) + that of any candidate = 1.
    """

    enterprise_id: str
    outcome: str
    probability: float
    probability_none: float
    probability_unseen: float
    candidates: int
    decided_by: str


@dataclass(frozen=True, slots=True)
class EarlierLink:
    """A link of an earlier wave that was not rejected there."""

    site: str
    relation: str
    probability: float
    evidence: str | None
    first_seen: str | None
    last_verified: str | None


def read_link_seekers(store: Store, country: str, wave: str) -> Iterator[Seeker]:
    """The enterprises whose websites are looked for, all or those of the wave's first phase, by id."""
    sql = (
        f"SELECT enterprise_id, size_class, section FROM enterprises e WHERE country = ? AND wave = ? AND {CHANCE} > 0"  # noqa: S608
        " ORDER BY enterprise_id"
    )
    for row in store.db.execute(sql, [country, wave]):
        yield Seeker(*row)


def read_pair_visits(store: Store, country: str, wave: str, enterprise_id: str) -> list[PairVisit]:
    """All that was proposed for an enterprise, by site and source."""
    sql = (
        "SELECT c.site, c.source, c.score, w.kind, w.status, w.final_url, h.digest, h.fetched_at"
        " FROM candidates c JOIN websites w USING (country, wave, site) LEFT JOIN pages h ON h.page = (SELECT p.page FROM pages p"
        " WHERE p.country = c.country AND p.wave = c.wave AND p.site = c.site AND p.http_status = 200 AND coalesce(p.bytes, 1) > 0"
        " ORDER BY p.page LIMIT 1)"
        " WHERE c.country = ? AND c.wave = ? AND c.enterprise_id = ? ORDER BY c.site, c.source"
    )
    return [PairVisit(*row) for row in store.db.execute(sql, [country, wave, enterprise_id])]


def find_earlier_wave(store: Store, country: str, wave: str) -> str | None:
    """The newest wave before this one that has links, or None."""
    row = store.db.execute("SELECT max(wave) FROM links WHERE country = ? AND wave < ?", [country, wave]).fetchone()
    return None if row[0] is None else str(row[0])


def read_earlier_links(store: Store, country: str, wave: str, enterprise_id: str) -> list[EarlierLink]:
    """The links of one enterprise in a wave, without those rejected, by site."""
    sql = (
        f"SELECT {', '.join(column_names(EarlierLink))} FROM links"  # noqa: S608
        " WHERE country = ? AND wave = ? AND enterprise_id = ? AND relation <> 'rejected' ORDER BY site"
    )
    return [EarlierLink(*row) for row in store.db.execute(sql, [country, wave, enterprise_id])]


def replace_found_links(store: Store, country: str, wave: str, decided: Iterable[tuple[Finding, Sequence[FoundLink]]]) -> None:
    """Keeps what finding decided in place of what it decided before and of what followed from the register alone.

    What others decided stays, and the day on which a link was first seen, and last verified where it is not now. Sites that several
    enterprises keep become `shared`.
    """
    place = [country, wave]
    with store.writing() as db:
        db.execute(f"UPDATE links SET decided_by = '{STALE}' WHERE country = ? AND wave = ? AND decided_by LIKE '{FOUND}%'", place)  # noqa: S608
        db.execute("DELETE FROM findings WHERE country = ? AND wave = ?", place)
        for finding, links in decided:
            write_records(db, "findings", [finding], Finding, country=country, wave=wave, decided_at=current_time())
            _write_links(db, country, wave, links)
        db.execute(f"DELETE FROM links WHERE country = ? AND wave = ? AND decided_by = '{STALE}'", place)  # noqa: S608
        db.execute(
            "UPDATE links SET relation = 'shared' WHERE country = :country AND wave = :wave AND relation = 'own'"  # noqa: S608
            f" AND decided_by LIKE '{FOUND}%' AND site IN (SELECT site FROM links WHERE country = :country AND wave = :wave"
            " AND relation IN ('own', 'shared') GROUP BY site HAVING count(*) > 1)",
            {"country": country, "wave": wave},
        )


def find_finding(store: Store, country: str, wave: str, enterprise_id: str) -> Finding | None:
    """What was decided of one enterprise, or None where nobody looked."""
    where = "country = ? AND wave = ? AND enterprise_id = ?"
    sql = f"SELECT {', '.join(column_names(Finding))} FROM findings WHERE {where}"  # noqa: S608
    row = store.db.execute(sql, [country, wave, enterprise_id]).fetchone()
    return Finding(*row) if row else None


def read_findings(store: Store, country: str, wave: str) -> Iterator[Finding]:
    """What was decided of every enterprise that was looked for, by id."""
    sql = f"SELECT {', '.join(column_names(Finding))} FROM findings WHERE country = ? AND wave = ? ORDER BY enterprise_id"  # noqa: S608
    for row in store.db.execute(sql, [country, wave]):
        yield Finding(*row)


def _write_links(db: Database, country: str, wave: str, links: Sequence[FoundLink]) -> None:
    columns = column_names(FoundLink)
    sql = (
        f"INSERT INTO links (country, wave, {', '.join(columns)}) VALUES (?, ?, {', '.join('?' * len(columns))})"  # noqa: S608
        " ON CONFLICT (country, wave, enterprise_id, site) DO UPDATE SET relation = excluded.relation, probability = excluded.probability,"
        " decided_by = excluded.decided_by, evidence = excluded.evidence,"
        f" last_verified = coalesce(excluded.last_verified, iif(links.decided_by LIKE '{FOUND}%', links.last_verified, NULL)),"
        " first_seen = min(coalesce(links.first_seen, excluded.first_seen), excluded.first_seen)"
        f" WHERE links.decided_by = 'register' OR links.decided_by LIKE '{FOUND}%'"
    )
    now = current_time()
    dated = (replace(link, first_seen=link.first_seen or now) for link in links)
    db.conn.executemany(sql, ([country, wave, *(getattr(link, c) for c in columns)] for link in dated))
