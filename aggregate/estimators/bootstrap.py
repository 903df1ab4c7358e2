"""The rescaling bootstrap: units are drawn again within strata, and weights rescaled so that the finite population correction holds.

Sources: Rao and Wu, Resampling inference with complex survey data, JASA 83 (1988); for the form with weights Rao, Wu and Yue, Survey
Methodology 18 (1992). Use it for medians, indices and estimates with many steps, and to test linearised errors, which are faster.
"""

import numpy as np

from aggregate.estimators.arrays import Floats, Integers, takes_arrays
from aggregate.estimators.drawn_units import CERTAIN, DrawnUnits, find_drawn_units
from aggregate.estimators.replication import Replicates

REPLICATES = 500


def rescale(multiplicities: Floats, drawn: DrawnUnits, redrawn: Integers) -> Floats:
    """The factor 1 - l + l·(n/m)·r of each drawn unit, l = √(m(1-f)/(n-1)).

    Args:
        multiplicities: r, how often each drawn unit was drawn again, shape (replicates, drawn).
        drawn: the units that chance could have left out.
        redrawn: m, the units drawn again in each stratum, shape (strata,).
    """
    counts = drawn.counts.astype(np.float64)
    spread = np.sqrt(redrawn * drawn.open_shares / np.maximum(counts - 1, 1))
    gain = np.where(counts > 1, spread * counts / np.maximum(redrawn, 1), 0.0)
    return np.asarray(1 - np.where(counts > 1, spread, 0.0)[drawn.strata] + gain[drawn.strata] * multiplicities)


@takes_arrays
def draw_bootstrap(
    weights: Floats,
    strata: Integers,
    frame_sizes: Floats | None = None,
    clusters: Integers | None = None,
    replicates: int = REPLICATES,
    seed: int = 0,
) -> Replicates:
    """Rao and Wu's replicates with m = n - 1, for which no weight is negative: 500 for standard errors, 2,000 for percentiles.

    Arguments as of `find_drawn_units`, weights of shape (units,); one seed gives one set of replicates.
    """
    if replicates < 2:
        raise ValueError("The spread of replicates needs two of them at least.")
    drawn = find_drawn_units(strata, frame_sizes, clusters)
    generator = np.random.default_rng(seed)
    redrawn = np.maximum(drawn.counts - 1, 0)
    multiplicities = np.zeros((replicates, len(drawn.strata)))
    for stratum, (count, again) in enumerate(zip(drawn.counts.tolist(), redrawn.tolist(), strict=True)):
        if count > 1:
            multiplicities[:, drawn.strata == stratum] = generator.multinomial(again, np.full(count, 1 / count), size=replicates)
    factors = np.column_stack([rescale(multiplicities, drawn, redrawn), np.ones(replicates)])
    of_units = factors[:, np.where(drawn.places == CERTAIN, len(drawn.strata), drawn.places)]
    return Replicates(weights * of_units, np.full(replicates, 1 / (replicates - 1)))
