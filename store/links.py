"""Links that follow from the register, made for a whole wave at once."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from store.opening import Store
from store.rows import current_time


@dataclass(frozen=True, slots=True)
class RegisterRule:
    """What to note where the register names a site of this kind and status, alone or together with other enterprises."""

    kind: str
    status: str
    named_by_several: bool
    relation: str
    probability: float


WITH_NAMED = """
WITH rules AS MATERIALIZED (
    SELECT json_extract(value, '$[0]') AS kind, json_extract(value, '$[1]') AS status, json_extract(value, '$[2]') AS several,
        json_extract(value, '$[3]') AS relation, json_extract(value, '$[4]') AS probability
    FROM json_each(:rules)
), named AS MATERIALIZED (
    SELECT site, count(*) AS enterprises FROM enterprises WHERE country = :country AND wave = :wave AND site IS NOT NULL GROUP BY site
)"""
INSERT = """
INSERT INTO links (country, wave, enterprise_id, site, relation, probability, decided_by, evidence, first_seen, last_verified)
"""
SELECT = """
SELECT e.country, e.wave, e.enterprise_id, e.site, r.relation, r.probability, 'register',
    json_object('register_url', e.url, 'status', w.status, 'enterprises_naming_it', n.enterprises), :now, :now
FROM enterprises e JOIN named n ON n.site = e.site
    JOIN websites w ON w.country = e.country AND w.wave = e.wave AND w.site = e.site
    JOIN rules r ON r.kind = w.kind AND r.status = w.status AND r.several = (n.enterprises > 1)
WHERE e.country = :country AND e.wave = :wave AND e.site IS NOT NULL
ON CONFLICT (country, wave, enterprise_id, site) DO UPDATE SET relation = excluded.relation, probability = excluded.probability,
    evidence = excluded.evidence, last_verified = excluded.last_verified WHERE links.decided_by = 'register'
"""
FORGET = """
DELETE FROM links WHERE country = :country AND wave = :wave AND decided_by = 'register'
    AND NOT EXISTS (SELECT 1 FROM enterprises e WHERE e.country = links.country AND e.wave = links.wave
        AND e.enterprise_id = links.enterprise_id AND e.site = links.site)
"""


def link_registered_sites(store: Store, country: str, wave: str, rules: Sequence[RegisterRule]) -> None:
    """Links every enterprise to the site that its register row names, by the rules.

    Links that the register no longer names go; links that somebody else decided stay as they are, and so does the day when a link was
    first seen. A site that the wave's `websites` do not hold makes no link.
    """
    packed = json.dumps([[r.kind, r.status, int(r.named_by_several), r.relation, r.probability] for r in rules])
    values = {"country": country, "wave": wave, "rules": packed, "now": current_time()}
    with store.writing() as db:
        db.execute(FORGET, {"country": country, "wave": wave})
        db.execute(INSERT + WITH_NAMED + SELECT, values)


def count_links(store: Store, country: str, wave: str) -> dict[str, int]:
    """{relation: number of links} of a wave."""
    sql = "SELECT relation, count(*) FROM links WHERE country = ? AND wave = ? GROUP BY relation ORDER BY relation"
    return {str(relation): int(n) for relation, n in store.db.execute(sql, [country, wave])}


def read_linked_ids(store: Store, country: str, wave: str) -> Iterator[tuple[str, str]]:
    """(enterprise_id, site) of every link of a wave that was not rejected."""
    sql = "SELECT enterprise_id, site FROM links WHERE country = ? AND wave = ? AND relation <> 'rejected'"
    yield from store.db.execute(sql, [country, wave])
