"""Estimates that rest on a probability sample of labels."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from aggregate.estimators.arrays import Floats, Integers
from aggregate.estimators.by_state import DomainEstimates, LabelledSample, estimate_by_state
from aggregate.estimators.response import adjust_weights
from aggregate.tables.domains import Domains
from aggregate.tables.earlier_phases import EarlierPhases

PAIR = {"no_site": "not_read", "not_read": "no_site", "predicted_no": "predicted_yes", "predicted_yes": "predicted_no"}


@dataclass(frozen=True, slots=True)
class AnsweredSample:
    """A sample's answered units ready for estimation, and the frame's cell of each."""

    sample: LabelledSample
    cells: Integers
    asked: int


def build_answered(
    units: Mapping[str, Sequence[Any]],
    answers: Mapping[int, str | None],
    strata: Mapping[str, tuple[int, int]],
    *,
    earlier: EarlierPhases | None = None,
) -> AnsweredSample | None:
    """The answered units, with weights that let them stand for the unanswered ones of their stratum; None where that cannot be.

    Yes and no are answers; unknown, unresolved and none at all are not. A stratum without any answer joins its neighbour.

    Args:
        units: the sample by columns: unit, stratum, cell, frame_weight, state.
        answers: {unit: yes, no, unknown or None}.
        strata: {stratum: (units in the frame, units drawn)} as designed, in the design's order.
        earlier: the phases before the review, whose weights are in frame_weight.
    """
    given = np.array([{"yes": 1.0, "no": 0.0}.get(answers.get(unit) or "", np.nan) for unit in units["unit"]], dtype=np.float64)
    answered = ~np.isnan(given)
    counts = dict.fromkeys(strata, 0)
    for name, is_answered in zip(units["stratum"], answered.tolist(), strict=True):
        counts[name] += is_answered
    joined = join_empty_strata(counts)
    if joined is None:
        return None
    names = list(dict.fromkeys(joined[name] for name in strata))
    of_units = np.array([names.index(joined[name]) for name in units["stratum"]], dtype=np.int64)
    sizes = np.array([sum(strata[name][0] for name in strata if joined[name] == kept) for kept in names], dtype=np.float64)
    weights = adjust_weights(of_units, sizes, answered) * np.array(units["frame_weight"], dtype=np.float64)
    states, cells = (np.array(units[column], dtype=np.int64)[answered] for column in ("state", "cell"))
    phases = () if earlier is None else earlier.of_units([units["unit"][row] for row in np.flatnonzero(answered).tolist()])
    sample = LabelledSample(given[answered], states, of_units[answered], sizes, weights[answered], earlier=phases)
    return AnsweredSample(sample, cells, len(given))


def join_empty_strata(answered: Mapping[str, int]) -> dict[str, str] | None:
    """{stratum: the stratum it is estimated with}: those without an answer join the nearest one of their state that has some.

    A state without any answer joins its pair (no site with not read, predicted no with predicted yes); where the pair has none either
    nothing can be said of it, and the whole is None.
    """
    names = list(answered)
    joined = {}
    for place, name in enumerate(names):
        state = name.split(":")[0]
        for wanted in (state, PAIR.get(state)):
            near = [i for i, other in enumerate(names) if answered[other] and other.split(":")[0] == wanted]
            if near:
                joined[name] = name if answered[name] else names[min(near, key=lambda i: (abs(i - place), i))]
                break
        else:
            return None
    return joined


def estimate_domains(answered: AnsweredSample, state_weights: Floats, domains: Domains, level: float) -> DomainEstimates:
    """Estimates of all domains; `state_weights` are the frame's totals of the STATES."""
    return estimate_by_state(answered.sample, state_weights, domains.sparse_of_units(answered.cells), level=level)
