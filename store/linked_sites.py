"""The most probable site of enterprises, by columns: for breakdowns by language, kind and status."""

import json
from collections.abc import Sequence
from typing import Any

from store.opening import Store
from store.rows import read_columns


def read_unit_sites(store: Store, country: str, wave: str, units: Sequence[int] | None = None) -> dict[str, list[Any]]:
    """Columns unit, site, kind, status, languages, platform of each linked enterprise's most probable site, by unit.

    `units` leaves out all others.
    """
    sql = (
        "SELECT unit, site, kind, status, languages, platform FROM ("  # noqa: S608  our own text
        " SELECT e.unit, w.site, w.kind, w.status, w.languages, w.platform,"
        " row_number() OVER (PARTITION BY e.unit ORDER BY l.probability DESC, l.site) AS place"
        f" FROM {list_units(units)} JOIN links l USING (country, wave, enterprise_id)"
        " JOIN websites w ON w.country = l.country AND w.wave = l.wave AND w.site = l.site"  # enterprises have a column `site`, too
        " WHERE e.country = :country AND e.wave = :wave AND l.relation <> 'rejected') WHERE place = 1 ORDER BY unit"
    )
    return read_columns(store.db, sql, {"country": country, "wave": wave, "units": json.dumps(units)})


def list_units(units: Sequence[int] | None) -> str:
    """The enterprises `e` of a query: all, or those of the parameter `units` (JSON), which SQLite then looks up one by one."""
    return "enterprises e" if units is None else "json_each(:units) u CROSS JOIN enterprises e ON e.unit = u.value"
