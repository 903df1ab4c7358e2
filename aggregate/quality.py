"""Quality letters of published shares, by the half-width of their interval.

The bounds are those of `README.md`; a coefficient of variation would call every rare thing bad and its complement good.
"""

import numpy as np
from numpy.typing import NDArray

from aggregate.estimators.arrays import Floats

LIMITS = {"A": 0.02, "B": 0.05, "C": 0.08, "D": 0.12, "E": 0.20}
FEWEST_LABELS = 10
MOST_UNANSWERED = 0.10


def grade(low: Floats, high: Floats, labelled: Floats, effective: Floats, unanswered: Floats | None = None) -> NDArray[np.str_]:
    """A (half-width of at most 2 points) to E (20), or F: wider, or fewer than ten labels or effective units behind it.

    One letter lower where more than a tenth of the units that were drawn gave no answer (`unanswered`, NaN where nobody was drawn).
    """
    half = (high - low) / 2
    steps = np.searchsorted(np.array(list(LIMITS.values())), np.nan_to_num(half, nan=np.inf) - 1e-12)
    if unanswered is not None:
        steps = np.minimum(steps + (np.nan_to_num(unanswered) > MOST_UNANSWERED), len(LIMITS))
    letters = np.array([*LIMITS, "F"])[steps]
    return np.where((labelled < FEWEST_LABELS) | (effective < FEWEST_LABELS), "F", letters)
