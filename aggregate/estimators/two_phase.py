"""Samples drawn from samples: totals and ratios with a variance that covers every phase.

Phases may be two (enterprises whose websites are visited; of those, the reviewed) or more (a register that is itself a weighted sample
comes first; answering, where not all do, may come last). Each is a stratified simple random sample of the phase before; strata of
different phases may cross.

Sources: Särndal, Swensson and Wretman (1992), ch. 9, result 9.3.1, in the closed form that stratified phases allow: the variance of a phase
needs s² within its strata, of which the last phase estimates the sum of squares directly and the squared sum by T² - v(T), v being the
variance of the later phases. For a simple random first phase it equals Rao's (Biometrika 60, 1973; Cochran 1977, ch. 12). Not for clusters,
nor for unequal probabilities within a stratum of a later phase.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from aggregate.estimators.arrays import Booleans, Estimates, Floats, Integers, hold_arrays, takes_arrays
from aggregate.estimators.stratified import linearise_ratios


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase of a sample, described for the n units of the last phase.

    Attributes:
        strata: stratum 0..H-1 in this phase of each unit of the last phase, shape (n,).
        sizes: units of the phase before (or of the population) in each stratum, shape (H,); inf leaves its correction out.
        drawn: units that this phase drew in each stratum, also those that later phases did not draw, shape (H,).
        weights: weights of this phase alone, shape (n,). None: sizes / drawn. Give them where they are not known to be constant within
            strata, as those of a register that is a calibrated survey sample.
    """

    strata: Integers
    sizes: Floats
    drawn: Floats
    weights: Floats | None = None

    def __post_init__(self) -> None:
        hold_arrays(self)

    @property
    def of_units(self) -> Floats:
        """The weight of each unit in this phase, shape (n,)."""
        return (self.sizes / np.maximum(self.drawn, 1))[self.strata] if self.weights is None else self.weights

    @property
    def open_shares(self) -> Floats:
        """1 - n/N of each stratum, shape (H,)."""
        return np.asarray(np.clip(1 - self.drawn / self.sizes, 0, 1))

    def select(self, units: Booleans) -> "Phase":
        """The same phase for some of the units; sizes and numbers drawn stay."""
        return Phase(self.strata[units], self.sizes, self.drawn, None if self.weights is None else self.weights[units])


@takes_arrays
def estimate_phase_variances(values: Floats, phases: Sequence[Phase]) -> Floats:
    """What each phase adds to the variance of the total Σ w·y, w being the product of all phases' weights.

    Args:
        values: y (or linearised values) of the units of the last phase, without weights, shape (..., n).
        phases: first phase first.

    Returns:
        Shape (phases, ...). Their sum is unbiased; where few units were drawn the entry of an earlier phase can be below zero by chance.
    """
    parts = _split_variance(np.atleast_2d(values).astype(np.float64), phases)
    return np.asarray(np.array(parts).reshape(len(phases), *np.shape(values)[:-1]))


@takes_arrays
def find_earlier_variance(values: Floats, phases: Sequence[Phase]) -> Floats:
    """The variance that all phases but the last add, shape (...): what an estimator of the last phase alone leaves out.

    For estimators that calibrate the last phase to totals of the phase before (post-strata by state): the total variance is that of
    their residuals in the last phase plus this one of the linearised values themselves (SSW 1992, result 9.7.1, without auxiliaries
    known for the population). Arguments as in `estimate_phase_variances`.
    """
    return np.asarray(np.maximum(estimate_phase_variances(values, phases)[:-1], 0).sum(axis=0))


def estimate_phase_totals(values: ArrayLike, phases: Sequence[Phase]) -> Estimates:
    """Expansion totals of one or more variables, shape (..., n); SSW 1992, result 9.3.1."""
    figures = np.asarray(values, dtype=np.float64)
    totals = np.asarray((figures * multiply_weights(phases)).sum(axis=-1))
    return Estimates(totals, _deviate(figures, phases))


def estimate_phase_ratios(numerators: ArrayLike, denominators: ArrayLike, phases: Sequence[Phase]) -> Estimates:
    """Ratios of totals, such as means of domains; the variance is that of (y - r·x)/X. Shapes (..., n)."""
    ratios, linearised = linearise_ratios(numerators, denominators, multiply_weights(phases))
    return Estimates(ratios, _deviate(linearised, phases))


def multiply_weights(phases: Sequence[Phase]) -> Floats:
    """The weight over all phases of each unit of the last one, shape (n,)."""
    return np.asarray(np.prod([phase.of_units for phase in phases], axis=0))


def _deviate(values: Floats, phases: Sequence[Phase]) -> Floats:
    """The standard error over all phases; what is below zero by chance counts as nothing."""
    return np.asarray(np.sqrt(np.maximum(estimate_phase_variances(values, phases), 0).sum(axis=0)))


def _split_variance(values: Floats, phases: Sequence[Phase]) -> list[Floats]:
    """The variance of each phase given the one before, shape (rows,) each; `values` (rows, n) carry the weights of the phases before."""
    phase, later = phases[0], list(phases[1:])
    weighted = values * phase.of_units
    if not later:
        return [_vary_last(weighted, phase)]
    rest = multiply_weights(later)
    variance = np.zeros(len(values))
    for stratum in np.flatnonzero(phase.open_shares > 0):
        mine = phase.strata == stratum
        if mine.any():
            inner = sum(_split_variance(weighted[:, mine], [p.select(mine) for p in later]), start=np.zeros(len(values)))
            spread = _expand_spread(weighted[:, mine], rest[mine], inner, float(phase.drawn[stratum]))
            variance += phase.open_shares[stratum] * phase.drawn[stratum] * spread
    return [variance, *_split_variance(weighted, later)]


def _expand_spread(weighted: Floats, rest: Floats, inner: Floats, drawn: float) -> Floats:
    """s² among all `drawn` units of an earlier phase's stratum, from those that the last phase has; `inner` is v of their expanded sum.

    Where one unit alone was drawn, its deviation from zero (never too small).
    """
    squares, totals = (weighted**2 * rest).sum(axis=1), (weighted * rest).sum(axis=1)
    if drawn < 2:
        return np.asarray(squares)
    return np.asarray((squares - (totals**2 - inner) / drawn) / (drawn - 1))


def _vary_last(weighted: Floats, phase: Phase) -> Floats:
    """The stratified variance of the last phase; a stratum of one unit counts with its deviation from zero."""
    indicator = np.eye(len(phase.sizes))[phase.strata]
    squares, totals = weighted**2 @ indicator, weighted @ indicator
    drawn = np.maximum(phase.drawn, 1)
    alone = np.where(phase.drawn > 1, drawn / np.maximum(drawn - 1, 1), 1.0)
    centre = np.where(phase.drawn > 1, totals**2 / drawn, 0.0)
    return np.asarray((squares - centre) @ (phase.open_shares * alone))
