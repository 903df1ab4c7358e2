"""What the phases before the review add to the variance of shares in domains.

Source: the variance of a calibrated ratio in two phases is that of its residuals in the second plus that of its linearised values in the
first (Särndal, Swensson and Wretman 1992, results 9.3.1 and 9.7.1; see `two_phase`).
"""

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_array

from aggregate.estimators.arrays import Floats, Integers
from aggregate.estimators.blocks import list_blocks
from aggregate.estimators.two_phase import Phase, find_earlier_variance, multiply_weights

SMALLEST = 1e-300


def list_phases(earlier: Sequence[Phase], strata: Integers, frame_sizes: Floats, weights: Floats) -> list[Phase]:
    """All phases of the answered units: those before, and the review, whose own weights are what the earlier ones leave of `weights`.

    `strata` (units,), `frame_sizes` (H,) and `weights` (units,) are those of the sample over all phases.
    """
    drawn = np.bincount(strata, minlength=len(frame_sizes)).astype(np.float64)
    return [*earlier, Phase(strata, frame_sizes, drawn, np.asarray(weights / multiply_weights(earlier)))]


def find_earlier_variances(answers: Floats, shares: Floats, domains: csr_array, phases: Sequence[Phase]) -> Floats:
    """What the phases before the last add to the variance of each domain's share, shape (domains,).

    Args:
        answers: 1 yes, 0 no, shape (units,).
        shares: the estimated share of each domain, shape (domains,).
        domains: 1 where the unit is of the domain, shape (domains, units).
        phases: of the units, first one first.
    """
    sizes = np.maximum(np.asarray(domains @ multiply_weights(phases)), SMALLEST)
    known = np.nan_to_num(shares)
    parts = [np.zeros(0)]
    for rows in list_blocks(*domains.shape):
        members = domains[rows].toarray()
        linearised = members * (answers[None, :] - known[rows, None]) / sizes[rows, None]
        parts.append(find_earlier_variance(linearised, phases))
    return np.concatenate(parts)
