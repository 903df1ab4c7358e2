"""What an earlier release has shown is known: no pattern relies on hiding it again, and what it hid stays hidden."""

from itertools import product

import numpy as np
import pytest
from scipy.sparse import csr_array

from aggregate.disclosure.hiding import find_hidden_amounts, find_hidden_answers, find_hidden_frame, find_hidden_labelled
from aggregate.disclosure.relations import Relations
from aggregate.disclosure.rules import RuleSet
from aggregate.disclosure.told import Told

LINE = Relations(csr_array(np.array([[-1.0, 1, 1, 1]])), np.arange(4))
NOTHING = np.zeros(4, dtype=bool)


def with_total(*leaves: float) -> np.ndarray:
    return np.array([sum(leaves), *leaves], dtype=float)


def list_possible(sizes: np.ndarray, known: np.ndarray) -> set[int]:
    """All numbers that the first leaf can have, each leaf one at least, by somebody who knows the `known` cells."""
    found = set()
    for leaves in product(range(1, int(sizes.sum()) + 1), repeat=3):
        table = with_total(*leaves)
        if (table[known] == sizes[known]).all():
            found.add(leaves[0])
    return found


def test_two_patterns_together_would_give_a_small_cell_away_and_the_second_does_not():
    sizes = with_total(4, 12, 6)
    first_shows = np.array([True, False, False, True])  # hid the small cell and the 12
    alone = find_hidden_frame(LINE, sizes, RuleSet())
    assert alone.rows.tolist() == [False, True, False, True]
    assert list_possible(sizes, first_shows | ~alone.rows) == {4}
    told = Told(first_shows, first_shows, NOTHING)
    knowing = find_hidden_frame(LINE, sizes, RuleSet(), told)
    assert knowing.rows.tolist() == [False, True, True, False]
    assert max(list_possible(sizes, first_shows | ~knowing.rows)) >= 5


def test_what_was_hidden_stays_hidden_and_protects():
    sizes = with_total(4, 12, 6)
    told = Told(NOTHING, NOTHING, np.array([False, True, True, False]))
    assert find_hidden_frame(LINE, sizes, RuleSet(), told).rows.tolist() == [False, True, True, False]
    safe = with_total(8, 12, 6)  # the small cell has grown: shown, it would tell the table of then
    assert find_hidden_frame(LINE, safe, RuleSet(), told).rows.tolist() == [False, True, True, False]


def test_a_cell_that_everybody_knows_already_takes_no_other_cell_with_it():
    sizes = with_total(4, 12, 6)
    known = np.array([False, True, False, False])
    assert find_hidden_frame(LINE, sizes, RuleSet(), Told(known, known, NOTHING)).rows.tolist() == known.tolist()


@pytest.mark.parametrize("place", [2, 3])
def test_answers_are_not_protected_by_those_that_were_shown(place):
    yes, no, units = with_total(1, 20, 21), with_total(34, 25, 25), with_total(40, 50, 51)
    shown = np.arange(4) == place
    told = Told(np.ones(4, dtype=bool), shown, NOTHING)
    hidden = find_hidden_answers(LINE, yes, no, units, NOTHING, RuleSet(), told)
    assert hidden.rows.tolist() == [False, True, place == 3, place == 2]


def test_counts_of_cells_labelled_whole_and_amounts_are_not_either():
    yes, units = with_total(1, 20, 30), with_total(40, 50, 60)
    alone = find_hidden_labelled(LINE, yes, units, NOTHING, NOTHING, RuleSet())
    assert alone.rows.tolist() == [False, True, True, False]
    knowing = find_hidden_labelled(LINE, yes, units, NOTHING, NOTHING, RuleSet(), alone.secondary)
    assert knowing.rows.tolist() == [False, True, False, True]
    amounts = with_total(100, 110, 900)
    first, second = np.array([95.0, 95, 10, 20]), np.array([90.0, 3, 10, 20])
    rules = RuleSet(p_percent=10.0)
    hidden = find_hidden_amounts(LINE, amounts, first, second, NOTHING, rules)
    assert hidden.rows.tolist() == [False, True, True, False]
    knowing = find_hidden_amounts(LINE, amounts, first, second, NOTHING, rules, hidden.secondary)
    assert knowing.rows.tolist() == [False, True, False, True]
