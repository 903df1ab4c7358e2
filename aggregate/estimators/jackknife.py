"""The stratified jackknife (JKn): each drawn unit or cluster is left out once. An independent check of linearised errors.

Source: Wolter, Introduction to Variance Estimation (2007), 4.5; Rust and Rao, Statistical Methods in Medical Research 5 (1996).
Not for quantiles, where it is inconsistent.
"""

import numpy as np

from aggregate.estimators.arrays import Floats, Integers, takes_arrays
from aggregate.estimators.drawn_units import CERTAIN, find_drawn_units
from aggregate.estimators.replication import Replicates


@takes_arrays
def draw_jackknife(weights: Floats, strata: Integers, frame_sizes: Floats | None = None, clusters: Integers | None = None) -> Replicates:
    """One replicate for each drawn unit: without it, the others of its stratum stand for it with weights times n/(n-1).

    Squared deviations from the mean of the replicates count (1 - n/N)(n-1)/n, as in R's survey. Arguments as of `find_drawn_units`, weights
    of shape (units,).
    """
    drawn = find_drawn_units(strata, frame_sizes, clusters)
    counts = drawn.counts[drawn.strata].astype(np.float64)
    grown = counts / np.maximum(counts - 1, 1)
    factors = np.where(drawn.strata[:, None] == drawn.strata, grown[:, None], 1.0)
    np.fill_diagonal(factors, np.where(counts > 1, 0.0, 1.0))
    of_units = np.where(drawn.places == CERTAIN, 1.0, factors[:, drawn.places])
    return Replicates(weights * of_units, drawn.open_shares[drawn.strata] / grown)
