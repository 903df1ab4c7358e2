import numpy as np
import pytest

from classify.reliability import measure_reliability


def test_brier_skill_and_bins_are_those_counted_by_hand() -> None:
    """Stated .8 for four of which three are yes, .2 for four of which none is: 3 x .04 + .64 + 4 x .04 over 8 is .115."""
    stated = np.array([0.8] * 4 + [0.2] * 4)
    positive = np.array([True, True, True, False] + [False] * 4)
    found = measure_reliability(stated, positive, np.ones(8))
    assert found is not None
    assert found.brier == pytest.approx(0.115)
    assert found.base_brier == pytest.approx(3 / 8 * 5 / 8)
    assert found.skill == pytest.approx(1 - 0.115 / (15 / 64))
    assert [(b.low, b.high, b.n, round(b.stated, 6), b.observed.value) for b in found.bins] == [
        (0.1, 0.3, 4, 0.2, 0.0),
        (0.7, 0.9, 4, 0.8, 0.75),
    ]


def test_weights_count_and_cases_without_a_stated_probability_do_not() -> None:
    stated, positive = np.array([0.5, 0.5, np.nan]), np.array([True, False, True])
    found = measure_reliability(stated, positive, np.array([3.0, 1.0, 99.0]))
    assert found is not None
    assert (found.n, found.bins[0].observed.value) == (2, 0.75)


def test_nothing_stated_is_no_reliability_and_labels_all_alike_have_no_skill() -> None:
    assert measure_reliability(np.array([np.nan]), np.array([True]), np.ones(1)) is None
    alike = measure_reliability(np.array([0.9, 0.8]), np.array([True, True]), np.ones(2))
    assert alike is not None
    assert alike.skill is None
