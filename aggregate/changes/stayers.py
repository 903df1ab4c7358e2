"""Which enterprises two waves have in common: who stayed in a cell, who is new in the register and who has left it."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from aggregate.changes.waves import WaveFrame
from aggregate.disclosure.hiding import find_hidden_turnover
from aggregate.disclosure.relations import build_relations
from aggregate.disclosure.rules import RuleSet
from aggregate.estimators.arrays import Booleans, Floats, Integers
from aggregate.tables.domains import KEY, Domains
from aggregate.tables.populations import is_whole

NOWHERE = -1


@dataclass(frozen=True, slots=True)
class Stayers:
    """The cells that both waves have, and the enterprises in them.

    `keys` has the columns of KEY and `first`, `second`, the cell's row in each wave's domains. `other_cells` says of every unit of each
    wave in which cell of the frame it is in the other wave, NOWHERE if it is not. Of each row: enterprises in it in both waves, those that
    the first register does not have, those that the second has no more; NaN where they tell of a few, and in all rows but those of whole
    populations, as they would tie what two waves hide, each for itself.
    """

    keys: pd.DataFrame
    domains: tuple[Domains, Domains]
    other_cells: tuple[pd.Series, pd.Series]
    both: Floats
    born: Floats
    died: Floats
    tells_of_few: Booleans

    def mark(self, number: int, rows: pd.DataFrame, ids: list[str], cells: Integers) -> tuple[Floats, Floats]:
        """Which units of wave 0 or 1 are of each row's cell, and which of these are in the other wave's cell too: (rows, units) each."""
        own, other = ("first", "second") if number == 0 else ("second", "first")
        members = csr_array(self.domains[number].membership)[rows[own].to_numpy()][:, cells].toarray().astype(np.float64)
        there = self.other_cells[number].reindex(ids).fillna(NOWHERE).astype(np.int64).to_numpy()
        others = csr_array(self.domains[1 - number].membership)[rows[other].to_numpy()][:, np.maximum(there, 0)].toarray()
        return members, members * others * (there != NOWHERE)


def find_stayers(first: WaveFrame, second: WaveFrame, rules: RuleSet) -> Stayers:
    """What the two registers have in common, enterprises matched by their ids."""
    keys = first.domains.keys.reset_index(names="first").merge(second.domains.keys.reset_index(names="second"), on=list(KEY))
    cells = [pd.Series(frame.units.cells, index=pd.Index(frame.units.ids)) for frame in (first, second)]
    places = cells[1].reindex(cells[0].index).fillna(NOWHERE).astype(np.int64), cells[0].reindex(cells[1].index).fillna(NOWHERE)
    of_second = places[1].astype(np.int64)
    one, two = (csr_array(f.domains.membership)[keys[name].to_numpy()] for f, name in ((first, "first"), (second, "second")))
    both = _count_pairs(one, two, cells[0].to_numpy(), places[0].to_numpy())
    gone = np.bincount(cells[0].to_numpy()[places[0].to_numpy() == NOWHERE], minlength=one.shape[1]).astype(np.float64)
    new = np.bincount(cells[1].to_numpy()[of_second.to_numpy() == NOWHERE], minlength=two.shape[1]).astype(np.float64)
    turnover = [
        (first.domains.add_up(gone), build_relations(first.domains.keys, first.domains.membership), keys["first"].to_numpy()),
        (second.domains.add_up(new), build_relations(second.domains.keys, second.domains.membership), keys["second"].to_numpy()),
    ]
    hidden = np.any([find_hidden_turnover(lines, units, rules).rows[rows] for units, lines, rows in turnover], axis=0)
    died, born = (units[rows] for units, _, rows in turnover)
    sizes = [np.asarray(m @ np.bincount(c, minlength=m.shape[1])) for m, c in ((one, cells[0].to_numpy()), (two, cells[1].to_numpy()))]
    few = np.any([(size - both > 0) & (size - both < rules.fewest_enterprises) for size in sizes], axis=0)
    few |= (both > 0) & (both < rules.fewest_enterprises)
    gone_from_view = hidden | few | ~is_whole(keys).to_numpy()
    shown = [np.where(gone_from_view, np.nan, figures) for figures in (both, born, died)]
    return Stayers(keys, (first.domains, second.domains), (places[0], of_second), shown[0], shown[1], shown[2], hidden | few)


def count_common(stayers: Stayers) -> int:
    """Enterprises that are in both registers."""
    return int((stayers.other_cells[0] != NOWHERE).sum())


def _count_pairs(one: csr_array, two: csr_array, cells: Integers, others: Integers) -> Floats:
    """Enterprises in each row's cell in both waves, from the cells of those in both registers."""
    common = others != NOWHERE
    pairs, numbers = np.unique(np.column_stack([cells[common], others[common]]), axis=0, return_counts=True)
    return np.asarray(one[:, pairs[:, 0]].multiply(two[:, pairs[:, 1]]) @ numbers.astype(np.float64))
