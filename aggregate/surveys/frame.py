"""The part of the frame that a survey covers: cells of its size classes and sections, counted by state and by persons employed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_array

from aggregate.disclosure.rules import RuleSet
from aggregate.estimators.arrays import Booleans, Floats, Integers
from aggregate.states import STATE_COUNT, find_states
from aggregate.tables.domains import Domains
from aggregate.tables.rows import FrameCounts, Texts, hide_small
from store.frame_units import read_answers, read_frame_units
from store.opening import Store
from store.surveys import sum_persons

NO_CAPABILITY = ""
BLOCK = 2_000_000
SIZES = ("S0T9", "S10T49", "S50T249", "S_GE250", "_U")


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
    store: Store, cells: Mapping[str, Sequence[Any]], domains: Domains, capability: str | None, asked_cells: Integers, rules: RuleSet
) -> CoveredFrame:
    """The frame's cells of size classes and sections in which the survey asked somebody, whichever else they are of.

    A survey of enterprises with ten or more persons says nothing of smaller ones: they are no part of its population.
    """
    covered = find_covered(cells, asked_cells)
    units, weights = _count_states(store, capability, len(covered))
    part, is_partial = _restrict(domains, covered)
    counts = FrameCounts(part, units * covered[:, None], weights * covered[:, None])
    sizes = code_sizes(cells["size_class"])
    persons, means = _spread_persons(store, sizes, len(covered))
    state_weights = (weights * covered[:, None]).sum(axis=0)
    return CoveredFrame(
        counts, hide_small(counts, rules), part, state_weights, sizes, weights.sum(axis=1) * covered, persons * covered, means, is_partial
    )


def find_covered(cells: Mapping[str, Sequence[Any]], asked_cells: Integers) -> Booleans:
    """Cells whose size class and whose section somebody was asked of."""
    sizes, sections = np.array(cells["size_class"], dtype=object), np.array(cells["section"], dtype=object)
    return np.asarray(np.isin(sizes, sizes[asked_cells]) & np.isin(sections, sections[asked_cells]))


def _count_states(store: Store, capability: str | None, cells: int) -> tuple[Floats, Floats]:
    """Enterprises and their weight by cell and state, shape (cells, 4); without a capability all count as of the first state."""
    frame = read_frame_units(store)
    ((_, answers),) = read_answers(store, frame, [capability or NO_CAPABILITY])
    codes = (frame.cells - 1) * STATE_COUNT + (find_states(frame.has_site, answers, 0) if capability else 0)
    sums = (np.bincount(codes, weights=figures, minlength=cells * STATE_COUNT) for figures in (None, frame.weights))
    units, weights = (np.asarray(column.reshape(cells, STATE_COUNT), dtype=np.float64) for column in sums)
    return units, weights


def _restrict(domains: Domains, covered: Booleans) -> tuple[Domains, Booleans]:
    """The domains of which a part is covered, without their other cells; and which of them have other cells."""
    membership = csr_array(domains.membership.multiply(covered.astype(np.float64)[None, :]))
    there, all_cells = (np.asarray(m.sum(axis=1)) for m in (membership, domains.membership))
    kept = np.flatnonzero(there > 0)
    keys = domains.keys.iloc[kept].reset_index(drop=True)
    return Domains(keys, csr_array(membership[kept])), np.asarray((there < all_cells)[kept])


def code_sizes(size_classes: Sequence[str]) -> Integers:
    """Size classes as numbers, smallest first, unknown last."""
    return np.array([SIZES.index(size) for size in size_classes], dtype=np.int64)


def _spread_persons(store: Store, sizes: Integers, cells: int) -> tuple[Floats, Floats]:
    """Persons employed by cell, the mean of the size class standing for those not known; and these means."""
    columns = {name: np.array(column, dtype=np.float64) for name, column in sum_persons(store).items()}
    places = columns["cell"].astype(np.int64) - 1
    known, weight, missing = np.zeros((3, cells))
    known[places], weight[places], missing[places] = columns["known"], columns["weight_known"], columns["weight_unknown"]
    persons, weights = (np.bincount(sizes, weights=column, minlength=len(SIZES)) for column in (known, weight))
    means = np.divide(persons, weights, out=np.ones(len(SIZES)), where=weights > 0)
    return known + missing * means[sizes], means
