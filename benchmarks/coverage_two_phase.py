"""How often intervals hold the truth where samples are drawn from samples: `python -m benchmarks.coverage_two_phase [--help]`.

Three invented designs, drawn again and again: a first phase of enterprises whose websites are visited; a register that is itself a weighted
sample; both. Prints bias and coverage of 95 % intervals of the default estimator nationally and by size class, with all phases in the
margins and with the review alone. Ends 1 where national coverage with all phases leaves 93 to 97 %, or that of a size class with 50 labels
or more 92 to 98 %.
"""

import argparse
import sys
from dataclasses import dataclass

import numpy as np

from aggregate.estimators.arrays import Floats, Integers
from aggregate.estimators.by_state import LabelledSample, estimate_by_state
from aggregate.estimators.two_phase import Phase
from aggregate.sampling.allocation import allocate
from aggregate.sampling.strata import Strata, build_strata

NATIONAL, DOMAIN = (0.93, 0.97), (0.92, 0.98)
ENOUGH = 50
SIZES = 4


@dataclass(frozen=True, slots=True)
class Population:
    """Truth (0, 1), size class, whether the register names a website, and the state that a visit would give; arrays of shape (units,)."""

    truth: Floats
    sizes: Integers
    named: Integers
    states: Integers


@dataclass(frozen=True, slots=True)
class Design:
    """Units of the register (None: the whole population), of the first phase (None: the whole register) and of the review."""

    register: int | None
    first: int | None
    review: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """Units that a phase drew (places in the population) and the phase of each: stratum, with N and n of the strata."""

    units: Integers
    of_units: Integers
    sizes: Floats
    drawn: Floats


DESIGNS = {
    "visits 4,000 of 40,000": Design(None, 4000, 500),
    "visits 1,000 of 40,000": Design(None, 1000, 500),
    "register 3,000 of 40,000": Design(3000, None, 500),
    "register 8,000, visits 2,000": Design(8000, 2000, 500),
}


def invent_population(seed: int, units: int = 40_000) -> Population:
    """Enterprises of four size classes; larger ones have more websites; the classifier errs in about a tenth of those read."""
    generator = np.random.default_rng(seed)
    sizes = generator.choice(SIZES, units, p=[0.75, 0.17, 0.06, 0.02])
    web = generator.random(units) < np.array([0.4, 0.7, 0.88, 0.97])[sizes]
    order = web & (generator.random(units) < np.array([0.2, 0.3, 0.4, 0.5])[sizes])
    named = web & (generator.random(units) < 0.85)
    is_read = named & (generator.random(units) < np.where(order, 0.8, 0.92))
    predicted = is_read & (generator.random(units) < np.where(order, 0.86, 0.07))
    states = np.where(~named, 0, np.where(~is_read, 1, np.where(predicted, 3, 2)))
    return Population(order.astype(np.float64), sizes, named.astype(np.int64), states)


def redraw(population: Population, design: Design, redraws: int, seed: int) -> tuple[Floats, Floats, Floats, Floats]:
    """(held with all phases, held by the review alone, shares, labels), each (redraws, domains): all and the size classes."""
    generator = np.random.default_rng(seed)
    domains = np.array([np.ones(len(population.sizes)), *(population.sizes == size for size in range(SIZES))])
    truth = domains @ population.truth / domains.sum(axis=1)
    held, alone, shares, labels = (np.full((redraws, len(truth)), np.nan) for _ in range(4))
    for row in range(redraws):
        sample, totals, units = _draw(population, design, generator)
        found = estimate_by_state(sample, totals, domains[:, units])
        review = LabelledSample(sample.answers, sample.states, sample.strata, sample.frame_sizes, sample.weights)
        bare = estimate_by_state(review, totals, domains[:, units])
        held[row], alone[row] = (found.low <= truth) & (truth <= found.high), (bare.low <= truth) & (truth <= bare.high)
        shares[row], labels[row] = found.shares, found.labelled
    return held, alone, shares, labels


def _draw(population: Population, design: Design, generator: np.random.Generator) -> tuple[LabelledSample, Floats, Integers]:
    """The labelled sample with its earlier phases, the totals of the states as these phases estimate them, and its units."""
    units, phases = np.arange(len(population.truth)), list[Drawn]()
    weights = np.ones(len(units))
    for size, states in ((design.register, np.zeros(len(units), dtype=np.int64)), (design.first, population.named)):
        if size is not None:
            phase = _draw_phase(units, states, population.sizes, weights, size, generator)
            kept = np.searchsorted(units, phase.units)
            weights = weights[kept] * (phase.sizes / phase.drawn)[phase.of_units]
            units, phases = phase.units, [*phases, phase]
    totals = np.bincount(population.states[units], weights=weights, minlength=4)
    review = _draw_phase(units, population.states, population.sizes, weights, design.review, generator)
    chosen = review.units
    own = (review.sizes / review.drawn)[review.of_units]
    earlier = tuple(_select(phase, chosen) for phase in phases)
    all_weights = own * weights[np.searchsorted(units, chosen)]
    sample = LabelledSample(
        population.truth[chosen], population.states[chosen], review.of_units, review.sizes, all_weights, earlier=earlier
    )
    return sample, totals, chosen


def _draw_phase(units: Integers, states: Integers, sizes: Integers, weights: Floats, size: int, generator: np.random.Generator) -> Drawn:
    """A stratified sample of these units, strata states × sizes, allocated as samples of enterprises are."""
    strata: Strata = build_strata(states[units], sizes[units], weights)
    drawn = allocate(strata, size)
    order = np.lexsort((generator.random(len(units)), strata.of_units))
    of_order = strata.of_units[order]
    place = np.arange(len(units)) - np.searchsorted(of_order, of_order)
    rows = np.sort(order[place < drawn[of_order]])
    return Drawn(units[rows], strata.of_units[rows], strata.sizes, drawn.astype(np.float64))


def _select(phase: Drawn, units: Integers) -> Phase:
    return Phase(phase.of_units[np.searchsorted(phase.units, units)], phase.sizes, phase.drawn)


def measure(name: str, design: Design, redraws: int, seed: int) -> bool:
    """Prints one design's line; gives whether it is within the limits."""
    population = invent_population(seed)
    held, alone, shares, labels = redraw(population, design, redraws, seed)
    truth = population.truth.mean()
    enough = [d for d in range(1, held.shape[1]) if labels[:, d].mean() >= ENOUGH]
    sizes = " ".join(f"{held[:, d].mean():.3f}" for d in enough)
    print(
        f"{name:30} relative bias {shares[:, 0].mean() / truth - 1:+.2%}  national {held[:, 0].mean():.3f} (review alone"
        f" {alone[:, 0].mean():.3f})  size classes {sizes} (review alone {' '.join(f'{alone[:, d].mean():.3f}' for d in enough)})",
        flush=True,
    )
    slack = 2 * np.sqrt(0.05 * 0.95 / redraws)  # of a coverage found by so many redraws
    return all(limits[0] - slack <= held[:, d].mean() <= limits[1] + slack for d, limits in [(0, NATIONAL), *((d, DOMAIN) for d in enough)])


def main() -> int:
    """Reads the options, measures, and gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.coverage_two_phase", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--redraws", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    fine = [measure(name, design, options.redraws, options.seed) for name, design in DESIGNS.items()]
    return 0 if all(fine) else 1


if __name__ == "__main__":
    sys.exit(main())
