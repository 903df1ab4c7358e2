"""The frame counted by domain and state, for every capability in one pass."""

from collections.abc import Container, Iterable

import numpy as np

from aggregate.estimators.arrays import Floats, Integers
from aggregate.states import NO_SITE, NOT_READ, STATE_COUNT, find_states
from aggregate.tables.domains import Domains
from aggregate.tables.rows import FrameCounts
from store.cross_fits import UnseenParts, read_unseen
from store.frame_units import FrameUnits, read_answers, read_frame_units
from store.opening import Store


def count_frame(
    store: Store, capabilities: Iterable[str], domains: Domains, blind: Container[str] = (), *, redecided: bool = False
) -> dict[str, FrameCounts]:
    """{capability: the frame by domain and state}, as published or as decided again. Call inside `counting`.

    For samples, `blind` capabilities have two states only: whether there is a website.
    """
    frame = read_frame_units(store)
    cells, counts, lines = frame.cells - 1, dict[str, FrameCounts](), None
    register = count_register(frame, domains.membership.shape[1])
    inside = slice(None) if register is None else np.flatnonzero(frame.chances > 0)
    unit_weights = frame.weights[inside] / frame.chances[inside]
    is_weighted = bool((unit_weights != 1).any())
    for part, answers in read_answers(store, frame, list(dict.fromkeys(capabilities)), redecided=redecided):
        for place, capability in enumerate(part):
            states = find_states(frame.has_site, answers, place)
            units = _add_up(cells[inside], states[inside], None, domains)
            weights = _add_up(cells[inside], states[inside], unit_weights, domains) if is_weighted else units
            shifts = None if redecided else shift_unseen(read_unseen(store, capability), frame, states, cells, len(units))
            unseen = join_sites(weights) if capability in blind else None if shifts is None else weights + shifts
            counts[capability] = FrameCounts(domains, units, weights, lines, register, unseen)
            lines = counts[capability].lines
    return counts


def shift_unseen(unseen: UnseenParts, frame: FrameUnits, states: Integers, cells: Integers, count: int) -> Floats | None:
    """How the weights by cell and state, shape (count, 4), change where models decide that had not seen the labels; None where no such are.

    Each enterprise whose label a model learnt from counts in the state that the weights without its fold give it, all others in equal
    parts in those that the weights without each fold give them: then labelled enterprises are no better predicted than the frame.

    Args:
        unseen: what they decide otherwise.
        frame: all units.
        states: those decided, shape (units,).
        cells: from 0, shape (units,).
        count: of cells.
    """
    if not len(unseen.units):
        return None
    places = np.searchsorted(frame.units, unseen.units)
    inside = frame.chances[places] > 0
    rows = places[inside]
    after, weights = find_states(frame.has_site[rows], unseen.answers[inside], 0), frame.weights[rows] / frame.chances[rows]
    weights = weights * unseen.parts[inside]
    shifts = np.zeros((count, STATE_COUNT))
    np.add.at(shifts, (cells[rows], after), weights)
    np.subtract.at(shifts, (cells[rows], states[rows]), weights)
    return shifts


def join_sites(weights: Floats) -> Floats:
    """Weights by cell and state, shape (cells, 4), with all that have a website in one state."""
    joined = np.zeros_like(weights)
    joined[:, NO_SITE], joined[:, NOT_READ] = weights[:, NO_SITE], weights[:, NOT_READ:].sum(axis=1)
    return joined


def count_register(frame: FrameUnits, count: int) -> tuple[Floats, Floats] | None:
    """Units and weights of all enterprises of each of `count` cells, where only those of a first phase have a state; else None."""
    if (frame.chances == 1).all():
        return None
    units, weights = (np.bincount(frame.cells - 1, weights=figures, minlength=count) for figures in (None, frame.weights))
    return units.astype(np.float64), np.asarray(weights, dtype=np.float64)


def _add_up(cells: Integers, states: Integers, figures: Floats | None, domains: Domains) -> Floats:
    """Units, or figures of theirs with shape (units,), by cell and state: shape (cells, 4)."""
    shape = (domains.membership.shape[1], STATE_COUNT)
    sums = np.bincount(cells * STATE_COUNT + states, weights=figures, minlength=shape[0] * shape[1])
    return np.asarray(sums.reshape(shape), dtype=np.float64)
