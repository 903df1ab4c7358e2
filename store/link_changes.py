"""What became of the links of an earlier wave, counted by enterprise."""

from collections.abc import Iterator

from store.opening import Store
from store.phases import CHANCE

OWN = "relation IN ('own', 'shared')"
# One look-up in the index of links for each enterprise and question: joining waves as wholes, SQLite compares all rows with all.
CHANGES = f"""
WITH stayers AS (
    SELECT e.enterprise_id AS id FROM enterprises e WHERE e.country = :country AND e.wave = :wave AND {CHANCE} > 0
        AND e.enterprise_id IN (SELECT e.enterprise_id FROM enterprises e WHERE e.country = :country AND e.wave = :earlier AND {CHANCE} > 0)
), surest AS MATERIALIZED (
    SELECT id, (SELECT site FROM links WHERE country = :country AND wave = :earlier AND enterprise_id = id AND {OWN}
        ORDER BY probability DESC, site LIMIT 1) AS best FROM stayers
)
SELECT best IS NOT NULL AS had,
    EXISTS (SELECT 1 FROM links WHERE country = :country AND wave = :wave AND enterprise_id = id AND {OWN}) AS has,
    EXISTS (SELECT 1 FROM links WHERE country = :country AND wave = :earlier AND enterprise_id = id AND {OWN} AND site IN (
        SELECT n.site FROM links n WHERE n.country = :country AND n.wave = :wave AND n.enterprise_id = id
            AND n.relation IN ('own', 'shared'))) AS kept,
    coalesce((SELECT json_extract(evidence, '$.why') FROM links WHERE country = :country AND wave = :wave AND enterprise_id = id
        AND site = best AND relation = 'rejected'), '') AS why, count(*)
FROM surest GROUP BY had, has, kept, why
"""  # noqa: S608


def count_link_changes(store: Store, country: str, earlier: str, wave: str) -> Iterator[tuple[bool, bool, bool, str, int]]:
    """(had an own or shared site, has one, has one of those it had, why its surest site was rejected or '', enterprises looked for in
    both waves).
    """
    values = {"country": country, "earlier": earlier, "wave": wave}
    for had, has, kept, why, count in store.db.conn.execute(CHANGES, values):
        yield bool(had), bool(has), bool(kept), str(why), int(count)
