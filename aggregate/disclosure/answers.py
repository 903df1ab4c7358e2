"""Counts of yes and no of everybody in a cell: which of them tell of single enterprises, and what must stay possible instead.

A table of answers has three figures a cell: yes, no, and unread (neither). Each adds up over lines, and where the number of enterprises is
shown they add up to it. Hidden cells hide all three, in shares and in counts alike.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from scipy.sparse import block_diag, csr_array, eye_array, kron, vstack

from aggregate.disclosure.attack import LinkedTable, Needs, View
from aggregate.disclosure.relations import Relations
from aggregate.disclosure.rules import RuleSet
from aggregate.estimators.arrays import Booleans, Floats, Integers

# Sums of (yes, no, unread) that are looked at: yes and who does not have it, no and who may have it; those read; everybody.
EITHER_WAY = ((1, 0, 0), (0, 1, 1), (0, 1, 0), (1, 0, 1))
READ, EVERYBODY = (1, 1, 0), (1, 1, 1)
SUMS = np.array([*EITHER_WAY, READ, EVERYBODY], dtype=np.float64)
# Enterprises change from one answer to another; or, where their number is not shown, there are more of them.
SWAPS = ((1, 0, -1), (0, 1, -1), (1, -1, 0))
GROWTHS = ((0, 0, 1), (0, 1, 0), (1, 0, 0))


def find_rises(answers: Floats, rules: RuleSet) -> Floats:
    """By how much each of the SUMS of a cell must be able to rise, shape (sums, cells); 0 where it tells of nobody.

    Args:
        answers: yes, no and unread of each cell, shape (3, cells).
        rules: of the source.
    """
    units = answers.sum(axis=0)
    figures = np.round(SUMS @ answers, 9)
    rises = np.zeros_like(figures)
    few = (figures > 0) & (figures < rules.fewest_with)
    alike = (figures == 0) & (units < rules.fewest_alike)
    either = slice(len(EITHER_WAY))
    rises[either] = np.where(few, rules.fewest_with - figures, np.where(alike, 1.0, 0.0))[either]
    lacking = np.where(figures > 0, np.maximum(rules.fewest_enterprises - figures, 0.0), 0.0)
    rises[len(EITHER_WAY) :] = lacking[len(EITHER_WAY) :]
    return rises


def build_answer_views(
    relations: Relations,
    answers: Floats,
    units_are_known: Booleans,
    rises: Floats,
    looked_at: Floats = SUMS,
    told: Sequence[tuple[Floats, Booleans]] = (),
) -> list[View]:
    """The needs of `rises`, shape (sums, cells), in tables that allow one kind of change each, and last in the whole table.

    Args:
        relations: of the cells.
        answers: yes, no and unread of each cell, shape (3, cells); or other kinds of enterprises that make up all of it.
        units_are_known: cells whose number of enterprises is shown somewhere, shape (cells,).
        rises: of `find_rises`.
        looked_at: the sums, shape (sums, kinds).
        told: sums, shape (some, kinds), and the cells of which everybody knows them, shape (cells,).
    """
    sums, cells = np.nonzero(rises > 0)
    wanted, kinds = rises[sums, cells], len(answers)
    views = list(_list_moves(relations, answers, units_are_known, looked_at[sums], cells, wanted, told))
    columns = (cells[:, None] + relations.count * np.arange(kinds)).ravel()
    places = (np.repeat(np.arange(len(wanted)), kinds), columns)
    whole = csr_array((looked_at[sums].ravel(), places), shape=(len(wanted), kinds * relations.count))
    return [*views, (_build_whole(relations, answers, units_are_known, told), Needs(whole, wanted))]


def _list_moves(
    relations: Relations,
    answers: Floats,
    units_are_known: Booleans,
    sums: Floats,
    cells: Integers,
    wanted: Floats,
    told: Sequence[tuple[Floats, Booleans]],
) -> Iterator[View]:
    """The needs in tables of which one figure a cell moves: how many enterprises change in one way."""
    zeros = np.zeros(relations.count)
    nowhere = np.zeros(relations.count, dtype=bool)
    swaps, growths = (SWAPS, GROWTHS) if len(answers) == len(GROWTHS) else _list_changes(len(answers))
    for kinds, fixed in ((swaps, nowhere), (growths, units_are_known)):
        for kind in kinds:
            part = np.array(kind, dtype=np.float64)
            down = np.where(part[:, None] > 0, answers, np.inf).min(axis=0)
            up = np.where(part[:, None] < 0, answers, np.inf).min(axis=0)
            known = np.any([fixed, *(of_cells for reading, of_cells in told if (reading @ part).any())], axis=0)
            table = LinkedTable(relations.equations, zeros, -down, up, np.arange(relations.count), known)
            effects = csr_array((sums @ part, (np.arange(len(wanted)), cells)), shape=(len(wanted), relations.count))
            effects.eliminate_zeros()
            yield table, Needs(effects, wanted)


def _list_changes(kinds: int) -> tuple[tuple[tuple[int, ...], ...], tuple[tuple[int, ...], ...]]:
    """Enterprises that change from one kind to another, and those that are more: as SWAPS and GROWTHS, of so many kinds."""
    one = np.eye(kinds, dtype=int)
    swaps = tuple(tuple((one[first] - one[second]).tolist()) for first in range(kinds) for second in range(first + 1, kinds))
    return swaps, tuple(tuple(row) for row in one.tolist())


def _build_whole(relations: Relations, answers: Floats, units_are_known: Booleans, told: Sequence[tuple[Floats, Booleans]]) -> LinkedTable:
    count, kinds = relations.count, len(answers)
    known = [(np.ones((1, kinds)), units_are_known), *((reading, of_cells) for reading, of_cells in told if of_cells.any())]
    each = csr_array(eye_array(count, format="csr"))
    sums = [kron(csr_array(rows), each[np.flatnonzero(of_cells)], format="csr") for rows, of_cells in known]
    lines = block_diag([relations.equations] * kinds, format="csr")
    equations = csr_array(vstack([lines, *sums], format="csr"))
    figures = kinds * count
    cells = np.tile(np.arange(count), kinds)
    return LinkedTable(equations, answers.ravel(), np.zeros(figures), np.full(figures, np.inf), cells, np.zeros(figures, dtype=bool))
