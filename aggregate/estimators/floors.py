"""A floor under the variance where hardly any classifier error was seen: not having seen one does not make them impossible.

A state in which fewer than two labels disagree with the rest counts as if two did. Two in n is near to Clopper and Pearson's exact upper
bound of one standard error (84 %) for none in n, 1.84/n, and is what Agresti and Coull (American Statistician 52, 1998) add to make Wald's
interval cover. In a domain, a state of which fewer than five labels disagree counts as if two labels more had been given, divided as those
of the state in the whole sample are (a beta prior of that weight), so that no domain has a state that contributes nothing. Intervals are a
little more careful still: where few labels of a state disagree, a sample that happens to see fewer of them has both a lower share and a
smaller variance, so that its interval misses the truth on one side. For intervals each state counts half a label more of each kind than
was seen (Jeffreys' prior), which matters only where few were. README.md gives the simulations.
"""

import numpy as np
from scipy.sparse import csr_array

from aggregate.estimators.arrays import Floats

FEWEST_DISAGREEING = 2
FEWEST_IN_DOMAIN = 5
BORROWED_LABELS = 2
HALF_MORE = 0.5


def find_missing_variance(answers: Floats, states: Floats, domains: Floats | csr_array) -> Floats:
    """What the variance of one label lacks in each domain and state.

    Args:
        answers: 1 yes, 0 no, shape (units,).
        states: in the column of the unit's state 1, or how many labels it counts for; a row of zeros leaves the unit out; (units, states).
        domains: 1 where the unit is of the domain, shape (domains, units).

    Returns:
        Shape (domains, states); zeros where enough labels disagree.
    """
    labelled, yes = states.sum(axis=0), answers @ states
    fewer, seen = _disagreement(yes, labelled)
    wanted = _variance_of(np.maximum(fewer, FEWEST_DISAGREEING), labelled)
    in_state = np.where(fewer < FEWEST_DISAGREEING, wanted - seen, 0.0)
    labelled_here, yes_here = np.asarray(domains @ states), np.asarray(domains @ (states * answers[:, None]))
    fewer_here, seen_here = _disagreement(yes_here, labelled_here)
    rates = (yes_here + BORROWED_LABELS * _careful_rates(yes, labelled)) / (labelled_here + BORROWED_LABELS)
    here = np.where(fewer_here < FEWEST_IN_DOMAIN, rates * (1 - rates) - seen_here, 0.0)
    return np.asarray(np.maximum(in_state, here))


def find_missing_caution(answers: Floats, states: Floats) -> Floats:
    """What the variance of one label of each state, as it is with the floor, lacks for an interval; shape (states,).

    The variance at (x+½)/(n+1), x being the labels on the rarer side of n, less that at max(x, 2)/n. Arguments as above.
    """
    labelled = states.sum(axis=0)
    fewer, _ = _disagreement(answers @ states, labelled)
    careful = _variance_of(fewer + HALF_MORE, labelled + 2 * HALF_MORE)
    return np.asarray(np.where(labelled > 0, np.maximum(careful - _variance_of(np.maximum(fewer, FEWEST_DISAGREEING), labelled), 0.0), 0.0))


def _careful_rates(yes: Floats, labelled: Floats) -> Floats:
    """The share of yes in each state, two labels at least being on its rarer side (at most half of them); shape (states,)."""
    least = np.minimum(FEWEST_DISAGREEING, labelled / 2)
    return np.asarray(np.clip(yes, least, labelled - least) / np.maximum(labelled, 1e-300))


def _disagreement(yes: Floats, labelled: Floats) -> tuple[Floats, Floats]:
    """How many labels are on the rarer side, and the variance p(1-p) of one label."""
    fewer = np.minimum(yes, labelled - yes)
    return fewer, _variance_of(fewer, labelled)


def _variance_of(fewer: Floats, labelled: Floats) -> Floats:
    rates = np.clip(fewer / np.maximum(labelled, 1e-300), 0.0, 0.5)
    return np.asarray(rates * (1 - rates))
