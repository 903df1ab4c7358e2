"""What became of the enterprises of an earlier wave and of their links, counted."""

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


def count_register_changes(store: Store, country: str, earlier: str, wave: str) -> tuple[int, int, int]:
    """Enterprises that are in the registers of both waves, only in the later one, only in the earlier one; matched by their ids."""
    sql = (
        "SELECT count(*), coalesce(sum(EXISTS (SELECT 1 FROM enterprises o WHERE o.country = e.country AND o.wave = ?"
        " AND o.enterprise_id = e.enterprise_id)), 0) FROM enterprises e WHERE e.country = ? AND e.wave = ?"
    )
    now, stayed = store.db.execute(sql, [earlier, country, wave]).fetchone()
    before, _ = store.db.execute(sql, [wave, country, earlier]).fetchone()
    return int(stayed), int(now - stayed), int(before - stayed)
