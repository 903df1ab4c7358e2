"""Size classes as numbers, for strata, calibration and small areas."""

from collections.abc import Sequence

import numpy as np

from aggregate.estimators.arrays import Integers

UNKNOWN = "_U"
SIZES = ("S0T9", "S10T49", "S50T249", "S_GE250", UNKNOWN)


def code_sizes(size_classes: Sequence[str]) -> Integers:
    """The places of size classes in SIZES, smallest first and unknown last; whatever is not one of them is unknown."""
    codes = {text: place for place, text in enumerate(SIZES)}
    return np.array([codes.get(text, codes[UNKNOWN]) for text in size_classes], dtype=np.int64)
