"""The synthetic sample of `cases/` as an office's own survey: weights, strata and amounts, in a store."""

from store.opening import Store
from store.records import Label, SurveyUnit
from store.reviews import append_labels
from store.surveys import write_survey_units
from tests.aggregate.cases_of_sample import load_case
from tests.aggregate.stores_of_cases import WAVE, sampled_ids

SURVEY = "ict-2025"


def write_case_survey(store: Store, *, weighted: bool = True, sized: bool = True) -> None:
    """Who was asked: the 200 units with N/n as weights, or with the sizes of their strata, or with both."""
    case = load_case()
    strata = [f"{section}_{size}" for section, size in zip(case.table["section"], case.table["size_class"], strict=True)]
    rows = zip(sampled_ids(), strata, case.weights.tolist(), case.table["N_h"].tolist(), strict=True)
    write_survey_units(
        store,
        (SurveyUnit(*WAVE, SURVEY, key, w if weighted else None, h if sized else "", n if sized else None) for key, h, w, n in rows),
    )


def write_answers(store: Store, question: str, column: str, survey: str | None = SURVEY) -> None:
    """Answers to a yes-no question from a column of 0 and 1."""
    answers = ["yes" if value else "no" for value in load_case().table[column]]
    append_labels(store, (answer(key, question, text, survey=survey) for key, text in zip(sampled_ids(), answers, strict=True)))


def write_amounts(store: Store, question: str, values: list[float], unit: str = "XDC", survey: str | None = SURVEY) -> None:
    append_labels(store, (amount(key, question, value, unit, survey) for key, value in zip(sampled_ids(), values, strict=True)))


def amount(key: str, question: str, value: float, unit: str = "XDC", survey: str | None = SURVEY) -> Label:
    return answer(key, question, "yes" if value else "no", value, unit, survey)


def answer(key: str, question: str, text: str, value: float | None = None, unit: str | None = None, survey: str | None = SURVEY) -> Label:
    return Label(*WAVE, key, question, text, "office", "survey", "2026-03-01T00:00:00Z", value, survey, reference_period="2025", unit=unit)
