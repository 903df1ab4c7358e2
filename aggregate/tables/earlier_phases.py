"""The phases before the review: a register that is itself a weighted sample, and a first phase of enterprises to visit."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from aggregate.estimators.arrays import Floats
from aggregate.estimators.two_phase import Phase, estimate_phase_variances
from aggregate.sampling.frames import Levels, load_levels
from catalogue.messages import say
from store.frame import count_enterprises, is_weighted
from store.opening import Store
from store.phases import find_phase


@dataclass(frozen=True, slots=True)
class EarlierPhases:
    """The phases before the review of all units that could be reviewed."""

    levels: Levels

    def weigh(self, units: Sequence[int]) -> Floats:
        """What each of these units stands for before the review: its weight in the register over its chance in the first phase."""
        return np.asarray(self.levels.weights[np.searchsorted(self.levels.units, np.array(units, dtype=np.int64))])

    def estimate_variance(self, units: Sequence[int], values: Floats) -> float:
        """The variance of Σ weight·value over all that could be reviewed; `values` of these units, who must hold all of them."""
        places = {unit: place for place, unit in enumerate(units)}
        chosen = values[[places[unit] for unit in self.levels.units.tolist()]]
        phases = [Phase(p.of_units, p.sizes, p.drawn, p.weights) for p in self.levels.earlier]
        return max(float(estimate_phase_variances(chosen, phases).sum()), 0.0)

    @property
    def is_partial(self) -> bool:
        """Whether only a first phase of the register was looked at."""
        return bool((self.levels.chances < 1).any())

    def of_units(self, units: Sequence[int]) -> tuple[Phase, ...]:
        """The phases of these units (the store's short keys), first one first."""
        rows = np.searchsorted(self.levels.units, np.array(units, dtype=np.int64))
        return tuple(Phase(p.of_units[rows], p.sizes, p.drawn, p.weights[rows]) for p in self.levels.earlier)


def describe_phase(store: Store, country: str, wave: str) -> list[str]:
    """What a reader of the figures must know of the first phase; nothing where the wave has none."""
    design = find_phase(store, country, wave)
    if design is None:
        return []
    return [
        say(
            "Only {size} of {frame_size} enterprises were looked at, a probability sample of the register: margins cover that, while lower"
            " and upper bounds and the share among websites read are estimated from these enterprises and have no margin.",
            size=design.size,
            frame_size=count_enterprises(store, country, wave),
        )
    ]


def find_earlier_phases(store: Store, country: str, wave: str) -> EarlierPhases | None:
    """The phases before the review, or None where the register is whole and all its enterprises were looked at."""
    if find_phase(store, country, wave) is None and not is_weighted(store, country, wave):
        return None
    return EarlierPhases(load_levels(store, country, wave))
