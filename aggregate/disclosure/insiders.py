"""An enterprise that is alone in its cell knows that cell's figures: what it can work out about others must be protected too."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from scipy.sparse import csr_array

from aggregate.disclosure.attack import View, find_protected
from aggregate.disclosure.patterns import Pattern, find_pattern
from aggregate.disclosure.witnesses import find_witnessed
from aggregate.estimators.arrays import Booleans, Floats, Integers


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

    Each such enterprise is tried by itself, on the needs of cells that share a line with its own. Cells hidden later never undo protection,
    so once through is enough.

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
    for cell in alone[hidden[alone]].tolist():
        of_cell = touched[:, [cell]].toarray()[:, 0] > 0
        if only_pairs:
            of_cell &= touched @ hidden.astype(np.float64) == 2
        near = (touched[np.flatnonzero(of_cell)].sum(axis=0) > 0) & hidden
        near[cell] = False
        known = _know(views, cell, near)
        if known and not _is_protected(known, hidden, moves):
            found = find_pattern(known, hidden, costs, moves)
            hidden, by_lines = found.hidden, by_lines | found.by_lines
    return Pattern(hidden, by_lines)


def _is_protected(views: Sequence[View], hidden: Booleans, moves: csr_array | None) -> bool:
    is_open = views[0][1].rises > 0
    for view in views if moves is not None else ():
        is_open &= ~find_witnessed(moves, view, hidden, is_open)
    return not is_open.any() or bool(find_protected([(table, needs.choose(is_open)) for table, needs in views], hidden).all())


def _know(views: Sequence[View], cell: int, near: Booleans) -> list[View]:
    """The needs of near cells, in tables in which one cell is known; nothing if there are none."""
    table, needs = views[-1]
    cells = csr_array((np.ones(len(table.cells)), (np.arange(len(table.cells)), table.cells)), shape=(len(table.cells), len(near)))
    rows = np.flatnonzero((abs(csr_array(needs.sums)) @ (cells @ near.astype(np.float64))) > 0)
    if not len(rows):
        return []
    return [(replace(table, fixed=table.fixed | (table.cells == cell)), needs.choose(rows)) for table, needs in views]
