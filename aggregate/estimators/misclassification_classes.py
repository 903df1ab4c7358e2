"""Shares of several classes corrected for a classifier that mixes them up: the inverse of its confusion matrix.

Source: the matrix form of Rogan and Gladen's estimator (Kuha and Skinner, in Survey Measurement and Process Quality, 1997, ch. 28); its
covariance by the delta method, each true class being a multinomial sample of its own.
"""

from dataclasses import dataclass

import numpy as np

from aggregate.estimators.arrays import Floats, takes_arrays

WORST_CONDITION = 10.0


@dataclass(frozen=True, slots=True)
class CorrectedShares:
    """Shares of K classes, their covariance (K, K) (NaN where the rates are given as known), and the condition number of the matrix."""

    values: Floats
    covariance: Floats
    condition: float

    @property
    def standard_errors(self) -> Floats:
        """Of each share."""
        return np.asarray(np.sqrt(np.diag(self.covariance)))

    @property
    def possible(self) -> bool:
        """Whether all values can be shares; they are never clipped."""
        return bool(((self.values >= 0) & (self.values <= 1)).all())

    @property
    def publishable(self) -> bool:
        """Whether all values can be shares and the matrix tells the classes apart (condition number of at most WORST_CONDITION)."""
        return self.possible and self.condition <= WORST_CONDITION


@takes_arrays
def invert_confusion(rates: Floats, predicted_shares: Floats) -> CorrectedShares:
    """Shares a with rates'·a = the predicted shares.

    Args:
        rates: probability of each prediction (columns) given the true class (rows), shape (K, K), rows adding up to 1.
        predicted_shares: among all units, shape (K,).
    """
    condition = float(np.linalg.cond(rates))
    if not np.isfinite(condition) or condition > 1 / np.finfo(np.float64).eps:
        return CorrectedShares(np.full(len(rates), np.nan), np.full(rates.shape, np.nan), float("inf"))
    values = np.asarray(np.linalg.solve(rates.T, predicted_shares), dtype=np.float64)
    return CorrectedShares(values, np.full(rates.shape, np.nan), condition)


@takes_arrays
def invert_confusion_counts(counts: Floats, predicted_shares: Floats) -> CorrectedShares:
    """As `invert_confusion`, the rates being those of a test set, with the covariance that its size brings.

    Args:
        counts: units by true class (rows) and prediction (columns), shape (K, K); all is NaN where a true class has none.
        predicted_shares: among all units, known without error, shape (K,).
    """
    tested = counts.sum(axis=1)
    if not (tested > 0).all():
        return CorrectedShares(np.full(len(counts), np.nan), np.full(counts.shape, np.nan), float("inf"))
    rates = counts / tested[:, None]
    found = invert_confusion(rates, predicted_shares)
    if not np.isfinite(found.condition):
        return found
    spread = sum(
        share**2 * (np.diag(row) - np.outer(row, row)) / size for share, row, size in zip(found.values, rates, tested, strict=True)
    )
    inverse = np.linalg.inv(rates.T)
    return CorrectedShares(found.values, np.asarray(inverse @ spread @ inverse.T), found.condition)
