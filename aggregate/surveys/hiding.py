"""Which amounts would tell of a single enterprise, by the office's rules for answers given in confidence."""

import numpy as np
from scipy.sparse import csr_array

from aggregate.disclosure.hiding import find_hidden_amounts
from aggregate.disclosure.magnitudes import find_contributions
from aggregate.disclosure.rules import RuleSet
from aggregate.estimators.arrays import Floats
from aggregate.tables.rows import FrameCounts, Tell, Texts


def hide_amounts(
    counts: FrameCounts,
    hidden: Texts,
    values: Floats,
    weights: Floats,
    members: csr_array,
    rules: RuleSet,
    tell: Tell | None = None,
) -> Texts:
    """The column `suppressed` of an amount: what is hidden anyhow, cells that tell, and what would give these away.

    Args:
        counts: the frame that the survey covers.
        hidden: the column `suppressed` that holds for all figures of the survey.
        values: amounts of the units that answered, zero or more, shape (units,).
        weights: how many enterprises each stands for, shape (units,).
        members: 1 where a unit is of a cell, shape (cells, units).
        rules: of answers to surveys.
        tell: from the totals of all cells to those that everybody knows from earlier releases.
    """
    largest = find_contributions(values, weights, counts.lines.of_members(members), 2)
    first, both = largest[:, 0], largest[:, 1]
    totals = members @ (values * weights)
    told = tell(totals) if tell else None
    found = find_hidden_amounts(counts.lines, totals, first, both - first, hidden != "none", rules, told)
    return np.where(hidden != "none", hidden, found.reasons).astype(object)
