"""Smallest changes of a table that keep all its lines: what it does to the published cells if an enterprise is elsewhere than it is.

In a crossing of breakdowns one enterprise more changes its cell and all totals of it. One less in another section, size or region gives
more and more totals back: products of single codes and pairs of codes, one of each breakdown. Those of pairs alone are the basic moves of
Diaconis and Sturmfels (1998), Annals of Statistics 26. They are suggestions: what does not add up in all lines is left out here, and every
one that is used is proved in `witnesses.py`. Of too large crossings there are fewer or none; then linear programs remain.
"""

from collections.abc import Iterator
from functools import reduce

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array, hstack, kron, vstack

from aggregate.estimators.arrays import Booleans, Integers

POPULATION = "population"
MOST_MOVES = 250_000
Codes = NDArray[np.object_]


def build_moves(keys: pd.DataFrame, members: csr_array, cells: Integers, rests: csr_array, equations: csr_array) -> csr_array:
    """Changes of cells by 1 or -1, shape (moves, cells), each of which keeps all lines.

    Args:
        keys: the breakdowns' codes of each row, as in `build_relations`.
        members: 1 where a smallest cell of the frame is of the row, shape (rows, smallest cells).
        cells: the cell of each row.
        rests: which rows the last cells are computed from (`Relations.rests`).
        equations: the lines, shape (lines, cells).
    """
    count = equations.shape[1] - rests.shape[0]
    whole = find_wholes(keys, members)
    codes = keys.drop(columns=POPULATION, errors="ignore").to_numpy(dtype=object)
    broken_down = np.asarray(codes != codes[whole], dtype=bool)
    widest = whole == whole[np.argmax(members.sum(axis=1))]
    found = [csr_array((0, count))]
    for crossing in _list_crossings(broken_down):
        rows = np.flatnonzero(~broken_down[:, ~crossing].any(axis=1))
        inside = csr_array(members[rows])
        atoms = _find_different(inside)
        inside = csr_array(inside[:, atoms])
        axes = np.flatnonzero(crossing)
        positions = np.array([_find_positions(inside, codes[rows], broken_down[rows], widest[rows], axis, axes) for axis in axes.tolist()])
        found.append(_multiply(positions, _add_to_cells(inside, cells[rows], count)))
    moves = csr_array(vstack(found, format="csr"))
    of_cells = csr_array((np.ones(len(cells)), (np.arange(len(cells)), cells)), shape=(len(cells), count))
    moves = csr_array(hstack([moves, moves @ (rests @ of_cells).T], format="csr"))
    moves.eliminate_zeros()
    moves = csr_array(moves[np.flatnonzero(_are_single(moves))])
    adds_up = np.asarray(abs(moves @ equations.T).sum(axis=1)).ravel() == 0
    return csr_array(moves[np.flatnonzero(adds_up)])


def find_wholes(keys: pd.DataFrame, members: csr_array) -> Integers:
    """For each row the row of the whole of its population: the one that holds most."""
    sizes = np.asarray(members.sum(axis=1)).ravel()
    names = keys[POPULATION].to_numpy(dtype=object) if POPULATION in keys else np.zeros(len(keys), dtype=object)
    populations, _ = pd.factorize(names)
    first = np.array([np.argmax(np.where(populations == number, sizes, -1)) for number in range(int(populations.max()) + 1)])
    return np.asarray(first[populations])


def _list_crossings(broken_down: Booleans) -> Iterator[Booleans]:
    """Breakdowns that are crossed and not a part of a larger crossing, each as marks, shape (breakdowns,)."""
    kinds = np.unique(broken_down, axis=0)
    for kind in kinds:
        if kind.any() and not any((kind <= other).all() and (kind != other).any() for other in kinds):
            yield kind


def _find_different(members: csr_array) -> Integers:
    """One smallest cell of each sort that no row tells apart, and that some row holds."""
    marks = np.random.default_rng(0).random((2, members.shape[0]))
    sums = pd.DataFrame(np.round((members.T @ marks.T), 9))
    return np.flatnonzero(~sums.duplicated().to_numpy() & (sums[0] > 0).to_numpy())


def _find_positions(members: csr_array, codes: Codes, broken_down: Booleans, widest: Booleans, axis: int, axes: Integers) -> Integers:
    """The place of each smallest cell on one breakdown: smallest cells that its codes do not tell apart have one place."""
    crossed = np.isin(codes[:, axis], codes[broken_down[:, axes].all(axis=1), axis])
    alone = broken_down[:, axis] & (broken_down[:, axes].sum(axis=1) == 1)
    held = members[np.flatnonzero(widest & alone & crossed)].T @ np.random.default_rng(1).random(int((widest & alone & crossed).sum()))
    return np.asarray(np.unique(np.round(held, 9), return_inverse=True)[1])


def _add_to_cells(members: csr_array, cells: Integers, count: int) -> csr_array:
    """1 where a smallest cell is of a cell, shape (smallest cells, cells)."""
    rows, of_rows = members.nonzero()
    found = csr_array((np.ones(len(rows)), (of_rows, cells[rows])), shape=(members.shape[1], count))
    return csr_array(found > 0, dtype=np.float64)


def _multiply(positions: Integers, effects: csr_array) -> csr_array:
    """All products of single places and pairs of places, one of each breakdown, as changes of cells.

    `positions`, shape (breakdowns, smallest cells), are theirs; `effects`, shape (smallest cells, cells), what one more there changes.
    """
    counts = positions.max(axis=1) + 1
    window = int(counts.max())
    while np.prod([_count_steps(count, window) for count in counts.tolist()]) > MOST_MOVES and window > 0:
        window -= 1
    steps = reduce(
        lambda before, step: csr_array(kron(before, step, format="csr")), (_list_steps(count, window) for count in counts.tolist())
    )
    places, which = np.unique(np.ravel_multi_index(tuple(positions), tuple(counts)), return_index=True)
    is_there = np.zeros(steps.shape[1], dtype=bool)
    is_there[places] = True
    rows = np.flatnonzero(abs(steps) @ (~is_there).astype(np.float64) == 0)
    moves = csr_array(csr_array(steps[rows])[:, places] @ effects[which])
    moves.eliminate_zeros()
    return csr_array(moves[np.flatnonzero(_are_single(moves))])


def _are_single(moves: csr_array) -> Booleans:
    """Moves that change cells by 1 or -1 only."""
    return np.asarray(abs(moves).max(axis=1).toarray().ravel() == 1)


def _count_steps(count: int, window: int) -> int:
    near = min(window, count - 1)
    return count + near * count - near * (near + 1) // 2


def _list_steps(count: int, window: int) -> csr_array:
    """One more at a place, and one more there with one less at another not farther than the window, shape (steps, places)."""
    first, second = np.triu_indices(count, 1)
    near = second - first <= window
    first, second = first[near], second[near]
    rows = np.arange(len(first)) + count
    places = (np.concatenate([np.arange(count), rows, rows]), np.concatenate([np.arange(count), first, second]))
    signs = np.concatenate([np.ones(count + len(first)), -np.ones(len(first))])
    return csr_array(coo_array((signs, places), shape=(count + len(first), count)))
