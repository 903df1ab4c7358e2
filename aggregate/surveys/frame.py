"""The part of the frame that a survey covers: cells of its size classes and sections, counted by state and by persons employed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_array

from aggregate.disclosure.rules import RuleSet
from aggregate.estimators.arrays import Booleans, Floats, Integers
from aggregate.size_codes import SIZES, code_sizes
from aggregate.states import STATE_COUNT, find_states
from aggregate.tables.domains import Domains
from aggregate.tables.earlier_releases import EarlierReleases
from aggregate.tables.frame_counts import count_register, shift_unseen
from aggregate.tables.rows import FrameCounts, Texts, hide_small
from store.cross_fits import read_unseen
from store.frame_units import read_answers, read_frame_units
from store.opening import Store
from store.surveys import sum_persons

BLOCK = 2_000_000


@dataclass(frozen=True, slots=True)
class CoveredFrame:
    """What is known of the covered part: `counts` by domain and state, which of the domains are `hidden`, and by cell what else counts.

    `mean_persons` by size class stands for those whose persons employed nobody knows; `is_partial` says of which domains of the counts
    only a part is covered.
    """

    counts: FrameCounts
    hidden: Texts
    domains: Domains
    state_weights: Floats
    sizes: Integers
    weights: Floats
    persons: Floats
    mean_persons: Floats
    is_partial: Booleans

    @property
    def size_weights(self) -> Floats:
        """The covered weight of each size class, smallest first."""
        return np.asarray(np.bincount(self.sizes, weights=self.weights, minlength=len(self.mean_persons)), dtype=np.float64)

    def list_blocks(self, cells: Integers) -> Iterator[Floats]:
        """Which units, by the cell of each, are of which domain; some domains at a time, shape (some, units)."""
        step = max(BLOCK // max(len(cells), 1), 1)
        for start in range(0, len(self.counts.keys), step):
            yield self.domains.of_units(cells, slice(start, start + step))


def count_covered(
    store: Store,
    cells: Mapping[str, Sequence[Any]],
    domains: Domains,
    capability: str | None,
    asked_cells: Integers,
    rules: RuleSet,
    releases: EarlierReleases | None = None,
) -> CoveredFrame:
    """The frame's cells of size classes and sections in which the survey asked somebody, whichever else they are of.

    A survey of enterprises with ten or more persons says nothing of smaller ones: they are no part of its population.
    """
    covered = find_covered(cells, asked_cells)
    units, weights, register = _count_states(store, capability, covered)
    part, is_partial = _restrict(domains, covered)
    counts = FrameCounts(part, units, weights, None, register)
    sizes = code_sizes(cells["size_class"])
    persons, means = _spread_persons(store, sizes, len(covered))
    known = weights.sum(axis=1) if register is None else register[1]
    state_weights = bring_to_register(weights, known, sizes)
    hidden = hide_small(counts, rules, None, releases)
    return CoveredFrame(counts, hidden, part, state_weights, sizes, known, persons * covered, means, is_partial)


def bring_to_register(weights: Floats, known: Floats, sizes: Integers) -> Floats:
    """The weight of each state over all cells, shape (4,), where each size class has the register's weight and its own shares of states.

    Those of a size class of which the first phase has nobody count as all the others do.

    Args:
        weights: of those whose state is known, by cell and state, shape (cells, 4).
        known: the register's weight of each cell, shape (cells,).
        sizes: the size class 0.. of each cell, shape (cells,).
    """
    member = np.eye(int(sizes.max(initial=0)) + 1)[sizes]
    seen, wanted = member.T @ weights, member.T @ known
    shares = np.divide(seen, seen.sum(axis=1, keepdims=True), out=np.zeros_like(seen), where=seen.sum(axis=1, keepdims=True) > 0)
    brought = np.asarray(wanted @ shares)
    return np.asarray(brought * (known.sum() / max(brought.sum(), 1e-300)))


def find_covered(cells: Mapping[str, Sequence[Any]], asked_cells: Integers) -> Booleans:
    """Cells whose size class and whose section somebody was asked of."""
    sizes, sections = np.array(cells["size_class"], dtype=object), np.array(cells["section"], dtype=object)
    return np.asarray(np.isin(sizes, sizes[asked_cells]) & np.isin(sections, sections[asked_cells]))


def _count_states(store: Store, capability: str | None, covered: Booleans) -> tuple[Floats, Floats, tuple[Floats, Floats] | None]:
    """Enterprises and their weight by covered cell and state, shape (cells, 4); without a capability all count as of the first state.

    Where the states of a first phase only are known, those of its enterprises, and beside them all units and weights by cell.
    """
    frame, count = read_frame_units(store), len(covered)
    states, inside = np.zeros(len(frame.units), dtype=np.int64), np.ones(len(frame.units), dtype=bool)
    if capability:
        ((_, answers),) = read_answers(store, frame, [capability])
        states, inside = find_states(frame.has_site, answers, 0), frame.chances > 0
    chances = frame.chances[inside] if capability else 1.0
    codes = ((frame.cells - 1) * STATE_COUNT + states)[inside]
    sums = (np.bincount(codes, weights=figures, minlength=count * STATE_COUNT) for figures in (None, frame.weights[inside] / chances))
    units, weights = (np.asarray(column.reshape(count, STATE_COUNT), dtype=np.float64) * covered[:, None] for column in sums)
    shifts = shift_unseen(read_unseen(store, capability), frame, states, frame.cells - 1, count) if capability else None
    weights = weights if shifts is None else weights + shifts * covered[:, None]
    register = count_register(frame, count) if capability else None
    return units, weights, None if register is None else (register[0] * covered, register[1] * covered)


def _restrict(domains: Domains, covered: Booleans) -> tuple[Domains, Booleans]:
    """The domains of which a part is covered, without their other cells; and which of them have other cells."""
    membership = csr_array(domains.membership.multiply(covered.astype(np.float64)[None, :]))
    there, all_cells = (np.asarray(m.sum(axis=1)) for m in (membership, domains.membership))
    kept = np.flatnonzero(there > 0)
    keys = domains.keys.iloc[kept].reset_index(drop=True)
    return Domains(keys, csr_array(membership[kept])), np.asarray((there < all_cells)[kept])


def _spread_persons(store: Store, sizes: Integers, cells: int) -> tuple[Floats, Floats]:
    """Persons employed by cell, the mean of the size class standing for those not known; and these means."""
    columns = {name: np.array(column, dtype=np.float64) for name, column in sum_persons(store).items()}
    places = columns["cell"].astype(np.int64) - 1
    known, weight, missing = np.zeros((3, cells))
    known[places], weight[places], missing[places] = columns["known"], columns["weight_known"], columns["weight_unknown"]
    persons, weights = (np.bincount(sizes, weights=column, minlength=len(SIZES)) for column in (known, weight))
    means = np.divide(persons, weights, out=np.ones(len(SIZES)), where=weights > 0)
    return known + missing * means[sizes], means
