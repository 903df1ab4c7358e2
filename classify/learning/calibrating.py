"""Probabilities that come true: a slope and an offset of log-odds, and the share of yes that they hold for."""

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit

from classify.learning.fitting import Booleans, Floats

SLOPE_TRUST, OFFSET_TRUST = 0.25, 0.25
"""Standard deviations of the normal priors of log slope (around 0) and offset: with few labels, little is changed."""
STEPS, ENOUGH = 500, 1e-6


def fit_calibration(log_odds: Floats, positive: Booleans) -> tuple[float, float]:
    """Slope (above 0) and offset that make log-odds of unseen cases fit their labels: Platt's scaling (1999), penalised."""

    def posterior(found: Floats) -> tuple[float, Floats]:
        slope = np.exp(found[0])
        scaled = slope * log_odds + found[1]
        wrong = expit(scaled) - positive
        loss = (np.logaddexp(0, scaled) - positive * scaled).sum() + (found[0] / SLOPE_TRUST) ** 2 / 2 + (found[1] / OFFSET_TRUST) ** 2 / 2
        gradient = [(wrong * slope * log_odds).sum() + found[0] / SLOPE_TRUST**2, wrong.sum() + found[1] / OFFSET_TRUST**2]
        return float(loss), np.array(gradient)

    found = minimize(posterior, np.zeros(2), jac=True, method="L-BFGS-B").x
    return float(np.exp(found[0])), float(found[1])


def estimate_share(probabilities: Floats, share: float) -> float:
    """The share of yes among unlabelled cases, from probabilities that hold at another share.

    Expectation maximisation of Saerens, Latinne & Decaestecker (Neural Computation 14, 2002): right as far as websites with (and
    without) the capability look alike in both places and the probabilities are calibrated.
    """
    estimate = share
    for _ in range(STEPS):
        yes, no = probabilities * estimate / share, (1 - probabilities) * (1 - estimate) / (1 - share)
        before, estimate = estimate, float(np.mean(yes / (yes + no)))
        if abs(estimate - before) < ENOUGH:
            break
    return estimate
