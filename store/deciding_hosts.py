"""The website that decides each sampled enterprise's state: enterprises that share one err together."""

from store.opening import Store


def read_deciding_hosts(store: Store, country: str, wave: str, sample: str) -> dict[int, str]:
    """{unit: site} of a sample: the most probable site that was not rejected, else the one that the register names if nobody judged it."""
    sql = (
        "SELECT e.unit, coalesce(l.site, CASE WHEN NOT EXISTS (SELECT 1 FROM links r WHERE r.country = e.country AND r.wave = e.wave"
        " AND r.enterprise_id = e.enterprise_id AND r.site = e.site) THEN e.site END)"
        " FROM samples s JOIN enterprises e USING (country, wave, enterprise_id)"
        " LEFT JOIN links l ON l.country = e.country AND l.wave = e.wave AND l.enterprise_id = e.enterprise_id AND l.relation <> 'rejected'"
        " WHERE s.country = ? AND s.wave = ? AND s.sample = ? ORDER BY e.unit, l.probability DESC, l.site"
    )
    found = dict[int, str]()
    for unit, site in store.db.execute(sql, [country, wave, sample]):
        if site is not None:
            found.setdefault(int(unit), str(site))
    return found
