"""The four states of an enterprise for one capability, as columns of numbers 0..3, and in words."""

import numpy as np

from aggregate.estimators.arrays import Integers
from store.cells import STATES
from store.frame_units import BITS

NO_SITE, NOT_READ, PREDICTED_NO, PREDICTED_YES = range(4)
STATE_COUNT = len(STATES)

ANSWERED_NO, ANSWERED_YES = 1, 2


def find_states(has_site: Integers, answers: Integers, place: int) -> Integers:
    """The states of units from whether they have a site, and the answer number `place` among those packed as in `count_answers`."""
    answer = (answers >> (BITS * place)) & (2**BITS - 1)
    unsure = np.where(answer == ANSWERED_NO, PREDICTED_NO, NOT_READ)
    return np.where(answer == ANSWERED_YES, PREDICTED_YES, np.where(has_site == 0, NO_SITE, unsure))


__all__ = ["NOT_READ", "NO_SITE", "PREDICTED_NO", "PREDICTED_YES", "STATES", "STATE_COUNT", "find_states"]
