"""Margins of the calibration: what the frame knows of each state, broken down by section or by size, where labels allow.

Post-strata by state bring national figures near to the truth but hardly any domain; known totals of state × section and state × size do
(Deville and Särndal, JASA 87, 1992: calibration on margins). Levels with too few labels are pooled, so that no weight rests on a handful.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.linalg import qr

from aggregate.estimators.arrays import Booleans, Floats, Integers, hold_arrays

FEWEST_LABELS = 25
DEPENDENT = 1e-8


@dataclass(frozen=True, slots=True)
class Margin:
    """A breakdown by which each state's total is known: `levels` (units,) numbers the level of each labelled unit from 0; `totals`
    (states, levels) are the frame's (weighted) numbers of units.
    """

    levels: Integers
    totals: Floats

    def __post_init__(self) -> None:
        hold_arrays(self)


def build_margin(
    margin: Margin, groups: Integers, states: Integers, open_units: Booleans, weights: Floats, fewest: int = FEWEST_LABELS
) -> tuple[Floats, Floats]:
    """Auxiliaries and frame totals of one margin within each post-stratum.

    Levels with fewer than `fewest` labels in a post-stratum are pooled; a pool that still has fewer joins the level that has fewest. The
    first pool gets no column, since the post-stratum's own column leaves it no freedom.

    Args:
        margin: the breakdown.
        groups: the post-stratum of each state, -1 for none, shape (states,).
        states: state of each labelled unit, shape (units,).
        open_units: False for units taken with certainty: they have no auxiliaries, and their weights are taken off the totals.
        weights: design weights, shape (units,).
        fewest: labels that a level needs.

    Returns:
        Auxiliaries (units, columns) and their totals (columns,).
    """
    count = margin.totals.shape[1]
    of_units = np.where(open_units, groups[states], -1)
    totals = margin.totals.copy()
    np.subtract.at(totals, (states[~open_units], margin.levels[~open_units]), weights[~open_units])
    columns: list[Floats] = []
    sums: list[float] = []
    for group in range(int(groups.max()) + 1):
        mine = of_units == group
        known = np.maximum(totals[groups == group].sum(axis=0), 0.0)
        pooled = pool_levels(np.bincount(margin.levels[mine], minlength=count), fewest)
        for level in range(1, int(pooled.max()) + 1):
            columns.append((mine & (pooled[margin.levels] == level)).astype(np.float64))
            sums.append(float(known[pooled == level].sum()))
    return np.array(columns).reshape(-1, len(states)).T, np.array(sums)


def pool_levels(labelled: Integers, fewest: int = FEWEST_LABELS) -> Integers:
    """The pool (0, 1, ...) of each level, each with `fewest` labels or more; all in pool 0 where labels allow no more than one.

    Levels with too few labels form one pool; if that has too few, it joins the level that has fewest of the others. Shape (levels,).
    """
    kept = np.flatnonzero(labelled >= fewest)
    if len(kept) == 0:
        return np.zeros(len(labelled), dtype=np.int64)
    pools = np.full(len(labelled), len(kept), dtype=np.int64)
    pools[kept] = np.arange(len(kept))
    rest = pools == len(kept)
    if labelled[rest].sum() < fewest:
        pools[rest] = np.argmin(labelled[kept])
    return pools


def join_columns(weights: Floats, parts: Sequence[tuple[Floats, Floats]]) -> tuple[Floats, Floats]:
    """Auxiliaries and totals side by side, without columns that the others before them give already (pivoted QR)."""
    auxiliaries = np.hstack([columns for columns, _ in parts])
    totals = np.concatenate([sums for _, sums in parts])
    first = parts[0][0].shape[1]
    scaled = np.sqrt(weights)[:, None] * auxiliaries
    base, _ = np.linalg.qr(scaled[:, :first])
    rest = scaled[:, first:] - base @ (base.T @ scaled[:, first:])
    size = np.sqrt((scaled[:, first:] ** 2).sum(axis=0)).max(initial=0.0)
    if size == 0:
        return auxiliaries[:, :first], totals[:first]
    triangle, order = qr(rest, mode="r", pivoting=True)
    kept = np.abs(np.diag(triangle)) > DEPENDENT * size
    chosen = np.sort(np.concatenate([np.arange(first), first + order[: len(kept)][kept]]))
    return auxiliaries[:, chosen], totals[chosen]
