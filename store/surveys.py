"""Surveys of the office: whom they asked with which weight, and the answers, numbers included, ready for estimation."""

from collections.abc import Iterable
from typing import Any

from store.cells import DECIDED, UNSEEN_STATE
from store.cross_fits import UNSEEN
from store.deciding_hosts import DECIDING_HOST
from store.final_labels import decide_final
from store.opening import Store
from store.records import SurveyUnit
from store.rows import read_columns, write_records

KEY = ("country", "wave", "survey", "enterprise_id")
SURVEY = "survey"


def write_survey_units(store: Store, units: Iterable[SurveyUnit]) -> None:
    """Keeps whom a survey asked; an enterprise that is there already gets its new weight and stratum."""
    with store.writing() as db:
        write_records(db, "survey_units", units, SurveyUnit, key=KEY)


def list_surveys(store: Store, country: str, wave: str) -> list[str]:
    """The names of the surveys that came with weights or strata, in alphabetical order."""
    sql = "SELECT DISTINCT survey FROM survey_units WHERE country = ? AND wave = ? ORDER BY survey"
    return [str(name) for (name,) in store.db.execute(sql, [country, wave])]


def read_survey_units(store: Store, country: str, wave: str, survey: str, capability: str | None) -> dict[str, list[Any]]:
    """Whom a survey asked, by id: unit, weight, stratum, stratum_size, cell, state, persons_employed, host; inside `counting`."""
    return _read_units(store, "survey_units s", "s.survey", "s.weight, s.stratum, s.stratum_size", (country, wave, survey), capability)


def read_drawn_units(store: Store, country: str, wave: str, sample: str, capability: str | None) -> dict[str, list[Any]]:
    """A sample that we drew, by the same columns without weight and stratum_size, with frame_weight. Call inside `counting`.

    The weight is that before the review, as in `cells.read_sampled_units`: over the inclusion probability of the first phase.
    """
    return _read_units(store, "samples s", "s.sample", "s.stratum", (country, wave, sample), capability)


def _read_units(
    store: Store, table: str, name: str, columns: str, key: tuple[str, str, str], capability: str | None
) -> dict[str, list[Any]]:
    sql = (
        f"SELECT e.unit, {columns}, f.cell, f.frame_weight / nullif(f.chance, 0) AS frame_weight, e.size_class,"  # noqa: S608
        f" {DECIDING_HOST} AS host, e.persons_employed,"
        f" {UNSEEN_STATE} AS state FROM {table}"
        f" JOIN enterprises e USING (country, wave, enterprise_id) JOIN temp.frame_units f ON f.unit = e.unit {DECIDED} {UNSEEN}"
        f" WHERE s.country = :country AND s.wave = :wave AND {name} = :name ORDER BY s.enterprise_id"
    )
    return read_columns(store.db, sql, {"capability": capability, **dict(zip(("country", "wave", "name"), key, strict=True))})


def read_survey_answers(
    store: Store, country: str, wave: str, question: str, survey: str, *, drawn: bool = False
) -> dict[int, tuple[str | None, float | None]]:
    """{unit: (final answer, value)} to one question of a survey, of its newest reference period; value is None where none was given.

    As with other labels the adjudicated one counts, else the one that all agree on; labellers who gave different numbers do not agree.
    `drawn`: the survey is a sample that we drew; then answers given for no sample in particular count too.
    """
    sql = (
        "SELECT e.unit, l.labeller, l.round, l.answer, l.value, coalesce(l.reference_period, '') AS period FROM standing_labels l"
        " JOIN enterprises e USING (country, wave, enterprise_id) WHERE l.country = ? AND l.wave = ? AND l.question = ?"
        " AND l.source = ? AND coalesce(l.sample, ?) = ? ORDER BY l.at, l.label"
    )
    rows = read_columns(store.db, sql, [country, wave, question, SURVEY, survey if drawn else None, survey])
    newest = max(rows["period"], default="")
    kept = [i for i, period in enumerate(rows["period"]) if period == newest]
    unit, labeller, round_name, answer, value = ([rows[c][i] for i in kept] for c in ("unit", "labeller", "round", "answer", "value"))
    texts = [given if number is None else f"{given} {number!r}" for given, number in zip(answer, value, strict=True)]
    meant = dict(zip(texts, zip(answer, value, strict=True), strict=True))
    return {key: (None, None) if text is None else meant[text] for key, text in decide_final(unit, labeller, round_name, texts).items()}


def read_survey_questions(store: Store, country: str, wave: str) -> list[tuple[str, tuple[str, ...], str | None]]:
    """(question, reference periods, unit of its values) of everything that was asked in surveys of a wave."""
    sql = (
        "SELECT question, group_concat(DISTINCT reference_period), max(unit) FROM standing_labels"
        " WHERE country = ? AND wave = ? AND source = ? GROUP BY question ORDER BY question"
    )
    rows = store.db.execute(sql, [country, wave, SURVEY])
    return [(str(question), tuple(sorted(periods.split(","))) if periods else (), unit) for question, periods, unit in rows]


def find_currency(store: Store, country: str, wave: str) -> str | None:
    """The currency of the amounts that surveys of a wave gave so far, or None."""
    sql = (
        "SELECT unit FROM standing_labels WHERE country = ? AND wave = ? AND source = ?"
        " AND unit IS NOT NULL AND unit NOT IN ('persons', 'percent') ORDER BY label LIMIT 1"
    )
    row = store.db.execute(sql, [country, wave, SURVEY]).fetchone()
    return str(row[0]) if row else None


def sum_persons(store: Store) -> dict[str, list[Any]]:
    """Persons employed of the frame by cell: cell, known (persons), weight_known, weight_unknown (enterprises). Call inside `counting`."""
    sql = (
        "SELECT f.cell, coalesce(sum(f.frame_weight * e.persons_employed), 0) AS known,"
        " sum(CASE WHEN e.persons_employed IS NULL THEN 0 ELSE f.frame_weight END) AS weight_known,"
        " sum(CASE WHEN e.persons_employed IS NULL THEN f.frame_weight ELSE 0 END) AS weight_unknown"
        " FROM temp.frame_units f JOIN enterprises e ON e.unit = f.unit GROUP BY f.cell ORDER BY f.cell"
    )
    return read_columns(store.db, sql)
