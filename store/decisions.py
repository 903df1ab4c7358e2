"""What was decided of enterprises: their links to sites, and their capabilities."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from store.linked_sites import list_units
from store.opening import Store
from store.records import Capability, Link
from store.rows import column_names, current_time, read_columns, write_records
from store.terms import key_of

ANSWERS = ("unknown", "no", "yes")


def replace_links(store: Store, country: str, wave: str, links: Iterable[Link]) -> None:
    """Replaces the wave's links; the day on which a link was first seen is kept."""
    with store.writing() as db:
        sql = "SELECT enterprise_id, site, first_seen FROM links WHERE country = ? AND wave = ?"
        first_seen = {(e, s): day for e, s, day in db.execute(sql, [country, wave])}
        db.execute("DELETE FROM links WHERE country = ? AND wave = ?", [country, wave])
        write_records(db, "links", links, Link, first_seen=current_time(), last_verified=current_time())
        rows = [(day, country, wave, e, s) for (e, s), day in first_seen.items() if day]
        db.conn.executemany("UPDATE links SET first_seen = ? WHERE country = ? AND wave = ? AND enterprise_id = ? AND site = ?", rows)


def read_links(store: Store, country: str, wave: str, enterprise_id: str | None = None) -> Iterator[Link]:
    """The links of a wave, or of one of its enterprises."""
    columns = column_names(Link)
    where, parameters = "country = ? AND wave = ?", [country, wave]
    if enterprise_id is not None:
        where, parameters = f"{where} AND enterprise_id = ?", [*parameters, enterprise_id]
    for row in store.db.execute(f"SELECT {', '.join(columns)} FROM links WHERE {where} ORDER BY enterprise_id, site", parameters):  # noqa: S608
        yield Link(*row)


def replace_capabilities(store: Store, country: str, wave: str, capabilities: Iterable[Capability]) -> None:
    """Replaces all that was decided in a wave, in one transaction."""
    with store.writing() as db:
        sql = "SELECT enterprise_id, unit FROM enterprises WHERE country = ? AND wave = ?"
        units = dict(db.execute(sql, [country, wave]).fetchall())
        db.execute(
            "DELETE FROM capability_rows WHERE unit IN (SELECT unit FROM enterprises WHERE country = ? AND wave = ?)", [country, wave]
        )
        rows = (_row(store, units, capability) for capability in capabilities)
        db.conn.executemany(
            "INSERT INTO capability_rows (unit, capability, answer, probability, reasons, model) VALUES (?, ?, ?, ?, ?, ?)", rows
        )


def read_capabilities(store: Store, country: str, wave: str, enterprise_id: str) -> list[Capability]:
    """What was decided of one enterprise."""
    sql = (
        "SELECT enterprise_id, capability, answer, probability, model, reasons FROM capabilities"
        " WHERE country = ? AND wave = ? AND enterprise_id = ? ORDER BY capability"
    )
    return [Capability(*row) for row in store.db.execute(sql, [country, wave, enterprise_id])]


def read_answers(store: Store, country: str, wave: str, capability: str, units: Sequence[int] | None = None) -> dict[str, list[Any]]:
    """One capability of every enterprise by columns: unit, answer (0 unknown, 1 no, 2 yes), probability, model.

    `units` leaves out all others.
    """
    sql = (
        f"SELECT e.unit, c.answer, c.probability, m.text AS model FROM {list_units(units)}"  # noqa: S608  our own text
        " JOIN terms k ON k.kind = 'capability' AND k.text = :capability"
        " JOIN capability_rows c ON c.unit = e.unit AND c.capability = k.term JOIN terms m ON m.term = c.model"
        " WHERE e.country = :country AND e.wave = :wave ORDER BY e.unit"
    )
    return read_columns(store.db, sql, {"country": country, "wave": wave, "capability": capability, "units": json.dumps(units)})


def _row(store: Store, units: dict[str, int], capability: Capability) -> list[Any]:
    return [
        units[capability.enterprise_id],
        key_of(store, "capability", capability.capability),
        ANSWERS.index(capability.answer),
        capability.probability,
        capability.reasons,
        key_of(store, "model", capability.model),
    ]
