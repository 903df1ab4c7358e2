"""Whom queues are made of: units of a sample, and enterprises of no sample of whose answers the machine is least sure."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from store.opening import Store

READABLE = "p.country = e.country AND p.wave = e.wave AND p.warc_file IS NOT NULL AND coalesce(p.http_status, 200) = 200"
# Of an enterprise e: pages are archived of a site that the register, a link of any kind or a candidate names. CROSS JOIN: an enterprise's
# few links first, then their pages, and not all pages of the wave for each.
HAS_PAGES = f"""(EXISTS (SELECT 1 FROM pages p WHERE {READABLE} AND p.site = e.site)
    OR EXISTS (SELECT 1 FROM links l CROSS JOIN pages p ON p.site = l.site
        WHERE {READABLE} AND l.country = e.country AND l.wave = e.wave AND l.enterprise_id = e.enterprise_id)
    OR EXISTS (SELECT 1 FROM candidates c CROSS JOIN pages p ON p.site = c.site
        WHERE {READABLE} AND c.country = e.country AND c.wave = e.wave AND c.enterprise_id = e.enterprise_id))"""  # noqa: S608
SAMPLED = f"""
    SELECT s.enterprise_id, e.size_class, s.position, {HAS_PAGES} FROM samples s JOIN enterprises e USING (country, wave, enterprise_id)
    WHERE s.country = ? AND s.wave = ? AND s.sample = ? ORDER BY s.position, s.enterprise_id"""  # noqa: S608
UNOPENED = """
    SELECT d.country, d.wave, d.sample FROM sample_designs d
    LEFT JOIN review_queues q ON q.country = d.country AND q.wave = d.wave AND q.sample = d.sample AND q.purpose = 'audit'
    WHERE q.closed_at IS NULL AND (q.queue IS NULL OR
        (SELECT count(*) FROM samples s WHERE s.country = d.country AND s.wave = d.wave AND s.sample = d.sample)
        > (SELECT count(*) FROM review_tasks t WHERE t.queue = q.queue AND t.round = 'first'))
    ORDER BY d.drawn_at, d.rowid"""
UNCERTAIN = f"""
    SELECT e.enterprise_id, e.size_class, (SELECT l.site FROM links l WHERE l.country = e.country AND l.wave = e.wave
        AND l.enterprise_id = e.enterprise_id AND l.relation <> 'rejected' ORDER BY l.probability DESC, l.site LIMIT 1)
    FROM enterprises e JOIN capability_rows c USING (unit)
    WHERE e.country = :country AND e.wave = :wave AND c.probability IS NOT NULL
    AND c.capability IN (SELECT term FROM terms WHERE kind = 'capability' AND text IN (SELECT value FROM json_each(:capabilities)))
    AND e.enterprise_id NOT IN (SELECT enterprise_id FROM samples WHERE country = :country)
    AND e.enterprise_id NOT IN (SELECT t.enterprise_id FROM review_tasks t JOIN review_queues q USING (queue)
        WHERE q.country = :country AND q.wave = :wave)
    AND NOT EXISTS (SELECT 1 FROM labels l WHERE l.country = e.country AND l.wave = e.wave AND l.enterprise_id = e.enterprise_id
        AND l.question IN (SELECT value FROM json_each(:capabilities)))
    AND {HAS_PAGES}
    GROUP BY e.unit ORDER BY sum(c.probability * (1 - c.probability)) DESC, e.enterprise_id"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Reviewable:
    """An enterprise to be reviewed: its size class, its place in the order of work, and whether pages of it are archived."""

    enterprise_id: str
    size_class: str
    position: int
    has_pages: bool


@dataclass(frozen=True, slots=True)
class Uncertain:
    """An enterprise of no sample with its most probable site."""

    enterprise_id: str
    size_class: str
    site: str | None


def read_reviewable(store: Store, country: str, wave: str, sample: str) -> list[Reviewable]:
    """The units of a sample in their random order of work."""
    rows = store.db.execute(SAMPLED, [country, wave, sample])
    return [Reviewable(key, size, place, bool(has_pages)) for key, size, place, has_pages in rows]


def read_unopened(store: Store) -> list[tuple[str, str, str]]:
    """(country, wave, sample) of all samples without a queue, or with units that their open queue lacks; oldest first."""
    return [(str(c), str(w), str(s)) for c, w, s in store.db.execute(UNOPENED)]


def read_uncertain(store: Store, country: str, wave: str, capabilities: Sequence[str]) -> Iterator[Uncertain]:
    """Enterprises of no sample of any wave, in no queue, without a label of these capabilities and with archived pages: those first whose
    answers vary most, by the sum of p(1-p) over the capabilities, which for one is the distance of p from a half.
    """
    values = {"country": country, "wave": wave, "capabilities": json.dumps(list(capabilities))}
    for row in store.db.execute(UNCERTAIN, values):
        yield Uncertain(*row)
