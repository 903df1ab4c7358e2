"""Estimates from the last phase of a sample, with margins that cover the phases before it.

Source: the variance of a calibrated ratio in two phases is that of its residuals in the second plus that of its linearised values in the
first (Särndal, Swensson and Wretman 1992, results 9.3.1 and 9.7.1; see `two_phase`). Intervals are widened by the ratio of the standard
errors on the logit scale, and at an edge by the ratio of the variances in the effective size.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.stats import norm

from aggregate.estimators.arrays import Booleans, Floats, Integers
from aggregate.estimators.intervals import is_at_an_edge, korn_graubard_interval
from aggregate.estimators.two_phase import Phase, find_earlier_variance

BLOCK = 2_000_000
SMALLEST = 1e-300


@dataclass(frozen=True, slots=True)
class Margins:
    """Standard errors, intervals and effective sizes of shares, arrays of shape (domains,)."""

    standard_errors: Floats
    low: Floats
    high: Floats
    effective: Floats


def list_phases(earlier: Sequence[Phase], strata: Integers, frame_sizes: Floats, weights: Floats) -> list[Phase]:
    """All phases of the answered units: those before, and the review, whose own weights are what the earlier ones leave of `weights`.

    `strata` (units,), `frame_sizes` (H,) and `weights` (units,) are those of the sample over all phases.
    """
    before = np.prod([phase.of_units for phase in earlier], axis=0)
    drawn = np.bincount(strata, minlength=len(frame_sizes)).astype(np.float64)
    return [*earlier, Phase(strata, frame_sizes, drawn, np.asarray(weights / before))]


def find_earlier_variances(answers: Floats, shares: Floats, domains: csr_array, phases: Sequence[Phase]) -> Floats:
    """What the phases before the last add to the variance of each domain's share, shape (domains,).

    Args:
        answers: 1 yes, 0 no, shape (units,).
        shares: the estimated share of each domain, shape (domains,).
        domains: 1 where the unit is of the domain, shape (domains, units).
        phases: of the units, first one first.
    """
    weights = np.asarray(np.prod([phase.of_units for phase in phases], axis=0))
    sizes = np.maximum(np.asarray(domains @ weights), SMALLEST)
    known = np.nan_to_num(shares)
    parts = [np.zeros(0)]
    for rows in _split(domains.shape):
        members = domains[rows].toarray()
        linearised = members * (answers[None, :] - known[rows, None]) / sizes[rows, None]
        parts.append(find_earlier_variance(linearised, phases))
    return np.concatenate(parts)


def widen_margins(shares: Floats, found: Margins, added: Floats, labelled: Floats, *, whole: float, level: float) -> Margins:
    """The margins with the variance that earlier phases add.

    Args:
        shares: estimated shares, shape (domains,).
        found: the margins that the last phase alone gives.
        added: variance of the phases before, shape (domains,).
        labelled: labels in each domain, shape (domains,).
        whole: the effective size that stands for "everybody of the phase before": no longer that where that phase was a sample.
        level: of the intervals.
    """
    last = found.standard_errors**2
    total = last + added
    errors = np.sqrt(total)
    with np.errstate(divide="ignore", invalid="ignore"):
        fresh = np.where(added > 0, shares * (1 - shares) / added, labelled)
        effective = np.where(found.effective >= whole, fresh, found.effective * np.where(total > 0, last / total, 1.0))
    low, high = _stretch(shares, found, total, level)
    edge = np.asarray(is_at_an_edge(shares, effective))
    exact_low, exact_high = korn_graubard_interval(shares, effective, level)
    low = np.where(edge, np.fmin(found.low, exact_low), low)
    high = np.where(edge, np.fmax(found.high, exact_high), high)
    return _keep_where(added <= 0, found, Margins(errors, low, high, np.where(labelled > 0, effective, 0.0)), found.effective >= whole)


def _stretch(shares: Floats, found: Margins, total: Floats, level: float) -> tuple[Floats, Floats]:
    """The interval with its distances on the logit scale in the ratio of the standard errors; a fresh one where there was no error."""
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.sqrt(total) / found.standard_errors
        centre = _logit(shares)
        reach = norm.ppf((1 + level) / 2) * np.sqrt(total) / (shares * (1 - shares))
        old = found.standard_errors > 0
        low = np.where(old, centre - (centre - _logit(found.low)) * ratio, centre - reach)
        high = np.where(old, centre + (_logit(found.high) - centre) * ratio, centre + reach)
        return np.asarray(1 / (1 + np.exp(-low))), np.asarray(1 / (1 + np.exp(-high)))


def _logit(shares: Floats) -> Floats:
    return np.asarray(np.log(shares / (1 - shares)))


def _keep_where(nothing: Booleans, found: Margins, widened: Margins, everybody: Booleans) -> Margins:
    """What was found where nothing is added, unless it says that everybody was labelled."""
    keep = nothing & ~everybody
    columns = ("standard_errors", "low", "high", "effective")
    return Margins(*(np.where(keep, getattr(found, name), getattr(widened, name)) for name in columns))


def _split(shape: tuple[int, ...]) -> Iterator[slice]:
    """Rows in blocks that keep memory small."""
    step = max(BLOCK // max(shape[1], 1), 1)
    yield from (slice(start, start + step) for start in range(0, shape[0], step))
