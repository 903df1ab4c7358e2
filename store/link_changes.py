"""What became of the links of an earlier wave, counted by enterprise."""

from collections.abc import Iterator

from store.opening import Store

OWN = "relation IN ('own', 'shared')"
CHANGES = f"""
WITH stayers AS (
    SELECT e.enterprise_id FROM enterprises e
        JOIN enterprises o ON o.country = e.country AND o.wave = :earlier AND o.enterprise_id = e.enterprise_id
    WHERE e.country = :country AND e.wave = :wave
), before AS (
    SELECT enterprise_id, site, row_number() OVER (PARTITION BY enterprise_id ORDER BY probability DESC, site) AS place
    FROM links WHERE country = :country AND wave = :earlier AND {OWN}
), now AS (SELECT enterprise_id, site FROM links WHERE country = :country AND wave = :wave AND {OWN})
SELECT b.site IS NOT NULL AS had, EXISTS (SELECT 1 FROM now n WHERE n.enterprise_id = s.enterprise_id) AS has,
    EXISTS (SELECT 1 FROM now n JOIN before k ON k.enterprise_id = n.enterprise_id AND k.site = n.site
        WHERE n.enterprise_id = s.enterprise_id) AS kept,
    coalesce(json_extract(r.evidence, '$.why'), '') AS why, count(*)
FROM stayers s LEFT JOIN before b ON b.enterprise_id = s.enterprise_id AND b.place = 1
    LEFT JOIN links r ON r.country = :country AND r.wave = :wave AND r.enterprise_id = s.enterprise_id AND r.site = b.site
        AND r.relation = 'rejected'
GROUP BY had, has, kept, why
"""  # noqa: S608


def count_link_changes(store: Store, country: str, earlier: str, wave: str) -> Iterator[tuple[bool, bool, bool, str, int]]:
    """(had an own or shared site, has one, has one of those it had, why its surest site was rejected or '', enterprises in both waves)."""
    values = {"country": country, "earlier": earlier, "wave": wave}
    for had, has, kept, why, count in store.db.conn.execute(CHANGES, values):
        yield bool(had), bool(has), bool(kept), str(why), int(count)
