"""Proof without linear programs that needs hold: a smallest change of hidden cells, made as often as needed, is a possible table too.

Needs that only longer changes meet are left to the linear programs of the attack.
"""

import numpy as np
from scipy.sparse import csr_array, diags_array

from aggregate.disclosure.attack import EXACT, LinkedTable, Needs, View
from aggregate.estimators.arrays import Booleans, Floats, Integers

NONE = -1


def find_witnessed(moves: csr_array, view: View, hidden: Booleans, is_open: Booleans) -> Booleans:
    """Needs, of those that are open, which one move of hidden cells meets, shape (needs,): each is proved by plain arithmetic.

    Tables with several figures a cell, and sums of several figures, are not looked at.

    Args:
        moves: of the cells, shape (moves, cells).
        view: a table and needs.
        hidden: cells that are hidden, shape (cells,).
        is_open: needs that are looked at, shape (needs,).
    """
    table, needs = view
    sums, met = csr_array(needs.sums), np.zeros(len(is_open), dtype=bool)
    rows = np.flatnonzero(is_open & (np.diff(sums.indptr) == 1))
    if not len(rows) or len(table.values) != moves.shape[1]:
        return met
    figures, effects = sums.indices[sums.indptr[rows]], sums.data[sums.indptr[rows]]
    movable = hidden[table.cells] & ~table.fixed
    of_need = np.zeros(len(movable), dtype=bool)
    of_need[figures] = True
    allowed = csr_array(moves[np.flatnonzero(~_touch(moves, ~movable) & _touch(moves, of_need))])
    rises = needs.rises[rows] / effects
    steps, signs, reach = _find_farthest(allowed, table, figures, rises > 0)
    able = (steps != NONE) & (reach >= np.abs(rises) * (1 - EXACT))
    changes = csr_array(diags_array((signs * np.abs(rises))[able]) @ allowed[steps[able]])
    met[rows[able]] = _prove(changes, table, needs.choose(rows[able]), movable)
    return met


def _touch(moves: csr_array, marked: Booleans) -> Booleans:
    """Moves that change a marked figure, shape (moves,); each move changes one at least."""
    return np.asarray(np.logical_or.reduceat(marked[moves.indices], moves.indptr[:-1])) if moves.shape[0] else np.zeros(0, dtype=bool)


def _find_farthest(moves: csr_array, table: LinkedTable, figures: Integers, up: Booleans) -> tuple[Integers, Floats, Floats]:
    """For each figure the move that takes it farthest up (or down), forward (1) or back (-1), and how far; NONE where there is none."""
    steps, signs, reach = np.full(len(figures), NONE), np.zeros(len(figures)), np.zeros(len(figures))
    of_entries = np.repeat(np.arange(moves.shape[0]), np.diff(moves.indptr))
    forward, back = _find_reach(moves, table)
    for direction in (True, False):
        ahead = (moves.data > 0) == direction
        far = np.where(ahead, forward[of_entries], back[of_entries])
        best, winners = np.zeros(moves.shape[1]), np.full(moves.shape[1], NONE)
        np.maximum.at(best, moves.indices, far)
        first = np.flatnonzero((far == best[moves.indices]) & (far > 0))
        winners[moves.indices[first]] = first
        chosen = (up == direction) & (winners[figures] != NONE)
        entries = winners[figures[chosen]]
        steps[chosen], reach[chosen], signs[chosen] = of_entries[entries], best[figures[chosen]], np.where(ahead[entries], 1.0, -1.0)
    return steps, signs, reach


def _find_reach(moves: csr_array, table: LinkedTable) -> tuple[Floats, Floats]:
    """How often each move can be made, forward and back, until a figure leaves its bounds, shapes (moves,)."""
    up, down = (table.most - table.values)[moves.indices], (table.values - table.least)[moves.indices]
    rises, starts = moves.data > 0, moves.indptr[:-1]
    if not len(starts):
        return np.zeros(0), np.zeros(0)
    return np.minimum.reduceat(np.where(rises, up, down), starts), np.minimum.reduceat(np.where(rises, down, up), starts)


def _prove(changes: csr_array, table: LinkedTable, needs: Needs, movable: Booleans) -> Booleans:
    """Which needs their changes meet, shape (needs,): hidden figures alone move, stay in their bounds, add up, and rise as they must."""
    of_entries = np.repeat(np.arange(changes.shape[0]), np.diff(changes.indptr))
    moved = table.values[changes.indices] + changes.data
    outside = (moved < table.least[changes.indices] - EXACT) | (moved > table.most[changes.indices] + EXACT) | ~movable[changes.indices]
    inside = np.bincount(of_entries[outside], minlength=changes.shape[0]) == 0
    adds_up = abs(changes @ table.equations.T).sum(axis=1) <= EXACT
    rises = (needs.sums * changes).sum(axis=1) >= needs.rises * (1 - EXACT)
    return np.asarray(inside & adds_up & rises)
