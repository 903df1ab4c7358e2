"""Shares of enterprises that answered yes in a survey, by the engine of the default estimator."""

import numpy as np
import pandas as pd

from aggregate.estimators.by_state import LabelledSample, estimate_by_state
from aggregate.surveys.asked import find_answering, find_unanswered
from aggregate.surveys.rows import BY_STATE, WEIGHTED, name_populations
from aggregate.surveys.survey import Survey
from aggregate.tables.margins import build_margins
from aggregate.tables.rows import sample_rows
from catalogue.survey_questions import SurveyQuestion


def estimate_shares(survey: Survey, question: SurveyQuestion) -> pd.DataFrame | None:
    """The rows of one yes-no question; None where a whole state of a drawn sample is silent.

    With a decided capability near to the question its states post-stratify; else the weights alone count.
    """
    capability = survey.find_capability(question)
    asked, frame, answers = survey.read_asked(capability), survey.read_frame(capability), survey.read_shares(question)
    answering = find_answering(asked, ~np.isnan(answers))
    if answering is None:
        return None
    cells = asked.cells[answering.places]
    states = asked.states[answering.places] if capability else np.zeros(len(cells), dtype=np.int64)
    margins = build_margins(survey.shared.cells, frame.counts.by_cell, cells) if capability else ()
    design = (answering.strata, answering.frame_sizes, answering.weights, margins, answering.clusters)
    sample = LabelledSample(answers[answering.places], states, *design, earlier=answering.earlier)
    members = frame.domains.sparse_of_units(cells)
    estimates = estimate_by_state(sample, frame.state_weights, members, level=survey.shared.level)
    unanswered = find_unanswered(asked, ~np.isnan(answers), frame.domains.sparse_of_units(asked.cells))
    rows = sample_rows(frame.counts, frame.hidden, estimates, unanswered, survey.shared.rules)
    population = np.resize(name_populations(frame), len(rows))
    return rows.assign(
        population=population,
        denominator=population,
        method=BY_STATE if capability else WEIGHTED,
        model=survey.shared.models.get(capability) if capability else None,
        share_not_read=np.nan,  # a count of everybody, which is told, or hidden, beside the capability
    )
