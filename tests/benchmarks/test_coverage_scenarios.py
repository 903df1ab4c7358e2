"""The coverage benchmark: what its frames hold, that a missed target is told, and the default estimator on a small run."""

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.coverage_scenarios.designs import design_review, design_survey
from benchmarks.coverage_scenarios.domains import list_domains
from benchmarks.coverage_scenarios.frames import SCENARIOS, invent_frame
from benchmarks.coverage_scenarios.redraws import measure, try_scenario
from benchmarks.coverage_scenarios.targets import find_missed

BY_NAME = {scenario.name: scenario for scenario in SCENARIOS}


@pytest.mark.parametrize(
    ("name", "share"), [("false negatives 0.2 %", 0.002), ("false negatives 0.5 %", 0.005), ("false negatives 2 %", 0.02)]
)
def test_of_websites_predicted_no_just_that_share_are_shops(name, share):
    frame = invent_frame(BY_NAME[name], 3)
    denied = frame.truth[frame.states == 2]
    assert abs(denied.sum() - share * len(denied)) <= 1


def test_fifty_enterprises_are_on_one_site_that_is_no_shop():
    frame = invent_frame(BY_NAME["50 on one wrong site"], 3)
    hosts, counts = np.unique(frame.hosts, return_counts=True)
    shared = frame.hosts == hosts[counts.argmax()]
    assert (counts.max(), set(frame.states[shared]), frame.truth[shared].sum()) == (50, {3}, 0)


def test_designs_draw_as_many_as_they_say_from_each_stratum_once():
    frame = invent_frame(SCENARIOS[0], 3, size=4000)
    for design in (design_review(frame, 300), design_survey(frame, 300)):
        units = design.draw(np.random.default_rng(1))
        assert len(set(units.tolist())) == len(units) == design.drawn.sum()
        assert np.bincount(design.of_units[units], minlength=len(design.drawn)).tolist() == design.drawn.tolist()


def performance(method: str, coverage: float = 0.95, error: float = 0.01, bias: float = 0.0):
    """As if measured: intervals that hold the truth in this share of 1,000 samples, in every domain."""
    domains = list_domains(invent_frame(SCENARIOS[0], 3, size=4000))
    count = len(domains.names)
    truth = np.full(count, 0.3)
    shares = truth + bias * truth + error * np.resize([1.0, -1.0], (1000, 1))
    low = np.where(np.arange(1000)[:, None] < 1000 * coverage, 0.0, 0.9) + np.zeros(count)
    return measure(method, domains, truth, np.full((1000, count), 60.0), shares, low, np.ones((1000, count)))


def missed(**default: float) -> list[str]:
    methods = [performance("default", **default), performance("survey default"), performance("survey HT", error=0.02)]
    return find_missed(SCENARIOS[0], methods, 1000)


def test_targets_that_are_reached_are_not_complained_of():
    assert missed() == []


def test_too_little_and_too_much_coverage_bias_and_error_are_told():
    assert "all (60 labels)" in missed(coverage=0.89)[0]
    assert any("size 0" in complaint for complaint in missed(coverage=1.0))
    assert any("relative bias" in complaint for complaint in missed(bias=0.02))
    assert any("mean squared error 0.72" in complaint for complaint in missed(error=0.017))


def test_the_outcome_is_that_of_the_seed():
    small = replace(SCENARIOS[0], name="small")
    first, again = (try_scenario(small, 200, 3, 5) for _ in range(2))
    np.testing.assert_array_equal(first[-1].coverage, again[-1].coverage)


@pytest.mark.long
@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_the_default_estimator_reaches_its_targets_in_a_small_run(scenario):
    assert find_missed(scenario, try_scenario(scenario, 500, 300, 1), 300) == []
