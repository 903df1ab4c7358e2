"""A wave decided again by a newer model, beside the published answers: what tells a new model's effect from a real change."""

from collections.abc import Iterable

from store.decisions import ANSWERS
from store.opening import Store
from store.records import Capability
from store.terms import key_of

UNITS = "SELECT unit FROM enterprises WHERE country = ? AND wave = ?"


def replace_redecisions(store: Store, country: str, wave: str, capabilities: Iterable[Capability]) -> None:
    """Replaces what was decided again of a wave, in one transaction; reasons are not kept, and published answers stay as they are."""
    with store.writing() as db:
        sql = "SELECT enterprise_id, unit FROM enterprises WHERE country = ? AND wave = ?"
        units = dict(db.execute(sql, [country, wave]).fetchall())
        db.execute(f"DELETE FROM redecided_rows WHERE unit IN ({UNITS})", [country, wave])  # noqa: S608
        rows = (_row(store, units[capability.enterprise_id], capability) for capability in capabilities)
        db.conn.executemany("INSERT INTO redecided_rows (unit, capability, answer, probability, model) VALUES (?, ?, ?, ?, ?)", rows)


def read_redecided(store: Store, country: str, wave: str) -> dict[str, str]:
    """{capability: version of the model} of all that was decided again in a wave."""
    sql = "SELECT capability, max(model) FROM redecisions WHERE country = ? AND wave = ? GROUP BY capability ORDER BY capability"
    return {str(capability): str(model) for capability, model in store.db.execute(sql, [country, wave])}


def count_differing(store: Store, country: str, wave: str, capability: str) -> int:
    """Enterprises of which the newer model says something else than was published."""
    sql = (
        "SELECT count(*) FROM enterprises e JOIN redecided_rows a USING (unit) JOIN terms k ON k.term = a.capability AND k.text = ?"
        " LEFT JOIN capability_rows c ON c.unit = a.unit AND c.capability = a.capability"
        " WHERE e.country = ? AND e.wave = ? AND coalesce(c.answer, 0) <> a.answer"
    )
    return int(store.db.execute(sql, [capability, country, wave]).fetchone()[0])


def _row(store: Store, unit: int, decided: Capability) -> tuple[object, ...]:
    keys = key_of(store, "capability", decided.capability), key_of(store, "model", decided.model)
    return unit, keys[0], ANSWERS.index(decided.answer), decided.probability, keys[1]
