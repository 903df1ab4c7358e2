"""Tables of one amount that a survey asked for: totals, means of an enterprise, and shares of the amount that contains it."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import t as student

from aggregate.estimators.arrays import Booleans, Floats
from aggregate.quality import grade
from aggregate.surveys.amounts import AmountEstimates, AmountSample, estimate_ratios, estimate_totals, treat
from aggregate.surveys.asked import AskedUnits, find_answering
from aggregate.surveys.auxiliaries import Known, build_amount_sample
from aggregate.surveys.frame import CoveredFrame, code_sizes
from aggregate.surveys.rows import amount_rows, grade_amounts, name_populations
from aggregate.surveys.survey import Survey
from aggregate.tables.rows import PROPORTION
from catalogue.survey_questions import SurveyQuestion, find_survey_question

FEWEST_ANSWERS = 10
REGISTER_PERSONS = "persons employed in the register"


@dataclass(frozen=True, slots=True)
class AmountTable:
    """The units that gave an amount: the sample for estimation, their domains (domains, units), values as answered and as treated."""

    sample: AmountSample
    frame: CoveredFrame
    domains: Floats
    values: Floats
    treated: Floats


def estimate_amount(survey: Survey, question: SurveyQuestion, unit: str) -> Iterator[pd.DataFrame]:
    """The rows of one amount: totals and means, then shares where the amount is part of another one that was asked."""
    values = survey.read_values(question)
    table = _build_table(survey, question, values, ~np.isnan(values))
    if table is None:
        return
    level, ones = survey.shared.level, np.ones(len(table.values))
    totals = estimate_totals(table.values, table.treated, table.sample, table.domains, level)
    means = estimate_ratios((table.values, table.treated), (ones, ones), table.sample, table.domains, level)
    population = name_populations(table.frame)
    for measure, figures in (("total", totals), ("mean", means)):
        quality = _grade(figures, table.sample, level)
        rows = amount_rows(table.frame, figures, quality, measure=measure, unit=unit, denominator="")
        yield rows.assign(denominator=np.tile(population, 2))
    yield from _estimate_part(survey, question, values)


def _estimate_part(survey: Survey, question: SurveyQuestion, values: Floats) -> Iterator[pd.DataFrame]:
    """Shares of the amount that contains this one, from enterprises that gave both; of the register's persons where nobody asked them."""
    whole = find_survey_question(question.part_of) if question.part_of else None
    if whole is None:
        return
    wholes, name = survey.read_values(whole), whole.name
    if whole.kind == "persons" and np.isnan(wholes).all():
        wholes, name = survey.read_asked(None).persons, REGISTER_PERSONS
    both = ~np.isnan(values) & ~np.isnan(wholes)
    top, bottom = (_build_table(survey, question, figures, both) for figures in (values, wholes))
    if top is None or bottom is None:
        return
    level = survey.shared.level
    pairs = (top.values, top.treated), (bottom.values, bottom.treated)
    shares = estimate_ratios(*pairs, top.sample, top.domains, level, "logit")
    quality = grade(shares.low, shares.high, shares.labelled, shares.labelled)
    yield amount_rows(top.frame, shares, quality, measure="share", unit=PROPORTION, denominator=name)


def _build_table(survey: Survey, question: SurveyQuestion, values: Floats, answered: Booleans) -> AmountTable | None:
    capability = survey.find_capability(question)
    asked, frame = survey.read_asked(capability), survey.read_frame(capability)
    answering = find_answering(asked, answered)
    if answering is None or len(answering.places) < FEWEST_ANSWERS:
        return None
    known = _know(survey, asked, frame, answering.places.tolist(), with_states=capability is not None)
    sample = build_amount_sample(answering.weights, answering.strata, answering.frame_sizes, known)
    given = values[answering.places]
    domains = frame.domains.of_units(asked.cells[answering.places])
    return AmountTable(sample, frame, domains, given, treat(given, sample).values)


def _know(survey: Survey, asked: AskedUnits, frame: CoveredFrame, places: list[int], *, with_states: bool) -> Known:
    sizes = code_sizes(survey.shared.cells["size_class"])[asked.cells[places]]
    persons = asked.persons[places]
    return Known(
        asked.states[places] if with_states else np.zeros(len(places), dtype=np.int64),
        frame.state_weights,
        sizes,
        frame.size_weights,
        np.where(np.isnan(persons), frame.mean_persons[sizes], persons),
        float(frame.persons.sum()),
    )


def _grade(figures: AmountEstimates, sample: AmountSample, level: float) -> NDArray[np.str_]:
    quantile = float(student.ppf((1 + level) / 2, sample.degrees))
    return grade_amounts(figures.low, figures.high, quantile, figures.labelled)
