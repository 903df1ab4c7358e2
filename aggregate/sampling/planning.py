"""What a sample will be good for before anybody works: margins that may be expected, and how many a wanted precision needs.

Source: variance of a stratified mean with anticipated spreads, Cochran (1977), 5.3 and 5.9; phases before add theirs (Särndal, Swensson and
Wretman 1992, 9.4). Intervals are share ± t · standard error here, while published ones are logit or exact.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.stats import t as student

from aggregate.estimators.arrays import Integers
from aggregate.sampling.allocation import Aim, allocate, find_smallest_size
from aggregate.sampling.anticipation import spread_of
from aggregate.sampling.frames import EarlierPhase, SamplingFrame
from aggregate.size_codes import SIZES
from store.cells import STATES

LEVEL = 0.95
MORE = 100
TOTAL = "_T"


@dataclass(frozen=True, slots=True)
class Target:
    """The precision wanted of the national share: a coefficient of variation, or half the width of the 95 % interval as a share."""

    cv: float | None = None
    half_width: float | None = None

    def is_met(self, expected: "Margin") -> bool:
        """Whether an expected margin is as good as this."""
        if self.cv is not None and expected.standard_error > self.cv * expected.share * (1 + 1e-9):
            return False
        return self.half_width is None or expected.half_width <= self.half_width * (1 + 1e-9)


@dataclass(frozen=True, slots=True)
class Margin:
    """What may be expected of a domain: labels in it, the share, its standard error and half the width of its 95 % interval."""

    domain: str
    labels: float
    share: float
    standard_error: float
    half_width: float


@dataclass(frozen=True, slots=True)
class Plan:
    """A sample's size, allocation (strata,) and expected margins (the whole first), and the national one with `more` labels more."""

    size: int
    drawn: Integers
    margins: tuple[Margin, ...]
    more: int
    with_more: Margin


def plan_sample(frame: SamplingFrame, size: int, aim: Aim = "sizes", already: Integers | None = None) -> Plan:
    """The allocation of a sample of this size and what may be expected of it; `already` as in `allocate`."""
    spreads = spread_of(frame.shares)
    drawn = allocate(frame.strata, size, spreads, aim=aim, already=already)
    larger = min(size + MORE, len(frame.units))
    with_more = expect_national(frame, allocate(frame.strata, larger, spreads, aim=aim, already=drawn))
    return Plan(size, drawn, expect_margins(frame, drawn), larger - size, with_more)


def find_size(frame: SamplingFrame, target: Target, aim: Aim = "national") -> int | None:
    """The smallest sample that is expected to be as precise as the target; None where not even reviewing all is."""
    spreads = spread_of(frame.shares)

    def is_enough(size: int) -> bool:
        return target.is_met(expect_national(frame, allocate(frame.strata, size, spreads, aim=aim)))

    low, high = find_smallest_size(frame.strata), len(frame.units)
    return _find_first(is_enough, low, high)


def find_best(frame: SamplingFrame) -> Margin:
    """The national margin if everybody in the frame were reviewed: what phases before leave, and never less than one enterprise."""
    return expect_national(frame, frame.strata.sizes.astype(np.int64))


def expect_national(frame: SamplingFrame, drawn: Integers) -> Margin:
    """The margin that may be expected of the national share."""
    return _expect(frame, drawn, TOTAL, np.ones(len(frame.units), dtype=bool))


def expect_margins(frame: SamplingFrame, drawn: Integers) -> tuple[Margin, ...]:
    """The margins that may be expected nationally, by state and by size class."""
    states = frame.strata.states[frame.strata.of_units]
    domains = [(name, states == place) for place, name in enumerate(STATES)]
    domains += [(name, frame.size_codes == place) for place, name in enumerate(SIZES)]
    return (expect_national(frame, drawn), *(_expect(frame, drawn, name, mine) for name, mine in domains if mine.any()))


def _expect(frame: SamplingFrame, drawn: Integers, domain: str, mine: np.ndarray) -> Margin:
    """Neyman's variance of a domain's share: within a stratum that the domain cuts, so many labels as its part of the units."""
    strata, count = frame.strata, len(frame.strata.sizes)
    weights = np.bincount(strata.of_units[mine], weights=frame.weights[mine], minlength=count)
    parts = weights / weights.sum()
    labels = drawn * np.bincount(strata.of_units[mine], minlength=count) / strata.sizes
    open_shares = np.clip(1 - drawn / strata.sizes, 0, 1)
    used = parts > 0
    variance = float((parts**2 * frame.shares * (1 - frame.shares) * open_shares)[used] @ (1 / labels[used]))
    variance += sum(_vary_phase(frame, phase, mine) for phase in frame.earlier)
    share = float(parts @ frame.shares)
    chance = used & (open_shares > 0)
    degrees = max(float(labels[chance].sum()) - int(chance.sum()), 1.0) if chance.any() else np.inf
    error = max(float(np.sqrt(variance)), 0.5 / float(weights.sum()))
    return Margin(domain, float(labels.sum()), share, error, float(student.ppf((1 + LEVEL) / 2, degrees)) * error)


def _vary_phase(frame: SamplingFrame, phase: EarlierPhase, mine: np.ndarray) -> float:
    """What a phase before adds to the variance of a domain's share, from the shares expected in its strata."""
    count = len(phase.sizes)
    expected = frame.shares[frame.strata.of_units]
    weights = np.where(mine, frame.weights, 0.0)
    share = float(weights @ expected / weights.sum())
    # Of each unit: the expected square of (y - share) in the domain, and its expectation; zero outside of it.
    squares = np.where(mine, expected * (1 - share) ** 2 + (1 - expected) * share**2, 0.0)
    means = np.where(mine, expected - share, 0.0)
    units = np.maximum(np.bincount(phase.of_units, minlength=count), 1)
    spread = np.bincount(phase.of_units, weights=squares, minlength=count) / units
    spread -= (np.bincount(phase.of_units, weights=means, minlength=count) / units) ** 2
    terms = phase.sizes**2 * np.clip(1 - phase.drawn / phase.sizes, 0, 1) * np.maximum(spread, 0) / np.maximum(phase.drawn, 1)
    return float(terms.sum() * _scale(frame, phase) ** 2 / weights.sum() ** 2)


def _scale(frame: SamplingFrame, phase: EarlierPhase) -> float:
    """What a unit of the level before a phase stands for in the population, on average."""
    return float(frame.weights.sum() / phase.sizes.sum())


def _find_first(is_enough: Callable[[int], bool], low: int, high: int) -> int | None:
    """The smallest number from low to high for which this holds, if it holds from some number on."""
    if not is_enough(high):
        return None
    while low < high:
        middle = (low + high) // 2
        if is_enough(middle):
            high = middle
        else:
            low = middle + 1
    return high
