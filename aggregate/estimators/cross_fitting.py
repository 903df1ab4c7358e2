"""Predictors that learnt from the very labels that correct them: each unit is predicted by a model that has not seen it.

Sources: Zrnic and Candès, Cross-prediction-powered inference, PNAS 121 (2024); Breidt and Opsomer, Statistical Science 32 (2017).
Without cross-fitting the errors on the labels look smaller than they are, and so does the variance.
"""

from collections.abc import Callable

import numpy as np

from aggregate.estimators.arrays import Estimates, Floats, Integers, takes_arrays
from aggregate.estimators.stratified import estimate_variance

Predictor = Callable[[Floats], Floats]
Trainer = Callable[[Floats, Floats], Predictor]


@takes_arrays
def draw_folds(strata: Integers, folds: int, seed: int) -> Integers:
    """A fold 0..folds-1 for each unit, by chance and of even size within each stratum, shape (units,)."""
    random = np.random.Generator(np.random.PCG64(seed))
    drawn = np.zeros(len(strata), dtype=np.int64)
    for stratum in np.unique(strata).tolist():
        rows = np.flatnonzero(strata == stratum)
        drawn[rows] = (random.permutation(len(rows)) + random.integers(folds)) % folds
    return drawn


@takes_arrays
def predict_across(
    train: Trainer, features: Floats, labels: Floats, folds: Integers, frame_features: Floats, frame_strata: Integers, strata_count: int
) -> tuple[Floats, Floats]:
    """Predictions of labelled units by models that have not seen them, and the totals of every model over the frame.

    Args:
        train: takes features (n, p) and labels (n,), gives a function from features (m, p) to predictions (m,).
        features: of the labelled units, shape (units, p).
        labels: shape (units,).
        folds: of the labelled units, as `draw_folds` gives them.
        frame_features: of all units of the frame, the labelled ones too, shape (N, p).
        frame_strata: of the frame's units, 0..strata_count-1.
        strata_count: H.

    Returns:
        Predictions, shape (units,), and totals by stratum and fold, shape (H, folds).
    """
    count = int(folds.max()) + 1
    predictions, totals = np.zeros(len(labels)), np.zeros((strata_count, count))
    for fold in range(count):
        held = folds == fold
        model = train(features[~held], labels[~held])
        predictions[held] = model(features[held])
        totals[:, fold] = np.bincount(frame_strata, weights=model(frame_features), minlength=strata_count)
    return predictions, totals


@takes_arrays
def estimate_cross_fitted(
    values: Floats,
    predictions: Floats,
    folds: Integers,
    totals: Floats,
    weights: Floats,
    strata: Integers,
    frame_sizes: Floats | None = None,
) -> Estimates:
    """The difference estimator with cross-fitted predictions: Σ_h Σ_j (n_hj/n_h)·F_hj + Σ w(y - f), with the variance of w(y - f).

    F_hj is the total over the frame of stratum h that the model trained without fold j predicts, n_hj the labels of fold j in h. Where a
    large part of a stratum is labelled, f of the units that a model was trained on is in F too and brings a bias of the order n_h/N_h times
    its overfitting: label such strata whole.

    Args:
        values: y of the labelled units, shape (units,).
        predictions: of these units, each by the model trained without its fold.
        folds: 0..K-1 of these units.
        totals: F, shape (H, K).
        weights: design weights.
        strata: 0..H-1 of these units.
        frame_sizes: N of each stratum, shape (H,).
    """
    drawn = np.zeros(totals.shape)
    np.add.at(drawn, (strata, folds), 1.0)
    parts = drawn / np.maximum(drawn.sum(axis=1, keepdims=True), 1)
    errors = weights * (values - predictions)
    return Estimates(np.asarray((parts * totals).sum() + errors.sum()), np.sqrt(estimate_variance(errors, strata, frame_sizes)))
