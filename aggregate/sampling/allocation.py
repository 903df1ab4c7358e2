"""How many of each stratum to draw: a compromise between the national figure, each state and large enterprises.

Sources: power allocation with exponent one half, Bankier, The American Statistician 42 (1988); floors for domains, Särndal, Swensson and
Wretman (1992), 12.7; between states by weight times anticipated standard deviation, with take-all strata: Neyman's optimum, Cochran (1977),
5.5 and 5.8.
"""

import numpy as np

from aggregate.estimators.arrays import Booleans, Floats, Integers
from aggregate.sampling.strata import Strata

FEWEST_PER_STRATUM = 2
FEWEST_PER_STATE = 30
SMALLEST_STATE_SHARE = 0.10
# Standard deviations √(p(1-p)) of an answer in each of the STATES, as anticipated: few of those without a known site have a capability
# (p near .04), a quarter or more of those whose site was not read, and classifiers err in about a tenth of sites read.
SPREADS = np.array([0.20, 0.45, 0.30, 0.30])


def allocate(strata: Strata, size: int) -> Integers:
    """Units to draw from each stratum, shape (strata,); they add up to `size`.

    Each state that exists gets at least 30 units or 10 % of the sample (whichever is more, as far as it has them and the size allows);
    the rest goes by the states' weight in the frame times the anticipated spread of answers in them. Within a state, strata share by the
    square root of their weight, so that large enterprises are drawn more often; enterprises of unknown size are drawn no more often than
    those of the most common size. Each stratum gets two units at least, and is taken whole where its part exceeds it.
    """
    least = np.minimum(strata.sizes, FEWEST_PER_STRATUM)
    state_sizes = _by_state(strata, strata.sizes)
    floor = np.maximum(FEWEST_PER_STATE, SMALLEST_STATE_SHARE * size)
    floors = np.minimum(state_sizes, np.maximum(floor, _by_state(strata, least)))
    if floors.sum() > size:
        floors = _share_out(size, (state_sizes > 0).astype(np.float64), _by_state(strata, least), state_sizes)
    state_parts = _share_out(size, _by_state(strata, strata.weights * SPREADS[strata.states]), floors, state_sizes)
    parts = np.zeros(len(strata.sizes))
    for state in np.flatnonzero(state_sizes):
        mine = strata.states == state
        parts[mine] = _share_out(state_parts[state], _interest(strata.weights[mine], strata.unknown[mine]), least[mine], strata.sizes[mine])
    return _round_to(parts, size, strata.sizes)


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
