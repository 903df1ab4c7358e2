"""A floor under the variance where hardly any classifier error was seen: not having seen one does not make them impossible.

A state in which fewer than two labels disagree with the rest counts as if two did. Two in n is near to Clopper and Pearson's exact upper
bound of one standard error (84 %) for none in n, 1.84/n, and is what Agresti and Coull (American Statistician 52, 1998) add to make Wald's
interval cover. Where fewer than two labels disagree in all states of a domain together, the domain's labels count with the variance of
their state in the whole sample. Intervals are a little more careful still: where few labels of a state disagree, a sample that happens to
see fewer of them has both a lower share and a smaller variance, so that its interval misses the truth on one side. For intervals each
state counts one label more of each kind than was seen (Laplace's rule), which matters only where few were. README.md gives the simulations.
"""

import numpy as np
from scipy.sparse import csr_array

from aggregate.estimators.arrays import Floats

FEWEST_DISAGREEING = 2
ONE_MORE = 1


def find_missing_variance(answers: Floats, states: Floats, domains: Floats | csr_array) -> Floats:
    """What the variance of one label lacks in each domain and state.

    Args:
        answers: 1 yes, 0 no, shape (units,).
        states: a 1 in the column of the unit's state, shape (units, states); a row of zeros leaves the unit out.
        domains: 1 where the unit is of the domain, shape (domains, units).

    Returns:
        Shape (domains, states); zeros where enough labels disagree.
    """
    fewer, seen = _disagreement(answers @ states, states.sum(axis=0))
    wanted = _variance_of(np.maximum(fewer, FEWEST_DISAGREEING), states.sum(axis=0))
    in_state = np.where(fewer < FEWEST_DISAGREEING, wanted - seen, 0.0)
    fewer_here, seen_here = _disagreement(domains @ (states * answers[:, None]), domains @ states)
    is_bare = fewer_here.sum(axis=1, keepdims=True) < FEWEST_DISAGREEING
    return np.asarray(np.maximum(in_state, np.where(is_bare, wanted - seen_here, 0.0)))


def find_missing_caution(answers: Floats, states: Floats) -> Floats:
    """What the variance of one label of each state, as it is with the floor, lacks for an interval; shape (states,).

    The variance at (x+1)/(n+2), x being the labels on the rarer side of n, less that at max(x, 2)/n. Arguments as above.
    """
    labelled = states.sum(axis=0)
    fewer, _ = _disagreement(answers @ states, labelled)
    careful = _variance_of(fewer + ONE_MORE, labelled + 2 * ONE_MORE)
    return np.asarray(np.where(labelled > 0, np.maximum(careful - _variance_of(np.maximum(fewer, FEWEST_DISAGREEING), labelled), 0.0), 0.0))


def _disagreement(yes: Floats, labelled: Floats) -> tuple[Floats, Floats]:
    """How many labels are on the rarer side, and the variance p(1-p) of one label."""
    fewer = np.minimum(yes, labelled - yes)
    return fewer, _variance_of(fewer, labelled)


def _variance_of(fewer: Floats, labelled: Floats) -> Floats:
    rates = np.minimum(fewer / np.maximum(labelled, 1), 0.5)
    return np.asarray(rates * (1 - rates))
