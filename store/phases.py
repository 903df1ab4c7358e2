"""The first of two phases: enterprises whose websites are visited where not all can be.

Enterprises outside of it are in no state: nobody looked for their websites or at them.
"""

import json
from collections.abc import Iterable
from typing import Any

from store.opening import Store
from store.records import PhaseDesign, PhaseUnit
from store.reviews import read_strata
from store.rows import column_names, current_time, read_columns, write_records

# Of an enterprise e: the inclusion probability of the first phase, 0 outside of it, 1 where the wave has none.
CHANCE = """CASE WHEN EXISTS (SELECT 1 FROM phase_designs d WHERE d.country = e.country AND d.wave = e.wave)
    THEN coalesce((SELECT p.inclusion_probability FROM phase_units p WHERE p.country = e.country AND p.wave = e.wave
        AND p.enterprise_id = e.enterprise_id), 0.0) ELSE 1.0 END"""
# Of a website w: it belongs to the first phase, or the wave has none.
IN_PHASE = """(NOT EXISTS (SELECT 1 FROM phase_designs d WHERE d.country = w.country AND d.wave = w.wave)
    OR EXISTS (SELECT 1 FROM enterprises e JOIN phase_units p USING (country, wave, enterprise_id)
        WHERE e.country = w.country AND e.wave = w.wave AND e.site = w.site)
    OR EXISTS (SELECT 1 FROM links l JOIN phase_units p USING (country, wave, enterprise_id)
        WHERE l.country = w.country AND l.wave = w.wave AND l.site = w.site AND l.relation <> 'rejected'))"""


def write_phase(store: Store, design: PhaseDesign, units: Iterable[PhaseUnit]) -> None:
    """Keeps a wave's first phase, whole; there is one at most."""
    with store.writing() as db:
        write_records(db, "phase_designs", [design], PhaseDesign, drawn_at=current_time())
        write_records(db, "phase_units", units, PhaseUnit, country=design.country, wave=design.wave)


def find_phase(store: Store, country: str, wave: str) -> PhaseDesign | None:
    """The wave's first phase, or None where all enterprises are looked at."""
    columns = column_names(PhaseDesign)
    sql = f"SELECT {', '.join(columns)} FROM phase_designs WHERE country = ? AND wave = ?"  # noqa: S608
    row = store.db.execute(sql, [country, wave]).fetchone()
    if row is None:
        return None
    values = dict(zip(columns, row, strict=True))
    return PhaseDesign(**{**values, "strata": read_strata(values["strata"]), "plan": json.loads(values["plan"])})


def read_phase_units(store: Store, country: str, wave: str) -> dict[str, list[Any]]:
    """The enterprises of the first phase by columns: unit, stratum, inclusion_probability, by unit."""
    sql = (
        "SELECT e.unit, p.stratum, p.inclusion_probability FROM phase_units p JOIN enterprises e USING (country, wave, enterprise_id)"
        " WHERE p.country = ? AND p.wave = ? ORDER BY e.unit"
    )
    return read_columns(store.db, sql, [country, wave])


def read_register_units(store: Store, country: str, wave: str) -> dict[str, list[Any]]:
    """What a draw needs of each enterprise, by columns: unit, enterprise_id, size_class, section, stratum, frame_weight, names_site."""
    sql = (
        "SELECT unit, enterprise_id, size_class, section, coalesce(stratum, '') AS stratum, frame_weight,"
        " site IS NOT NULL OR EXISTS (SELECT 1 FROM links l WHERE l.country = e.country AND l.wave = e.wave"
        " AND l.enterprise_id = e.enterprise_id AND l.relation <> 'rejected') AS names_site"
        " FROM enterprises e WHERE country = ? AND wave = ? ORDER BY unit"
    )
    return read_columns(store.db, sql, [country, wave])


def read_probabilities(store: Store, country: str, wave: str, capability: str) -> dict[str, list[Any]]:
    """Columns unit and probability of a yes of all enterprises that have one, by unit."""
    sql = (
        "SELECT e.unit, c.probability FROM enterprises e JOIN capability_rows c USING (unit) WHERE e.country = ? AND e.wave = ?"
        " AND c.capability = (SELECT term FROM terms WHERE kind = 'capability' AND text = ?) AND c.probability IS NOT NULL ORDER BY e.unit"
    )
    return read_columns(store.db, sql, [country, wave, capability])
