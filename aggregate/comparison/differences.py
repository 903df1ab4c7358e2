"""The test of a difference between two independent estimates, with the margins of both.

Sources: difference of two independent estimates with Welch and Satterthwaite's degrees of freedom (Welch, Biometrika 34, 1947;
Satterthwaite, Biometrics Bulletin 2, 1946); Holm's correction for many tests (Scandinavian Journal of Statistics 6, 1979); the error of a
share derived from the number of respondents after Agresti and Coull (American Statistician 52, 1998).

Not to be used where both figures rest on the same units: their covariance is not known here (`estimators.panel` has it).
"""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from aggregate.estimators.arrays import Floats, takes_arrays


@dataclass(frozen=True, slots=True)
class Differences:
    """Ours less theirs, standard error and two-sided p-value, shape (rows,). `p_holm` is p with Holm's correction.

    `error_needed` is the standard error that theirs would have to have for the difference to be no more than chance: 0 where it is
    so even without any error of theirs.
    """

    values: Floats
    standard_errors: Floats
    p: Floats
    p_holm: Floats
    error_needed: Floats


@takes_arrays
def compare_figures(
    ours: Floats,
    our_errors: Floats,
    theirs: Floats,
    their_errors: Floats,
    degrees: Floats | None = None,
    level: float = 0.95,
    their_degrees: Floats | None = None,
) -> Differences:
    """Tests of differences of independent estimates.

    Args:
        ours: estimates, shape (rows,).
        our_errors: their standard errors, same unit, shape (rows,).
        theirs: the other estimates, shape (rows,).
        their_errors: their standard errors, NaN where nobody knows them (the test then takes them for 0, and p is the least it can be).
        degrees: degrees of freedom of our errors, shape (rows,); endless without.
        level: 0.95 makes `error_needed` that of a test at 5 %.
        their_degrees: degrees of freedom of their errors, shape (rows,); endless without.
    """
    values = ours - theirs
    known = np.nan_to_num(their_errors, nan=0.0)
    errors = np.hypot(our_errors, known)
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = [np.zeros(len(values)) if d is None else (e / errors) ** 4 / d for e, d in ((our_errors, degrees), (known, their_degrees))]
        freedom = 1 / (parts[0] + parts[1])
        quotients = np.where(errors > 0, np.abs(values) / errors, np.where(values == 0, 0.0, np.inf))
    freedom = np.where(np.isfinite(freedom), np.maximum(freedom, 1.0), 1e12)
    p = np.where(np.isnan(errors) | np.isnan(values), np.nan, 2 * stats.t.sf(quotients, freedom))
    bound = np.abs(values) / stats.t.ppf((1 + level) / 2, freedom)
    return Differences(values, errors, p, correct_by_holm(p), np.sqrt(np.maximum(bound**2 - our_errors**2, 0)))


@takes_arrays
def correct_by_holm(p: Floats) -> Floats:
    """p-values of many tests corrected so that the chance of any false alarm stays that of one test; NaN where there is no test."""
    corrected = np.full(len(p), np.nan)
    tested = np.flatnonzero(~np.isnan(p))
    order = tested[np.argsort(p[tested], kind="stable")]
    steps = p[order] * np.arange(len(order), 0, -1)
    corrected[order] = np.minimum(np.maximum.accumulate(steps), 1.0)
    return corrected


@takes_arrays
def derive_error(shares: Floats, respondents: Floats, design_effect: float = 1.0) -> Floats:
    """The standard error of a published share from its number of respondents: √(deff · p̃(1-p̃)/ñ) with p̃ = (n·p + 2)/(n + 4), ñ = n + 4.

    Args:
        shares: p, from 0 to 1, shape (rows,).
        respondents: n of the same cell, shape (rows,); NaN where unknown.
        design_effect: what stratification, weights and nonresponse do to the variance of a simple random sample.
    """
    larger = respondents + 4
    near = (shares * respondents + 2) / larger
    return np.asarray(np.sqrt(design_effect * near * (1 - near) / larger))
