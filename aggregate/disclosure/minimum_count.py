"""Figures that tell of few enterprises: too small cells, one or two with or without a property.

Source: Handbook on Statistical Disclosure Control (sdcTools/HandbookSDC), ch. 4 and 5. A threshold of 0 switches a rule off.
"""

import numpy as np

from aggregate.estimators.arrays import Booleans, Floats

FEWEST_UNITS = 5
FEWEST_EITHER_WAY = 3


def find_small(units: Floats, fewest: int = FEWEST_UNITS) -> Booleans:
    """Cells with fewer than five enterprises in the frame."""
    return np.asarray(units < fewest)


def find_few_either_way(counted: Floats, units: Floats, fewest: int = FEWEST_EITHER_WAY) -> Booleans:
    """Counts of everybody (not estimates from a sample) in which only one or two have the property, or only one or two lack it."""
    fewer = np.minimum(counted, units - counted)
    return np.asarray((fewer > 0) & (fewer < fewest))
