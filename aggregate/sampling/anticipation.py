"""What answers are expected to be before anybody has looked, and how much they will differ: what plans and allocations rest on."""

import numpy as np

from aggregate.estimators.arrays import Floats
from aggregate.sampling.strata import Strata
from aggregate.states import NO_SITE, NOT_READ, PREDICTED_NO, PREDICTED_YES

LEAST_ERROR = 0.02
# Few of those without a known site have a capability, a quarter or more of those whose site was not read; where the classifier gives no
# probabilities it is taken to err in a tenth of the sites read.
USUAL_SHARES = {NO_SITE: 0.04, NOT_READ: 0.28, PREDICTED_NO: 0.10, PREDICTED_YES: 0.90}


def anticipate_shares(strata: Strata, probabilities: Floats, weights: Floats) -> Floats:
    """The share of yes expected in each stratum, shape (strata,): between 2 and 98 %, however sure the classifier is.

    Args:
        strata: the strata.
        probabilities: of a yes as predicted for each unit, NaN where there is none, shape (units,). Only those of sites that were read
            count; for the others the usual share of their state is taken.
        weights: the units' weights in the frame, shape (units,).
    """
    usual = np.array([USUAL_SHARES[state] for state in range(len(USUAL_SHARES))])[strata.states]
    known = ~np.isnan(probabilities) & (strata.states[strata.of_units] >= PREDICTED_NO)
    count = len(strata.sizes)
    sums = np.bincount(strata.of_units[known], weights=(weights * np.nan_to_num(probabilities))[known], minlength=count)
    totals = np.bincount(strata.of_units[known], weights=weights[known], minlength=count)
    means = np.divide(sums, totals, out=usual.copy(), where=totals > 0)
    return np.asarray(np.clip(means, LEAST_ERROR, 1 - LEAST_ERROR))


def spread_of(shares: Floats) -> Floats:
    """The standard deviation √(p(1-p)) of answers, any shape."""
    return np.asarray(np.sqrt(shares * (1 - shares)))
