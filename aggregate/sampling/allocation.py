"""How many of each stratum to draw.

Sources: Neyman's optimum with take-all strata, Cochran (1977), 5.5 and 5.8; power allocation with exponent one half, Bankier, The American
Statistician 42 (1988); floors for domains, Särndal, Swensson and Wretman (1992), 12.7.
"""

from typing import Literal

import numpy as np

from aggregate.estimators.arrays import Booleans, Floats, Integers
from aggregate.sampling.anticipation import LEAST_ERROR, USUAL_SHARES, spread_of
from aggregate.sampling.strata import Strata

Aim = Literal["national", "sizes"]
FEWEST_PER_STRATUM = 2
USUAL_PER_STRATUM = 5
FEWEST_PER_STATE = 30
SMALLEST_STATE_SHARE = 0.15


def allocate(strata: Strata, size: int, spreads: Floats | None = None, *, aim: Aim = "sizes", already: Integers | None = None) -> Integers:
    """Units to draw from each stratum, shape (strata,); they add up to `size`.

    Each state that exists gets at least 30 units or 15 % of the sample (whichever is more), each stratum five, as far as they have them
    and the size allows (two in each stratum always); the rest goes by weight times the spread anticipated: Neyman's optimum for the
    `national` figure. With `sizes` as the aim that holds between states only; within a state, strata share by the square root of their
    weight times their spread, so that large enterprises are drawn more often (those of unknown size no more often than those of the most
    common size). A stratum whose part exceeds it is taken whole.

    Args:
        strata: the strata of the whole frame.
        size: units in all.
        spreads: anticipated standard deviation of answers in each stratum, shape (strata,); None: the usual ones of their states.
        aim: what the sample is for.
        already: units of an earlier draw, which stay, shape (strata,).
    """
    if spreads is None:
        usual = np.array([USUAL_SHARES[state] for state in range(len(USUAL_SHARES))])
        spreads = spread_of(np.clip(usual, LEAST_ERROR, 1 - LEAST_ERROR))[strata.states]
    least = _find_least(strata, size, already)
    state_sizes, state_least = _by_state(strata, strata.sizes), _by_state(strata, least)
    floor = np.maximum(FEWEST_PER_STATE, SMALLEST_STATE_SHARE * size)
    floors = np.minimum(state_sizes, np.maximum(floor, state_least))
    if floors.sum() > size:
        floors = _share_out(size, (state_sizes > 0).astype(np.float64), state_least, state_sizes)
    state_parts = _share_out(size, _by_state(strata, strata.weights * spreads), floors, state_sizes)
    parts = np.zeros(len(strata.sizes))
    for state in np.flatnonzero(state_sizes):
        mine = strata.states == state
        interest = strata.weights[mine] if aim == "national" else _interest(strata.weights[mine], strata.unknown[mine])
        parts[mine] = _share_out(state_parts[state], interest * spreads[mine], least[mine], strata.sizes[mine])
    return _round_to(parts, size, strata.sizes)


def find_smallest_size(strata: Strata) -> int:
    """The smallest sample that has two units of each stratum (or the one that there is)."""
    return int(np.minimum(strata.sizes, FEWEST_PER_STRATUM).sum())


def _find_least(strata: Strata, size: int, already: Integers | None) -> Floats:
    """Five units of each stratum where the size allows, else two; never fewer than were drawn already."""
    drawn = np.zeros(len(strata.sizes)) if already is None else already.astype(np.float64)
    wished, needed = (np.maximum(np.minimum(strata.sizes, n), drawn) for n in (USUAL_PER_STRATUM, FEWEST_PER_STRATUM))
    return wished if wished.sum() <= size else needed if needed.sum() <= size else drawn


def _interest(weights: Floats, unknown: Booleans) -> Floats:
    """What strata of one state are worth: the square root of their weight; unknown sizes at the rate of the heaviest stratum."""
    return np.where(unknown, weights / np.sqrt(weights.max()), np.sqrt(weights))


def _by_state(strata: Strata, values: Floats) -> Floats:
    return np.asarray(np.bincount(strata.states, weights=values, minlength=int(strata.states.max()) + 1), dtype=np.float64)


def _share_out(total: float, interest: Floats, least: Floats, most: Floats) -> Floats:
    """Parts proportional to the interest, each between its least and most, that add up to the total (found by bisection)."""
    interest = np.where(most > 0, np.maximum(interest, 1e-12), 0.0)
    low, high = 0.0, float(max((most / np.maximum(interest, 1e-12)).max(), 1.0))
    for _ in range(200):
        middle = (low + high) / 2
        if np.clip(middle * interest, least, most).sum() < total:
            low = middle
        else:
            high = middle
    return np.asarray(np.clip(high * interest, least, most))


def _round_to(parts: Floats, size: int, most: Floats) -> Integers:
    """Whole numbers that add up to the size: the largest remainders go up (first ones first among equals)."""
    whole = np.floor(parts + 1e-6).astype(np.int64)
    while (missing := size - int(whole.sum())) > 0:
        room = np.flatnonzero(whole < most)
        order = room[np.argsort(-(parts - whole)[room].round(6), kind="stable")]
        whole[order[:missing]] += 1
    return whole
