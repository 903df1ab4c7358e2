"""Units that gave no answer: within a group those who answered stand for those who did not.

Sources: response homogeneity groups, Särndal, Swensson and Wretman (1992), 15.6; the variance with its term for the second phase, Kim and
Kim, Canadian J. of Statistics 35 (2007).
"""

from dataclasses import dataclass
from math import nan

import numpy as np
from scipy.sparse import csr_array

from aggregate.estimators.arrays import Booleans, Estimates, Floats, Integers, takes_arrays
from aggregate.estimators.stratified import estimate_variance
from catalogue.errors import EstimateError
from catalogue.messages import say

FEWEST_ANSWERS = 5
PAIRED_STATE = (1, 0, 3, 2)


@dataclass(frozen=True, slots=True)
class Response:
    """How a sample was answered: units asked and answered, and the weighted and unweighted share of those that were not."""

    asked: int
    answered: int
    missing_share: float
    weighted_missing_share: float


@takes_arrays
def adjust_weights(strata: Integers, frame_sizes: Floats, answered: Booleans) -> Floats:
    """The weight N/r of each unit that answered, r being the answers of its stratum; 0 for those who did not; shape (units,).

    A stratum without any answer is lost: join it with another one before.
    """
    answers = np.bincount(strata[answered], minlength=len(frame_sizes))
    rates = np.divide(frame_sizes, answers, out=np.zeros(len(frame_sizes)), where=answers > 0)
    return np.where(answered, rates[strata], 0.0)


@takes_arrays
def find_response_groups(states: Integers, sizes: Integers, answered: Booleans, fewest: int = FEWEST_ANSWERS) -> Integers | None:
    """Response homogeneity groups 0..G-1 of sampled units: state × size class, with groups of few answers joined.

    A group with fewer than `fewest` answers joins the next larger size of its state (else the next smaller). A state that has no answer
    at all joins its pair (no site with not read, predicted no with predicted yes); where that has none either the result is None, since
    nobody can then speak for these units.

    Args:
        states: 0..3 of each sampled unit, shape (units,).
        sizes: size class of each, smallest 0, shape (units,).
        answered: whether it answered, shape (units,).
        fewest: answers that a group needs.
    """
    most = int(sizes.max()) + 1
    cells = states * most + sizes
    drawn = np.bincount(cells, minlength=4 * most).reshape(4, most)
    answers = np.bincount(cells[answered], minlength=4 * most).reshape(4, most)
    joined = np.arange(4 * most).reshape(4, most)
    for state in np.flatnonzero(drawn.any(axis=1)).tolist():
        source = state if answers[state].any() else PAIRED_STATE[state]
        if not answers[source].any():
            return None
        targets = _join_sizes(drawn[source], answers[source], fewest)
        joined[state] = source * most + (targets if source == state else targets[_nearest(drawn[source], most)])
    return np.asarray(np.unique(joined.ravel()[cells], return_inverse=True)[1], dtype=np.int64)


@takes_arrays
def spread_weights(weights: Floats, groups: Integers, answered: Booleans) -> Floats:
    """Weights of those who answered, blown up to the weight of all of their group; 0 for the others; shape (units,).

    A group without any answer is lost: `find_response_groups` makes none.

    Args:
        weights: design weights of all sampled units, shape (units,).
        groups: response homogeneity group 0..G-1 of each.
        answered: whether it answered.
    """
    rates = _weighted_rates(weights, groups, answered)
    return np.where(answered, weights / np.where(rates > 0, rates, 1)[groups], 0.0)


@takes_arrays
def estimate_responding_totals(
    values: Floats, weights: Floats, groups: Integers, answered: Booleans, strata: Integers, frame_sizes: Floats
) -> Estimates:
    """Totals of all from those who answered, when groups are not the strata; the variance is that of both phases.

    Each sampled unit counts as ȳ + (y - ȳ)/θ, or ȳ if it did not answer (ȳ and θ: weighted mean and response rate of its group); to the
    stratified variance of these comes Σ w(1-θ)/θ²·(y-ȳ)² over the answers, which the finite population correction would leave out.

    Args:
        values: of all sampled units, shape (..., units); anything, also NaN, where there is no answer.
        weights: design weights of all, shape (units,).
        groups: response homogeneity groups, each with an answer.
        answered: whether the unit answered.
        strata: of the design.
        frame_sizes: N of each stratum, shape (H,).

    Raises:
        EstimateError: a group has no answer.
    """
    if (silent := np.setdiff1d(groups, groups[answered])).size:
        raise EstimateError(say("Nobody answered in group {group}, counted from 0: join it with another one.", group=int(silent[0])))
    rates = _weighted_rates(weights, groups, answered)[groups]
    indicator = np.eye(int(groups.max()) + 1)[groups]
    heard = weights * answered
    means = ((np.where(answered, values, 0.0) * heard) @ indicator / (heard @ indicator))[..., groups]
    deviations = np.where(answered, values - means, 0.0)
    linearised = weights * (means + deviations / rates)
    second = (weights * (1 - rates) / rates**2 * deviations**2).sum(axis=-1)
    return Estimates(linearised.sum(axis=-1), np.sqrt(estimate_variance(linearised, strata, frame_sizes) + second))


@takes_arrays
def measure_response(weights: Floats, answered: Booleans) -> Response:
    """The shares of sampled units without an answer, each counting once, and by design weight; both arguments have shape (units,)."""
    missing = ~answered
    if not len(missing):
        return Response(0, 0, nan, nan)
    return Response(len(answered), int(answered.sum()), float(missing.mean()), float((weights * missing).sum() / weights.sum()))


@takes_arrays
def bound_by_missing(answers: Floats, weights: Floats, answered: Booleans, domains: Floats | csr_array) -> tuple[Floats, Floats]:
    """Shares of yes in domains if everyone without an answer had said no, and if they all had said yes.

    They bound what nonresponse can do to the sample's own share; sampling error comes on top.

    Args:
        answers: 1 yes, 0 no, anything finite where there is none, shape (units,).
        weights: design weights of all sampled units.
        answered: whether the unit answered.
        domains: 1 where the unit is of the domain, shape (domains, units).

    Returns:
        Lowest and highest shares, shape (domains,); NaN where a domain has no unit.
    """
    totals = domains @ weights
    with np.errstate(invalid="ignore"):
        low, missing = (domains @ (weights * part) / totals for part in (np.where(answered, answers, 0.0), ~answered))
    return np.asarray(low), np.asarray(low + missing)


def _weighted_rates(weights: Floats, groups: Integers, answered: Booleans) -> Floats:
    """The weighted response rate of each group."""
    asked = np.bincount(groups, weights=weights)
    return np.asarray(np.bincount(groups, weights=weights * answered) / np.where(asked > 0, asked, 1))


def _join_sizes(drawn: Integers, answers: Integers, fewest: int) -> Integers:
    """For each size class of one state the one that it is grouped with."""
    targets, left = np.arange(len(drawn)), answers.copy()
    alive = drawn > 0
    for size in range(len(drawn)):
        others = [other for other in (*range(size + 1, len(drawn)), *reversed(range(size))) if alive[other]]
        if alive[size] and left[size] < fewest and others:
            left[others[0]] += left[size]
            targets[targets == size], alive[size] = others[0], False
    return targets


def _nearest(drawn: Integers, most: int) -> Integers:
    """For each size class the nearest one that has units."""
    known = np.flatnonzero(drawn)
    return np.array([known[np.argmin(abs(known - size))] for size in range(most)])
