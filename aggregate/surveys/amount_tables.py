"""Tables of one amount that a survey asked for: totals, means of an enterprise, and shares of the amount that contains it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import t as student

from aggregate.estimators.arrays import Booleans, Floats, Integers
from aggregate.quality import grade
from aggregate.size_codes import code_sizes
from aggregate.surveys.amounts import AmountEstimates, AmountSample, estimate_ratios, estimate_totals, treat
from aggregate.surveys.asked import AskedUnits, find_answering
from aggregate.surveys.auxiliaries import Known, build_amount_sample
from aggregate.surveys.blocks import join_columns
from aggregate.surveys.frame import CoveredFrame
from aggregate.surveys.hiding import hide_amounts
from aggregate.surveys.rows import TREATED, UNTREATED, amount_rows, grade_amounts, name_populations
from aggregate.surveys.survey import Survey
from aggregate.tables.rows import PROPORTION, Texts
from catalogue.survey_questions import PERSONS, SurveyQuestion, find_survey_question

FEWEST_ANSWERS = 10
REGISTER_PERSONS = "persons employed in the register"


@dataclass(frozen=True, slots=True)
class AmountTable:
    """The units that gave an amount: the sample for estimation, the cell of each, values as answered and treated; domains to be hidden."""

    sample: AmountSample
    frame: CoveredFrame
    hidden: Texts
    cells: Integers
    values: Floats
    treated: Floats


def estimate_amount(survey: Survey, question: SurveyQuestion, unit: str) -> Iterator[pd.DataFrame]:
    """The rows of one amount: totals and means, then shares where the amount is part of another one that was asked."""
    values = survey.read_values(question)
    table = _build_table(survey, question, values, ~np.isnan(values))
    if table is None:
        return
    level, ones, denominator = survey.shared.level, np.ones(len(table.values)), np.tile(name_populations(table.frame), 2)
    totals = _in_blocks(table, lambda domains: estimate_totals(table.values, table.treated, table.sample, domains, level))
    pairs = (table.values, table.treated), (ones, ones)
    means = _in_blocks(table, lambda domains: estimate_ratios(*pairs, table.sample, domains, level))
    for measure, figures in (("total", totals), ("mean", means)):
        rows = amount_rows(table.frame, table.hidden, figures, _grade(figures, table.sample, level))
        yield rows.assign(measure=measure, unit=unit, denominator=denominator)
    yield from _estimate_part(survey, question, values, table.hidden)


def _estimate_part(survey: Survey, question: SurveyQuestion, values: Floats, hidden: Texts) -> Iterator[pd.DataFrame]:
    """Shares of the amount that contains this one, from enterprises that gave both; of the register's persons where nobody asked them."""
    whole = find_survey_question(question.part_of) if question.part_of else None
    if whole is None:
        return
    wholes, name = survey.read_values(whole), whole.name
    asked = _build_table(survey, whole, wholes, ~np.isnan(wholes))
    if asked is None and whole.kind == PERSONS:
        wholes, name = survey.read_asked(None).persons, REGISTER_PERSONS
    both = ~np.isnan(values) & ~np.isnan(wholes)
    top, bottom = (_build_table(survey, question, figures, both) for figures in (values, wholes))
    if top is None or bottom is None:
        return
    level, pairs = survey.shared.level, ((top.values, top.treated), (bottom.values, bottom.treated))
    shares = _in_blocks(top, lambda domains: estimate_ratios(*pairs, top.sample, domains, level, "logit"))
    suppressed = _hide_either(_hide_either(hidden, asked.hidden) if asked else hidden, top.hidden)
    rows = amount_rows(top.frame, suppressed, shares, grade(shares.low, shares.high, shares.labelled, shares.labelled))
    yield rows.assign(measure="share", unit=PROPORTION, denominator=name)


def _build_table(survey: Survey, question: SurveyQuestion, values: Floats, answered: Booleans) -> AmountTable | None:
    capability = survey.find_capability(question)
    asked, frame = survey.read_asked(capability), survey.read_frame(capability)
    answering = find_answering(asked, answered)
    if answering is None or len(answering.places) < FEWEST_ANSWERS:
        return None
    known = _know(survey, asked, frame, answering.places, with_states=capability is not None)
    design = (answering.weights, answering.strata, answering.frame_sizes)
    sample = build_amount_sample(*design, known, answering.clusters, answering.earlier)
    given, cells = values[answering.places], asked.cells[answering.places]
    members = frame.domains.sparse_of_units(cells)
    releases, methods = survey.shared.releases, (TREATED, UNTREATED)
    tell = partial(releases.tell_figures, frame.counts.keys, (question.code,), "total", methods) if releases else None
    hidden = hide_amounts(frame.counts, frame.hidden, given, answering.weights, members, survey.shared.rules, tell)
    return AmountTable(sample, frame, hidden, cells, given, treat(given, sample).values)


def _in_blocks(table: AmountTable, estimate: Callable[[Floats], AmountEstimates]) -> AmountEstimates:
    return join_columns([estimate(domains) for domains in table.frame.list_blocks(table.cells)])


def _hide_either(part: Texts, whole: Texts) -> Texts:
    """A share is hidden with either of its amounts, since the share and one of them give the other."""
    return np.where(part == "none", whole, np.where(whole == "primary", whole, part)).astype(object)


def _know(survey: Survey, asked: AskedUnits, frame: CoveredFrame, places: Integers, *, with_states: bool) -> Known:
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
