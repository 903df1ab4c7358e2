"""Which further cells to hide, so that the attack finds nothing: complementary suppression over linked tables.

For every figure that is not protected yet, the cheapest change of the table that raises it enough is found by a linear program in which
moving a hidden cell is free; the cells that the change moves are hidden too (Kelly, Golden and Assad 1992, Networks 22; Castro 2002, Annals
of Operations Research 115). A need counts as met only if `attack.find_reached` proves it by arithmetic, on a table that moves hidden cells
only and adds up in all lines: so every pattern is certified. Where that fails, whole lines are hidden until the attack finds nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array, eye_array, hstack

from aggregate.disclosure.attack import LinkedTable, Needs, View, find_protected, find_reached
from aggregate.estimators.arrays import Booleans, Floats, Integers

MOVED = 1e-6
ENOUGH = 1e4
NEARLY_FREE = 1e-4
TOGETHER = 50
CROWD = 3
DEAR = 10.0
"""Cells that cost more than this part of the dearest, such as national totals, are hidden only for what nothing else can protect."""
STEPS = (0.5, 0.75, 0.9, 0.97)


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
    pattern = np.array(hidden)
    is_open = views[0][1].rises > 0
    dear = costs > costs.max() / DEAR
    for together, spared in ((TOGETHER, dear), (TOGETHER, dear), (1, dear), (1, np.zeros_like(dear))):
        for table, needs in views:
            in_a_line = CROWD if len(table.cells) > len(pattern) else 1  # what needs the whole table is little, and slow
            if is_open.any():
                is_open &= ~find_protected([(table, needs)], pattern, thorough=False)
            left = is_open & (np.diff(csr_array(needs.sums).indptr) > 0)
            while len(batch := _choose(table, needs, np.flatnonzero(left), together, in_a_line)):
                change = _find_change(table, needs.choose(batch), pattern, costs, spared & ~pattern)
                pattern |= np.bincount(table.cells[change != 0], minlength=len(pattern)) > 0
                is_open &= ~find_reached(table, needs, change)
                left[batch] = False
                left &= is_open
    if is_open.any():
        cheapest = _hide_cheapest(views, pattern, costs)
        return Pattern(_hide_lines(views, pattern) if cheapest is None else cheapest, by_lines=True)
    return Pattern(pattern, by_lines=False)


def _choose(table: LinkedTable, needs: Needs, rows: Integers, most: int, in_a_line: int) -> Integers:
    """Needs of which no two (or no more than so many) share a line, so that one change can meet them all."""
    touched = csr_array(abs(csr_array(needs.sums[rows])) @ abs(table.equations).T)
    used = np.zeros(touched.shape[1], dtype=np.int64)
    chosen: list[int] = []
    for place, row in enumerate(rows.tolist()):
        lines = touched.indices[touched.indptr[place] : touched.indptr[place + 1]]
        if len(chosen) < most and used[lines].max(initial=0) < in_a_line:
            used[lines] += 1
            chosen.append(row)
    return np.array(chosen, dtype=np.int64)


def _find_change(table: LinkedTable, needs: Needs, hidden: Booleans, costs: Floats, spared: Booleans) -> Floats:
    """The cheapest difference, one number a figure, that meets as many needs as can be; moving hidden cells costs next to nothing.

    Cells that are `spared` stay as they are.
    """
    free = np.flatnonzero(~table.fixed & ~spared[table.cells])
    change = np.zeros(len(table.values))
    if not len(free):
        return change
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
    if found.status == 0:
        steps = found.x[:count] - found.x[count : 2 * count]
        change[free] = np.where(np.abs(steps) > MOVED, steps, 0.0)
    return change


def _hide_cheapest(views: Sequence[View], pattern: Booleans, costs: Floats) -> Booleans | None:
    """The pattern with the cheapest part of all cells hidden too, so much that the attack finds nothing; None if the dearest must go.

    Small countries in fine tables come to this: hardly a cell is safe, but their totals are.
    """
    for limit in (*np.quantile(costs, STEPS), float(costs.max())):
        hidden = pattern | (costs < limit)
        if find_protected(views, hidden).all():
            return np.asarray(hidden)
    return None


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
