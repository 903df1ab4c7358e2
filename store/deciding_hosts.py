"""The website that decides each sampled enterprise's state: enterprises that share one err together."""

from store.opening import Store

# The deciding website of an enterprise e: the most probable one not rejected, else the one that the register names if nobody judged it.
DECIDING_HOST = """coalesce((SELECT l.site FROM links l
    WHERE l.country = e.country AND l.wave = e.wave AND l.enterprise_id = e.enterprise_id AND l.relation <> 'rejected'
    ORDER BY l.probability DESC, l.site LIMIT 1), CASE WHEN NOT EXISTS (SELECT 1 FROM links r
    WHERE r.country = e.country AND r.wave = e.wave AND r.enterprise_id = e.enterprise_id AND r.site = e.site) THEN e.site END)"""


def read_deciding_hosts(store: Store, country: str, wave: str, sample: str) -> dict[int, str]:
    """{unit: deciding website} of a sample's units that have one."""
    sql = (
        f"SELECT e.unit, {DECIDING_HOST} AS host FROM samples s JOIN enterprises e USING (country, wave, enterprise_id)"  # noqa: S608
        " WHERE s.country = ? AND s.wave = ? AND s.sample = ? ORDER BY e.unit"
    )
    return {int(unit): str(host) for unit, host in store.db.execute(sql, [country, wave, sample]) if host is not None}
