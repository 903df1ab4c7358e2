"""Samples drawn again and again from one frame, and what each estimator made of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from aggregate.estimators.arrays import Floats
from benchmarks.coverage_scenarios.designs import Design, design_review, design_survey
from benchmarks.coverage_scenarios.domains import Domains, list_domains
from benchmarks.coverage_scenarios.frames import Frame, Scenario, invent_frame
from benchmarks.coverage_scenarios.methods import ON_REVIEW, ON_SURVEY, Drawn, Method

FEWEST_LABELS = 10


@dataclass(frozen=True, slots=True)
class Performance:
    """One estimator in one scenario, arrays of shape (domains,): over redraws with ten labels or more.

    `bias` and `rmse` are those of shares; `coverage` of 95 % intervals, `below` and `above` the misses with the truth below or above.
    """

    method: str
    domains: Domains
    truth: Floats
    labelled: Floats
    bias: Floats
    rmse: Floats
    coverage: Floats
    below: Floats
    above: Floats
    width: Floats


def try_scenario(scenario: Scenario, size: int, redraws: int, seed: int) -> list[Performance]:
    """Every estimator on a frame of the scenario; frame and samples come from the seed."""
    frame = invent_frame(scenario, seed)
    domains = list_domains(frame)
    generator = np.random.default_rng([seed, 1])
    survey, review = design_survey(frame, size), design_review(frame, size)
    return [
        *redraw(frame, domains, survey, ON_SURVEY, redraws, generator),
        *redraw(frame, domains, review, ON_REVIEW, redraws, generator),
    ]


def redraw(
    frame: Frame, domains: Domains, design: Design, methods: Mapping[str, Method], redraws: int, generator: np.random.Generator
) -> Iterator[Performance]:
    """The performance of each method on the same samples."""
    labelled = np.zeros((redraws, len(domains.names)))
    found = {name: np.zeros((3, redraws, len(domains.names))) for name in methods}
    for row in range(redraws):
        units = design.draw(generator)
        drawn = Drawn(frame, design, domains, units, domains.of_units(units))
        labelled[row] = drawn.members.sum(axis=1)
        for name, method in methods.items():
            estimate = method(drawn)
            found[name][:, row] = estimate.shares, estimate.low, estimate.high
    truth = domains.add_up(frame.truth) / domains.sizes
    for name, (shares, low, high) in found.items():
        yield measure(name, domains, truth, labelled, shares, low, high)


def measure(name: str, domains: Domains, truth: Floats, labelled: Floats, shares: Floats, low: Floats, high: Floats) -> Performance:
    """Means over redraws; those with fewer than ten labels in a domain are left out, since nothing would be published."""
    few = labelled < FEWEST_LABELS
    shown = np.maximum((~few).sum(axis=0), 1)

    def mean(values: Floats) -> Floats:
        return np.asarray(np.where(few, 0.0, values).sum(axis=0) / shown)

    below, above = mean(truth < low - 1e-12), mean(truth > high + 1e-12)
    error = np.where(few, 0.0, shares - truth)
    return Performance(
        name, domains, truth, labelled.mean(axis=0), mean(error), np.sqrt(mean(error**2)), 1 - below - above, below, above, mean(high - low)
    )
