"""What is not shown of a published table, by kind of figure: the rows that tell of enterprises, and those that would give them away."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from aggregate.disclosure.answers import SUMS, build_answer_views, find_rises
from aggregate.disclosure.attack import LinkedTable, View, build_needs, build_table
from aggregate.disclosure.insiders import find_held, protect_from_insiders
from aggregate.disclosure.magnitudes import find_dominated, find_protection
from aggregate.disclosure.minimum_count import find_small
from aggregate.disclosure.patterns import Pattern, find_pattern
from aggregate.disclosure.relations import Relations
from aggregate.disclosure.rules import RuleSet
from aggregate.disclosure.told import Told
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


def find_hidden_frame(relations: Relations, units: Floats, rules: RuleSet, told: Told | None = None) -> Hidden:
    """What holds for every figure of a source: cells of too few enterprises, and what would give them away.

    A hidden number of enterprises must be able to reach the threshold, for outsiders and for an enterprise that is alone in another cell.

    Args:
        relations: of the table.
        units: enterprises of each row, shape (rows,).
        rules: of the source.
        told: by earlier releases.
    """
    sizes = relations.of_cells(units)
    primary = find_small(sizes, rules.fewest_enterprises)
    hidden = primary | relations.is_rest | _mark(relations, told.hidden if told else None)
    view = build_frame_view(relations, sizes, rules, _mark_known(relations, told.sizes if told else None))
    if not len(view[1].rises):
        return _hide(relations, primary, Pattern(hidden, by_lines=False))
    pattern = _search([view], hidden, find_costs(relations, sizes), relations, told is not None)
    alone = np.flatnonzero(sizes == 1)
    pattern = protect_from_insiders([view], relations.equations, pattern, alone, find_costs(relations, sizes), moves=relations.moves)
    return _hide(relations, primary, pattern)


def build_frame_view(relations: Relations, sizes: Floats, rules: RuleSet, known: Booleans) -> View:
    """Numbers of enterprises of the cells, and what too small ones must be able to reach; `known` cells need nothing any more."""
    small = np.flatnonzero(find_small(sizes, rules.fewest_enterprises) & ~known)
    needs = build_needs(small, rules.fewest_enterprises - sizes[small], np.zeros(len(small)), relations.count)
    return replace(build_table(relations.equations, sizes, least=np.where(relations.is_rest, 0.0, 1.0)), fixed=known), needs


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
    return _hide(relations, primary, find_pattern(views, primary | relations.is_rest, find_costs(relations, sizes)))


def find_hidden_answers(
    relations: Relations, yes: Floats, no: Floats, units: Floats, frame: Booleans, rules: RuleSet, told: Told | None = None
) -> Hidden:
    """What is hidden of counts of everybody by yes, no and unread.

    Args:
        relations: of the table.
        yes: enterprises with the property, shape (rows,).
        no: those without it; the others are unread.
        units: all enterprises.
        frame: rows whose number of enterprises is hidden everywhere.
        rules: of the source.
        told: by earlier releases.
    """
    counted = np.array([yes, no, units - yes - no])
    return find_hidden_together(relations, counted, [np.eye(3)], frame, rules, [told] if told else [])


def find_hidden_together(
    relations: Relations, kinds: Floats, readings: Sequence[Floats], frame: Booleans, rules: RuleSet, told: Sequence[Told] = ()
) -> Hidden:
    """What is hidden of several indicators that tell of one another: one pattern for all, attacked with all their figures at once.

    Args:
        relations: of the table.
        kinds: enterprises of each row by kind, which make up all of them, shape (kinds, rows).
        readings: for each indicator which kinds are its yes, no and unread, shape (3, kinds) each.
        frame: as in `find_hidden_answers`.
        rules: of the source.
        told: by earlier releases, of each indicator; nothing where there are none.
    """
    parts = np.array([relations.of_cells(figure) for figure in kinds])
    sizes, known = parts.sum(axis=0), relations.mark(frame)
    primary = find_telling(parts, readings, rules)
    kept = np.any([known, primary, relations.is_rest, *(relations.mark(found.hidden) for found in told)], axis=0)
    sizes_known = np.any([~known, *(relations.mark_known(found.sizes) for found in told)], axis=0)
    views = build_reading_views(relations, parts, readings, sizes_known, [relations.mark_known(found.figures) for found in told], rules)
    if not views:
        return _hide(relations, primary, Pattern(kept, by_lines=False))
    costs, alone = find_costs(relations, sizes), np.flatnonzero(sizes == 1)
    pattern = _search(views, kept, costs, relations, bool(told))
    pattern = protect_from_insiders(views[-1:], relations.equations, pattern, alone, costs, moves=relations.moves, only_pairs=True)
    return _hide(relations, primary, pattern)


def find_telling(parts: Floats, readings: Sequence[Floats], rules: RuleSet) -> Booleans:
    """Cells in which one of the indicators tells of single enterprises, shape (cells,); `parts` by kind, shape (kinds, cells)."""
    return np.asarray(np.any([(find_rises(reading @ parts, rules) > 0).any(axis=0) for reading in readings], axis=0))


def build_reading_views(
    relations: Relations,
    parts: Floats,
    readings: Sequence[Floats],
    sizes_known: Booleans,
    known: Sequence[Booleans],
    rules: RuleSet,
) -> list[View]:
    """The needs of all indicators, and the tables that they must hold in; nothing where nothing needs to be protected.

    `sizes_known` are cells whose number of enterprises everybody knows, `known` those whose figures of each indicator are known, shapes
    (cells,): what is known needs no protection any more, and none may rely on it.
    """
    known = known or [np.zeros(relations.count, dtype=bool)] * len(readings)
    rises = np.concatenate([np.where(gone, 0.0, find_rises(r @ parts, rules)) for r, gone in zip(readings, known, strict=True)])
    if not (rises > 0).any():
        return []
    looked_at = np.concatenate([SUMS @ reading for reading in readings])
    return build_answer_views(relations, parts, sizes_known, rises, looked_at, list(zip(readings, known, strict=True)))


def find_hidden_labelled(
    relations: Relations, yes: Floats, units: Floats, hidden: Booleans, blank: Booleans, rules: RuleSet, told: Booleans | None = None
) -> Hidden:
    """What is hidden of cells in which everybody was asked, since their estimates are counts.

    Args:
        relations: of the table.
        yes: enterprises with the property, shape (rows,); NaN in rows where not everybody was asked: there nobody can know it.
        units: all enterprises.
        hidden: rows hidden anyhow.
        blank: rows not shown for other reasons, which protect others but need no protection.
        rules: of the source.
        told: rows whose count is known from earlier releases.
    """
    known = relations.mark(hidden)
    primary, view = build_labelled_view(relations, yes, units, known, _mark_known(relations, told), rules)
    if not len(view[1].rises):
        return _hide(relations, primary, Pattern(known, by_lines=False))
    costs = find_costs(relations, relations.of_cells(units))
    pattern = find_pattern([view], known | primary | relations.is_rest | relations.mark(blank), costs, relations.moves)
    kept = Pattern(pattern.hidden & ~(relations.mark(blank) & ~primary & ~known), pattern.by_lines)
    return _hide(relations, primary, kept)


def build_labelled_view(
    relations: Relations, yes: Floats, units: Floats, unsized: Booleans, known: Booleans, rules: RuleSet
) -> tuple[Booleans, View]:
    """Cells labelled whole that tell of few, shape (cells,), and what they must be able to be in the table of all such cells.

    `yes` and `units` as in `find_hidden_labelled`; `unsized` cells are those whose number of enterprises is hidden, `known` ones need
    nothing any more, shapes (cells,).
    """
    known_counts, sizes = relations.of_some_cells(np.round(yes)), relations.of_cells(units)
    is_count, counted = ~np.isnan(known_counts), np.nan_to_num(known_counts)
    answers = np.array([counted, sizes - counted, np.zeros(len(sizes))])
    rises = np.where(is_count, find_rises(answers, rules), 0.0)
    rise, fall = rises[0], np.minimum(rises[1], counted)
    primary = (rise > 0) | (fall > 0)
    places = np.flatnonzero(primary & ~known)
    of_counts = abs(relations.equations) @ (~is_count).astype(np.float64) == 0
    most = np.where(unsized, np.inf, sizes)
    cells = np.arange(len(sizes))
    lines = csr_array(relations.equations[np.flatnonzero(of_counts)])
    table = LinkedTable(lines, counted, np.zeros(len(sizes)), most, cells, known | ~is_count)
    return np.asarray(primary), (table, build_needs(places, rise[places], fall[places], len(sizes)))


def find_hidden_amounts(
    relations: Relations,
    totals: Floats,
    first: Floats,
    second: Floats,
    hidden: Booleans,
    rules: RuleSet,
    told: Booleans | None = None,
) -> Hidden:
    """What is hidden of totals of money and the like, by dominance and the p % rule.

    Args:
        relations: of the table.
        totals: amounts of each row, zero or more, shape (rows,).
        first: the largest contribution to each row and then to each rest (`magnitudes.find_contributions`), shape (rows + rests,).
        second: the second largest.
        hidden: rows hidden anyhow.
        rules: of the source.
        told: rows whose total is known from earlier releases.
    """
    values, (largest, next_largest) = relations.of_cells(totals), (relations.of_cells_and_rests(figure) for figure in (first, second))
    known = relations.mark(hidden)
    primary = find_dominated(values, largest, next_largest, rules)
    if not (primary | known).any():
        return _hide(relations, primary, Pattern(known, by_lines=False))
    public = _mark_known(relations, told)
    places = np.flatnonzero((primary | known) & ~public)
    needed = find_protection(values, largest, next_largest, rules)[places]
    scale = max(float(np.median(values[values > 0])), 1e-300) if (values > 0).any() else 1.0
    needs = build_needs(places, needed / scale, np.minimum(needed, values[places]) / scale, relations.count)
    table = replace(build_table(relations.equations, values / scale), fixed=public)
    pattern = find_pattern([(table, needs)], known | primary | relations.is_rest, find_costs(relations, values / scale), relations.moves)
    return _hide(relations, primary, pattern)


def find_costs(relations: Relations, units: Floats) -> Floats:
    """What it costs to hide a cell: the root of its size, three times as much for each level of totals that it stands above."""
    return np.asarray(np.sqrt(units + 1) * DEARER ** relations.find_heights())


def _search(views: Sequence[View], hidden: Booleans, costs: Floats, relations: Relations, was_released: bool) -> Pattern:
    """The pattern of an earlier release as it was, where it still protects all; else the cheapest that is found."""
    if was_released and find_held(views, hidden, relations.moves, thorough=True).all():
        return Pattern(hidden, by_lines=False)
    return find_pattern(views, hidden, costs, relations.moves)


def _mark(relations: Relations, rows: Booleans | None) -> Booleans:
    return np.zeros(relations.count, dtype=bool) if rows is None else relations.mark(rows)


def _mark_known(relations: Relations, rows: Booleans | None) -> Booleans:
    return np.zeros(relations.count, dtype=bool) if rows is None else relations.mark_known(rows)


def _hide(relations: Relations, primary: Booleans, pattern: Pattern) -> Hidden:
    return Hidden(primary[relations.cells], (pattern.hidden & ~primary)[relations.cells], pattern.by_lines)
