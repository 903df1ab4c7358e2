"""What chance could have left out of a sample: the units or clusters that replicates leave out or draw again."""

from dataclasses import dataclass

import numpy as np

from aggregate.estimators.arrays import Floats, Integers, takes_arrays
from aggregate.estimators.clusters import name_clusters
from catalogue.errors import EstimateError
from catalogue.messages import say

CERTAIN = -1


@dataclass(frozen=True, slots=True)
class DrawnUnits:
    """Drawn units (or clusters) and their strata, renumbered.

    `places` is the drawn unit of each unit, -1 for those in the sample with certainty, shape (units,); `strata` the stratum of each drawn
    unit, shape (drawn,); `open_shares` 1 - n/N of each stratum, shape (strata,).
    """

    places: Integers
    strata: Integers
    open_shares: Floats

    @property
    def counts(self) -> Integers:
        """Drawn units of each stratum, shape (strata,)."""
        return np.asarray(np.bincount(self.strata, minlength=len(self.open_shares)), dtype=np.int64)


@takes_arrays
def find_drawn_units(strata: Integers, frame_sizes: Floats | None = None, clusters: Integers | None = None) -> DrawnUnits:
    """The units (or clusters) that chance could have left out.

    Strata labelled whole stay as they are. A cluster in several strata goes as a whole with the stratum that holds most of its units (the
    first of equals). A stratum with one drawn unit joins the next one (the last joins the one before): this adds the difference between
    them to the variance, which becomes too large rather than too small; so number strata such that neighbours are alike.

    Args:
        strata: stratum 0..H-1 of each unit, shape (units,).
        frame_sizes: N of each stratum, shape (H,); None leaves the finite population correction out.
        clusters: units with one number go together, -1 for those that share with none, shape (units,).

    Raises:
        EstimateError: only one unit was drawn by chance, of which no error can be estimated.
    """
    count = int(strata.max()) + 1 if frame_sizes is None else len(frame_sizes)
    labelled = np.bincount(strata, minlength=count).astype(np.float64)
    by_chance = np.ones(len(strata), dtype=bool) if frame_sizes is None else (labelled < frame_sizes)[strata]
    owners = np.arange(len(strata)) if clusters is None else name_clusters(clusters)
    names, numbers = np.unique(owners[by_chance], return_inverse=True)
    if len(names) == 1:
        raise EstimateError(say("One labelled enterprise (or website) gives no margin: at least two are needed that were drawn by chance."))
    places = np.full(len(strata), CERTAIN)
    places[by_chance] = numbers
    units = np.zeros((len(names), count))
    np.add.at(units, (numbers, strata[by_chance]), 1)
    mostly = units.argmax(axis=1) if len(names) else np.zeros(0, dtype=np.int64)
    joined = _join_lonely(np.bincount(mostly, minlength=count))
    present = joined >= 0
    drawn = np.bincount(joined[present], weights=labelled[present])
    sizes = np.full(len(drawn), np.inf) if frame_sizes is None else np.bincount(joined[present], weights=frame_sizes[present])
    return DrawnUnits(places, joined[mostly], 1 - drawn / sizes)


def _join_lonely(counts: Integers) -> Integers:
    """The new number of each stratum, such that each has two drawn units at least; -1 for strata without any."""
    joined, latest, inside = np.full(len(counts), -1), 0, 0
    for stratum in np.flatnonzero(counts).tolist():
        if inside >= 2:
            latest, inside = latest + 1, 0
        joined[stratum] = latest
        inside += int(counts[stratum])
    if inside == 1 and latest > 0:
        joined[joined == latest] = latest - 1
    return joined
