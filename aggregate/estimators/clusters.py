"""Units that err together: those of one cluster (a drawn cluster, or all enterprises that share one deciding website) count as one.

Source: ultimate clusters, Särndal, Swensson and Wretman, Model Assisted Survey Sampling (1992), ch. 4; Hansen, Hurwitz and Madow
(1953). Where a cluster lies in several strata, its parts are added over them, as in the sandwich estimator of Binder, International
Statistical Review 51 (1983).
"""

import numpy as np

from aggregate.estimators.arrays import Floats, Integers, takes_arrays

ALONE = -1


@takes_arrays
def name_clusters(clusters: Integers) -> Integers:
    """Clusters as 0..C-1; every unit that is in none (-1) becomes a cluster of its own. Shape (units,)."""
    alone = clusters == ALONE
    own = np.where(alone, clusters.max(initial=0) + 1 + np.arange(len(clusters)), clusters)
    return np.asarray(np.unique(own, return_inverse=True)[1], dtype=np.int64)


@takes_arrays
def add_up(values: Floats, groups: Integers, count: int) -> Floats:
    """Sums of values, shape (..., units), by group 0..count-1, shape (..., count)."""
    order = np.argsort(groups, kind="stable")
    present, starts = np.unique(groups[order], return_index=True)
    sums = np.zeros((*values.shape[:-1], count))
    if len(present):
        sums[..., present] = np.add.reduceat(values[..., order], starts, axis=-1)
    return sums


@takes_arrays
def split_by_stratum(clusters: Integers, strata: Integers) -> tuple[Integers, Integers, Integers]:
    """The parts that clusters have in strata: the part of each unit, shape (units,), and the stratum and cluster of each part."""
    named = name_clusters(clusters)
    pairs, parts = np.unique(np.column_stack([strata, named]), axis=0, return_inverse=True)
    return np.asarray(parts, dtype=np.int64).ravel(), pairs[:, 0], pairs[:, 1]
