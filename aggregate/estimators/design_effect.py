"""How much wider the margins of a design are than those of a simple random sample of the same size.

Sources: Kish, Survey Sampling (1965), 8.2, and J. of Official Statistics 8 (1992) for weights alone; the simple random variance is that of
R's survey (`deff = TRUE`): the population's variance estimated with the weights, over n, with finite population correction.
"""

import numpy as np

from aggregate.estimators.arrays import Floats, takes_arrays


@takes_arrays
def estimate_design_effects(values: Floats, weights: Floats, variances: Floats, replacement: bool = False) -> Floats:
    """The variance of each mean over that of a simple random sample of n from N = Σw.

    Args:
        values: shape (..., units).
        weights: shape (units,).
        variances: of the means, shape (...,).
        replacement: compare with a simple random sample drawn with replacement (no finite population correction).
    """
    n, size = values.shape[-1], weights.sum()
    means = (values * weights).sum(axis=-1, keepdims=True) / size
    spread = ((values - means) ** 2 * weights).sum(axis=-1) / size * (n / (n - 1) if n > 1 else np.nan)
    simple = spread / n * (1.0 if replacement else 1 - n / size)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(variances / simple)


@takes_arrays
def find_kish_effect(weights: Floats) -> float:
    """n·Σw²/(Σw)²: what unequal weights cost an estimate that they do not help."""
    if not len(weights):
        return float("nan")
    return float(len(weights) * (weights**2).sum() / weights.sum() ** 2)
