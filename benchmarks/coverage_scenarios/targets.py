"""What the default estimator must reach, and where it did not."""

from collections.abc import Iterator, Sequence

import numpy as np

from benchmarks.coverage_scenarios.frames import Scenario
from benchmarks.coverage_scenarios.redraws import Performance
from benchmarks.coverage_scenarios.text import has_labels, is_breakdown

NATIONAL, DOMAINS, SMALL_DOMAINS = (0.93, 0.97), (0.92, 0.98), (0.90, 1.0)
LARGEST_BIAS, LARGEST_ERROR = 0.01, 0.60
FEWEST_DISAGREEING = 5
CHANCE = 2.0  # standard errors of a simulated figure that chance may give or take


def find_missed(scenario: Scenario, performances: Sequence[Performance], redraws: int) -> list[str]:
    """A sentence for every target that the default missed by more than the chance of so many samples."""
    by_method = {performance.method: performance for performance in performances}
    default, survey = by_method["default"], by_method["survey HT"]
    return [
        *_check_coverage(default, redraws),
        *_check_bias(default, redraws),
        *(_check_error(scenario, by_method["survey default"], survey) if scenario.name == "good classifier" else ()),
        *(_check_error(scenario, default, survey) if scenario.name == "good classifier" else ()),
    ]


def expected_disagreement(performance: Performance) -> np.ndarray:
    """How many labels on the rarer side a sample holds in each domain, about: labels × the rarer side's share."""
    return np.asarray(performance.labelled * np.minimum(performance.truth, 1 - performance.truth))


def _check_coverage(p: Performance, redraws: int) -> Iterator[str]:
    """The upper limit is not asked of states that hold fewer than five disagreeing labels: exact bounds there must hold more often."""
    large, small = is_breakdown(p) & has_labels(p, 50, np.inf), is_breakdown(p) & has_labels(p, 30, 50)
    rare = expected_disagreement(p) < FEWEST_DISAGREEING
    for place, name in enumerate(p.domains.names):
        low, high = DOMAINS if large[place] else SMALL_DOMAINS if small[place] else NATIONAL
        if not (large[place] or small[place] or p.domains.kinds[place] in ("national", "state")):
            continue
        high = 1.0 if rare[place] and p.domains.kinds[place] == "state" else high
        chance = CHANCE * np.sqrt(0.05 * 0.95 / redraws)
        if not low - chance <= p.coverage[place] <= high + chance:
            yield f"{name} ({p.labelled[place]:.0f} labels): intervals hold the truth in {p.coverage[place]:.3f}, not {low} to {high}"


def _check_bias(p: Performance, redraws: int) -> Iterator[str]:
    bias, chance = p.bias[0] / p.truth[0], CHANCE * p.rmse[0] / p.truth[0] / np.sqrt(redraws)
    if abs(bias) > LARGEST_BIAS + chance:
        yield f"relative bias of the total {bias:+.4f}, more than {LARGEST_BIAS}"


def _check_error(scenario: Scenario, p: Performance, survey: Performance) -> Iterator[str]:
    ratio = (p.rmse[0] / survey.rmse[0]) ** 2
    if ratio > LARGEST_ERROR:
        yield f"{p.method}: mean squared error {ratio:.2f} of the survey estimator's with the {scenario.name}, more than {LARGEST_ERROR}"
