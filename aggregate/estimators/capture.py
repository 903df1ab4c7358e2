"""How many websites two independent searches together must have missed: capture and recapture.

Source: Chapman, Univ. of California Publ. in Statistics 1 (1951); Seber, Estimation of Animal Abundance (1982), ch. 3. Searches are seldom
independent (both find the large ones): the number is then too low. Divide by size class, and take it as a lower bound, not as a statistic.
"""

import numpy as np

from aggregate.estimators.arrays import Estimates, Floats, takes_arrays


@takes_arrays
def estimate_unseen(first: Floats, second: Floats, both: Floats) -> Estimates:
    """Chapman's number of all units, (n₁+1)(n₂+1)/(m+1) - 1, and its standard error; arrays of one shape, one entry a class.

    Args:
        first: units found by the first search.
        second: units found by the second.
        both: units found by both, at most either (else ValueError).
    """
    plus_one, plus_two = both + 1, both + 2
    total = (first + 1) * (second + 1) / plus_one - 1
    if not (both <= np.minimum(first, second)).all():
        raise ValueError("Both searches cannot have found more than either of them.")
    variance = (first + 1) * (second + 1) * (first - both) * (second - both) / (plus_one**2 * plus_two)
    return Estimates(np.asarray(total), np.asarray(np.sqrt(variance)))


@takes_arrays
def estimate_unseen_by_class(first: Floats, second: Floats, both: Floats) -> Estimates:
    """The sum over classes (sizes) within which the searches are nearer to independent; arrays of shape (classes,)."""
    classes = estimate_unseen(first, second, both)
    return Estimates(np.asarray(classes.values.sum()), np.asarray(np.sqrt((classes.standard_errors**2).sum())))


@takes_arrays
def find_recall(found: Floats, estimated: Floats) -> Floats:
    """The share of all units that was found by either search, at most 1, NaN of none; numbers found and of all, arrays of one shape."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.minimum(found / estimated, 1.0))
