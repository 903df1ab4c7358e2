"""The difference estimator: predictions added up over the frame, corrected by the labelled sample.

Source: Särndal, Swensson and Wretman (1992), 6.3; prediction-powered inference with λ = 1 is the same estimator.
"""

import numpy as np

from aggregate.estimators.arrays import Estimates, Floats, Integers, takes_arrays
from aggregate.estimators.stratified import estimate_totals


@takes_arrays
def estimate_difference(
    values: Floats,
    predictions: Floats,
    prediction_total: float,
    weights: Floats,
    strata: Integers,
    frame_sizes: Floats | None = None,
) -> Estimates:
    """The total F + Σ w(y - f) with the variance of w(y - f); values and predictions of the sample, F the frame's total of f."""
    errors = estimate_totals(values - predictions, weights, strata, frame_sizes)
    return Estimates(np.asarray(prediction_total + errors.values), errors.standard_errors)
