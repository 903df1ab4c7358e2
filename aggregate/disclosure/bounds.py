"""How far figures can move at most when all lines must go on adding up: bounds without a linear program.

A figure cannot move farther than the others of its line make up for; that bounds the others in turn. What these bounds rule out is
impossible; what they leave need not be possible. Source: bound propagation, e.g. Savelsbergh (1994), ORSA Journal on Computing 6.
"""

import numpy as np
from scipy.sparse import csr_array

from aggregate.estimators.arrays import Floats, Integers

ROUNDS = 10
LEAST_GAIN = 1e-3


def find_room(equations: csr_array, low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """The least and the greatest change of each figure, shapes (figures,): bounds that are never too narrow.

    Args:
        equations: lines, shape (lines, figures): equations @ change is zero.
        low: what each figure can change by at least for itself, finite and not above zero, shape (figures,).
        high: what it can change by at most, finite and not below zero.
    """
    signs, columns = equations.data, equations.indices
    lines = np.repeat(np.arange(equations.shape[0]), np.diff(equations.indptr))
    for _ in range(ROUNDS):
        ends = signs * low[columns], signs * high[columns]
        # A figure makes up for what the others of its line change by together.
        bounds = [-_add_others(end, lines) / signs for end in (np.minimum(*ends), np.maximum(*ends))]
        lowest, highest = low.copy(), high.copy()
        np.maximum.at(lowest, columns, np.minimum(*bounds))
        np.minimum.at(highest, columns, np.maximum(*bounds))
        gain = max((lowest - low).max(initial=0.0), (high - highest).max(initial=0.0))
        low, high = np.minimum(lowest, 0.0), np.maximum(highest, 0.0)
        if gain < LEAST_GAIN:
            break
    return low, high


def _add_others(amounts: Floats, lines: Integers) -> Floats:
    """For each entry of a line the sum of the line's other entries."""
    sums = np.bincount(lines, amounts)
    return np.asarray(sums[lines] - amounts) if len(lines) else amounts
