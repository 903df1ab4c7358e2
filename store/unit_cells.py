"""Every enterprise with its cell of the frame: what drawing a sample again and again needs."""

from typing import Any

from store.opening import Store
from store.rows import read_columns


def read_unit_cells(store: Store, country: str, wave: str) -> dict[str, list[Any]]:
    """Columns unit, enterprise_id and cell (as in `counting`, 1 and up), in the order of the ids. Call inside `counting`."""
    sql = (
        "SELECT e.unit, e.enterprise_id, f.cell FROM enterprises e JOIN temp.frame_units f ON f.unit = e.unit"
        " WHERE e.country = ? AND e.wave = ? ORDER BY e.enterprise_id"
    )
    return read_columns(store.db, sql, [country, wave])
