"""What the default estimator must reach, and where it did not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.coverage_scenarios.frames import Scenario
from benchmarks.coverage_scenarios.redraws import Performance
from benchmarks.coverage_scenarios.text import has_labels, is_breakdown

NATIONAL, DOMAINS, SMALL_DOMAINS = (0.93, 0.97), (0.92, 0.98), (0.90, 1.0)
LARGEST_BIAS, LARGEST_ERROR = 0.01, 0.60
CHANCE = 2.0  # standard errors of a simulated figure that chance may give or take


@dataclass(frozen=True, slots=True)
class Miss:
    """A target that was missed, in words, and whether by no more than two standard errors of so many samples."""

    sentence: str
    by_chance: bool


def find_missed(scenario: Scenario, performances: Sequence[Performance], redraws: int) -> list[Miss]:
    """Every figure of the default that is outside of its limits, however little."""
    by_method = {performance.method: performance for performance in performances}
    default, survey = by_method["default"], by_method["survey HT"]
    return [
        *_check_coverage(default, redraws),
        *_check_bias(default, redraws),
        *(_check_error(scenario, by_method["survey default"], survey) if scenario.name == "good classifier" else ()),
        *(_check_error(scenario, default, survey) if scenario.name == "good classifier" else ()),
    ]


def _check_coverage(p: Performance, redraws: int) -> Iterator[Miss]:
    large, small = is_breakdown(p) & has_labels(p, 50, np.inf), is_breakdown(p) & has_labels(p, 30, 50)
    for place, name in enumerate(p.domains.names):
        if not (large[place] or small[place] or p.domains.kinds[place] in ("national", "state")):
            continue
        limits = DOMAINS if large[place] else SMALL_DOMAINS if small[place] else NATIONAL
        held = p.coverage[place]
        if limits[0] <= held <= limits[1]:
            continue
        limit = limits[0] if held < limits[0] else limits[1]
        chance = CHANCE * np.sqrt(limit * (1 - limit) / redraws)
        sentence = f"{name} ({p.labelled[place]:.0f} labels, {p.truth[place]:.2%} yes): intervals hold the truth in {held:.4f}"
        yield Miss(f"{sentence}, not {limits[0]} to {limits[1]}", abs(held - limit) <= chance)


def _check_bias(p: Performance, redraws: int) -> Iterator[Miss]:
    bias, chance = abs(p.bias[0] / p.truth[0]), CHANCE * p.rmse[0] / p.truth[0] / np.sqrt(redraws)
    if bias > LARGEST_BIAS:
        yield Miss(f"relative bias of the total {bias:.4f} up or down, more than {LARGEST_BIAS}", bool(bias <= LARGEST_BIAS + chance))


def _check_error(scenario: Scenario, p: Performance, survey: Performance) -> Iterator[Miss]:
    """No chance is allowed for: the two errors are far apart."""
    ratio = (p.rmse[0] / survey.rmse[0]) ** 2
    if ratio > LARGEST_ERROR:
        sentence = f"{p.method}: mean squared error {ratio:.2f} of the survey estimator's with the {scenario.name}"
        yield Miss(f"{sentence}, more than {LARGEST_ERROR}", by_chance=False)
