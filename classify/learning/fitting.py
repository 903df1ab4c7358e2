"""The weights that labels suggest, held near those that experts set: penalised logistic regression under constraints of sign."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.special import expit

from classify.evidence import DISCOUNT
from classify.models import CapabilityModel, Evidence

Floats = npt.NDArray[np.float64]
Booleans = npt.NDArray[np.bool_]

TRUST = 0.25
"""An expert's weight is taken to be right within about this part of itself (the standard deviation of a normal prior) …"""
SMALLEST = 0.5
"""… or of this, where the weight is smaller."""
PRIOR_TRUST = 0.25
"""Log-odds: with a start that moves freely, evidence that no labelled website shows would count for too little beside it."""
FLOOR = 0.1
"""Evidence keeps at least this part of its weight, and so its sign: a basket never speaks against ordering."""
ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Weights:
    """Log-odds before any evidence, and of each piece of evidence in the model's order."""

    prior: float
    evidence: Floats


def fit_weights(model: CapabilityModel, presence: Booleans, positive: Booleans) -> Weights:
    """The weights of highest posterior density. `presence`: cases × evidence in the model's order; `positive`: the labels.

    How much a piece counts beside others of its group follows from the weights, so that fitting and ranking take turns.
    """
    weights = Weights(model.prior, np.array([e.weight for e in model.evidence], dtype=np.float64))
    factors = find_factors(model.evidence, weights.evidence, presence)
    for _ in range(ROUNDS):
        weights = _fit_ranked(model, factors, positive)
        ranked = find_factors(model.evidence, weights.evidence, presence)
        if np.array_equal(ranked, factors):
            break
        factors = ranked
    return weights


def find_factors(evidence: Sequence[Evidence], weights: Floats, presence: Booleans) -> Floats:
    """What part of its weight each piece counts in each case: whole, half, a quarter … in its group, for and against apart."""
    factors = np.zeros(presence.shape)
    sides = dict[tuple[str, bool], list[int]]()
    for place in sorted(range(len(evidence)), key=lambda i: (-abs(weights[i]), evidence[i].name)):
        sides.setdefault((evidence[place].group, evidence[place].weight > 0), []).append(place)
    for places in sides.values():
        seen = presence[:, places]
        factors[:, places] = np.where(seen, DISCOUNT ** (np.cumsum(seen, axis=1) - 1.0), 0.0)
    return factors


def sum_evidence(model: CapabilityModel, weights: Weights, presence: Booleans) -> Floats:
    """The log-odds of each case."""
    return np.asarray(weights.prior + find_factors(model.evidence, weights.evidence, presence) @ weights.evidence)


def _fit_ranked(model: CapabilityModel, factors: Floats, positive: Booleans) -> Weights:
    expert = np.array([model.prior, *(e.weight for e in model.evidence)], dtype=np.float64)
    spread = np.array([PRIOR_TRUST, *(TRUST * np.maximum(np.abs(expert[1:]), SMALLEST))])
    design = np.column_stack([np.ones(len(positive)), factors])
    sign = np.where(positive, 1.0, -1.0)

    def posterior(weights: Floats) -> tuple[float, Floats]:
        """The negative logarithm of the posterior density, and its gradient."""
        margin, pull = sign * (design @ weights), (weights - expert) / spread
        loss = np.logaddexp(0, -margin).sum() + (pull**2).sum() / 2
        return float(loss), np.asarray(design.T @ (-sign * expit(-margin)) + pull / spread)

    bounds = [(None, None), *((FLOOR * w, None) if w > 0 else (None, FLOOR * w) for w in expert[1:])]
    found = minimize(posterior, expert, jac=True, method="L-BFGS-B", bounds=bounds)
    return Weights(float(found.x[0]), np.asarray(found.x[1:], dtype=np.float64))
