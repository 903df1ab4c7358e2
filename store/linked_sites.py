"""The most probable site of every enterprise, by columns: for breakdowns by language, kind and status."""

from typing import Any

from store.opening import Store
from store.rows import read_columns


def read_unit_sites(store: Store, country: str, wave: str) -> dict[str, list[Any]]:
    """Columns unit, site, kind, status, languages, platform of each linked enterprise's most probable site, by unit."""
    sql = (
        "SELECT unit, site, kind, status, languages, platform FROM ("
        " SELECT e.unit, w.site, w.kind, w.status, w.languages, w.platform,"
        " row_number() OVER (PARTITION BY e.unit ORDER BY l.probability DESC, l.site) AS place"
        " FROM links l JOIN enterprises e USING (country, wave, enterprise_id) JOIN websites w USING (country, wave, site)"
        " WHERE l.country = ? AND l.wave = ? AND l.relation <> 'rejected') WHERE place = 1 ORDER BY unit"
    )
    return read_columns(store.db, sql, [country, wave])
