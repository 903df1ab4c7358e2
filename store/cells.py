"""What sampling and estimation ask of the frame and its labels: states of units, units of a sample, answers, questions."""

from typing import Any

from store.cross_fits import UNSEEN, UNSEEN_ANSWER
from store.final_labels import decide_final
from store.layout import HAS_SITE
from store.opening import Store
from store.rows import read_columns

STATES = ("no_site", "not_read", "predicted_no", "predicted_yes")
STATE = "CASE WHEN c.answer = 2 THEN 3 WHEN NOT f.has_site THEN 0 WHEN c.answer = 1 THEN 2 ELSE 1 END"
UNSEEN_STATE = STATE.replace("c.answer", UNSEEN_ANSWER)
DECIDED = """LEFT JOIN capability_rows c ON c.unit = f.unit
    AND c.capability = (SELECT term FROM terms WHERE kind = 'capability' AND text = :capability)"""
REDECIDED = DECIDED.replace("capability_rows", "redecided_rows")


def read_sampled_units(
    store: Store, country: str, wave: str, sample: str, capability: str, *, redecided: bool = False
) -> dict[str, list[Any]]:
    """A sample's units with their present cell, state of one capability and weight in the frame, by id. Call inside `counting`.

    The state is the one that a model says which has not learnt from the unit's labels (see `cross_fits`), or that of what was decided
    again. The weight is that before the review: of the register, over the inclusion probability of the first phase.
    """
    state, decided = (STATE, REDECIDED) if redecided else (UNSEEN_STATE, f"{DECIDED} {UNSEEN}")
    sql = (
        f"SELECT e.unit, s.enterprise_id, s.stratum, f.cell, f.frame_weight / f.chance AS frame_weight, {state} AS state"  # noqa: S608
        " FROM samples s JOIN enterprises e USING (country, wave, enterprise_id)"
        f" JOIN temp.frame_units f ON f.unit = e.unit AND f.chance > 0 {decided}"
        " WHERE s.country = :country AND s.wave = :wave AND s.sample = :sample ORDER BY s.enterprise_id"
    )
    return read_columns(store.db, sql, {"country": country, "wave": wave, "sample": sample, "capability": capability})


def read_unit_states(store: Store, country: str, wave: str, capability: str) -> dict[str, list[Any]]:
    """Every enterprise in the order of its id, by columns: unit, size_class, frame_weight, state (0..3, as in STATES)."""
    sql = (
        f"SELECT f.unit, f.size_class, f.frame_weight, {STATE} AS state FROM (SELECT e.unit, e.enterprise_id, e.size_class,"  # noqa: S608
        f" e.frame_weight, {HAS_SITE} AS has_site FROM enterprises e WHERE e.country = :country AND e.wave = :wave) f {DECIDED}"
        " ORDER BY f.enterprise_id"
    )
    return read_columns(store.db, sql, {"country": country, "wave": wave, "capability": capability})


def read_decided(store: Store, country: str, wave: str) -> dict[str, str]:
    """{capability: version of the model} of all that was decided in a wave."""
    key = {"country": country, "wave": wave}
    bounds = "SELECT min(unit) AS low, max(unit) AS high, count(*) AS units FROM enterprises WHERE country = :country AND wave = :wave"
    low, high, units = store.db.execute(bounds, key).fetchone()
    between = store.db.execute("SELECT count(*) FROM enterprises WHERE unit BETWEEN ? AND ?", [low, high]).fetchone()[0]
    # Where waves' units do not mix, as is usual, nothing needs to be looked up for each of many million decisions.
    of_wave = "" if between == units else "JOIN enterprises e ON e.unit = c.unit AND e.country = :country AND e.wave = :wave"
    sql = (
        f"SELECT k.text, max(m.text) FROM (SELECT DISTINCT c.capability, c.model FROM capability_rows c {of_wave}"  # noqa: S608
        " WHERE c.unit BETWEEN :low AND :high) d JOIN terms k ON k.term = d.capability JOIN terms m ON m.term = d.model"
        " GROUP BY k.text ORDER BY k.text"
    )
    return {str(capability): str(model) for capability, model in store.db.execute(sql, {**key, "low": low, "high": high})}


def read_sample_answers(store: Store, country: str, wave: str, question: str, source: str, sample: str) -> dict[int, str | None]:
    """{unit: final answer} to one question; labels given for another sample are left out, those given for none are taken."""
    sql = (
        "SELECT e.unit, l.labeller, l.round, l.answer FROM standing_labels l JOIN enterprises e USING (country, wave, enterprise_id)"
        " WHERE l.country = ? AND l.wave = ? AND l.question = ? AND l.source = ? AND coalesce(l.sample, ?) = ? ORDER BY l.at, l.label"
    )
    rows = read_columns(store.db, sql, [country, wave, question, source, sample, sample])
    return decide_final(rows["unit"], rows["labeller"], rows["round"], rows["answer"])


def read_questions(store: Store, country: str, wave: str) -> set[tuple[str, str]]:
    """All (question, source) pairs that have labels in a wave."""
    sql = "SELECT DISTINCT question, source FROM standing_labels WHERE country = ? AND wave = ?"
    return {(str(question), str(source)) for question, source in store.db.execute(sql, [country, wave])}
