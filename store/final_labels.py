"""The label that counts: the adjudicated one, else the one that all who answered gave, else unresolved."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from store.opening import Store
from store.records import Label
from store.rows import read_columns

UNRESOLVED: Final = None
ADJUDICATED: Final = "adjudicated"
UNKNOWN: Final = "unknown"


def decide_final(units: Sequence[Any], labellers: Sequence[str], rounds: Sequence[str], answers: Sequence[str]) -> dict[Any, str | None]:
    """{unit: final answer}; None where those who answered disagree and nobody has adjudicated (treated as unanswered).

    Four columns of the same length, in the order in which the labels were given: who answers again in the same role takes back the
    earlier answer. Who says `unknown` has not answered: yes beside unknown is yes, and unknown alone stays unknown.
    """
    adjudicated = dict[Any, str]()
    by_labeller = dict[Any, dict[str, str]]()
    for unit, labeller, round_name, answer in zip(units, labellers, rounds, answers, strict=True):
        if round_name == ADJUDICATED:
            adjudicated[unit] = answer
        else:
            by_labeller.setdefault(unit, {})[labeller] = answer
    agreed = {unit: _agreed(given.values()) for unit, given in by_labeller.items()}
    return {**agreed, **adjudicated}


def final_answers(labels: Iterable[Label]) -> dict[tuple[str, str], str | None]:
    """{(enterprise_id, question): final answer} of label records, in the order in which they were given."""
    ordered = sorted(labels, key=lambda label: label.at)
    units = [(label.enterprise_id, label.question) for label in ordered]
    columns = ([label.labeller for label in ordered], [label.round for label in ordered], [label.answer for label in ordered])
    return decide_final(units, *columns)


def read_final_labels(
    store: Store, country: str, wave: str, question: str, source: str | None = None, sample: str | None = None
) -> dict[str, list[Any]]:
    """Final labels of one question by columns: unit (the store's short key), answer (yes, no, unknown, or None: unresolved), by unit.

    `source` (audit, training, survey) and `sample` leave out labels of other origins; several origins together are judged as one.
    """
    where, parameters = "l.country = ? AND l.wave = ? AND l.question = ?", [country, wave, question]
    for column, value in (("source", source), ("sample", sample)):
        if value is not None:
            where, parameters = f"{where} AND l.{column} = ?", [*parameters, value]
    sql = (
        "SELECT e.unit, l.labeller, l.round, l.answer FROM standing_labels l JOIN enterprises e USING (country, wave, enterprise_id)"  # noqa: S608
        f" WHERE {where} ORDER BY l.at, l.label"
    )
    rows = read_columns(store.db, sql, parameters)
    final = decide_final(rows["unit"], rows["labeller"], rows["round"], rows["answer"])
    units = sorted(final)
    return {"unit": units, "answer": [final[unit] for unit in units]}


def _agreed(answers: Iterable[str]) -> str | None:
    different = set(answers)
    answered = (different - {UNKNOWN}) or different
    return answered.pop() if len(answered) == 1 else UNRESOLVED
