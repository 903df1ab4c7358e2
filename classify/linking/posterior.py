"""One decision over all candidates of an enterprise: which of them are its own, or none."""

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Posterior:
    """The probability of each candidate that it is the enterprise's, in their order, and that none of them is."""

    sites: tuple[float, ...]
    none: float


def combine_candidates(log_odds: Sequence[float], second: float) -> Posterior:
    """The posterior over all sets of right candidates.

    A set of k candidates weighs the product of their odds times `second` to the power k - 1; the empty set weighs 1. All sets together
    weigh 1 + (product of (1 + second · odds) - 1) / second, so that no set has to be listed.
    """
    odds = [math.exp(value) for value in log_odds]
    product = math.prod(1 + second * o for o in odds)
    total = 1 + (product - 1) / second
    return Posterior(tuple(o * product / (1 + second * o) / total for o in odds), 1 / total)
