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

from aggregate.disclosure.attack import (
    QUICKLY,
    LinkedTable,
    Needs,
    View,
    find_hopeless,
    find_protected,
    find_protected_together,
    find_reached,
)
from aggregate.disclosure.witnesses import find_witnessed
from aggregate.estimators.arrays import Booleans, Floats, Integers

MOVED = 1e-6
ENOUGH = 1e4
TOGETHER, FEWEST, LARGE = 50, 40, 500
"""Needs met at once; fewer than FEWEST wait for the whole table in tables of LARGE many cells (in small ones that would hide more)."""
CROWD = 3
DEAR = 10.0
"""Cells that cost more than this part of the dearest, such as national totals, are hidden only for what nothing else can protect."""
STEPS = (0.5, 0.75, 0.9, 0.97)


@dataclass(frozen=True, slots=True)
class Pattern:
    """`hidden` cells, certified; `by_lines` where whole lines had to go because nothing better could be certified."""

    hidden: Booleans
    by_lines: bool


def find_pattern(views: Sequence[View], hidden: Booleans, costs: Floats, moves: csr_array | None = None) -> Pattern:
    """Cells to hide, among them those of `hidden`, so that all needs hold.

    Args:
        views: the needs, in tables with one numbering of cells; the last is the whole table.
        hidden: cells that are hidden anyhow, shape (cells,).
        costs: of hiding a cell, shape (cells,), positive.
        moves: of the table (`Relations.moves`): with them most needs are proved to hold without a linear program.
    """
    search = _Search(np.array(hidden), costs, views[0][1].rises > 0, moves)
    dear = costs > costs.max() / DEAR
    for view in views:
        search.prove(view)
    for together, fewest, spared in ((TOGETHER, FEWEST, dear), (TOGETHER, 1, dear), (1, 1, dear), (1, 1, np.zeros_like(dear))):
        for view in views:
            search.meet(view, together, fewest if len(view[0].cells) == len(hidden) >= LARGE else 1, spared)
    if search.is_open.any():
        cheapest = _hide_cheapest(views, search.pattern, costs)
        return Pattern(_hide_lines(views, search.pattern) if cheapest is None else cheapest, by_lines=True)
    return Pattern(search.pattern, by_lines=False)


@dataclass(slots=True)
class _Search:
    """The pattern as it grows, and the needs that are not proved yet."""

    pattern: Booleans
    costs: Floats
    is_open: Booleans
    moves: csr_array | None

    def prove(self, view: View) -> None:
        """Closes needs that single moves of hidden cells meet."""
        if self.moves is not None and self.is_open.any():
            self.is_open &= ~find_witnessed(self.moves, view, self.pattern, self.is_open)

    def meet(self, view: View, together: int, fewest: int, spared: Booleans) -> None:
        """Hides what meets open needs in a view, so many at a time; leaves them for later where fewer than `fewest` can be met at once."""
        self.prove(view)
        if not self.is_open.any():
            return
        table, needs = view
        in_a_line = CROWD if len(table.cells) > len(self.pattern) else 1  # what needs the whole table is little, and slow
        self.is_open &= ~find_protected_together(view, self.pattern, self.is_open)
        left = self.is_open & ~find_hopeless(view, ~table.fixed & ~(spared & ~self.pattern)[table.cells])
        while len(batch := _choose(table, needs, np.flatnonzero(left), together, in_a_line)) >= fewest:
            change = _find_change(table, needs.choose(batch), self.pattern, self.costs, spared & ~self.pattern)
            before = self.pattern.sum()
            self.pattern |= np.bincount(table.cells[change != 0], minlength=len(self.pattern)) > 0
            self.is_open &= ~find_reached(table, needs, change)
            if self.pattern.sum() > before:
                self.prove(view)
            left[batch] = False
            left &= self.is_open


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
    """The cheapest difference, one number a figure, that meets as many needs as can be; moving hidden cells costs nothing.

    Cells that are `spared` stay as they are.
    """
    free = np.flatnonzero(~table.fixed & ~spared[table.cells])
    change = np.zeros(len(table.values))
    if not len(free):
        return change
    chosen = csr_array(needs.sums)[:, free]
    shown = np.flatnonzero(~hidden[table.cells[free]])  # these have a column for each direction, since moving them costs
    prices = np.where(hidden[table.cells[free]], 0.0, costs[table.cells[free]])
    wanted, reach = len(needs.rises), 3 * float(needs.rises.max())
    up, down = np.minimum((table.most - table.values)[free], reach), np.minimum((table.values - table.least)[free], reach)
    lowest = np.where(hidden[table.cells[free]], -down, 0.0)
    equations = csr_array(table.equations)[:, free]
    equations = csr_array(equations[np.flatnonzero(np.diff(equations.indptr))])
    found = linprog(
        np.concatenate([prices, prices[shown], np.full(wanted, -ENOUGH * max(prices.max(), 1.0))]),
        A_ub=hstack([-chosen, chosen[:, shown], eye_array(wanted)], format="csr"),
        b_ub=np.zeros(wanted),
        A_eq=hstack([equations, -equations[:, shown], csr_array((equations.shape[0], wanted))], format="csr"),
        b_eq=np.zeros(equations.shape[0]),
        bounds=np.column_stack([np.pad(lowest, (0, len(shown) + wanted)), np.concatenate([up, down[shown], needs.rises])]),
        method="highs",
        options=QUICKLY,
    )
    if found.status == 0:
        steps = found.x[: len(free)].copy()
        steps[shown] -= found.x[len(free) : len(free) + len(shown)]
        change[free] = np.where(np.abs(steps) > MOVED, steps, 0.0)
    return change


def _hide_cheapest(views: Sequence[View], pattern: Booleans, costs: Floats) -> Booleans | None:
    """The pattern with the cheapest part of all cells hidden too, so much that the attack finds nothing; None if the dearest must go.

    Small countries in fine tables come to this: hardly a cell is safe, but their totals are.
    """
    for limit in (*np.quantile(costs, STEPS), float(costs.max())):
        hidden = pattern | (costs < limit)
        if not _has_hopeless(views, hidden) and find_protected(views, hidden).all():
            return np.asarray(hidden)
    return None


def _has_hopeless(views: Sequence[View], hidden: Booleans) -> bool:
    """Whether bounds show at once that a need does not hold."""
    table, _ = views[-1]
    return bool(find_hopeless(views[-1], hidden[table.cells] & ~table.fixed).any())


def _hide_lines(views: Sequence[View], pattern: Booleans) -> Booleans:
    """Hides the whole lines of the cells of needs that are open still, then the lines of those, until the attack finds nothing."""
    table, needs = views[-1]
    if _has_hopeless(views, np.ones_like(pattern)):
        return np.ones_like(pattern)
    hidden = pattern.copy()
    by_cell = csr_array((np.ones(len(table.cells)), (table.cells, np.arange(len(table.cells)))), shape=(len(hidden), len(table.cells)))
    lines = csr_array(abs(table.equations) @ by_cell.T)
    wrong = np.zeros(len(hidden), dtype=bool)
    while (is_open := ~find_protected(views, hidden)).any() and not hidden.all():
        wrong |= (by_cell @ abs(csr_array(needs.sums[is_open])).sum(axis=0)) > 0
        wrong = (lines.T @ (lines @ wrong.astype(np.float64))) > 0
        hidden = hidden | wrong if (wrong > hidden).any() else np.ones_like(hidden)
    return hidden
