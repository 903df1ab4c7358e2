"""The attack on files: which registers are possible after all that files tell, written without the project's own disclosure control.

An attacker knows the codes and how they nest, that numbers are whole and not negative, that a row stands for one enterprise at least and a
row that is missing for none, and every number in every file. Unknown are the enterprises of each finest cell (activity × size × region ×
sex of owner) by kind: what was decided of them, what people answered. All numbers are sums of these. What a figure may be at most is one
linear program over the whole register (HiGHS through scipy).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import product

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array, eye_array, hstack, vstack

from tests.aggregate.published.nasty_stores import ACTIVITIES, ORDERING, PRESENCE, WEIGHTS, Unit

FEWEST_ENTERPRISES, FEWEST_WITH = 5, 3
"""The shipped rules for what the web shows, in figures of our own."""
TOLERANCE = 1e-6
DIMENSIONS = ("activity", "size_class", "region", "owner_sex")
FINEST = list(product(*(values for values, _ in WEIGHTS.values())))
DECIDED = ("yes", "no", "unknown")
ORDERINGS = list(product(DECIDED, (True, False), (True, False)))
"""Decided of online ordering; what people answered of it; whether people found a website of the enterprise's own."""
PRESENCES = list(product(PRESENCE, (True, False)))
YES_NO = {
    "own_website": ({"own"}, {"elsewhere"}),
    "web_presence": ({"own", "elsewhere", "unclear"}, set()),
    "social_or_marketplace_only": ({"elsewhere"}, {"own"}),
}
OF_WEBSITES = {"websites": (True, False), "label_yes_of_websites": (True,), "label_no_of_websites": (False,)}
BLOCK = len(ORDERINGS) + len(PRESENCES)
WIDTH = len(FINEST) * BLOCK
Cell = tuple[bool, tuple[str, ...]]
"""Whether only the European scope is meant, and the codes of DIMENSIONS."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A sum of figures of cells of a wave, and what it is: between `low` and `high`. Of several terms: their weighted sum."""

    terms: tuple[tuple[float, str, Cell, str, str], ...]
    low: float
    high: float

    def weigh(self, waves: Sequence[str]) -> np.ndarray:
        """Its coefficients over the unknowns of these waves."""
        return sum(weight * place_figure(waves, wave, cell, indicator, figure) for weight, wave, cell, indicator, figure in self.terms)


@dataclass(frozen=True, slots=True)
class Secret:
    """A figure that tells of few, and what must stay possible: that it is as high as `least`."""

    wave: str
    cell: Cell
    indicator: str
    figure: str
    value: int
    least: int
    less: tuple[Cell, ...] = ()

    def weigh(self, waves: Sequence[str]) -> np.ndarray:
        """As `Fact.weigh`; of what is left of the cell without those of `less`."""
        placed = place_figure(waves, self.wave, self.cell, self.indicator, self.figure)
        return placed - sum(place_figure(waves, self.wave, cell, self.indicator, self.figure) for cell in self.less)


def is_in(codes: tuple[str, ...], cell: Cell) -> bool:
    """Whether a finest cell is of a published one."""
    (activity, size, *others), (scope, (of_activity, of_size, *of_others)) = codes, cell
    if scope and (size == "S0T9" or not is_in_scope(activity)):
        return False
    known = {"_T", ACTIVITIES[activity], activity[:2], *(["ICT"] if activity.startswith(("62", "951")) else [])}
    sizes = {"_T", size, *(["S_GE10"] if size != "S0T9" else [])}
    return of_activity in known and of_size in sizes and all(of in ("_T", own) for own, of in zip(others, of_others, strict=True))


def is_in_scope(activity: str) -> bool:
    """Whether the European survey covers an activity: sections C to J and L to N without division 75, and group 951."""
    return activity.startswith("951") or (ACTIVITIES[activity] in "CDEFGHIJLMN" and not activity.startswith("75"))


@cache
def find_members(cell: Cell) -> np.ndarray:
    """Which finest cells are of a published one, shape (FINEST,)."""
    return np.array([is_in(codes, cell) for codes in FINEST])


@cache
def find_weights(indicator: str, figure: str) -> np.ndarray:
    """Which kinds of enterprises count, shape (BLOCK,)."""
    by_order, by_presence = np.zeros(len(ORDERINGS)), np.zeros(len(PRESENCES))
    if figure == "enterprises":
        by_order[:] = 1
    elif figure in OF_WEBSITES:
        by_order[:] = [website and label in OF_WEBSITES[figure] for _, label, website in ORDERINGS]
    elif indicator == ORDERING:
        by_order[:] = [_counts(figure, decided == "yes", decided == "no", label) for decided, label, _ in ORDERINGS]
    else:
        yes, no = YES_NO[indicator]
        by_presence[:] = [_counts(figure, kind in yes, kind in no, label) for kind, label in PRESENCES]
    return np.concatenate([by_order, by_presence])


def _counts(figure: str, yes: bool, no: bool, label: bool) -> bool:
    """Whether an enterprise counts, by what was decided (yes, no, or neither) and what people answered."""
    return {
        **{"yes": yes, "no": no, "not_yes": not yes, "not_no": not no, "read": yes or no},
        **{"label_yes": label, "label_no": not label, "right_yes": yes and label, "right_no": no and not label},
    }[figure]


def place_figure(waves: Sequence[str], wave: str, cell: Cell, indicator: str, figure: str) -> np.ndarray:
    """The coefficients of a figure over all unknowns: finest cells by kind, wave after wave, then those that went and that came."""
    members = find_members(cell).astype(float)
    placed = np.zeros(len(waves) * WIDTH + 2 * len(FINEST))
    if figure in ("died", "born"):
        start = len(waves) * WIDTH + (0 if figure == "died" else len(FINEST))
        placed[start : start + len(FINEST)] = members
    else:
        start = waves.index(wave) * WIDTH
        placed[start : start + WIDTH] = np.outer(members, find_weights(indicator, figure)).ravel()
    return placed


def count_truth(units: dict[str, Sequence[Unit]]) -> np.ndarray:
    """The unknowns as they truly are, of the waves in their order."""
    truth = [np.zeros((len(FINEST), BLOCK)) for _ in units]
    keys = [{unit.key for unit in listed} for listed in units.values()]
    turned = np.zeros((2, len(FINEST)))
    for number, listed in enumerate(units.values()):
        for unit in listed:
            place = FINEST.index((unit.activity, unit.size_class, unit.region, unit.owner_sex))
            own = unit.presence == "own"
            truth[number][place, ORDERINGS.index((unit.ordering, unit.label, own))] += 1
            truth[number][place, len(ORDERINGS) + PRESENCES.index((unit.presence, own))] += 1
            if len(keys) == 2 and unit.key not in keys[1 - number]:
                turned[number, place] += 1
    return np.concatenate([*(block.ravel() for block in truth), turned.ravel()])


class PossibleRegisters:
    """All registers that agree with what was told."""

    def __init__(self, waves: Sequence[str], facts: Iterable[Fact], empty: dict[str, Iterable[Cell]]) -> None:
        """`empty` are cells of each wave of which a row is missing: they have no enterprise."""
        self.waves = list(waves)
        told = list(facts)
        rows = csr_array(np.array([fact.weigh(self.waves) for fact in told]))
        low, high = np.array([fact.low for fact in told]), np.array([fact.high for fact in told])
        exact = low == high
        links, nothing = self._list_links()
        self.equations = vstack([rows[np.flatnonzero(exact)], links], format="csr")
        self.right = np.concatenate([low[exact], nothing])
        band, upper = np.flatnonzero(~exact & np.isfinite(low)), np.flatnonzero(~exact & np.isfinite(high))
        self.unequal = vstack([-rows[band], rows[upper]], format="csr")
        self.most = np.concatenate([-low[band], high[upper]])
        self.bounds = np.column_stack([np.zeros(rows.shape[1]), np.full(rows.shape[1], np.inf)])
        for wave, cells in empty.items():
            start = self.waves.index(wave) * WIDTH
            for cell in cells:
                self.bounds[start : start + WIDTH, 1][np.repeat(find_members(cell), BLOCK)] = 0

    def agree_with(self, truth: np.ndarray) -> bool:
        """Whether the true register is one of them: else what was read from the files is wrong."""
        even = np.abs(self.equations @ truth - self.right).max() < TOLERANCE
        within = (self.unequal @ truth <= self.most + TOLERANCE).all() and (truth <= self.bounds[:, 1]).all()
        return bool(even and within)

    def find_exposed(self, secrets: Sequence[Secret], truth: np.ndarray) -> list[tuple[Secret, float]]:
        """Secrets that cannot be as high as they must be able to be, and how high they can be."""
        if not secrets:
            return []
        rows = csr_array(np.array([secret.weigh(self.waves) for secret in secrets]))
        least = np.array([secret.least for secret in secrets], dtype=float)
        assert np.allclose(rows @ truth, [secret.value for secret in secrets])
        is_open = self._leave_met(rows, least, np.ones(len(secrets), dtype=bool))
        found = []
        for place in np.flatnonzero(is_open).tolist():
            most = self.find_most(rows[[place]].toarray()[0])
            if most < least[place] - TOLERANCE:
                found.append((secrets[place], most))
        return found

    def find_most(self, goal: np.ndarray) -> float:
        """The greatest value of a sum in any of them."""
        found = linprog(-goal, A_eq=self.equations, b_eq=self.right, A_ub=self.unequal, b_ub=self.most, bounds=self.bounds, method="highs")
        assert found.status in (0, 3), found.message
        return float("inf") if found.status == 3 else float(-found.fun)

    def _leave_met(self, rows: csr_array, least: np.ndarray, is_open: np.ndarray) -> np.ndarray:
        """The secrets left after a few registers were found in which many are high enough at once."""
        generator = np.random.default_rng(0)
        for attempt in range(12):
            chosen = np.flatnonzero(is_open & (generator.random(len(is_open)) < (1 if attempt == 0 else 0.5)))
            if not len(chosen):
                break
            sums, unknowns = len(chosen), rows.shape[1]
            reach = hstack([-rows[chosen], eye_array(sums)], format="csr")
            within = hstack([self.unequal, csr_array((self.unequal.shape[0], sums))], format="csr")
            found = linprog(
                np.concatenate([np.zeros(unknowns), -np.ones(sums)]),
                A_eq=hstack([self.equations, csr_array((self.equations.shape[0], sums))], format="csr"),
                b_eq=self.right,
                A_ub=vstack([within, reach], format="csr"),
                b_ub=np.concatenate([self.most, np.zeros(sums)]),
                bounds=np.vstack([self.bounds, np.column_stack([np.full(sums, -np.inf), least[chosen]])]),
                method="highs",
            )
            assert found.status == 0, found.message
            is_open = is_open & ~(rows @ found.x[:unknowns] >= least - TOLERANCE)
        return is_open

    def _list_links(self) -> tuple[csr_array, np.ndarray]:
        """Both ways of counting have the same enterprises, and the same with a website; who stayed is the same in both waves."""
        rows = []
        width, kinds = len(self.waves) * WIDTH + 2 * len(FINEST), np.zeros((2, BLOCK))
        kinds[0] = [*np.ones(len(ORDERINGS)), *-np.ones(len(PRESENCES))]
        kinds[1] = [*(website for *_, website in ORDERINGS), *(-float(website) for _, website in PRESENCES)]
        for start in range(0, len(self.waves) * WIDTH, BLOCK):
            for link in kinds:
                row = np.zeros(width)
                row[start : start + BLOCK] = link
                rows.append(row)
        if len(self.waves) == 2:
            rows += list(self._list_stayers(width))
        return csr_array(np.array(rows)), np.zeros(len(rows))

    def _list_stayers(self, width: int) -> Iterator[np.ndarray]:
        ones = np.concatenate([np.ones(len(ORDERINGS)), np.zeros(len(PRESENCES))])
        for place in range(len(FINEST)):
            row = np.zeros(width)
            for start, sign in ((0, 1), (WIDTH, -1)):
                row[start + place * BLOCK : start + (place + 1) * BLOCK] = sign * ones
            row[2 * WIDTH + place], row[2 * WIDTH + len(FINEST) + place] = -1, 1
            yield row


def list_secrets(
    wave: str, units: Sequence[Unit], groups: Iterable[tuple[Cell, tuple[Cell, ...]]], indicators: Sequence[str], *, labelled: bool
) -> list[Secret]:
    """All figures that tell of few by the rules: fewer than five enterprises or websites read, one or two with or without.

    `groups` are cells, each with those that are taken away from it.
    """
    truth, found = count_truth({wave: units}), list[Secret]()
    either = ("yes", "no", "not_yes", "not_no")
    looked_at = [("", "enterprises", FEWEST_ENTERPRISES)]
    for indicator in indicators:
        looked_at += [(indicator, "read", FEWEST_ENTERPRISES), *((indicator, figure, FEWEST_WITH) for figure in either)]
        if labelled and indicator in (ORDERING, "own_website"):
            looked_at += [(indicator, figure, FEWEST_WITH) for figure in ("label_yes", "label_no")]
    if labelled:
        looked_at += [("", figure, FEWEST_WITH) for figure in OF_WEBSITES]
    for cell, less in groups:
        for indicator, figure, least in looked_at:
            secret = Secret(wave, cell, indicator, figure, 0, least, less)
            value = round(float(secret.weigh([wave]) @ truth))
            found += [replace(secret, value=value)] if 0 < value < least else []
    return found
