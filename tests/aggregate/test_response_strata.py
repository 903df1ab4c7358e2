"""Whose answers stand for the silent ones: groups of strata worked out by hand."""

import pytest

from aggregate.tables.labelled import build_answered
from aggregate.tables.response_strata import group_strata

A, B, C, D = "no_site:S0T9", "no_site:S10T49", "no_site:S50T249", "predicted_no:S0T9"


def group(answered: dict[str, int], drawn: dict[str, int], joined: dict[str, str] | None = None) -> dict[str, int]:
    return group_strata(joined or {name: name for name in answered}, answered, drawn)


def test_few_answers_take_in_the_next_size_of_their_state_that_is_not_complete():
    groups = group({A: 2, B: 8, C: 9, D: 3}, {A: 6, B: 9, C: 9, D: 5})
    assert groups[A] == groups[B]
    assert len({groups[B], groups[C], groups[D]}) == 3  # C is complete, D of another state


def test_few_answers_take_in_one_size_after_the_other_until_there_are_five():
    groups = group({A: 1, B: 2, C: 2}, {A: 3, B: 4, C: 9})
    assert set(groups.values()) == {0}


def test_complete_strata_stand_for_themselves_however_small():
    assert len(set(group({A: 2, B: 1, C: 1}, {A: 2, B: 1, C: 1}).values())) == 3


def test_a_stratum_that_speaks_for_an_empty_one_needs_five_answers_as_well():
    groups = group({A: 2, B: 0, C: 9}, {A: 2, B: 4, C: 20}, {A: A, B: A, C: C})
    assert set(groups.values()) == {0}


def test_one_answer_of_many_does_not_weigh_as_its_whole_stratum():
    """Strata of 100 and 60: one of ten and nine of ten answered, so that ten stand for the 160 in the ratio 10 to 6 of their weights."""
    strata = {A: (100, 10), B: (60, 10)}
    units = {"unit": list(range(20)), "stratum": [A] * 10 + [B] * 10, "cell": [0] * 20, "frame_weight": [1.0] * 20, "state": [0] * 20}
    found = build_answered(units, {0: "yes", **dict.fromkeys(range(10, 19), "no")}, strata)
    assert found is not None
    factor = 160 / (10 + 9 * 6)
    assert found.sample.weights.tolist() == pytest.approx([10 * factor, *[6 * factor] * 9])
    assert found.sample.weights.sum() == pytest.approx(160)
