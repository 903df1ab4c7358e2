"""How the simulated samples are drawn: as the review is (state × size), or as a survey would (section × size)."""

from dataclasses import dataclass

import numpy as np

from aggregate.estimators.arrays import Floats, Integers
from aggregate.sampling.allocation import allocate
from aggregate.sampling.strata import build_strata
from benchmarks.coverage_scenarios.frames import SIZE_CLASSES, Frame

FEWEST_IN_STRATUM = 2


@dataclass(frozen=True, slots=True)
class Design:
    """Stratum of each unit of the frame, N and n of each stratum, and the units of each."""

    of_units: Integers
    sizes: Floats
    drawn: Integers
    members: tuple[Integers, ...]

    def draw(self, generator: np.random.Generator) -> Integers:
        """Units of one sample, stratum by stratum."""
        pairs = zip(self.members, self.drawn.tolist(), strict=True)
        return np.concatenate([generator.choice(units, n, replace=False, shuffle=False) for units, n in pairs])


def design_review(frame: Frame, size: int) -> Design:
    """State × size class, allocated as `ecomstat sample` does."""
    strata = build_strata(frame.states, frame.sizes, np.ones(len(frame.truth)))
    return _design(strata.of_units, allocate(strata, size))


def design_survey(frame: Frame, size: int) -> Design:
    """Section × size class, by the square root of their sizes, without looking at any website."""
    _, of_units = np.unique(frame.sections * SIZE_CLASSES + frame.sizes, return_inverse=True)
    roots = np.sqrt(np.bincount(of_units))
    drawn = np.minimum(np.maximum(np.rint(size * roots / roots.sum()), FEWEST_IN_STRATUM), np.bincount(of_units))
    return _design(of_units, drawn.astype(np.int64))


def _design(of_units: Integers, drawn: Integers) -> Design:
    order, counts = np.argsort(of_units, kind="stable"), np.bincount(of_units)
    return Design(of_units, counts.astype(np.float64), drawn, tuple(np.split(order, np.cumsum(counts)[:-1])))
