"""Samples drawn with unequal probabilities: the expansion total Σ y/π and four estimates of its variance.

Sources: Horvitz and Thompson, JASA 47 (1952); Sen, J. of the Indian Society of Agricultural Statistics 5 (1953); Yates and Grundy, JRSS B
15 (1953); Hansen and Hurwitz, Annals of Mathematical Statistics 14 (1943); Hájek, Annals of Mathematical Statistics 35 (1964). All take
values of shape (..., units) and probabilities π of shape (units,); joint probabilities have shape (units, units) with π on their diagonal.
"""

import numpy as np

from aggregate.estimators.arrays import Floats, takes_arrays
from catalogue.errors import EstimateError
from catalogue.messages import say


def _expand(values: Floats, probabilities: Floats) -> Floats:
    """y/π, shape (..., units).

    Raises:
        EstimateError: a probability is not above 0, or is above 1.
    """
    if not ((probabilities > 0) & (probabilities <= 1)).all():
        raise EstimateError(say("The probability of a sampled enterprise is above 0 and 1 at most; check the column."))
    return np.asarray(values / probabilities)


@takes_arrays
def estimate_expansion_total(values: Floats, probabilities: Floats) -> Floats:
    """Σ y/π."""
    return np.asarray(_expand(values, probabilities).sum(axis=-1))


@takes_arrays
def find_horvitz_thompson_variance(values: Floats, probabilities: Floats, joint: Floats) -> Floats:
    """Σ Σ (1 - π_i·π_j/π_ij)·(y_i/π_i)·(y_j/π_j): unbiased for any design, but may be negative."""
    _check_joint(joint)
    expanded = _expand(values, probabilities)
    shares = 1 - np.outer(probabilities, probabilities) / joint
    return np.asarray(((expanded @ shares) * expanded).sum(axis=-1))


@takes_arrays
def find_sen_yates_grundy_variance(values: Floats, probabilities: Floats, joint: Floats) -> Floats:
    """½·Σ Σ (π_i·π_j/π_ij - 1)·(y_i/π_i - y_j/π_j)²: for designs of fixed size, steadier than Horvitz and Thompson's."""
    _check_joint(joint)
    expanded = _expand(values, probabilities)
    shares = np.outer(probabilities, probabilities) / joint - 1
    np.fill_diagonal(shares, 0.0)
    return np.asarray((expanded**2 @ shares.sum(axis=0)) - ((expanded @ shares) * expanded).sum(axis=-1))


@takes_arrays
def find_hansen_hurwitz_variance(values: Floats, probabilities: Floats) -> Floats:
    """n/(n-1)·Σ (y/π - Σ(y/π)/n)²: as if drawn with replacement with π/n; too large where much of the frame was drawn. NaN for one."""
    expanded = _expand(values, probabilities)
    n = expanded.shape[-1]
    if n < 2:
        return np.full(expanded.shape[:-1], np.nan)
    return np.asarray(n / (n - 1) * ((expanded - expanded.mean(axis=-1, keepdims=True)) ** 2).sum(axis=-1))


@takes_arrays
def find_hajek_variance(values: Floats, probabilities: Floats, frame_spread: float | None = None) -> Floats:
    """Sen, Yates and Grundy's variance with approximated joint probabilities: for designs of fixed size near rejective sampling.

    NaN for one unit that was not drawn with certainty: a single one shows no spread.
    """
    if len(probabilities) < 2 and (probabilities < 1).any():
        return np.full(values.shape[:-1], np.nan)
    return find_sen_yates_grundy_variance(values, probabilities, approximate_joint(probabilities, frame_spread))


@takes_arrays
def approximate_joint(probabilities: Floats, frame_spread: float | None = None) -> Floats:
    """Hájek's π_ij = π_i·π_j·(1 - (1-π_i)(1-π_j)/d), shape (units, units), π on the diagonal.

    Args:
        probabilities: π of the sampled units.
        frame_spread: d = Σ π(1-π) over the whole frame; None takes Σ (1-π) over the sample, which estimates it.
    """
    spare = 1 - probabilities
    spread = float(spare.sum()) if frame_spread is None else frame_spread
    with np.errstate(invalid="ignore", divide="ignore"):
        joint = np.outer(probabilities, probabilities) * (1 - np.nan_to_num(np.outer(spare, spare) / spread))
    np.fill_diagonal(joint, probabilities)
    return joint


def _check_joint(joint: Floats) -> None:
    if not (joint > 0).all():
        raise EstimateError(say("Some pairs of enterprises could never be drawn together: with such a design no unbiased variance exists."))
