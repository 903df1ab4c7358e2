"""Small-area estimates as rows: every set of twenty areas or more that together are the table's breakdown by one thing or two."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from aggregate.estimators.arrays import Booleans, Floats, Integers
from aggregate.estimators.by_state import WHOLE, DomainEstimates, LabelledSample
from aggregate.estimators.small_area_shares import AreaShares, benchmark_areas, estimate_area_shares, smooth_variances
from aggregate.size_codes import SIZES
from aggregate.states import NOT_READ, PREDICTED_YES, STATE_COUNT
from aggregate.tables.domains import ALL, DIMENSIONS, UNKNOWN
from aggregate.tables.experimental_rows import Figures, experimental_rows
from aggregate.tables.rows import FrameCounts, Texts

METHOD = "small_areas"
FEWEST_AREAS = 20
FEWEST_LABELS_EACH = 3
FEWEST_OF_EACH = 10
FEWEST_UNITS = 10


def list_area_sets(keys: pd.DataFrame) -> Iterator[Integers]:
    """Rows of the table that are areas of one kind, such as regions or section × region: leaves of the whole register, no subtotals."""
    whole = keys["population"] == keys["population"].iloc[0]
    broken = (keys[list(DIMENSIONS)] != ALL).to_numpy()
    activity = keys["activity"]
    leaves = whole & (keys["size_class"].isin([*SIZES, ALL])) & ((activity == ALL) | (activity == UNKNOWN) | activity.str.len().le(2))
    is_division = activity.str.len().eq(2) & activity.str.isdigit()
    marks = [*broken.T.astype(int), is_division.astype(int), pd.factorize(keys["other_dimension"])[0]]
    kinds = pd.DataFrame(dict(enumerate(marks)))[leaves.to_numpy() & broken.any(axis=1)]
    for rows in kinds.groupby(list(kinds.columns)).groups.values():
        yield np.asarray(rows, dtype=np.int64)


def small_area_rows(
    counts: FrameCounts, sample: LabelledSample, estimates: DomainEstimates, suppressed: Texts, level: float
) -> Iterator[pd.DataFrame]:
    """Rows of each set of areas with enough of them and of labels; none where there is no such set, or its model has no answer.

    Where fewer than ten labels say yes, or no, areas cannot be seen to differ, and the model would be too sure of itself. An area of fewer
    than ten enterprises is too little like any other: it gets the letter F.
    """
    if min(sample.answers.sum(), (1 - sample.answers).sum()) < FEWEST_OF_EACH:
        return
    rates = _find_rates(sample)
    for rows in list_area_sets(counts.keys):
        used = _find_used(estimates, rows)
        if used.sum() >= FEWEST_AREAS and estimates.labelled[rows].sum() >= FEWEST_LABELS_EACH * len(rows):
            found = _estimate_set(counts, rates, estimates, rows, used, level)
            if found.model.converged:
                figures = _agree_with_nation(counts, estimates, rows, found)
                yield experimental_rows(counts, rows, METHOD, figures, suppressed, counts.size[rows] >= FEWEST_UNITS)


def _find_used(estimates: DomainEstimates, rows: Integers) -> Booleans:
    """Areas whose labels take part in the model: those with labels, but not all of their enterprises."""
    known = np.isfinite(estimates.shares[rows]) & (estimates.labelled[rows] > 0)
    return np.asarray(known & ~_is_whole(estimates, rows))


def _is_whole(estimates: DomainEstimates, rows: Integers) -> Booleans:
    return np.asarray((estimates.effective[rows] >= WHOLE) & (estimates.labelled[rows] > 0))


def _find_rates(sample: LabelledSample) -> Floats:
    """The share of yes in each state of the whole sample, half a label of each kind added, shape (4,)."""
    labelled = np.bincount(sample.states, minlength=STATE_COUNT)
    weights = np.bincount(sample.states, weights=sample.weights, minlength=STATE_COUNT)
    yes = np.bincount(sample.states, weights=sample.weights * sample.answers, minlength=STATE_COUNT)
    shares = np.divide(yes, weights, out=np.full(STATE_COUNT, 0.5), where=weights > 0)
    return np.asarray((shares * labelled + 0.5) / (labelled + 1))


def _estimate_set(
    counts: FrameCounts, rates: Floats, estimates: DomainEstimates, rows: Integers, used: Booleans, level: float
) -> AreaShares:
    """The area model on the scale of arcsin √p; what is known of all areas are the shares predicted yes and not read."""
    states = counts.weights[rows] / np.maximum(counts.weights[rows].sum(axis=1, keepdims=True), 1e-300)
    steady = np.where(states.any(axis=1), states @ rates, rates.mean())
    variances = np.where(used, estimates.standard_errors[rows] ** 2, np.nan)
    smoothed = smooth_variances(variances, steady, np.where(used, estimates.labelled[rows], 0.0))
    columns = [np.ones(len(rows)), np.arcsin(np.sqrt(states[:, PREDICTED_YES])), states[:, : NOT_READ + 1].sum(axis=1)]
    covariates = np.column_stack([column for place, column in enumerate(columns) if place == 0 or np.ptp(column[used]) > 1e-6])
    if np.linalg.matrix_rank(covariates[used]) < covariates.shape[1]:
        covariates = covariates[:, :1]
    direct = np.where(used, estimates.shares[rows], np.nan)
    own_spread = states @ (rates * (1 - rates)) / np.maximum(counts.size[rows], 1)
    return estimate_area_shares(direct, np.where(used, smoothed, np.nan), steady, covariates, level=level, own_spread=own_spread)


def _agree_with_nation(counts: FrameCounts, estimates: DomainEstimates, rows: Integers, found: AreaShares) -> Figures:
    """The areas' figures; areas labelled whole keep theirs, the others are brought to the national estimate if together they are all."""
    whole, weight = _is_whole(estimates, rows), counts.weight[rows]
    values, errors, low, high = (column.copy() for column in (found.values, found.errors, found.low, found.high))
    if abs(weight.sum() - counts.weight[0]) < 1e-9 * counts.weight[0]:
        total = estimates.shares[0] * counts.weight[0] - (estimates.shares[rows] * weight)[whole].sum()
        values[~whole], errors[~whole] = benchmark_areas(values[~whole], errors[~whole], weight[~whole], float(max(total, 0.0)))
        ratios = np.divide(values, found.values, out=np.ones(len(rows)), where=found.values > 0)
        low, high = np.clip(low * ratios, 0, 1), np.clip(high * ratios, 0, 1)
    shares, standard_errors = estimates.shares[rows], estimates.standard_errors[rows]
    return Figures(
        np.where(whole, shares, values),
        np.where(whole, standard_errors, errors),
        np.where(whole, estimates.low[rows], low),
        np.where(whole, estimates.high[rows], high),
        estimates.labelled[rows],
    )
