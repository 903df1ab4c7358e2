"""The frame counted by domain and state, for every capability in one pass."""

from collections.abc import Iterable

import numpy as np

from aggregate.estimators.arrays import Floats, Integers
from aggregate.states import STATE_COUNT, find_states
from aggregate.tables.domains import Domains
from aggregate.tables.rows import FrameCounts
from store.frame_units import FrameUnits, read_answers, read_frame_units
from store.opening import Store


def count_frame(store: Store, capabilities: Iterable[str], domains: Domains, *, redecided: bool = False) -> dict[str, FrameCounts]:
    """{capability: the frame by domain and state}, as published or as decided again. Call inside `counting`."""
    frame = read_frame_units(store)
    cells, counts, lines = frame.cells - 1, dict[str, FrameCounts](), None
    register = _count_register(frame, domains)
    inside = slice(None) if register is None else np.flatnonzero(frame.chances > 0)
    unit_weights = frame.weights[inside] / frame.chances[inside]
    is_weighted = bool((unit_weights != 1).any())
    for part, answers in read_answers(store, frame, list(dict.fromkeys(capabilities)), redecided=redecided):
        for place, capability in enumerate(part):
            states = find_states(frame.has_site, answers, place)
            units = _add_up(cells[inside], states[inside], None, domains)
            weights = _add_up(cells[inside], states[inside], unit_weights, domains) if is_weighted else units
            counts[capability] = FrameCounts(domains, units, weights, lines, register)
            lines = counts[capability].lines
    return counts


def _count_register(frame: FrameUnits, domains: Domains) -> tuple[Floats, Floats] | None:
    """Units and weights of all enterprises of each cell, shape (cells,), where only those of a first phase have a state; else None."""
    if (frame.chances == 1).all():
        return None
    count = domains.membership.shape[1]
    units, weights = (np.bincount(frame.cells - 1, weights=figures, minlength=count) for figures in (None, frame.weights))
    return units.astype(np.float64), np.asarray(weights, dtype=np.float64)


def _add_up(cells: Integers, states: Integers, figures: Floats | None, domains: Domains) -> Floats:
    """Units, or figures of theirs with shape (units,), by cell and state: shape (cells, 4)."""
    shape = (domains.membership.shape[1], STATE_COUNT)
    sums = np.bincount(cells * STATE_COUNT + states, weights=figures, minlength=shape[0] * shape[1])
    return np.asarray(sums.reshape(shape), dtype=np.float64)
