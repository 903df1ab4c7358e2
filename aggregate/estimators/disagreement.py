"""What an estimate would be if labels are as unsure as two reviewers of the same enterprise are: bounds, not a correction.

Two reviewers who err independently, each with the chance e, disagree on 2e(1-e) of the units. Only disagreement is seen: errors that both
make, for example because the code book is unclear, are not. Source: the model of two equal and independent measurements, Biemer, Latent
Class Analysis of Survey Error (2011), ch. 2; Cohen, Educational and Psychological Measurement 20 (1960) for κ. Labels on which people agree
after adjudication are better than one reviewer's; the bounds are then too wide.
"""

from dataclasses import dataclass

import numpy as np

from aggregate.estimators.arrays import Floats, Integers, takes_arrays
from aggregate.estimators.stratified import estimate_ratios


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of units labelled twice: the (weighted) share on which reviewers differ, its standard error, how many units, and Cohen's κ."""

    disagreeing: float
    standard_error: float
    units: int
    kappa: float


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """A share if all errors were wrong yes, if they were alike in both kinds, and if all were wrong no; NaN where that is impossible."""

    lowest: float
    even: float
    highest: float


@takes_arrays
def measure_agreement(first: Floats, second: Floats, weights: Floats, strata: Integers, frame_sizes: Floats | None = None) -> Agreement:
    """How often two reviewers of the same units differ.

    Args:
        first: 1 yes, 0 no, by one reviewer of each unit, shape (units,).
        second: by another.
        weights: design weights.
        strata: 0..H-1 of each unit.
        frame_sizes: N of each stratum, shape (H,); None leaves the finite population correction out.
    """
    rate = estimate_ratios((first != second).astype(np.float64), np.ones(len(first)), weights, strata, frame_sizes)
    one, two = ((weights * answers).sum() / weights.sum() for answers in (first, second))
    by_chance = one * (1 - two) + two * (1 - one)
    kappa = 1 - float(rate.values) / by_chance if by_chance > 0 else float("nan")
    return Agreement(float(rate.values), float(rate.standard_errors), len(first), float(kappa))


def find_error_rate(disagreeing: float) -> float:
    """The chance e of one reviewer to err, (1 - √(1 - 2d))/2; NaN above a half, where nothing is known."""
    return float((1 - np.sqrt(1 - 2 * disagreeing)) / 2) if disagreeing <= 0.5 else float("nan")


def bound_by_disagreement(share: float, disagreeing: float) -> Sensitivity:
    """The true share behind a share of labels by one reviewer each.

    Errors alike in both kinds: (p - e)/(1 - 2e). All errors wrong yes: of q truly no a part e are labelled yes, p = 1 - q + q·e and
    d = q·2e(1-e), hence p - d(1-p)/(2(1-p) - d); all wrong no: the same for 1 - p. Values outside of 0 to 1 are NaN: such errors
    cannot have made this share.

    Args:
        share: p of labels that say yes.
        disagreeing: d, the share of units on which two reviewers differ.
    """
    error = find_error_rate(disagreeing)
    even = (share - error) / (1 - 2 * error) if error < 0.5 else float("nan")
    return Sensitivity(_share(share - _wrong(1 - share, disagreeing)), _share(even), _share(share + _wrong(share, disagreeing)))


def _wrong(other: float, disagreeing: float) -> float:
    """How many units carry a wrong label if all errors are of one kind; `other` is the share of the other labels."""
    if disagreeing == 0:
        return 0.0
    return disagreeing * other / (2 * other - disagreeing) if 2 * other > disagreeing else float("nan")


def _share(value: float) -> float:
    return value if 0 <= value <= 1 else float("nan")
