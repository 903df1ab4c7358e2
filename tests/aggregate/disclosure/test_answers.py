"""Counts of yes, no and unread of everybody: by trying all of them, hidden ones could be three or more, or fewer by as much."""

from itertools import product

import numpy as np
import pytest
from scipy.sparse import csr_array

from aggregate.disclosure.answers import EITHER_WAY, find_rises
from aggregate.disclosure.hiding import find_hidden_answers, find_hidden_frame, find_hidden_labelled
from aggregate.disclosure.relations import Relations
from aggregate.disclosure.rules import RuleSet

ONE_LINE = Relations(csr_array(np.array([[-1.0, 1, 1, 1]])), np.arange(4))


def with_total(*leaves: int) -> np.ndarray:
    return np.array([sum(leaves), *leaves], dtype=float)


def test_one_or_two_of_many_must_be_able_to_be_three():
    rises = find_rises(np.array([[2.0], [90], [8]]), RuleSet())
    assert rises[:, 0].tolist() == [1, 0, 0, 0, 0, 0]
    assert find_rises(np.array([[97.0], [1], [0]]), RuleSet())[:, 0].tolist() == [0, 2, 2, 0, 0, 0]


def test_few_that_were_read_must_be_able_to_be_enough():
    assert find_rises(np.array([[0.0], [4], [30]]), RuleSet())[4, 0] == 1


def test_small_groups_that_are_all_alike_are_looked_at_only_where_the_rules_say_so():
    answers = np.array([[0.0], [9], [0]])
    assert not find_rises(answers, RuleSet()).any()
    assert find_rises(answers, RuleSet(fewest_alike=10))[:, 0].tolist() == [1, 0, 0, 1, 0, 0]


def list_possible(yes: np.ndarray, no: np.ndarray, units: np.ndarray, hidden: np.ndarray) -> np.ndarray:
    """(yes, no) of all leaves in all tables that agree with what is shown, where the number of enterprises is."""
    choices = [
        [(a, b) for a in range(int(n) + 1) for b in range(int(n) + 1 - a)] if gone else [(int(y), int(x))]
        for y, x, n, gone in zip(yes[1:], no[1:], units[1:], hidden[1:], strict=True)
    ]
    tables = np.array(list(product(*choices)), dtype=float)
    if hidden[0]:
        return tables
    return tables[(tables[:, :, 0].sum(axis=1) == yes[0]) & (tables[:, :, 1].sum(axis=1) == no[0])]


@pytest.mark.parametrize("seed", range(12))
def test_no_hidden_answer_of_a_line_is_told_by_all_possible_ones(seed):
    generator = np.random.default_rng(seed)
    leaves = generator.integers(5, 8, 3)
    read = generator.binomial(leaves, 0.8)
    yes_leaves = generator.binomial(read, 0.4)
    units, yes, no = with_total(*leaves), with_total(*yes_leaves), with_total(*(read - yes_leaves))
    frame = find_hidden_frame(ONE_LINE, units, RuleSet())
    assert not frame.rows.any()
    hidden = find_hidden_answers(ONE_LINE, yes, no, units, frame.rows, RuleSet())
    possible = list_possible(yes, no, units, hidden.rows)
    for leaf in range(1, 4):
        answers = np.array([yes[leaf], no[leaf], units[leaf] - yes[leaf] - no[leaf]])
        a, b = possible[:, leaf - 1].T
        for parts in EITHER_WAY:
            true = np.array(parts) @ answers
            if 0 < true < 3:
                assert hidden.rows[leaf]
                assert (np.array(parts) @ np.array([a, b, units[leaf] - a - b])).max() >= 3


def test_cells_that_were_labelled_whole_are_hidden_with_what_gives_them_away():
    units, yes = with_total(40, 50, 60), with_total(1, 20, 30)
    none = np.zeros(4, dtype=bool)
    hidden = find_hidden_labelled(ONE_LINE, yes, units, none, none, RuleSet())
    assert hidden.primary.tolist() == [False, True, False, False]
    assert hidden.secondary.sum() == 1


def test_a_total_that_is_an_estimate_gives_no_counted_cell_away():
    units, yes = with_total(40, 50, 60), np.array([np.nan, 1, np.nan, 30])
    none = np.zeros(4, dtype=bool)
    hidden = find_hidden_labelled(ONE_LINE, yes, units, none, none, RuleSet())
    assert hidden.rows.tolist() == [False, True, False, False]
