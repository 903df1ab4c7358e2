"""A wave's survey answers: from whom the office asked, or a sample that we drew, to rows of the table `estimates`."""

from collections.abc import Iterator, Sequence

import pandas as pd

from aggregate.indicators import is_estimated_by_state
from aggregate.surveys.amount_tables import estimate_amount
from aggregate.surveys.shares import estimate_shares
from aggregate.surveys.survey import Survey, SurveyWave
from catalogue.capabilities import load_capabilities
from catalogue.messages import say
from catalogue.survey_questions import PERCENT, SurveyQuestion, load_survey_questions
from store.cells import read_questions
from store.surveys import list_surveys, read_survey_questions

FEWEST_ANSWERS = 10
FAR_OFF = 0.05


def estimate_surveys(shared: SurveyWave) -> Iterator[pd.DataFrame]:
    """Rows of everything that surveys asked and that labels of drawn samples do not give already. Call inside `counting`.

    A question that several surveys asked is estimated from the one with the most answers. Notes say what a reader must know.
    """
    asked = read_survey_questions(shared.store, shared.country, shared.wave)
    found = list(_list_surveys(shared)) if asked else []
    labelled = read_questions(shared.store, shared.country, shared.wave)
    audited = {question for question, source in labelled if source == "audit" and question in load_capabilities()}
    used = dict[str, Survey]()
    for code, periods, unit in asked:
        question = _find_question(code)
        survey = _choose(found, question, shared) if question and question.kind != PERCENT else None
        if question is None or survey is None:
            continue
        if code in audited:
            shared.notes.append(
                say(
                    "{question}: labels of websites are there, so that what survey {survey} says of it was left out.",
                    question=code,
                    survey=survey.name,
                )
            )
            continue
        tables = list(_estimate(survey, question, unit or ""))
        yield from (table.assign(indicator=code, sample=survey.name) for table in tables)
        if tables:
            used[survey.name] = survey
            _note_answers(shared, survey, question, periods)
    for survey in used.values():
        _note_weights(shared, survey)


def _list_surveys(shared: SurveyWave) -> Iterator[Survey]:
    """The office's surveys, then samples that we drew, newest first."""
    yield from (Survey(shared, name, None) for name in list_surveys(shared.store, shared.country, shared.wave))
    yield from (Survey(shared, design.sample, design) for design in reversed(shared.designs))


def _find_question(code: str) -> SurveyQuestion | None:
    """The question of a code; a capability that a survey asked for is one too."""
    return load_survey_questions().get(code) or (SurveyQuestion(code, "yes_no", code) if code in load_capabilities() else None)


def _choose(found: Sequence[Survey], question: SurveyQuestion, shared: SurveyWave) -> Survey | None:
    """The survey with the most answers to a question, ten at least; shares of a drawn sample by state are estimated elsewhere."""
    ours = not is_estimated_by_state(question, shared.models)
    counts = {id(survey): survey.count_answers(question) for survey in found if survey.design is None or ours}
    able = [survey for survey in found if counts.get(id(survey), 0) >= FEWEST_ANSWERS]
    return max(able, key=lambda survey: counts[id(survey)]) if able else None


def _estimate(survey: Survey, question: SurveyQuestion, unit: str) -> Iterator[pd.DataFrame]:
    if question.is_number:
        yield from estimate_amount(survey, question, unit)
    elif (table := estimate_shares(survey, question)) is not None:
        yield table


def _note_answers(shared: SurveyWave, survey: Survey, question: SurveyQuestion, periods: Sequence[str]) -> None:
    answered, asked = survey.count_answers(question), len(survey.read_asked(None).units)
    if answered < asked:
        shared.notes.append(
            say(
                "{question}: {answered} of {asked} enterprises of survey {survey} answered and stand for the others of their stratum.",
                question=question.code,
                answered=answered,
                asked=asked,
                survey=survey.name,
            )
        )
    if len(periods) > 1:
        shared.notes.append(
            say(
                "{question}: answers for several reference periods were given; those for {period} count.",
                question=question.code,
                period=periods[-1],
            )
        )


def _note_weights(shared: SurveyWave, survey: Survey) -> None:
    if survey.design is not None:
        return
    asked, frame = survey.read_asked(None), survey.read_frame(None)
    weighted, registered = float(asked.weights.sum()), float(frame.state_weights.sum())
    if asked.has_given_weights:
        shared.notes.append(
            say(
                "Survey {survey}: weights were taken as the office gave them, whether or not it has adjusted them for nonresponse.",
                survey=survey.name,
            )
        )
    if abs(weighted - registered) > FAR_OFF * registered:
        shared.notes.append(
            say(
                "Survey {survey}: its weights add up to {weighted:.0f} enterprises, but the register holds {registered:.0f} of the same"
                " size classes and sections. Shares rest on the weights; numbers of enterprises and totals are those of the register.",
                survey=survey.name,
                weighted=weighted,
                registered=registered,
            )
        )
