"""The attack: what somebody who knows every published figure, and how tables add up, can work out about the hidden ones.

The tables that an attacker holds possible are those in which every line adds up, published figures stand as published, and hidden ones
lie between the least and the most that everybody knows. A hidden figure is protected if among these tables there is one in which it is
higher by its protection level (a fall is a rise of its negative). Source: Fischetti and Salazar (2000), Management Science 46; Handbook on
Statistical Disclosure Control, ch. 4. Linear programs are solved by HiGHS through scipy; every table found is checked by plain arithmetic
before it counts, so that a solver's mistake cannot pass a figure as protected.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array, eye_array, hstack

from aggregate.disclosure.bounds import find_room
from aggregate.estimators.arrays import Booleans, Floats, Integers

EXACT = 1e-6
ROUNDS = 4
FARTHEST = 10.0
BOUNDLESS = 1e4
"""So many times the largest need stands for no bound."""
QUICKLY = {"presolve": False}
"""For `linprog`: presolve takes longer than it saves in these programs."""


@dataclass(frozen=True, slots=True)
class LinkedTable:
    """Figures of linked tables.

    `equations` (equations, figures) @ `values` (figures,) is the same in all possible tables; `least` and `most` is what everybody knows of
    each figure; `cells` is the cell that shows it or hides it; `fixed` figures are known even where their cell is hidden.
    """

    equations: csr_array
    values: Floats
    least: Floats
    most: Floats
    cells: Integers
    fixed: Booleans

    def find_free(self, hidden: Booleans) -> Integers:
        """Figures that the attacker cannot subtract out line by line; `hidden` by cell."""
        free = np.flatnonzero(hidden[self.cells] & ~self.fixed)
        touched = csr_array(self.equations[:, free] != 0, dtype=np.float64)
        is_open = np.ones(len(free))
        while (known := is_open * (touched.T @ (touched @ is_open == 1).astype(np.float64)) > 0).any():
            is_open[known] = 0.0
        return np.asarray(free[is_open > 0])


@dataclass(frozen=True, slots=True)
class Needs:
    """Sums of a table's figures, rows of `sums` (needs, figures), that must be able to be higher by `rises` (needs,) than they are."""

    sums: csr_array
    rises: Floats

    def choose(self, which: Integers | Booleans) -> "Needs":
        """Some of the needs."""
        return Needs(csr_array(self.sums[which]), self.rises[which])


View = tuple[LinkedTable, Needs]
"""The same needs in a table, or in one that allows fewer changes and is searched faster: what holds in one view holds."""


def build_table(equations: csr_array, values: Floats, least: Floats | float = 0.0) -> LinkedTable:
    """One figure a cell, shape (cells,), with its lines."""
    count = len(values)
    lowest, highest = np.minimum(least, values), np.full(count, np.inf)
    return LinkedTable(csr_array(equations), values, lowest, highest, np.arange(count), np.zeros(count, dtype=bool))


def build_needs(cells: Integers, rises: Floats, falls: Floats, count: int) -> Needs:
    """Needs of single figures of `count`: those of `cells` must be able to rise and to fall by so much; 0 asks for nothing."""
    places, signs = np.concatenate([cells, cells]), np.repeat([1.0, -1.0], len(cells))
    amounts = np.concatenate([rises, falls])
    return Needs(csr_array((signs, (np.arange(len(places)), places)), shape=(len(places), count)), amounts).choose(amounts > 0)


def find_intervals(table: LinkedTable, hidden: Booleans, sums: csr_array) -> tuple[Floats, Floats]:
    """The least and the greatest value of each sum that the attacker holds possible, shapes (sums,); infinite where nothing binds it.

    Exact bounds, two linear programs a sum: for small tables and for tests. `find_protected` answers the question of protection faster.

    Raises:
        ArithmeticError: the solver gave up.
    """
    free = np.flatnonzero(hidden[table.cells] & ~table.fixed)
    chosen, equations = csr_array(sums)[:, free], csr_array(table.equations)[:, free]
    at = sums @ table.values
    low, high = at.copy(), at.copy()
    bounds = np.column_stack([table.least[free], table.most[free]]) - table.values[free, None]
    for place in range(len(at)):
        goal = chosen[[place]].toarray()[0]
        if goal.any():
            low[place] += _solve(goal, equations, bounds)
            high[place] -= _solve(-goal, equations, bounds)
    return low, high


def find_protected(views: Sequence[View], hidden: Booleans, *, thorough: bool = True) -> Booleans:
    """Which needs hold, shape (needs,), against all published relations at once.

    Many needs are shown to hold by few tables, each found by one linear program; if the attack is `thorough`, what is left is attacked one
    by one in the last view, which must be the whole table. Needs not shown to hold count as open.
    """
    protected = views[0][1].rises <= 0
    for table, needs in views[:-1] or views:
        protected |= _attack(table, hidden, needs, ~protected, alone=False)
    if thorough and not protected.all():
        table, needs = views[-1]
        protected |= _attack(table, hidden, needs, ~protected, alone=True)
    return protected


def find_protected_together(view: View, hidden: Booleans, is_open: Booleans) -> Booleans:
    """Which of the open needs one linear program shows to hold, shape (needs,): quick, and what it leaves out may hold all the same."""
    return _attack(view[0], hidden, view[1], is_open, alone=False, rounds=1)


def find_hopeless(view: View, movable: Booleans) -> Booleans:
    """Needs that no change of movable figures can meet, shape (needs,), by bounds; `movable` by figure. Others may be without hope too."""
    table, needs = view
    far = BOUNDLESS * max(1.0, float(needs.rises.max(initial=0.0)))
    low = np.where(movable, np.maximum(table.least - table.values, -far), 0.0)
    high = np.where(movable, np.minimum(table.most - table.values, far), 0.0)
    low, high = find_room(table.equations, low, high)
    sums = csr_array(needs.sums)
    best = np.where(sums.data > 0, high[sums.indices], low[sums.indices]) * sums.data
    of_needs = np.repeat(np.arange(sums.shape[0]), np.diff(sums.indptr))
    return np.asarray(np.bincount(of_needs, best, minlength=sums.shape[0]) < needs.rises - EXACT * (1 + needs.rises))


def find_reached(table: LinkedTable, needs: Needs, difference: Floats) -> Booleans:
    """Needs that are met in the table with this difference, or with its opposite, each taken as far as it goes: a proof by arithmetic.

    `difference` has one number a figure. None are met if what comes out is not a possible table.
    """
    return _reach(table, needs, difference) | _reach(table, needs, -difference)


def _attack(table: LinkedTable, hidden: Booleans, needs: Needs, is_open: Booleans, *, alone: bool, rounds: int = ROUNDS) -> Booleans:
    """Needs shown to hold, out of those that are open: tried together, or one after the other alone."""
    free = table.find_free(hidden)
    shown = np.zeros(len(is_open), dtype=bool)
    movable = np.zeros(len(table.values), dtype=bool)
    movable[free] = True
    left = is_open & ~find_hopeless((table, needs), movable)
    if not left.any():
        return shown
    chosen = csr_array(needs.sums)[:, free]
    generator = np.random.default_rng(1)
    for number in range(len(left) if alone else rounds):
        rows = np.flatnonzero(left if alone or number == 0 else left & (generator.random(len(left)) < 0.5))
        if not len(rows):
            break
        rows = rows[:1] if alone else rows
        difference = np.zeros(len(table.values))
        difference[free] = _raise_together(chosen[rows], needs.rises[rows], table, free)
        shown |= find_reached(table, needs, difference)
        left &= ~shown
        left[rows] &= not alone
    return shown


def _reach(table: LinkedTable, needs: Needs, difference: Floats) -> Booleans:
    change = difference * _farthest(table, difference)
    slack = EXACT * max(1.0, float(np.abs(change).max(initial=0.0)))
    moved = table.values + change
    is_possible = bool((moved >= table.least - slack).all() and (moved <= table.most + slack).all())
    is_possible &= bool(np.abs(table.equations @ change).max(initial=0.0) <= slack)
    return np.asarray((needs.sums @ change >= needs.rises * (1 - EXACT)) & is_possible)


def _farthest(table: LinkedTable, difference: Floats) -> float:
    """How many times the difference can be taken before a figure leaves its bounds."""
    falls, climbs = difference < -EXACT, difference > EXACT
    down = (table.values - table.least)[falls] / -difference[falls]
    up = (table.most - table.values)[climbs] / difference[climbs]
    return float(min(down.min(initial=np.inf), up.min(initial=np.inf), FARTHEST))


def _raise_together(chosen: csr_array, rises: Floats, table: LinkedTable, free: Integers) -> Floats:
    """The difference that raises the sums most, each up to what it needs; no figure moves more than FARTHEST times the largest need."""
    sums, figures = chosen.shape
    reach = FARTHEST * float(rises.max()) + 1
    room = [np.minimum((table.values - table.least)[free], reach), np.minimum((table.most - table.values)[free], reach)]
    bounds = np.column_stack([np.concatenate([-room[0], np.full(sums, -np.inf)]), np.concatenate([room[1], rises])])
    found = linprog(
        np.concatenate([np.zeros(figures), -np.ones(sums)]),
        A_ub=hstack([-chosen, eye_array(sums)], format="csr"),
        b_ub=np.zeros(sums),
        **_adding_up(csr_array(table.equations)[:, free], sums),
        bounds=bounds,
        method="highs",
        options=QUICKLY,
    )
    return np.asarray(found.x[:figures]) if found.status == 0 else np.zeros(figures)


def _adding_up(equations: csr_array, more: int = 0) -> dict[str, object]:
    """The equations that bind anything, for `linprog`, with so many more columns of zeros."""
    kept = csr_array(equations[np.diff(equations.indptr) > 0])
    if not kept.shape[0]:
        return {}
    return {"A_eq": hstack([kept, csr_array((kept.shape[0], more))], format="csr") if more else kept, "b_eq": np.zeros(kept.shape[0])}


def _solve(goal: Floats, equations: csr_array, bounds: Floats) -> float:
    """The least value of a goal; minus infinity where there is none."""
    found = linprog(goal, **_adding_up(equations), bounds=bounds, method="highs")
    if found.status == 3:
        return -np.inf
    if found.status != 0:
        raise ArithmeticError(found.message)
    return float(found.fun)
