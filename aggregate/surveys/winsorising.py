"""Outliers among amounts: one-sided winsorisation, with its effect told.

A value is pulled towards a cutoff K = μ + L/(w - 1), μ being what the auxiliaries let expect of the unit and w its weight: what lies
above K counts for the unit itself but no longer for the w - 1 others for which it stands. L is where the estimated bias of the total
is -L, which minimises its mean squared error; the treated total is less than the untreated one by exactly L.

Sources: Kokic and Bell, J. of Official Statistics 10 (1994) 419-435; Clark, Winsorization methods in sample surveys (ANU, 1995); Chambers,
Kokic, Smith and Cruddas, Proc. ICES II (2000) 717-726. Several outliers of one size mask one another (Mulry, Oliver, Kaputa and Thompson,
Survey Methodology 42-2, 2016). Not for samples in which every unit has weight 1: there is nothing to treat.
"""

from dataclasses import dataclass

import numpy as np

from aggregate.estimators.arrays import Booleans, Floats, takes_arrays
from aggregate.estimators.calibration import find_residuals

ROUNDS = 10
SAME = 1e-6


@dataclass(frozen=True, slots=True)
class Treated:
    """Values after treatment, shape (units,), which were changed, and by how much their weighted total fell."""

    values: Floats
    changed: Booleans
    effect: float


@takes_arrays
def find_cutoff(excesses: Floats) -> float:
    """L ≥ 0 with L = Σ max(D - L, 0), from the excesses D = (w - 1)(y - μ), shape (units,); 0 where none is above 0."""
    falling = np.sort(excesses[excesses > 0])[::-1]
    if not falling.size:
        return 0.0
    means = np.cumsum(falling) / np.arange(2, falling.size + 2)
    above = np.flatnonzero(falling > means)
    return float(means[above[-1]])


@takes_arrays
def winsorise(values: Floats, weights: Floats, expected: Floats) -> Treated:
    """Values with outliers pulled in, y/w + (1 - 1/w)·K above K; arrays of shape (units,), `expected` is μ."""
    others = np.maximum(weights - 1, 0.0)
    excesses = others * (values - expected)
    limit = find_cutoff(excesses)
    changed = excesses > limit
    fall = np.divide(excesses - limit, weights, out=np.zeros(len(values)), where=changed)
    return Treated(values - fall, changed, float((weights * fall).sum()))


@takes_arrays
def treat_outliers(values: Floats, weights: Floats, design_weights: Floats, auxiliaries: Floats) -> Treated:
    """As `winsorise`, with μ from a regression on the auxiliaries, fitted again on treated values until the effect stays the same.

    Args:
        values: y, shape (units,).
        weights: those of the estimate (calibrated), shape (units,).
        design_weights: for the regression, shape (units,).
        auxiliaries: x, shape (units, p); units with a row of zeros have weight 1 and are never changed.
    """
    treated = Treated(values, np.zeros(len(values), dtype=bool), 0.0)
    for _ in range(ROUNDS):
        expected = treated.values - find_residuals(treated.values, design_weights, auxiliaries)
        before, treated = treated.effect, winsorise(values, weights, expected)
        if abs(treated.effect - before) <= SAME * max(treated.effect, 1e-300):
            break
    return treated
