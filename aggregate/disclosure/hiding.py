"""What is not shown of a published table, by kind of figure: the rows that tell of enterprises, and those that would give them away."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from aggregate.disclosure.answers import SUMS, build_answer_views, find_rises
from aggregate.disclosure.attack import LinkedTable, build_needs, build_table
from aggregate.disclosure.insiders import protect_from_insiders
from aggregate.disclosure.magnitudes import find_dominated, find_protection
from aggregate.disclosure.minimum_count import find_small
from aggregate.disclosure.patterns import Pattern, find_pattern
from aggregate.disclosure.relations import Relations
from aggregate.disclosure.rules import RuleSet
from aggregate.estimators.arrays import Booleans, Floats

Texts = NDArray[np.object_]
DEARER = 3.0


@dataclass(frozen=True, slots=True)
class Hidden:
    """Rows that are not shown: by a rule themselves (`primary`) or to protect such (`secondary`), shapes (rows,).

    `by_lines` says that whole lines had to be hidden, because nothing less could be proved safe.
    """

    primary: Booleans
    secondary: Booleans
    by_lines: bool = False

    @property
    def rows(self) -> Booleans:
        """All rows that are not shown."""
        return np.asarray(self.primary | self.secondary)

    @property
    def reasons(self) -> Texts:
        """The column `suppressed`."""
        return np.where(self.primary, "primary", np.where(self.secondary, "secondary", "none")).astype(object)


def find_hidden_frame(relations: Relations, units: Floats, rules: RuleSet) -> Hidden:
    """What holds for every figure of a source: cells of too few enterprises, and what would give them away.

    A hidden number of enterprises must be able to reach the threshold, for outsiders and for an enterprise that is alone in another cell.

    Args:
        relations: of the table.
        units: enterprises of each row, shape (rows,).
        rules: of the source.
    """
    sizes = relations.of_cells(units)
    primary = find_small(sizes, rules.fewest_enterprises)
    small = np.flatnonzero(primary)
    views = [
        (
            build_table(relations.equations, sizes, least=1.0),
            build_needs(small, rules.fewest_enterprises - sizes[small], np.zeros(len(small)), relations.count),
        )
    ]
    if not len(small):
        return _hide(relations, primary, Pattern(primary, by_lines=False))
    pattern = find_pattern(views, primary, find_costs(relations, sizes), relations.moves)
    alone = np.flatnonzero(sizes == 1)
    pattern = protect_from_insiders(views, relations.equations, pattern, alone, find_costs(relations, sizes), moves=relations.moves)
    return _hide(relations, primary, pattern)


def find_hidden_turnover(relations: Relations, units: Floats, rules: RuleSet) -> Hidden:
    """What is hidden of numbers of enterprises that came or went: one to a few of them, and what would give those away; none is shown.

    Args:
        relations: of the table.
        units: enterprises that came, or went, of each row, shape (rows,).
        rules: of the source.
    """
    sizes = relations.of_cells(units)
    primary = (sizes > 0) & find_small(sizes, rules.fewest_enterprises)
    few = np.flatnonzero(primary)
    needs = build_needs(few, rules.fewest_enterprises - sizes[few], sizes[few], relations.count)
    views = [(build_table(relations.equations, sizes), needs)]
    if not len(few):
        return _hide(relations, primary, Pattern(primary, by_lines=False))
    return _hide(relations, primary, find_pattern(views, primary, find_costs(relations, sizes)))


def find_hidden_answers(relations: Relations, yes: Floats, no: Floats, units: Floats, frame: Booleans, rules: RuleSet) -> Hidden:
    """What is hidden of counts of everybody by yes, no and unread.

    Args:
        relations: of the table.
        yes: enterprises with the property, shape (rows,).
        no: those without it; the others are unread.
        units: all enterprises.
        frame: rows whose number of enterprises is hidden everywhere.
        rules: of the source.
    """
    return find_hidden_together(relations, np.array([yes, no, units - yes - no]), [np.eye(3)], frame, rules)


def find_hidden_together(relations: Relations, kinds: Floats, readings: Sequence[Floats], frame: Booleans, rules: RuleSet) -> Hidden:
    """What is hidden of several indicators that tell of one another: one pattern for all, attacked with all their figures at once.

    Args:
        relations: of the table.
        kinds: enterprises of each row by kind, which make up all of them, shape (kinds, rows).
        readings: for each indicator which kinds are its yes, no and unread, shape (3, kinds) each.
        frame: as in `find_hidden_answers`.
        rules: of the source.
    """
    parts = np.array([relations.of_cells(figure) for figure in kinds])
    rises, sizes = np.concatenate([find_rises(reading @ parts, rules) for reading in readings]), parts.sum(axis=0)
    known = relations.mark(frame)
    primary = np.asarray((rises > 0).any(axis=0))
    if not primary.any():
        return _hide(relations, primary, Pattern(known, by_lines=False))
    views = build_answer_views(relations, parts, ~known, rises, np.concatenate([SUMS @ reading for reading in readings]))
    costs, alone = find_costs(relations, sizes), np.flatnonzero(sizes == 1)
    pattern = find_pattern(views, known | primary, costs, relations.moves)
    pattern = protect_from_insiders(views[-1:], relations.equations, pattern, alone, costs, moves=relations.moves, only_pairs=True)
    return _hide(relations, primary, pattern)


def find_hidden_labelled(relations: Relations, yes: Floats, units: Floats, hidden: Booleans, blank: Booleans, rules: RuleSet) -> Hidden:
    """What is hidden of cells in which everybody was asked, since their estimates are counts.

    Args:
        relations: of the table.
        yes: enterprises with the property, shape (rows,); NaN in rows where not everybody was asked: there nobody can know it.
        units: all enterprises.
        hidden: rows hidden anyhow.
        blank: rows not shown for other reasons, which protect others but need no protection.
        rules: of the source.
    """
    is_count = relations.mark(~np.isnan(yes))
    counted, sizes = relations.of_cells(np.asarray(np.round(np.nan_to_num(yes)), dtype=np.float64)), relations.of_cells(units)
    answers = np.array([counted, sizes - counted, np.zeros(len(sizes))])
    rises = np.where(is_count, find_rises(answers, rules), 0.0)
    rise, fall = rises[0], np.minimum(rises[1], counted)
    primary = (rise > 0) | (fall > 0)
    known = relations.mark(hidden)
    if not primary.any():
        return _hide(relations, np.zeros_like(primary), Pattern(known, by_lines=False))
    totals = csr_array(relations.equations < 0, dtype=np.float64) @ is_count.astype(np.float64) > 0
    most = np.where(known, np.inf, sizes)
    cells = np.arange(len(sizes))
    table = LinkedTable(csr_array(relations.equations[np.flatnonzero(totals)]), counted, np.zeros(len(sizes)), most, cells, ~is_count)
    places = np.flatnonzero(primary)
    needs = build_needs(places, rise[places], fall[places], len(sizes))
    pattern = find_pattern([(table, needs)], known | primary | relations.mark(blank), find_costs(relations, sizes), relations.moves)
    kept = Pattern(pattern.hidden & ~(relations.mark(blank) & ~primary & ~known), pattern.by_lines)
    return _hide(relations, primary, kept)


def find_hidden_amounts(relations: Relations, totals: Floats, first: Floats, second: Floats, hidden: Booleans, rules: RuleSet) -> Hidden:
    """What is hidden of totals of money and the like, by dominance and the p % rule.

    Args:
        relations: of the table.
        totals: amounts of each row, zero or more, shape (rows,).
        first: the largest contribution to each (`magnitudes.find_contributions`).
        second: the second largest.
        hidden: rows hidden anyhow.
        rules: of the source.
    """
    values, largest, next_largest = (relations.of_cells(figure) for figure in (totals, first, second))
    known = relations.mark(hidden)
    primary = find_dominated(values, largest, next_largest, rules)
    if not (primary | known).any():
        return _hide(relations, primary, Pattern(known, by_lines=False))
    places = np.flatnonzero(primary | known)
    needed = find_protection(values, largest, next_largest, rules)[places]
    scale = max(float(np.median(values[values > 0])), 1e-300) if (values > 0).any() else 1.0
    needs = build_needs(places, needed / scale, np.minimum(needed, values[places]) / scale, relations.count)
    pattern = find_pattern(
        [(build_table(relations.equations, values / scale), needs)], known | primary, find_costs(relations, values / scale), relations.moves
    )
    return _hide(relations, primary, pattern)


def find_costs(relations: Relations, units: Floats) -> Floats:
    """What it costs to hide a cell: the root of its size, three times as much for each level of totals that it stands above."""
    return np.asarray(np.sqrt(units + 1) * DEARER ** relations.find_heights())


def _hide(relations: Relations, primary: Booleans, pattern: Pattern) -> Hidden:
    return Hidden(primary[relations.cells], (pattern.hidden & ~primary)[relations.cells], pattern.by_lines)
