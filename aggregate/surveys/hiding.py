"""Which amounts would tell of a single enterprise: the largest contributions to a cell, weighted, and the rules of dominance.

Source: Handbook on Statistical Disclosure Control (sdcTools/HandbookSDC), ch. 4: (n,k) dominance, p% rule; a sampled enterprise of weight w
counts as w enterprises of its size, as in τ-ARGUS, since nobody knows which of them it is.
"""

from dataclasses import dataclass

import numpy as np

from aggregate.disclosure.minimum_count import find_complements
from aggregate.estimators.arrays import Booleans, Floats
from aggregate.tables.rows import FrameCounts, Texts

P_PERCENT = 15.0
DOMINANCE = (2, 80.0)
"""Used where the office has set no rules of its own; never exported."""


@dataclass(frozen=True, slots=True)
class Contributions:
    """Of each cell the total and the sum of the first and the second largest contributor, arrays of shape (cells,)."""

    totals: Floats
    first: Floats
    second: Floats


def find_contributions(values: Floats, weights: Floats, domains: Floats) -> Contributions:
    """The two largest contributors of each cell.

    A weight of 2 or more makes the largest value both of them; one between 1 and 2 the part (w - 1) of the second.

    Args:
        values: amounts, shape (units,).
        weights: how many enterprises each stands for, shape (units,).
        domains: 1 where the unit is of the cell, shape (cells, units).
    """
    order = np.argsort(-values, kind="stable")
    members, amounts, copies = domains[:, order] > 0, values[order], weights[order]
    before = np.cumsum(members * copies, axis=1) - members * copies
    first = (amounts * members * np.clip(1 - before, 0, copies)).sum(axis=1)
    both = (amounts * members * np.clip(2 - before, 0, copies)).sum(axis=1)
    return Contributions((domains * weights) @ values, first, both - first)


def find_telling(cells: Contributions, p_percent: float = P_PERCENT, dominance: tuple[int, float] = DOMINANCE) -> Booleans:
    """Cells in which the second largest could estimate the largest to within p %, or the largest (one or two) have more than k %."""
    largest = cells.first + (cells.second if dominance[0] > 1 else 0.0)
    rest = np.maximum(cells.totals - cells.first - cells.second, 0.0)
    return np.asarray((cells.totals > 0) & ((rest < p_percent / 100 * cells.first) | (largest > dominance[1] / 100 * cells.totals)))


def hide_amounts(counts: FrameCounts, hidden: Texts, cells: Contributions) -> Texts:
    """The column `suppressed` of an amount: what is hidden anyhow, cells that tell, and what would give these away by subtraction."""
    primary = (hidden == "primary") | find_telling(cells)
    known = primary | (hidden != "none")
    more = find_complements(counts.lines, known, cells.totals[None], lambda totals: np.zeros(totals.shape[1], dtype=bool))
    return counts.mark(primary, more | known)
