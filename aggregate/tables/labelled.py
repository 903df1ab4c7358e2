"""Estimates that rest on a probability sample of labels."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy.sparse import csr_array

from aggregate.estimators.arrays import Booleans, Floats, Integers
from aggregate.estimators.by_state import DomainEstimates, LabelledSample, estimate_by_state
from aggregate.estimators.margins import Margin
from aggregate.estimators.response import adjust_weights, spread_weights
from aggregate.tables.domains import Domains
from aggregate.tables.earlier_phases import EarlierPhases
from aggregate.tables.response_strata import group_strata, join_empty_strata

ANSWERS = {"yes": 1.0, "no": 0.0}


@dataclass(frozen=True, slots=True)
class AskedUnits:
    """All units that were drawn, arrays of shape (asked,): the frame's cell, the weight as drawn, whether answered, and the answer or 0."""

    cells: Integers
    weights: Floats
    answered: Booleans
    answers: Floats


@dataclass(frozen=True, slots=True)
class AnsweredSample:
    """A sample's answered units ready for estimation, and the frame's cell of each.

    `asked` counts the units that were drawn and `units` describes them; `target` is 1 where an answered unit is an active enterprise in
    scope, None where nobody was asked about that.
    """

    sample: LabelledSample
    cells: Integers
    asked: int
    units: AskedUnits
    target: Floats | None = None


def build_answered(
    units: Mapping[str, Sequence[Any]],
    answers: Mapping[int, str | None],
    strata: Mapping[str, tuple[int, int]],
    *,
    targets: Mapping[int, bool] | None = None,
    hosts: Mapping[int, str] | None = None,
    earlier: EarlierPhases | None = None,
) -> AnsweredSample | None:
    """The answered units, with weights that let them stand for the unanswered ones of their response group; None where that cannot be.

    Yes and no are answers; unknown, unresolved and none at all are not. A unit that is not of the target has answered: with it nothing else
    is wanted to be known. A stratum without any answer joins its neighbour, one with few a group of strata (`response_strata`).

    Args:
        units: the sample by columns: unit, stratum, cell, frame_weight, state.
        answers: {unit: yes, no, unknown or None}.
        strata: {stratum: (units in the frame, units drawn)} as designed, in the design's order.
        targets: {unit: whether it is an active enterprise in scope}, for those who were asked; None where nobody was.
        hosts: {unit: the website that decides its state}.
        earlier: the phases before the review, whose weights are in frame_weight.
    """
    given, outside = _read_given(units["unit"], answers, targets)
    answered = ~np.isnan(given)
    weighed = _weigh(units, strata, answered)
    if weighed is None:
        return None
    states, cells = (np.array(units[column], dtype=np.int64) for column in ("state", "cell"))
    clusters = _find_clusters(units["unit"], hosts)
    phases = () if earlier is None else earlier.of_units([units["unit"][row] for row in np.flatnonzero(answered).tolist()])
    sample = LabelledSample(
        given[answered],
        states[answered],
        weighed.strata[answered],
        weighed.sizes,
        weighed.weights[answered],
        clusters=None if clusters is None else clusters[answered],
        earlier=phases,
    )
    asked = AskedUnits(cells, weighed.as_drawn, answered, np.nan_to_num(given))
    target = None if targets is None else np.asarray(1.0 - outside[answered], dtype=np.float64)
    return AnsweredSample(sample, cells[answered], len(given), asked, target)


@dataclass(frozen=True, slots=True)
class _Weighed:
    """All drawn units: stratum, N of the strata, weight as drawn, and weight with which those who answered stand for the others."""

    strata: Integers
    sizes: Floats
    as_drawn: Floats
    weights: Floats


def _weigh(units: Mapping[str, Sequence[Any]], strata: Mapping[str, tuple[int, int]], answered: Booleans) -> _Weighed | None:
    """Strata and weights of the drawn units; None where nobody can speak for a state."""
    everybody = np.ones(len(answered), dtype=bool)
    counts, drawn = (_count_units(strata, units["stratum"], chosen) for chosen in (answered, everybody))
    joined = join_empty_strata(counts)
    if joined is None:
        return None
    names = list(dict.fromkeys(joined[name] for name in strata))
    of_units = np.array([names.index(joined[name]) for name in units["stratum"]], dtype=np.int64)
    sizes = np.array([sum(strata[name][0] for name in strata if joined[name] == kept) for kept in names], dtype=np.float64)
    as_drawn = adjust_weights(of_units, sizes, everybody) * np.array(units["frame_weight"], dtype=np.float64)
    groups = group_strata(joined, counts, drawn)
    weights = spread_weights(as_drawn, np.array([groups[name] for name in units["stratum"]], dtype=np.int64), answered)
    return _Weighed(of_units, sizes, as_drawn, weights)


def _read_given(units: Sequence[int], answers: Mapping[int, str | None], targets: Mapping[int, bool] | None) -> tuple[Floats, Booleans]:
    """1 yes, 0 no (and for units outside of the target), NaN without an answer; and which units are outside; shapes (units,)."""
    outside = np.array([not (targets or {}).get(unit, True) for unit in units], dtype=bool)
    given = np.array([ANSWERS.get(answers.get(unit) or "", np.nan) for unit in units], dtype=np.float64)
    return np.where(outside, 0.0, given), outside


def _find_clusters(units: Sequence[int], hosts: Mapping[int, str] | None) -> Integers | None:
    """The number of the website that decides several of these units, shape (units,); None where there is no such."""
    clusters = None if hosts is None else number_hosts([hosts.get(unit) for unit in units])
    return None if clusters is None or (clusters < 0).all() else clusters


def number_hosts(hosts: Sequence[str | None]) -> Integers:
    """A number for each website that decides several of these units, -1 where it decides one, or where there is none."""
    counts = Counter(host for host in hosts if host is not None)
    shared = {host: number for number, host in enumerate(host for host, units in counts.items() if units > 1)}
    return np.array([-1 if host is None else shared.get(host, -1) for host in hosts], dtype=np.int64)


def _count_units(strata: Mapping[str, tuple[int, int]], names: Sequence[str], chosen: Booleans) -> dict[str, int]:
    counts = dict.fromkeys(strata, 0)
    for name, is_chosen in zip(names, chosen.tolist(), strict=True):
        counts[name] += is_chosen
    return counts


def estimate_domains(
    answered: AnsweredSample, state_weights: Floats, domains: Domains, level: float, margins: Sequence[Margin] = ()
) -> DomainEstimates:
    """Shares of yes in all domains, among active enterprises in scope where that was asked.

    Args:
        answered: the sample.
        state_weights: the frame's totals of the STATES.
        domains: the table's cells.
        level: of the intervals.
        margins: further totals of the frame, for the cells of these units (`build_margins`).
    """
    members = domains.sparse_of_units(answered.cells)
    if answered.target is not None:
        members = csr_array(members.multiply(answered.target[None, :]))
        members.eliminate_zeros()
    return estimate_by_state(replace(answered.sample, margins=tuple(margins)), state_weights, members, level=level)


def estimate_in_frame(
    answered: AnsweredSample, values: Floats, state_weights: Floats, domains: Domains, level: float, margins: Sequence[Margin] = ()
) -> DomainEstimates:
    """The share of the registered enterprises of each domain with `values` 1, shape (answered units,): for numbers of enterprises."""
    sample = replace(answered.sample, answers=values, margins=tuple(margins))
    return estimate_by_state(sample, state_weights, domains.sparse_of_units(answered.cells), level=level)
