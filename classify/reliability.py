"""Do probabilities come true? A reliability curve, and the Brier score beside that of the base rate."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from classify.intervals import Rate, share_rate

EDGES = (0.1, 0.3, 0.5, 0.7, 0.9)
"""Where bins end; each holds its lower edge."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Cases whose stated probability lies from `low` to below `high`: how many, the mean stated, and the share observed to be yes."""

    low: float
    high: float
    n: int
    stated: float
    observed: Rate


@dataclass(frozen=True, slots=True)
class Reliability:
    """`brier`: mean squared difference of stated probability and label (0 is best), over the `n` cases with a stated probability.

    `base_brier`: that of stating the share of yes for everyone; `skill`: what part of it the probabilities take away (1 is best, 0 or
    less no better than the share), None where all labels are alike.
    """

    n: int
    brier: float
    base_brier: float
    bins: tuple[Bin, ...]

    @property
    def skill(self) -> float | None:
        """Brier's skill score."""
        return 1 - self.brier / self.base_brier if self.base_brier > 0 else None


def measure_reliability(
    stated: npt.NDArray[np.float64], positive: npt.NDArray[np.bool_], weights: npt.NDArray[np.float64]
) -> Reliability | None:
    """The reliability of stated probabilities (NaN: none was stated); None without any. Intervals as for other shares (`share_rate`)."""
    known = ~np.isnan(stated)
    stated, positive, weights = stated[known], positive[known], weights[known]
    if not stated.size or weights.sum() <= 0:
        return None
    share = float(np.average(positive, weights=weights))
    brier = float(np.average((stated - positive) ** 2, weights=weights))
    place = np.digitize(stated, EDGES)
    edges = (0.0, *EDGES, 1.0)
    bins = (_bin(edges[i], edges[i + 1], *(column[place == i] for column in (stated, positive, weights))) for i in range(len(EDGES) + 1))
    return Reliability(int(stated.size), brier, share * (1 - share), tuple(b for b in bins if b is not None))


def _bin(
    low: float, high: float, stated: npt.NDArray[np.float64], positive: npt.NDArray[np.bool_], weights: npt.NDArray[np.float64]
) -> Bin | None:
    observed = share_rate(positive, weights)
    return None if observed is None else Bin(low, high, int(stated.size), float(np.average(stated, weights=weights)), observed)
