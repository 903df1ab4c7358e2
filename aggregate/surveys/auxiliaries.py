"""What is known of every enterprise and helps to estimate amounts: the state of its website, its size class, its persons employed."""

from dataclasses import dataclass, replace

import numpy as np

from aggregate.estimators.arrays import Booleans, Floats, Integers
from aggregate.estimators.by_state import collapse_states
from aggregate.estimators.calibration import group_indicators
from aggregate.estimators.two_phase import Phase
from aggregate.surveys.amounts import AmountSample, are_weights_sound, find_certain

FEWEST_OF_SIZE = 20


@dataclass(frozen=True, slots=True)
class Known:
    """Auxiliaries of units that answered (arrays of one length) and of the frame.

    `states` 0..3 with the frame's `state_totals` (4,); `sizes` 0..k-1, smallest first, with `size_totals` (k,); `persons` with
    `persons_total`.
    """

    states: Integers
    state_totals: Floats
    sizes: Integers
    size_totals: Floats
    persons: Floats
    persons_total: float


def build_amount_sample(
    weights: Floats,
    strata: Integers,
    frame_sizes: Floats,
    known: Known,
    clusters: Integers | None = None,
    earlier: tuple[Phase, ...] = (),
) -> AmountSample:
    """The sample calibrated to states, size classes and persons employed; to less where that would move weights too far.

    Units of strata answered whole (and in all `earlier` phases with certainty) keep their weight and stay outside. Persons employed are
    left out first, then size classes, then all.
    """
    certain = find_certain(strata, frame_sizes, earlier)
    states, sizes, persons = (
        _state_columns(weights, certain, known),
        _size_columns(weights, certain, known),
        _persons(weights, certain, known),
    )
    for parts in ((states, sizes, persons), (states, sizes), (states,)):
        auxiliaries, totals = np.hstack([part[0] for part in parts]), np.concatenate([part[1] for part in parts])
        registered = np.hstack([part[0] for part in parts[1:]]) if parts[1:] else None
        sample = AmountSample(weights, strata, frame_sizes, auxiliaries, totals, clusters, earlier, registered)
        if are_weights_sound(sample):
            return sample
    return replace(sample, totals=weights @ auxiliaries)


def join_small(counts: Integers, fewest: int) -> Integers:
    """The group 0.. of each ordered class: classes with fewer than `fewest` units join the next one, the last ones the group before."""
    groups, current, held = [], 0, 0
    for count in counts.tolist():
        groups.append(current)
        held += count
        if held >= fewest:
            current, held = current + 1, 0
    return np.minimum(np.array(groups, dtype=np.int64), max(current - 1, 0))


def _state_columns(weights: Floats, certain: Booleans, known: Known) -> tuple[Floats, Floats]:
    open_totals = _open_totals(weights, certain, known.states, known.state_totals)
    groups = collapse_states(np.bincount(known.states[~certain], minlength=len(open_totals)), open_totals)
    return _columns(groups, known.states, certain, open_totals)


def _size_columns(weights: Floats, certain: Booleans, known: Known) -> tuple[Floats, Floats]:
    open_totals = _open_totals(weights, certain, known.sizes, known.size_totals)
    groups = join_small(np.bincount(known.sizes[~certain], minlength=len(open_totals)), FEWEST_OF_SIZE)
    return _columns(groups, known.sizes, certain, open_totals)


def _persons(weights: Floats, certain: Booleans, known: Known) -> tuple[Floats, Floats]:
    taken = float((weights * known.persons)[certain].sum())
    return np.where(certain, 0.0, known.persons)[:, None], np.array([known.persons_total - taken])


def _open_totals(weights: Floats, certain: Booleans, codes: Integers, totals: Floats) -> Floats:
    """The frame's totals without units answered whole."""
    rest = totals - np.bincount(codes[certain], weights=weights[certain], minlength=len(totals))
    return np.where(rest > 1e-9 * np.maximum(totals, 1), rest, 0.0)


def _columns(groups: Integers, codes: Integers, certain: Booleans, totals: Floats) -> tuple[Floats, Floats]:
    count = int(groups.max()) + 1
    columns = group_indicators(np.where(certain, -1, groups[codes]), count)
    return columns, np.array([totals[groups == group].sum() for group in range(count)])
