"""Intervals around rates and F1: Wilson's for a share, a seeded bootstrap for F1."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Z95 = 1.959963984540054
DRAWS = 2000
SEED = 20261122
HALF = 0.5


@dataclass(frozen=True, slots=True)
class Rate:
    """A share between 0 and 1 with its 95 % interval."""

    value: float
    low: float
    high: float


def wilson_rate(share: float, n_effective: float) -> Rate:
    """A share with Wilson's score interval (Wilson 1927), `n_effective` the number of equally weighted cases it is worth."""
    z2 = Z95**2 / n_effective
    centre = (share + z2 / 2) / (1 + z2)
    half = Z95 * math.sqrt(share * (1 - share) / n_effective + z2 / (4 * n_effective)) / (1 + z2)
    return Rate(share, max(0.0, min(share, centre - half)), min(1.0, max(share, centre + half)))


def share_rate(hits: npt.NDArray[np.bool_], weights: npt.NDArray[np.float64]) -> Rate | None:
    """The weighted share of hits, its interval at Kish's effective number of cases; None without cases."""
    total = float(weights.sum())
    if total <= 0:
        return None
    return wilson_rate(float(weights[hits].sum()) / total, total**2 / float((weights**2).sum()))


def f1_rate(found: npt.NDArray[np.bool_], truth: npt.NDArray[np.bool_], weights: npt.NDArray[np.float64]) -> Rate | None:
    """Weighted F1 of the positives with the percentile interval of a seeded bootstrap; None without positives and without finds.

    The cases are redrawn from the three weighted cells that F1 knows (hits, false finds, misses), half a case added to each, so that a
    small test set without a seen error does not claim to be perfect; the interval always holds the value itself.
    """
    cells = [float(weights[found & truth].sum()), float(weights[found & ~truth].sum()), float(weights[~found & truth].sum())]
    used = weights[found | truth]
    if not used.size:
        return None
    value = _f1(np.array([cells]))[0]
    n = float(used.sum()) ** 2 / float((used**2).sum())
    shares = np.array(cells) / sum(cells) * n + HALF
    draws = np.random.default_rng(SEED).multinomial(max(1, round(n)), shares / shares.sum(), DRAWS)
    low, high = np.quantile(_f1(draws.astype(np.float64)), [0.025, 0.975])
    return Rate(float(value), float(min(low, value)), float(max(high, value)))


def _f1(cells: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    hits, false_finds, misses = cells.T
    return np.asarray(2 * hits / np.maximum(2 * hits + false_finds + misses, 1e-12))
