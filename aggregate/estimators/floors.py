"""A floor under the variance where few or no classifier errors were seen: not having seen one does not make them impossible.

The share of yes in a state is smoothed by Agresti and Coull's rule (The American Statistician 52, 1998: add two yes and two no), whose
interval approximates Wilson's and is never empty. Where a domain has fewer than five labels that disagree with the rest of their state,
each of its labels in the state counts with at least the variance p(1-p) of that smoothed share.
"""

import numpy as np

from aggregate.estimators.arrays import Floats

FEWEST_DISAGREEING = 5
ADDED_ANSWERS = 2.0


def smooth_shares(yes: Floats, labelled: Floats) -> Floats:
    """(yes + 2)/(labelled + 4), element by element."""
    return (yes + ADDED_ANSWERS) / (labelled + 2 * ADDED_ANSWERS)


def find_missing_variance(answers: Floats, states: Floats, domains: Floats) -> Floats:
    """What the variance of one label lacks in each domain and state; 0 where five or more labels disagree.

    Args:
        answers: 1 yes, 0 no, shape (units,).
        states: a 1 in the column of the unit's state, shape (units, states); a row of zeros leaves the unit out.
        domains: 1 where the unit is of the domain, shape (domains, units).

    Returns:
        Shape (domains, states).
    """
    wanted = smooth_shares(answers @ states, states.sum(axis=0))
    labelled, yes = domains @ states, domains @ (states * answers[:, None])
    seen = yes / np.maximum(labelled, 1)
    lacking = np.maximum(wanted * (1 - wanted) - seen * (1 - seen), 0)
    return np.where(np.minimum(yes, labelled - yes) < FEWEST_DISAGREEING, lacking, 0.0)
