"""Istat's two web estimators as rows of the table, with the bias that labels show in their margins."""

import numpy as np
import pandas as pd

from aggregate.estimators.arrays import Booleans, Floats
from aggregate.estimators.blocks import list_blocks
from aggregate.estimators.istat import WebSample, WebTotals, estimate_combined, estimate_model_based
from aggregate.quality import FEWEST_LABELS
from aggregate.states import NO_SITE, PREDICTED_NO, PREDICTED_YES
from aggregate.tables.domains import Domains
from aggregate.tables.experimental_rows import Figures, experimental_rows
from aggregate.tables.labelled import AnsweredSample
from aggregate.tables.rows import FrameCounts, Texts

MODEL_BASED, COMBINED = "model_based", "combined"
COLUMNS = ("values", "standard_errors", "biases", "bias_errors", "unseen")


def build_web_sample(answered: AnsweredSample, websites: Floats) -> WebSample:
    """The labelled units as the web estimators see them.

    Args:
        answered: the sample.
        websites: 1 or 0 where people said whether the enterprise has a website, NaN where they did not: then it has one if one was found,
            or if it has the capability.
    """
    sample = answered.sample
    found = (sample.states != NO_SITE) | (sample.answers > 0)
    read, predicted = sample.states >= PREDICTED_NO, sample.states == PREDICTED_YES
    return WebSample(
        answers=sample.answers,
        websites=np.where(np.isnan(websites), found, websites).astype(np.float64),
        read=read.astype(np.float64),
        predicted=predicted.astype(np.float64),
        groups=np.zeros(len(read), dtype=np.int64),
        weights=sample.weights,
        strata=sample.strata,
        frame_sizes=sample.frame_sizes,
        clusters=sample.clusters,
    )


def estimate_web_totals(method: str, sample: WebSample, answered: AnsweredSample, counts: FrameCounts, domains: Domains) -> WebTotals:
    """Totals of all domains by one of the two methods; in the model-based one read websites of a domain stand for its unread ones."""
    read, predicted = counts.weights[:, PREDICTED_NO:].sum(axis=1), counts.weights[:, PREDICTED_YES]
    everywhere, found = predicted[:1] / max(read[0], 1), []
    for block in list_blocks(len(counts.keys), len(sample.answers)):
        of_units = domains.of_units(answered.cells, block)
        if method == MODEL_BASED:
            found.append(estimate_model_based(sample, read[block, None], predicted[block, None], of_units, everywhere))
        else:
            found.append(estimate_combined(sample, predicted[block], of_units))
    values, errors, biases, bias_errors, unseen = (np.concatenate([getattr(part, name) for part in found]) for name in COLUMNS)
    return WebTotals(values, errors, biases, bias_errors, unseen, found[0].degrees)


def find_judged(method: str, sample: WebSample, answered: AnsweredSample, counts: FrameCounts, domains: Domains) -> Booleans:
    """Domains in which enough labels tell of errors: for the combined estimate labels of websites that were read, unless none was."""
    told = np.ones(len(sample.answers)) if method == MODEL_BASED else sample.read
    labels = domains.add_up(np.bincount(answered.cells, weights=told, minlength=domains.membership.shape[1]).astype(np.float64))
    unread = counts.weights[:, PREDICTED_NO:].sum(axis=1) == 0
    return np.asarray((labels >= FEWEST_LABELS) | ((method == COMBINED) & unread))


def web_rows(
    method: str, totals: WebTotals, labelled: Floats, judged: Booleans, counts: FrameCounts, suppressed: Texts, level: float
) -> pd.DataFrame:
    """Rows of all domains with labels; the interval is the value ± all that it may be off by chance and by its bias.

    Domains that are not `judged` get the letter F: nobody can tell there how wrong predictions are.
    """
    rows = np.flatnonzero(labelled > 0)
    shares, errors, reach = (
        column[rows] / counts.weight[rows] for column in (totals.values, totals.standard_errors, totals.bound_error(level))
    )
    figures = Figures(shares, errors, np.clip(shares - reach, 0, 1), np.clip(shares + reach, 0, 1), labelled[rows])
    return experimental_rows(counts, rows, method, figures, suppressed, judged[rows] & (labelled[rows] >= FEWEST_LABELS))
