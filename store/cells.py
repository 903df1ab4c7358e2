"""The frame counted by breakdown and state, in SQL: what sampling and estimation need of a million enterprises without holding them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from store.final_labels import decide_final
from store.opening import Store
from store.rows import read_columns

BREAKDOWNS = ("section", "size_class", "region", "urbanisation", "owner_sex")
STATES = ("no_site", "not_read", "predicted_no", "predicted_yes")

# An enterprise has a site where a link that was not rejected says so, or where its register names one that nobody compared yet.
HAS_SITE = """EXISTS (SELECT 1 FROM links l WHERE l.country = e.country AND l.wave = e.wave AND l.enterprise_id = e.enterprise_id
    AND l.relation <> 'rejected') OR (e.site IS NOT NULL AND NOT EXISTS (SELECT 1 FROM links l WHERE l.country = e.country
    AND l.wave = e.wave AND l.enterprise_id = e.enterprise_id AND l.site = e.site))"""
STATE = "CASE WHEN c.answer = 2 THEN 3 WHEN NOT f.has_site THEN 0 WHEN c.answer = 1 THEN 2 ELSE 1 END"
MOST_AT_ONCE, BITS = 31, 2  # answers of two bits in one number of 63
ANSWERS_BY_CELL = """SELECT cell, has_site, answers, count(*) AS units, sum(frame_weight) AS weight FROM (
    SELECT f.cell, f.has_site, f.frame_weight, (SELECT coalesce(sum(c.answer << p.bits), 0) FROM capability_rows c
    JOIN temp.shifts p ON p.term = c.capability WHERE c.unit = f.unit) AS answers FROM temp.frame_units f) GROUP BY 1, 2, 3"""
DECIDED = """LEFT JOIN capability_rows c ON c.unit = f.unit
    AND c.capability = (SELECT term FROM terms WHERE kind = 'capability' AND text = :capability)"""


@contextmanager
def counting(store: Store, country: str, wave: str) -> Iterator[dict[str, list[Any]]]:
    """Lays the wave's frame out for counting while its block works; gives the cells: columns cell and one for each breakdown."""
    db, key = store.db, {"country": country, "wave": wave}
    names = "section, size_class, coalesce(region, '_U') AS region, urbanisation, owner_sex"
    with store.writing():
        _drop_layout(store)
        db.execute(
            "CREATE TEMP TABLE cells (cell INTEGER PRIMARY KEY, section, size_class, region, urbanisation, owner_sex,"
            " UNIQUE (section, size_class, region, urbanisation, owner_sex))"
        )
        sql = f"INSERT INTO temp.cells ({', '.join(BREAKDOWNS)}) SELECT DISTINCT {names} FROM enterprises"  # noqa: S608
        db.execute(f"{sql} WHERE country = :country AND wave = :wave ORDER BY 1, 2, 3, 4, 5", key)
        db.execute("CREATE TEMP TABLE frame_units (unit INTEGER PRIMARY KEY, cell INTEGER, has_site INTEGER, frame_weight REAL)")
        db.execute(
            f"INSERT INTO temp.frame_units SELECT e.unit, k.cell, {HAS_SITE}, e.frame_weight FROM enterprises e"  # noqa: S608
            " JOIN temp.cells k ON k.section = e.section AND k.size_class = e.size_class AND k.region = coalesce(e.region, '_U')"
            " AND k.urbanisation = e.urbanisation AND k.owner_sex = e.owner_sex WHERE e.country = :country AND e.wave = :wave",
            key,
        )
    try:
        yield read_columns(db, f"SELECT cell, {', '.join(BREAKDOWNS)} FROM temp.cells ORDER BY cell")  # noqa: S608
    finally:
        with store.writing():
            _drop_layout(store)


def count_answers(store: Store, capabilities: Sequence[str]) -> Iterator[tuple[Sequence[str], dict[str, list[Any]]]]:
    """The frame counted by cell, knowledge of a site, and the answers to many capabilities, in one pass. Call inside `counting`.

    Yields a part of the capabilities (MOST_AT_ONCE at most) with columns cell, has_site, answers, units and weight. The answer (0 unknown,
    1 no, 2 yes) to the part's capability number i stands in bits 2i and 2i+1 of `answers`.
    """
    for start in range(0, len(capabilities), MOST_AT_ONCE):
        part = capabilities[start : start + MOST_AT_ONCE]
        with store.writing() as db:
            _drop(store, "shifts")
            db.execute("CREATE TEMP TABLE shifts (term INTEGER PRIMARY KEY, bits INTEGER)")
            sql = "INSERT INTO temp.shifts SELECT term, ? FROM terms WHERE kind = 'capability' AND text = ?"
            db.conn.executemany(sql, ((BITS * place, capability) for place, capability in enumerate(part)))
        yield part, read_columns(store.db, ANSWERS_BY_CELL)


def read_sampled_units(store: Store, country: str, wave: str, sample: str, capability: str) -> dict[str, list[Any]]:
    """A sample's units with their present cell, state of one capability and weight in the frame, by id. Call inside `counting`."""
    sql = (
        f"SELECT e.unit, s.enterprise_id, s.stratum, f.cell, f.frame_weight, {STATE} AS state FROM samples s"  # noqa: S608
        f" JOIN enterprises e USING (country, wave, enterprise_id) JOIN temp.frame_units f ON f.unit = e.unit {DECIDED}"
        " WHERE s.country = :country AND s.wave = :wave AND s.sample = :sample ORDER BY s.enterprise_id"
    )
    return _read(store, sql, {"country": country, "wave": wave, "sample": sample, "capability": capability})


def read_unit_states(store: Store, country: str, wave: str, capability: str) -> dict[str, list[Any]]:
    """Every enterprise in the order of its id, by columns: unit, size_class, frame_weight, state (0..3, as in STATES)."""
    sql = (
        f"SELECT f.unit, f.size_class, f.frame_weight, {STATE} AS state FROM (SELECT e.unit, e.enterprise_id, e.size_class,"  # noqa: S608
        f" e.frame_weight, {HAS_SITE} AS has_site FROM enterprises e WHERE e.country = :country AND e.wave = :wave) f {DECIDED}"
        " ORDER BY f.enterprise_id"
    )
    return _read(store, sql, {"country": country, "wave": wave, "capability": capability})


def read_enterprise_ids(store: Store, units: Sequence[int]) -> list[str]:
    """The enterprises' ids for short keys, in the same order."""
    sql = "SELECT enterprise_id FROM enterprises WHERE unit = ?"
    return [str(store.db.execute(sql, [unit]).fetchone()[0]) for unit in units]


def read_decided(store: Store, country: str, wave: str) -> dict[str, str]:
    """{capability: version of the model} of all that was decided in a wave."""
    sql = (
        "SELECT k.text, max(m.text) FROM (SELECT DISTINCT c.capability, c.model FROM enterprises e JOIN capability_rows c USING (unit)"
        " WHERE e.country = ? AND e.wave = ?) d JOIN terms k ON k.term = d.capability JOIN terms m ON m.term = d.model"
        " GROUP BY k.text ORDER BY k.text"
    )
    return {str(capability): str(model) for capability, model in store.db.execute(sql, [country, wave])}


def read_sample_answers(store: Store, country: str, wave: str, question: str, source: str, sample: str) -> dict[int, str | None]:
    """{unit: final answer} to one question; labels given for another sample are left out, those given for none are taken."""
    sql = (
        "SELECT e.unit, l.labeller, l.round, l.answer FROM labels l JOIN enterprises e USING (country, wave, enterprise_id)"
        " WHERE l.country = ? AND l.wave = ? AND l.question = ? AND l.source = ? AND coalesce(l.sample, ?) = ? ORDER BY l.at, l.label"
    )
    rows = read_columns(store.db, sql, [country, wave, question, source, sample, sample])
    return decide_final(rows["unit"], rows["labeller"], rows["round"], rows["answer"])


def read_questions(store: Store, country: str, wave: str) -> set[tuple[str, str]]:
    """All (question, source) pairs that have labels in a wave."""
    sql = "SELECT DISTINCT question, source FROM labels WHERE country = ? AND wave = ?"
    return {(str(question), str(source)) for question, source in store.db.execute(sql, [country, wave])}


def _drop_layout(store: Store) -> None:
    for table in ("shifts", "frame_units", "cells"):
        _drop(store, table)


def _drop(store: Store, table: str) -> None:
    store.db.execute(f"DROP TABLE IF EXISTS temp.{table}")


def _read(store: Store, sql: str, parameters: dict[str, Any]) -> dict[str, list[Any]]:
    cursor = store.db.conn.execute(sql, parameters)
    names = [column[0] for column in cursor.description]
    rows = cursor.fetchall()
    return {name: [row[i] for row in rows] for i, name in enumerate(names)}
