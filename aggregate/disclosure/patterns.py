"""Which further cells to hide, so that the attack finds nothing: complementary suppression over linked tables.

For every figure that is not protected yet, the cheapest change of the table that raises it enough is found by a linear program in which
moving a hidden cell is free; the cells that the change moves are hidden too. So each figure is protected by construction (Kelly, Golden and
Assad 1992, Networks 22; Castro 2002, Annals of Operations Research 115). The final pattern is always certified by `attack`; where that
fails, whole lines are hidden until it does not.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array, eye_array, hstack

from aggregate.disclosure.attack import LinkedTable, Needs, View, find_protected
from aggregate.estimators.arrays import Booleans, Floats, Integers

ROUNDS = 3
MOVED = 1e-6
MET = 1 - 1e-6
ENOUGH = 1e4
NEARLY_FREE = 1e-4
TOGETHER = 50


@dataclass(frozen=True, slots=True)
class Pattern:
    """`hidden` cells, certified; `by_lines` where whole lines had to go because nothing better could be certified."""

    hidden: Booleans
    by_lines: bool


def find_pattern(views: Sequence[View], hidden: Booleans, costs: Floats) -> Pattern:
    """Cells to hide, among them those of `hidden`, so that all needs hold.

    Args:
        views: the needs, in tables with one numbering of cells; the last is the whole table.
        hidden: cells that are hidden anyhow, shape (cells,).
        costs: of hiding a cell, shape (cells,), positive.
    """
    pattern, thorough = np.array(hidden), False
    for _ in range(ROUNDS):
        is_open = ~find_protected(views, pattern, thorough=thorough)
        if not is_open.any() and thorough:
            return Pattern(pattern, by_lines=False)
        for table, needs in views:
            for batch in _split(table, needs, np.flatnonzero(is_open)):
                moved, met = _find_moved(table, needs.choose(batch), pattern, costs)
                pattern |= moved
                is_open[batch[met]] = False
        thorough = True
    if find_protected(views, pattern).all():
        return Pattern(pattern, by_lines=False)
    return Pattern(_hide_lines(views, pattern), by_lines=True)


def _split(table: LinkedTable, needs: Needs, rows: Integers) -> Iterator[Integers]:
    """Needs that can be met in a table, in parts of which no two share a line, so that one change can meet them all."""
    sums = csr_array(needs.sums[rows])
    touched = csr_array(abs(sums) @ abs(table.equations).T)
    left = np.flatnonzero(np.diff(sums.indptr) > 0).tolist()
    while left:
        used: set[int] = set()
        part = []
        for row in left:
            lines = touched.indices[touched.indptr[row] : touched.indptr[row + 1]].tolist()
            if len(part) < TOGETHER and used.isdisjoint(lines):
                used.update(lines)
                part.append(row)
        chosen = set(part)
        left = [row for row in left if row not in chosen]
        yield rows[part]


def _find_moved(table: LinkedTable, needs: Needs, hidden: Booleans, costs: Floats) -> tuple[Booleans, Booleans]:
    """Cells that the cheapest change moves which meets the needs, and which needs it meets; moving hidden cells costs next to nothing."""
    free = np.flatnonzero(~table.fixed)
    equations, chosen = csr_array(table.equations)[:, free], csr_array(needs.sums)[:, free]
    prices = np.where(hidden[table.cells[free]], 0.0, costs[table.cells[free]]) + NEARLY_FREE
    count, wanted, reach = len(free), len(needs.rises), 3 * float(needs.rises.max())
    up, down = np.minimum((table.most - table.values)[free], reach), np.minimum((table.values - table.least)[free], reach)
    found = linprog(
        np.concatenate([prices, prices, np.full(wanted, -ENOUGH * prices.max())]),
        A_ub=hstack([-chosen, chosen, eye_array(wanted)], format="csr"),
        b_ub=np.zeros(wanted),
        A_eq=hstack([equations, -equations, csr_array((equations.shape[0], wanted))], format="csr"),
        b_eq=np.zeros(equations.shape[0]),
        bounds=np.column_stack([np.zeros(2 * count + wanted), np.concatenate([up, down, needs.rises])]),
        method="highs",
    )
    if found.status != 0:
        return np.zeros_like(hidden), np.zeros(wanted, dtype=bool)
    moved = np.abs(found.x[:count] - found.x[count : 2 * count]) > MOVED
    return np.bincount(table.cells[free][moved], minlength=len(hidden)) > 0, found.x[2 * count :] >= needs.rises * MET


def _hide_lines(views: Sequence[View], pattern: Booleans) -> Booleans:
    """Hides the whole lines of the cells of needs that are open still, then the lines of those, until the attack finds nothing."""
    table, needs = views[-1]
    hidden = pattern.copy()
    by_cell = csr_array((np.ones(len(table.cells)), (table.cells, np.arange(len(table.cells)))), shape=(len(hidden), len(table.cells)))
    lines = csr_array(abs(table.equations) @ by_cell.T)
    wrong = np.zeros(len(hidden), dtype=bool)
    while (is_open := ~find_protected(views, hidden)).any() and not hidden.all():
        wrong |= (by_cell @ abs(csr_array(needs.sums[is_open])).sum(axis=0)) > 0
        wrong = (lines.T @ (lines @ wrong.astype(np.float64))) > 0
        hidden = hidden | wrong if (wrong > hidden).any() else np.ones_like(hidden)
    return hidden
