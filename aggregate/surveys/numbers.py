"""The amounts that a survey's answers say: zeros that a filter implies, values that a percentage of another amount stands for."""

from collections.abc import Callable, Mapping

import numpy as np

from aggregate.estimators.arrays import Floats, Integers
from catalogue.survey_questions import PERCENT, SurveyQuestion, load_survey_questions

Answers = Mapping[int, tuple[str | None, float | None]]


def derive_values(question: SurveyQuestion, units: Integers, read_answers: Callable[[str], Answers]) -> Floats:
    """The amount of each unit, shape (units,), NaN where nobody knows it.

    Who answered no to the question's filter has 0; who gave a percentage instead has that part of the whole. `read_answers` gives
    {unit: (answer, value)} to any question of the survey.
    """
    values = _read_values(units, read_answers(question.code))
    for other in load_survey_questions().values():
        if other.gives == question.code and other.part_of and other.kind == PERCENT:
            parts = _read_values(units, read_answers(other.code)) / 100
            wholes = _read_values(units, read_answers(other.part_of))
            values = np.where(np.isnan(values), parts * wholes, values)
    if question.filter:
        gate = read_answers(question.filter)
        says_no = np.array([gate.get(unit, (None, None))[0] == "no" for unit in units.tolist()], dtype=bool)
        values = np.where(np.isnan(values) & says_no, 0.0, values)
    return values


def _read_values(units: Integers, answers: Answers) -> Floats:
    return np.array([_number_of(*answers.get(unit, (None, None))) for unit in units.tolist()], dtype=np.float64)


def _number_of(answer: str | None, value: float | None) -> float:
    if value is not None:
        return value
    return 0.0 if answer == "no" else float("nan")
