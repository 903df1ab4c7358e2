"""Other estimators beside the default one, where somebody asks for them: experimental rows, each under a method of its own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from aggregate.earlier_labels import correct_by_labels
from aggregate.estimators.arrays import Floats
from aggregate.estimators.by_state import DomainEstimates
from aggregate.indicators import Question
from aggregate.tables.labelled import estimate_in_frame
from aggregate.tables.rows import SAMPLE_METHOD, FrameCounts, Texts, hide_counts
from aggregate.tables.sample_tables import SampleTables
from aggregate.tables.small_area_rows import METHOD as SMALL_AREAS
from aggregate.tables.small_area_rows import small_area_rows
from aggregate.tables.web_rows import COMBINED, MODEL_BASED, build_web_sample, estimate_web_totals, find_judged, web_rows
from aggregate.wave import Wave
from catalogue.errors import EstimateError
from catalogue.messages import say
from store.cells import read_sample_answers, read_sampled_units

MISCLASSIFICATION = "misclassification"
METHODS = (MODEL_BASED, COMBINED, MISCLASSIFICATION, SMALL_AREAS)
WEBSITE = "own_website"
CONFIDENTIAL = ("primary", "secondary")


@dataclass(frozen=True, slots=True)
class Default:
    """The default estimator's part in one indicator: what it works with, the sample's name, and the rows as published."""

    tables: SampleTables
    sample: str
    rows: pd.DataFrame


def read_methods(text: str) -> tuple[str, ...]:
    """The methods named in a text such as `model_based,combined`; `all` names every one.

    Raises:
        EstimateError: a method that nobody knows.
    """
    names = [name.strip() for name in text.split(",") if name.strip()]
    unknown = [name for name in names if name not in (*METHODS, "all")]
    if unknown:
        raise EstimateError(say("The method {name} is not known: choose from {known}, or all.", name=unknown[0], known=", ".join(METHODS)))
    return METHODS if "all" in names else tuple(method for method in METHODS if method in names)


def compare_methods(shared: Wave, question: Question, hidden: Texts, default: Default | None) -> Iterator[pd.DataFrame]:
    """Rows of the methods asked for. Call inside `counting`.

    Args:
        shared: the wave.
        question: what is estimated.
        hidden: the column `suppressed` that holds for every indicator.
        default: what the default estimator made of labels; None where there are none.
    """
    counts = shared.counts[question.capability]
    if MISCLASSIFICATION in shared.also and question.is_capability:
        yield from correct_by_labels(shared.store, shared.country, shared.wave, question, counts, hidden, shared.level, shared.notes)
    if default is None:
        return
    own = default.rows["suppressed"][(default.rows["method"] == SAMPLE_METHOD) & (default.rows["measure"] == "share")].to_numpy()
    suppressed = np.where((hidden == "none") & np.isin(own, CONFIDENTIAL), own, hidden).astype(object)
    if question.is_capability:
        yield from _compare_web(shared, question, counts.of_samples, suppressed, default)
    if SMALL_AREAS in shared.also:
        tables = list(
            small_area_rows(counts.of_samples, default.tables.answered.sample, _estimate(default.tables), suppressed, shared.level)
        )
        if not tables:
            shared.notes.append(
                say("{question}: no estimates of small areas: they need 20 areas, and 10 labels of each kind.", question=question.question)
            )
        yield from (table.assign(sample=default.sample) for table in tables)


def _estimate(tables: SampleTables) -> DomainEstimates:
    """The default estimate of the share of registered enterprises, of which those that are no target have no property."""
    answers = tables.answered.sample.answers
    return estimate_in_frame(tables.answered, answers, tables.counts.weights[0], tables.domains, tables.level, tables.margins)


def _compare_web(shared: Wave, question: Question, counts: FrameCounts, suppressed: Texts, default: Default) -> Iterator[pd.DataFrame]:
    """Istat's estimators, with a note on the bias of the national figure."""
    methods = [method for method in (MODEL_BASED, COMBINED) if method in shared.also]
    if not methods:
        return
    answered = default.tables.answered
    sample = build_web_sample(answered, _read_websites(shared, question, default))
    labelled = shared.domains.sparse_of_units(answered.cells).sum(axis=1)
    counted = hide_counts(counts, hidden=suppressed)
    for method in methods:
        totals = estimate_web_totals(method, sample, answered, counts, shared.domains)
        bias, bound = totals.biases[0] / counts.weight[0], totals.bound_bias(shared.level)[0] / counts.weight[0]
        shared.notes.append(
            say(
                "{question}: the {method} estimate ({value:.1f} %) takes predictions for the truth; by the labels it is {bias:+.1f} points"
                " off (at most {bound:.1f}).",
                question=question.question,
                method=method,
                value=100 * totals.values[0] / counts.weight[0],
                bias=100 * bias,
                bound=100 * bound,
            )
        )
        judged = find_judged(method, sample, answered, counts, shared.domains)
        table = web_rows(method, totals, labelled, judged, counts, counted, shared.level)
        yield table.assign(sample=default.sample)


def _read_websites(shared: Wave, question: Question, default: Default) -> Floats:
    """Whether people said that the answered units have a website: 1, 0, or NaN where they did not say."""
    where = (shared.store, shared.country, shared.wave)
    websites: Mapping[int, str | None] = read_sample_answers(*where, WEBSITE, question.source, default.sample)
    units = read_sampled_units(*where, default.sample, question.capability)["unit"]
    said = [websites.get(unit) or "" for unit, answered in zip(units, default.tables.answered.units.answered, strict=True) if answered]
    return np.array([{"yes": 1.0, "no": 0.0}.get(answer, np.nan) for answer in said], dtype=np.float64)
