"""The coverage of samples drawn from samples, in small: the whole is `python -m benchmarks.coverage_two_phase`."""

import pytest

from benchmarks.coverage_two_phase import Design, invent_population, redraw


@pytest.mark.parametrize("design", [Design(None, 300, 150), Design(600, 300, 150)])
def test_margins_hold_the_truth_only_where_they_cover_the_first_phase(design: Design) -> None:
    """Half of the first phase is reviewed, so that most of the error is the first phase's: 120 redraws, .95 give or take .02."""
    held, alone, shares, _ = redraw(invent_population(3, 6000), design, 120, seed=3)
    assert held[:, 0].mean() >= 0.90
    assert alone[:, 0].mean() <= held[:, 0].mean() - 0.05
    assert abs(shares[:, 0].mean() - invent_population(3, 6000).truth.mean()) < 0.01
