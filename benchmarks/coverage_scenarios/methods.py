"""The estimators compared: each takes a drawn sample and the domains, and gives shares with margins."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from scipy.stats import t as student

from aggregate.estimators.arrays import Floats, Integers
from aggregate.estimators.by_state import LabelledSample, estimate_by_state
from aggregate.estimators.intervals import find_effective_sizes, share_interval, wald_interval
from aggregate.estimators.istat import WebSample, estimate_combined, estimate_model_based
from aggregate.estimators.margins import Margin
from aggregate.estimators.stratified import estimate_domain_means, estimate_totals
from aggregate.states import PREDICTED_NO, PREDICTED_YES
from benchmarks.coverage_scenarios.designs import Design
from benchmarks.coverage_scenarios.domains import Domains
from benchmarks.coverage_scenarios.frames import Frame


@dataclass(frozen=True, slots=True)
class Found:
    """Shares of domains and their intervals, arrays of shape (domains,)."""

    shares: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True, slots=True)
class Drawn:
    """One sample of a frame: its units, and which of them are in which domain, shape (domains, units)."""

    frame: Frame
    design: Design
    domains: Domains
    units: Integers
    members: Floats

    @property
    def strata(self) -> Integers:
        """Stratum of each unit."""
        return self.design.of_units[self.units]

    @property
    def weights(self) -> Floats:
        """N/n of each unit's stratum."""
        return np.asarray((self.design.sizes / self.design.drawn)[self.strata])

    @property
    def degrees(self) -> int:
        """Degrees of freedom."""
        return len(self.units) - len(self.design.drawn)


def expand(drawn: Drawn) -> Found:
    """The plain survey estimator: answers weighted by N/n."""
    found = estimate_domain_means(drawn.frame.truth[drawn.units], drawn.members, drawn.weights, drawn.strata, drawn.design.sizes)
    shares, variances = np.nan_to_num(found.values), np.nan_to_num(found.standard_errors**2)
    sizes = np.nan_to_num(find_effective_sizes(shares, variances, drawn.members.sum(axis=1), drawn.degrees), nan=0.0, posinf=0.0)
    sizes = np.where(variances > 0, sizes, drawn.members.sum(axis=1))
    return Found(shares, *share_interval(shares, variances, sizes, drawn.degrees))


def correct_predictions(drawn: Drawn) -> Found:
    """The difference estimator: predictions of the frame, corrected by the labels."""
    says_yes = (drawn.frame.states[drawn.units] == PREDICTED_YES).astype(np.float64)
    sizes, supposed = drawn.domains.sizes, drawn.domains.supposed
    errors = drawn.frame.truth[drawn.units] - says_yes
    found = estimate_totals(drawn.members * errors, drawn.weights, drawn.strata, drawn.design.sizes)
    shares = (supposed + found.values) / sizes
    return Found(shares, *wald_interval(shares, (found.standard_errors / sizes) ** 2, drawn.degrees))


def count_predictions(drawn: Drawn) -> Found:
    """The share that the machine predicts, unread websites counted as no: no sample, no labels, no margin."""
    shares = drawn.domains.supposed / drawn.domains.sizes
    return Found(shares, shares, shares)


def estimate_web(drawn: Drawn, *, combined: bool, with_bias: bool) -> Found:
    """Istat's model-based or combined estimate; with its sampling error alone, or with the bias that labels show as `aggregate` does."""
    sample, domains = _build_web_sample(drawn), drawn.domains
    everywhere = domains.supposed[:1] / max(domains.read[0], 1)
    if combined:
        found = estimate_combined(sample, domains.supposed, drawn.members)
    else:
        found = estimate_model_based(sample, domains.read[:, None], domains.supposed[:, None], drawn.members, everywhere)
    reach = found.bound_error() if with_bias else student.ppf(0.975, found.degrees) * found.standard_errors
    low, high = ((found.values + side * reach) / domains.sizes for side in (-1, 1))
    return Found(found.values / domains.sizes, np.clip(low, 0, 1), np.clip(high, 0, 1))


def _build_web_sample(drawn: Drawn) -> WebSample:
    states, units = drawn.frame.states[drawn.units], drawn.units
    read, predicted = (states >= PREDICTED_NO).astype(np.float64), (states == PREDICTED_YES).astype(np.float64)
    one_group = np.zeros(len(units), dtype=np.int64)
    answers, websites = drawn.frame.truth[units], drawn.frame.websites[units]
    return WebSample(answers, websites, read, predicted, one_group, drawn.weights, drawn.strata, drawn.design.sizes)


def estimate_default(drawn: Drawn) -> Found:
    """What `ecomstat aggregate` publishes."""
    units, frame = drawn.units, drawn.frame
    margins = tuple(
        Margin(column[units], totals) for column, totals in zip((frame.sections, frame.sizes), drawn.domains.margins, strict=True)
    )
    hosts = frame.hosts[units] if len(np.unique(frame.hosts[units])) < len(units) else None
    sample = LabelledSample(frame.truth[units], frame.states[units], drawn.strata, drawn.design.sizes, drawn.weights, margins, hosts)
    found = estimate_by_state(sample, frame.totals, drawn.members)
    return Found(found.shares, found.low, found.high)


Method = Callable[[Drawn], Found]
ON_SURVEY: dict[str, Method] = {"survey HT": expand, "survey default": estimate_default}
ON_REVIEW: dict[str, Method] = {
    "predictions": count_predictions,
    "model-based": partial(estimate_web, combined=False, with_bias=False),
    "model-based+bias": partial(estimate_web, combined=False, with_bias=True),
    "combined": partial(estimate_web, combined=True, with_bias=False),
    "combined+bias": partial(estimate_web, combined=True, with_bias=True),
    "expansion": expand,
    "difference": correct_predictions,
    "default": estimate_default,
}
