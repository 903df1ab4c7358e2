"""Totals of money and the like: cells in which large contributors can be estimated too closely.

Source: Handbook on Statistical Disclosure Control (sdcTools/HandbookSDC), ch. 4: (n,k) dominance and the p % rule with their upper
protection levels. An enterprise of weight w counts as w enterprises of its size, since nobody knows which of them it is, as in τ-ARGUS.
"""

import numpy as np
from scipy.sparse import csr_array

from aggregate.disclosure.rules import RuleSet
from aggregate.estimators.arrays import Booleans, Floats, Integers


def find_contributions(values: Floats, weights: Floats, members: csr_array, largest: int, holdings: Integers | None = None) -> Floats:
    """What the largest contributors have together in each cell, shape (cells, largest): of one, of two, and so on.

    Args:
        values: amounts of the units, zero or more, shape (units,).
        weights: how many enterprises each unit stands for, shape (units,).
        members: 1 where a unit is of a cell, shape (cells, units).
        largest: how many contributors.
        holdings: the group of each unit, if groups count as one: their weighted sum is one contribution.
    """
    members = csr_array(members)
    found = np.zeros((members.shape[0], largest))
    for cell in range(members.shape[0]):
        units = members.indices[members.indptr[cell] : members.indptr[cell + 1]]
        amounts, copies = values[units], weights[units]
        if holdings is not None:
            _, groups = np.unique(holdings[units], return_inverse=True)
            amounts = np.bincount(groups, weights=amounts * copies)
            copies = np.ones(len(amounts))
        order = np.argsort(-amounts, kind="stable")
        before = np.cumsum(copies[order]) - copies[order]
        for count in range(1, largest + 1):
            found[cell, count - 1] = amounts[order] @ np.clip(count - before, 0, copies[order])
    return found


def find_dominated(totals: Floats, first: Floats, second: Floats, rules: RuleSet) -> Booleans:
    """Cells that break the office's rules for magnitudes, shape (cells,): arguments as in `find_protection`."""
    return np.asarray(find_protection(totals, first, second, rules) > 0)


def find_protection(totals: Floats, first: Floats, second: Floats, rules: RuleSet) -> Floats:
    """By how much each cell must be able to differ from its total, shape (cells,): the larger of both rules' levels, 0 for safe cells.

    p %: the second largest knows totals - second at most, so p/100 · first - (totals - first - second) is missing. (n,k): 100/k · (first +
    ... + n-th) - totals; for n of 1 or 2.

    Args:
        totals: of cells.
        first: largest contribution.
        second: second largest.
        rules: of the source.
    """
    rest = totals - first - second
    by_p = rules.p_percent / 100 * first - rest if rules.p_percent else np.zeros_like(totals)
    together = first + second if rules.dominance_largest > 1 else first
    by_k = 100 / rules.dominance_percent * together - totals if rules.dominance_percent else np.zeros_like(totals)
    level = np.maximum(np.maximum(by_p, by_k), 0.0)
    return np.asarray(np.where(level > 1e-12 * totals, level, 0.0))
