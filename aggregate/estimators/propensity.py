"""How likely each unit was to answer or to be read, and what this says of those that did: an option beside response groups.

Sources: logistic response propensities, Särndal and Lundström, Estimation in Surveys with Nonresponse (2005); R-indicator, Schouten, Cobben
and Bethlehem, Survey Methodology 35 (2009). All of it assumes that whether a unit answers depends only on what is known of it. For
websites that were not found this is wrong on size alone: most such enterprises have none. Label them instead.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from aggregate.estimators.arrays import Booleans, Floats, takes_arrays
from catalogue.errors import EstimateError
from catalogue.messages import say

STEPS, NEAR = 50, 1e-10
RIDGE = 1e-10


@dataclass(frozen=True, slots=True)
class Propensities:
    """Chances of having answered, shape (units,), the coefficients (p,) on the logit scale, and whether the search for them ended."""

    chances: Floats
    coefficients: Floats
    converged: bool


@takes_arrays
def fit_propensities(known: Floats, answered: Booleans, weights: Floats) -> Propensities:
    """Logistic regression of having answered on what is known of all units, by Newton's steps.

    Where a covariate separates those who answered from those who did not, its coefficient would be endless; a ridge of 1e-10 of the
    information (of covariates brought to one scale) stops it; `converged` says no more than that steps became small.

    Args:
        known: of all sampled units, with a column of ones, shape (units, p).
        answered: shape (units,).
        weights: design weights; ones for the chance in this very sample.
    """
    size = np.sqrt((known**2).mean(axis=0))
    size[size == 0] = 1.0
    known, scaled = known / size, weights / weights.mean()
    coefficients, converged = np.zeros(known.shape[1]), False
    for _ in range(STEPS):
        chances = expit(known @ coefficients)
        information = (known * (scaled * chances * (1 - chances))[:, None]).T @ known
        ridge = RIDGE * max(float(np.trace(information)), 1e-3) / len(coefficients)
        score = known.T @ (scaled * (answered - chances)) - ridge * coefficients
        step = np.linalg.solve(information + ridge * np.eye(len(coefficients)), score)
        coefficients = coefficients + step * min(1.0, 5.0 / max(float(abs(step).max()), 1e-300))
        if abs(step).max() < NEAR * (1 + abs(coefficients).max()):
            converged = True
            break
    return Propensities(np.asarray(expit(known @ coefficients)), coefficients / size, converged)


@takes_arrays
def weight_by_propensity(weights: Floats, chances: Floats, answered: Booleans, trim: float = 5.0) -> Floats:
    """Design weights over the chance, for those who answered, 1/chance kept to `trim` medians; scaled to the sample's whole weight.

    Args:
        weights: design weights, shape (units,).
        chances: of having answered, as `fit_propensities` gives them.
        answered: shape (units,).
        trim: the largest factor, in medians.

    Raises:
        EstimateError: nobody answered.
    """
    if not answered.any():
        raise EstimateError(say("Nobody answered: nobody can stand for those who did not."))
    factors = 1 / np.maximum(chances, 1e-12)
    factors = np.minimum(factors, trim * np.median(factors[answered]))
    raised = np.where(answered, weights * factors, 0.0)
    return np.asarray(raised * weights.sum() / raised.sum())


@takes_arrays
def find_r_indicator(chances: Floats, weights: Floats) -> float:
    """1 - 2·S(chance): 1 where all are equally likely to answer, 0 at worst; S has the divisor Σw - 1."""
    total = weights.sum()
    if total <= 1:
        return float("nan")
    mean = (weights * chances).sum() / total
    return float(1 - 2 * np.sqrt((weights * (chances - mean) ** 2).sum() / (total - 1)))
