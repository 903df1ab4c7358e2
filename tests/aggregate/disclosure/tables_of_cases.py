"""Small tables with all their margins, laid out without the project's own search for lines, and attacks by trying everything."""

from collections.abc import Iterator
from itertools import product

import numpy as np
from scipy.sparse import csr_array


def add_margins(inner: np.ndarray) -> tuple[np.ndarray, csr_array, np.ndarray]:
    """A cube's figures with totals (index 0 of each breakdown), its equations, and the place of each cell; figures are flat."""
    shape = tuple(length + 1 for length in inner.shape)
    full = np.zeros(shape)
    full[(slice(1, None),) * inner.ndim] = inner
    for axis in range(inner.ndim):
        full[(slice(None),) * axis + (0,)] = full[(slice(None),) * axis + (slice(1, None),)].sum(axis=axis)
    places = np.arange(full.size).reshape(shape)
    lines = [line for axis in range(inner.ndim) for line in np.moveaxis(places, axis, -1).reshape(-1, shape[axis])]
    equations = np.zeros((len(lines), full.size))
    for row, (total, *leaves) in enumerate(lines):
        equations[row, total], equations[row, leaves] = -1, 1
    return full.ravel(), csr_array(equations), places


def try_everything(inner: np.ndarray, hidden: np.ndarray, least: int, most: int) -> tuple[np.ndarray, np.ndarray]:
    """Lowest and highest value of every cell in all tables of whole numbers that agree with what is shown."""
    seen = np.array(list(_list_tables(inner, hidden, least, most)))
    return seen.min(axis=0), seen.max(axis=0)


def _list_tables(inner: np.ndarray, hidden: np.ndarray, least: int, most: int) -> Iterator[np.ndarray]:
    true, _, places = add_margins(inner)
    leaves = places[(slice(1, None),) * inner.ndim].ravel()
    choices = [range(least, most + 1) if hidden[leaf] else (int(true[leaf]),) for leaf in leaves]
    for values in product(*choices):
        table, _, _ = add_margins(np.array(values).reshape(inner.shape))
        if (table[~hidden] == true[~hidden]).all():
            yield table
