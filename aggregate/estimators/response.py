"""Units that gave no answer: within a stratum those who answered stand for those who did not.

Source: response homogeneity groups, Särndal, Swensson and Wretman (1992), 15.6.2.
"""

import numpy as np

from aggregate.estimators.arrays import Booleans, Floats, Integers


def adjust_weights(strata: Integers, frame_sizes: Floats, answered: Booleans) -> Floats:
    """The weight N/r of each unit that answered, r being the answers of its stratum; 0 for those who did not; shape (units,)."""
    answers = np.bincount(strata[answered], minlength=len(frame_sizes))
    rates = np.divide(frame_sizes, answers, out=np.zeros(len(frame_sizes)), where=answers > 0)
    return np.where(answered, rates[strata], 0.0)
