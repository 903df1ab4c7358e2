"""Quality of published shares: letters by the half-width of their interval, and the diagnostics that stand beside each figure.

The bounds are those of `README.md`; a coefficient of variation would call every rare thing bad and its complement good, so that the one
given here is that of the rarer side.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from aggregate.estimators.arrays import Booleans, Floats, Integers
from aggregate.estimators.intervals import korn_graubard_interval
from aggregate.states import PREDICTED_NO, PREDICTED_YES

LIMITS = {"A": 0.02, "B": 0.05, "C": 0.08, "D": 0.12, "E": 0.20}
FEWEST_LABELS = 10
FEW_LABELS = 30
MOST_UNANSWERED = 0.10


@dataclass(frozen=True, slots=True)
class PredictiveValues:
    """The share of yes among units predicted yes (PPV) and of no among those predicted no (NPV), with intervals, shape (domains,).

    NaN where a domain has no such unit.
    """

    ppv: Floats
    ppv_low: Floats
    ppv_high: Floats
    npv: Floats
    npv_low: Floats
    npv_high: Floats


def grade(low: Floats, high: Floats, labelled: Floats, effective: Floats, unanswered: Floats | None = None) -> NDArray[np.str_]:
    """A (half-width of at most 2 points) to E (20), or F: wider, or fewer than ten labels or effective units behind it.

    One letter lower where more than a tenth of the units that were drawn gave no answer (`unanswered`, NaN where nobody was drawn).
    """
    half = (high - low) / 2
    steps = np.searchsorted(np.array(list(LIMITS.values())), np.nan_to_num(half, nan=np.inf) - 1e-12)
    if unanswered is not None:
        steps = np.minimum(steps + (np.nan_to_num(unanswered) > MOST_UNANSWERED), len(LIMITS))
    letters = np.array([*LIMITS, "F"])[steps]
    return np.where((labelled < FEWEST_LABELS) | (effective < FEWEST_LABELS), "F", letters)


def find_variation(shares: Floats, errors: Floats) -> Floats:
    """The coefficient of variation of min(p, 1-p): standard error over the rarer side's share, one shape; NaN at 0 and 1."""
    rarer = np.minimum(shares, 1 - shares)
    return np.asarray(np.divide(errors, rarer, out=np.full(np.shape(shares), np.nan), where=rarer > 0))


def find_predictive_values(answers: Floats, states: Integers, weights: Floats, domains: csr_array, level: float = 0.95) -> PredictiveValues:
    """Weighted predictive values in domains, with Korn and Graubard's exact interval at Kish's effective number of labels.

    Args:
        answers: 1 yes, 0 no, shape (units,).
        states: 0..3 of each unit, shape (units,).
        weights: design weights, shape (units,).
        domains: 1 where the unit is of the domain, shape (domains, units), sparse.
        level: of the intervals.

    Source: Korn and Graubard, Survey Methodology 24 (1998); Kish, Survey Sampling (1965), 8.2. The finite population correction is left
    out, which leaves the intervals rather too wide.
    """
    ppv = _share_in_state(answers, states == PREDICTED_YES, weights, domains, level)
    npv = _share_in_state(1 - answers, states == PREDICTED_NO, weights, domains, level)
    return PredictiveValues(*ppv, *npv)


def _share_in_state(values: Floats, in_state: Booleans, weights: Floats, domains: csr_array, level: float) -> tuple[Floats, Floats, Floats]:
    taken = weights * in_state
    totals, squares = np.asarray(domains @ taken), np.asarray(domains @ taken**2)
    there = totals > 0
    nothing = np.full(len(totals), np.nan)
    shares = np.divide(domains @ (taken * values), totals, out=nothing.copy(), where=there)
    effective = np.divide(totals**2, squares, out=nothing.copy(), where=there)
    shares = np.clip(shares, 0, 1)
    low, high = korn_graubard_interval(np.where(there, shares, 0.5), np.where(there, effective, 1.0), level)
    return shares, np.where(there, low, np.nan), np.where(there, high, np.nan)


def add_diagnostics(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of `estimates` with `cv` and `few_labels` filled in; the diagnostics that need the sample stay as they are.

    `cv` is that of the rarer side for shares, and of the number itself for numbers; `few_labels` is 1 for fewer than 30 labels, 0 for
    more, and missing where the figure does not rest on labels.
    """
    if "standard_error" not in rows:
        return rows
    values, errors = (rows[name].astype(float).to_numpy() for name in ("value", "standard_error"))
    of_numbers = np.divide(errors, values, out=np.full(len(rows), np.nan), where=values > 0)
    cv = np.where(rows["measure"] == "share", find_variation(values, errors), of_numbers)
    labelled = rows["n_labelled"].astype(float)
    few = (labelled < FEW_LABELS).astype(float).where(labelled.notna() & rows["standard_error"].notna())
    return rows.assign(cv=cv, few_labels=few)
