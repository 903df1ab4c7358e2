"""Strata of a sample: state × size class, with tiny ones merged."""

from dataclasses import dataclass

import numpy as np

from aggregate.estimators.arrays import Booleans, Floats, Integers
from aggregate.size_codes import SIZES
from store.cells import STATES

MERGING_ORDER = ("_U", "S0T9", "S10T49", "S50T249")
FEWEST_UNITS = 4


@dataclass(frozen=True, slots=True)
class Strata:
    """Which stratum (0..H-1) each unit is in, shape (units,); name, state, units, weight and unknown size of each stratum, shape (H,)."""

    of_units: Integers
    names: tuple[str, ...]
    states: Integers
    sizes: Floats
    weights: Floats
    unknown: Booleans

    def count(self, drawn: Integers) -> dict[str, tuple[int, int]]:
        """{stratum: (units in the frame, units drawn)} in the order of the strata; `drawn` has shape (H,)."""
        return {name: (int(size), int(n)) for name, size, n in zip(self.names, self.sizes, drawn, strict=True)}


def build_strata(states: Integers, size_classes: Integers, frame_weights: Floats) -> Strata:
    """State × size class (numbered as in SIZES).

    A stratum with fewer than four units joins the next larger size class that its state has (else the next smaller one), smallest
    sizes first; the largest class, 250 and more, always stays on its own, to be taken whole.
    """
    counts = np.bincount(states * len(SIZES) + size_classes, minlength=len(STATES) * len(SIZES)).reshape(len(STATES), len(SIZES))
    cells = np.arange(counts.size).reshape(counts.shape)
    for state in range(len(STATES)):
        cells[state] = cells[state][_merge_sizes(counts[state])]
    joined = cells.ravel()[states * len(SIZES) + size_classes]
    kept, of_units = np.unique(joined, return_inverse=True)
    names = tuple(_name(cells, counts, int(cell)) for cell in kept)
    sizes = np.bincount(of_units).astype(np.float64)
    weights = np.asarray(np.bincount(of_units, weights=frame_weights), dtype=np.float64)
    unknown = np.asarray(kept % len(SIZES) == SIZES.index("_U"))
    return Strata(of_units, names, kept // len(SIZES), sizes, weights, unknown)


def _merge_sizes(counts: Integers) -> list[int]:
    """The size class that each size class of one state is drawn with."""
    counts, target = counts.copy(), list(range(len(SIZES)))
    order = [SIZES.index(size) for size in MERGING_ORDER]
    for place, size in enumerate(order):
        if not 0 < counts[size] < FEWEST_UNITS:
            continue
        neighbours = [s for s in (*order[place + 1 :], *reversed(order[:place])) if counts[s] > 0]
        if neighbours:
            counts[neighbours[0]] += counts[size]
            counts[size] = 0
            target = [neighbours[0] if t == size else t for t in target]
    return target


def _name(cells: Integers, counts: Integers, cell: int) -> str:
    """Such as `predicted_yes:S10T49+S50T249`."""
    state = cell // len(SIZES)
    sizes = [size for i, size in enumerate(SIZES) if cells[state, i] == cell and counts[state, i] > 0]
    return f"{STATES[state]}:{'+'.join(sizes)}"
