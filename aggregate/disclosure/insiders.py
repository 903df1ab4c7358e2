"""An enterprise that is alone in its cell knows that cell's figures: what it can work out about others must be protected too."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from scipy.sparse import csr_array

from aggregate.disclosure.attack import View, find_protected
from aggregate.disclosure.patterns import Pattern, find_pattern
from aggregate.disclosure.witnesses import find_witnessed
from aggregate.estimators.arrays import Booleans, Floats, Integers

GROUPS = 6
"""Groups of single enterprises that are tried together before each is tried by itself, where there are more of them than that."""


def protect_from_insiders(
    views: Sequence[View],
    lines: csr_array,
    pattern: Pattern,
    alone: Integers,
    costs: Floats,
    *,
    moves: csr_array | None = None,
    only_pairs: bool = False,
) -> Pattern:
    """The pattern with what must be hidden besides, so that needs also hold against those that are alone in their cell.

    Each such enterprise is tried by itself, on the needs of cells that share a line with its own, unless they are shown to hold against
    many at once. Cells hidden later never undo protection, so once through is enough.

    Args:
        views: the needs, as in `find_pattern`.
        lines: equations of the cells, shape (lines, cells).
        pattern: that protects from outsiders.
        alone: cells of one enterprise.
        costs: as in `find_pattern`.
        moves: as in `find_pattern`.
        only_pairs: look only at lines in which nothing is hidden but the cell and one other: two singles in a row need a third.
    """
    hidden, by_lines = pattern.hidden, pattern.by_lines
    touched = csr_array(abs(lines))
    singles = alone[hidden[alone]]
    safe = _find_safe(views, singles, hidden, moves, 0 if only_pairs or len(singles) <= GROUPS else GROUPS)
    for cell, are_safe in zip(singles.tolist(), safe, strict=True):
        of_cell = touched[:, [cell]].toarray()[:, 0] > 0
        if only_pairs:
            of_cell &= touched @ hidden.astype(np.float64) == 2
        near = (touched[np.flatnonzero(of_cell)].sum(axis=0) > 0) & hidden
        near[cell] = False
        known = _know(views, cell, near, are_safe)
        if known and not find_held(known, hidden, moves, thorough=True).all():
            found = find_pattern(known, hidden, costs, moves)
            hidden, by_lines = found.hidden, by_lines | found.by_lines
    return Pattern(hidden, by_lines)


def find_held(views: Sequence[View], hidden: Booleans, moves: csr_array | None, *, thorough: bool) -> Booleans:
    """Needs that hold, shape (needs,): by single moves, then by the attack."""
    is_open = views[0][1].rises > 0
    for view in views if moves is not None else ():
        is_open &= ~find_witnessed(moves, view, hidden, is_open)
    held = ~is_open
    if is_open.any():
        held[is_open] = find_protected([(table, needs.choose(is_open)) for table, needs in views], hidden, thorough=thorough)
    return held


def _find_safe(views: Sequence[View], singles: Integers, hidden: Booleans, moves: csr_array | None, groups: int) -> Booleans:
    """Needs shown to hold against each of the single enterprises, shape (singles, needs), by attacks with so many groups of them.

    What holds against somebody who knows the cells of a whole group holds against each of the group.
    """
    safe = np.zeros((len(singles), len(views[0][1].rises)), dtype=bool)
    generator = np.random.default_rng(1)
    for number in range(groups):
        group = np.ones(len(singles), dtype=bool) if number == 0 else generator.random(len(singles)) < 0.5
        rows = np.flatnonzero(~safe[group].all(axis=0))
        known = [(replace(table, fixed=table.fixed | np.isin(table.cells, singles[group])), needs.choose(rows)) for table, needs in views]
        safe[np.ix_(group, rows)] |= find_held(known, hidden, moves, thorough=False)
    return safe


def _know(views: Sequence[View], cell: int, near: Booleans, are_safe: Booleans) -> list[View]:
    """The needs of near cells that are not safe, in tables in which one cell is known; nothing if there are none."""
    table, needs = views[-1]
    cells = csr_array((np.ones(len(table.cells)), (np.arange(len(table.cells)), table.cells)), shape=(len(table.cells), len(near)))
    rows = np.flatnonzero((abs(csr_array(needs.sums)) @ (cells @ near.astype(np.float64)) > 0) & ~are_safe)
    if not len(rows):
        return []
    return [(replace(table, fixed=table.fixed | (table.cells == cell)), needs.choose(rows)) for table, needs in views]
