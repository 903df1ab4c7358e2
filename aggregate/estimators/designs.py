"""Whether arrays describe a stratified sample at all: what does not must end in a sentence, not in a margin of zero."""

import numpy as np

from aggregate.estimators.arrays import Floats, Integers
from catalogue.errors import EstimateError
from catalogue.messages import say

ROUNDING = 1e-6


def check_design(units: int, strata: Integers, frame_sizes: Floats | None) -> None:
    """Raises unless there are units, each has a stratum that has an N, and no stratum has more units than its N.

    Args:
        units: how many values there are.
        strata: stratum 0..H-1 of each unit, shape (units,).
        frame_sizes: N of each stratum, shape (H,), or None.

    Raises:
        EstimateError: it says which of these is not so.
    """
    if units == 0:
        raise EstimateError(say("Of no labelled enterprise nothing can be estimated."))
    if strata.shape != (units,) or strata.min() < 0:
        raise EstimateError(
            say("Each of the {units} enterprises needs one stratum, numbered from 0; {found} were given.", units=units, found=strata.size)
        )
    if frame_sizes is None:
        return
    if int(strata.max()) >= len(frame_sizes):
        raise EstimateError(
            say(
                "There are strata up to number {last}, counted from 0, but only {count} numbers N of the register.",
                last=int(strata.max()),
                count=len(frame_sizes),
            )
        )
    if len(frame_sizes) == units > int(strata.max()) + 1 and _are_of_units(strata, frame_sizes):
        raise EstimateError(say("The numbers N of the register are one a stratum, not one an enterprise."))
    drawn = np.bincount(strata, minlength=len(frame_sizes))
    if (over := np.flatnonzero(drawn > frame_sizes * (1 + ROUNDING))).size:
        raise EstimateError(
            say(
                "Stratum {stratum} (counted from 0) has {drawn} sampled enterprises, but only {size} in the register.",
                stratum=int(over[0]),
                drawn=int(drawn[over[0]]),
                size=float(frame_sizes[over[0]]),
            )
        )


def _are_of_units(strata: Integers, frame_sizes: Floats) -> bool:
    """Whether as many numbers as units look like the N of each unit's stratum: alike within strata, and not between them."""
    first = frame_sizes[np.unique(strata, return_index=True)[1]]
    own = first[np.unique(strata, return_inverse=True)[1]]
    return bool((frame_sizes == own).all() and len(np.unique(first)) > 1)
