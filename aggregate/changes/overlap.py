"""What two waves' samples share: their linearised figures laid over each other, and the covariance of their estimates.

Sources: `estimators.panel` for the covariance; the linearised parts are those of the default estimator (`estimators.by_state`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from aggregate.estimators.arrays import Floats, Integers
from aggregate.estimators.by_state import LabelledSample, calibrate_sample
from aggregate.estimators.panel import ABSENT, Figures, Panel, align_units, estimate_covariance, find_share_figures, spread_out


@dataclass(frozen=True, slots=True)
class WaveSample:
    """One wave's labelled units.

    `ids` are the enterprises', shape (units,); `sample` the units as the default estimator takes them; `strata` the names of its strata,
    shape (H,); `state_totals` the frame's units by state, shape (4,).
    """

    ids: Sequence[str]
    sample: LabelledSample
    strata: Sequence[str]
    state_totals: Floats


@dataclass(frozen=True, slots=True)
class LaidOver:
    """Two waves' samples over all units that are in either: the places of each wave's units among `count`, and the panel they make."""

    places: tuple[Integers, Integers]
    count: int
    panel: Panel

    def find_figures(self, wave: WaveSample, members: Floats, number: int) -> Figures:
        """Shares in domains with their linearised parts over all units of the panel.

        `members` is 1 where a unit of the wave is of the domain, shape (domains, units of the wave); `number` of the wave is 0 or 1.
        """
        weights, auxiliaries = calibrate_sample(wave.sample, wave.state_totals)
        found = find_share_figures(wave.sample.answers, members, weights, number, auxiliaries, wave.sample.weights, "hc3")
        return Figures(found.values, spread_out(np.nan_to_num(found.parts), self.places[number], self.count), number)


def lay_over(first: WaveSample, second: WaveSample) -> LaidOver:
    """The two samples over each other; strata are the same where their names are.

    Deciding websites that several enterprises share are not looked at: leaving them out makes a covariance smaller and a margin wider.
    """
    of_first, of_second, count = align_units(first.ids, second.ids)
    places = (of_first, of_second)
    names = list(dict.fromkeys((*first.strata, *second.strata)))
    strata, sizes = [], []
    for wave, where in zip((first, second), places, strict=True):
        numbers = np.array([names.index(name) for name in wave.strata], dtype=np.int64)
        strata.append(spread_out(numbers[wave.sample.strata], where, count, ABSENT).astype(np.int64))
        of_names = np.ones(len(names))
        of_names[numbers] = wave.sample.frame_sizes
        sizes.append(of_names)
    return LaidOver(places, count, Panel((strata[0], strata[1]), (sizes[0], sizes[1])))


def find_covariances(first: WaveSample, second: WaveSample, domains: tuple[Floats, Floats]) -> Floats:
    """The covariance of the two waves' shares in each domain, shape (domains,): 0 where the samples have no unit in common.

    `domains` are 1 where a unit is of the domain, shape (domains, units of the first wave) and (domains, units of the second).
    """
    laid = lay_over(first, second)
    one, two = (laid.find_figures(wave, members, n) for n, (wave, members) in enumerate(zip((first, second), domains, strict=True)))
    return estimate_covariance(one.parts, two.parts, laid.panel)
