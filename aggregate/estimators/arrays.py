"""The types that estimators take and give: numpy arrays in, numbers with their standard errors out."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Booleans = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Estimates:
    """One estimate an entry: values and standard errors, in the unit of what was estimated."""

    values: Floats
    standard_errors: Floats
