"""Which published cells add up to which others: what an attacker who knows the tables can write down as equations.

Cells that hold the same enterprises are one cell, under whatever codes they are published. What a line leaves of its total, without being
published itself, is a cell too, a *rest*: it is never shown, and whoever knows the others of its line knows it.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import csr_array, vstack

from aggregate.disclosure.lines import find_lines
from aggregate.disclosure.moves import build_moves
from aggregate.disclosure.rests import add_outside, add_rests
from aggregate.estimators.arrays import Booleans, Floats, Integers


@dataclass(frozen=True, slots=True)
class Relations:
    """Cells of linked tables: `equations` (lines, cells) is -1 at a line's total, 1 at its leaves, so that equations @ counts is zero.

    `cells` gives the cell of each row of the published table; several rows may be one cell. The last cells are the rests: `rests`, shape
    (rests, rows), is 1 and -1 at the rows that each is computed from. `moves` are smallest changes that keep all lines (`moves.py`), where
    they are known.
    """

    equations: csr_array
    cells: Integers
    moves: csr_array | None = None
    rests: csr_array | None = None

    @property
    def count(self) -> int:
        """Number of cells."""
        return int(self.equations.shape[1])

    @property
    def is_rest(self) -> Booleans:
        """Cells that are in no published table, shape (cells,)."""
        return np.arange(self.count) >= self.count - (self.rests.shape[0] if self.rests is not None else 0)

    def of_cells(self, figures: Floats) -> Floats:
        """A figure of all rows, shape (rows,), that adds up over lines, as that of the cells, shape (cells,)."""
        found = np.zeros(self.count)
        found[self.cells] = figures
        if self.rests is not None:
            found[self.is_rest] = self.rests @ figures
        return found

    def of_some_cells(self, figures: Floats) -> Floats:
        """As `of_cells`, of a figure that is NaN in rows where it is not known: NaN in cells that no row tells and rests that no line."""
        found, told = np.full(self.count, np.nan), ~np.isnan(figures)
        found[self.cells[told]] = figures[told]
        bound = abs(self.equations)
        for _ in range(self.count):
            missing = np.isnan(found).astype(np.float64)
            lines = csr_array(self.equations[np.flatnonzero((bound @ missing == 1) & (bound @ (missing * self.is_rest) == 1))])
            if not lines.shape[0]:
                break
            # each line has one leaf or total that is missing: what the others leave, with its sign
            which = np.asarray((abs(lines) * missing[None, :]).argmax(axis=1)).ravel()
            signs = np.asarray((lines * missing[None, :]).sum(axis=1)).ravel()
            found[which] = -(lines @ np.nan_to_num(found)) / signs
        return found

    def of_cells_and_rests(self, figures: Floats) -> Floats:
        """A figure of all rows and then of all rests, shape (rows + rests,), that does not add up, as that of the cells."""
        found = np.zeros(self.count)
        found[self.cells], found[self.is_rest] = figures[: len(self.cells)], figures[len(self.cells) :]
        return found

    def of_members(self, members: csr_array) -> csr_array:
        """Which units are of which rows, shape (rows, units), and then of which rests: shape (rows + rests, units)."""
        return members if self.rests is None else csr_array(vstack([members, self.rests @ members], format="csr"))

    def mark(self, rows: Booleans) -> Booleans:
        """Cells of which at least one row is marked; rests of which one of the rows is marked that they are computed from."""
        marked = np.asarray(np.bincount(self.cells[rows], minlength=self.count) > 0)
        if self.rests is not None:
            marked[self.is_rest] = abs(self.rests) @ rows.astype(np.float64) > 0
        return marked

    def mark_known(self, rows: Booleans) -> Booleans:
        """Cells that somebody knows who knows these rows; rests of which all rows are known that they are computed from."""
        marked = self.mark(rows)
        if self.rests is not None:
            marked[self.is_rest] = abs(self.rests) @ (~self.mark(rows)[self.cells]).astype(np.float64) == 0
        return marked

    def find_heights(self) -> Integers:
        """How many totals stand on one another from each cell downwards, shape (cells,): 0 for one that is no total of published cells."""
        lines = csr_array(self.equations[np.flatnonzero(abs(self.equations) @ self.is_rest.astype(np.float64) == 0)])
        totals, leaves = lines < 0, lines > 0
        heights = np.zeros(self.count, dtype=np.int64)
        for _ in range(self.count if lines.shape[0] else 0):
            of_lines = (leaves * (heights + 1)[None, :]).max(axis=1).toarray().ravel()
            higher = (totals * of_lines[:, None]).max(axis=0).toarray().ravel().astype(np.int64)
            if (higher <= heights).all():
                break
            heights = np.maximum(heights, higher)
        return heights


def build_relations(keys: pd.DataFrame, membership: csr_array) -> Relations:
    """The lines of a table.

    Args:
        keys: the breakdowns' codes of each row, shape (rows, breakdowns); a code that holds all others of its column is their total.
        membership: 1 where a smallest cell of the frame is of the row, shape (rows, smallest cells).
    """
    members = csr_array(membership != 0, dtype=np.float64)
    table, outside = add_outside(keys, members)
    lines = [*outside, *find_lines(table)]
    table, lines = add_rests(table, lines)
    cells = _find_same(table.members)
    named = {(int(cells[total]), tuple(sorted(cells[[*leaves]].tolist()))) for total, leaves in lines}
    equations = _write_equations(sorted(line for line in named if line[1] != (line[0],)), int(cells.max()) + 1)
    shown = cells[: len(keys)]
    _, firsts = np.unique(cells, return_index=True)
    rests = csr_array(table.sums[firsts[int(shown.max()) + 1 :]])
    return Relations(equations, shown, build_moves(keys, members, shown, rests, equations), rests)


def _find_same(members: csr_array) -> Integers:
    """The number of each row's cell: rows with the same members have one number. Rows are told apart by two random sums."""
    marks = np.random.default_rng(0).random((members.shape[1], 2))
    sums = pd.DataFrame(np.round(members @ marks, 9))
    return np.asarray(sums.groupby([0, 1], sort=False).ngroup(), dtype=np.int64)


def _write_equations(lines: list[tuple[int, tuple[int, ...]]], cells: int) -> csr_array:
    rows = [row for row, (_, leaves) in enumerate(lines) for _ in range(len(leaves) + 1)]
    columns = [cell for total, leaves in lines for cell in (total, *leaves)]
    signs = [sign for _, leaves in lines for sign in (-1.0, *[1.0] * len(leaves))]
    return csr_array((signs, (rows, columns)), shape=(len(lines), cells))
