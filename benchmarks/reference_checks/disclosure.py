"""Disclosure control: dominance and p %, what an attacker knows of a hidden cell, and the cheapest patterns of small tables."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_array

from aggregate.disclosure.attack import build_needs, build_table, find_intervals
from aggregate.disclosure.magnitudes import find_dominated, find_protection
from aggregate.disclosure.patterns import find_pattern
from aggregate.disclosure.rules import RuleSet
from aggregate.estimators.arrays import Booleans, Floats, Integers

Case = Mapping[str, Any]
Check = tuple[str, Any, Any]


def check_rules(sample: object, case: Case, folder: Path) -> Iterator[Check]:
    one, two, three = case["data"]["inline"]
    expected = case["expected"]
    yield "one is safe by (1,90)", expected[0]["nk_1_90"] == "unsafe", _is_told(one, RuleSet(dominance_largest=1, dominance_percent=90))
    yield "one is unsafe by p 10", expected[0]["p10_unsafe"], _is_told(one, RuleSet(p_percent=10))
    yield "one is estimated to", expected[0]["overestimate_pct"], _overestimate(one)
    yield "two is safe by p 10", expected[1]["p10"] == "unsafe", _is_told(two, RuleSet(p_percent=10))
    yield (
        "two is unsafe by (2,90.9)",
        expected[1]["nk_2_90.909"] == "unsafe",
        _is_told(two, RuleSet(dominance_largest=2, dominance_percent=100 / 1.1)),
    )
    yield "two is estimated to", expected[1]["overestimate_pct"], _overestimate(two)
    given = {"X": three["X"], "x1": three["contrib"][0], "x2": three["contrib"][1]}
    rules = RuleSet(dominance_largest=1, dominance_percent=85)
    yield "three is unsafe by (1,85)", expected[2]["nk_1_85"] == "unsafe", _is_told(given, rules)
    needed = find_protection(*_arrays(given), rules)[0]
    yield "three needs an upper bound of", expected[2]["upper_bound_required"], three["X"] + needed


def _arrays(cell: Mapping[str, float]) -> tuple[Floats, Floats, Floats]:
    total, first, second = (np.array([float(cell[name])]) for name in ("X", "x1", "x2"))
    return total, first, second


def _is_told(cell: Mapping[str, float], rules: RuleSet) -> bool:
    return bool(find_dominated(*_arrays(cell), rules)[0])


def _overestimate(cell: Mapping[str, float]) -> float:
    """By how many percent the second largest estimates the largest too high: at p of just that much the cell becomes unsafe."""
    total, first, second = _arrays(cell)
    safe, unsafe = 0.0, 100.0
    for _ in range(60):
        p = (safe + unsafe) / 2
        safe, unsafe = (safe, p) if find_dominated(total, first, second, RuleSet(p_percent=p))[0] else (p, unsafe)
    return unsafe


def lay_out(inner: Floats) -> tuple[Floats, csr_array, Integers]:
    """A table's figures with totals (row and column 0), its equations, and the place of each cell."""
    full = np.zeros((inner.shape[0] + 1, inner.shape[1] + 1))
    full[1:, 1:] = inner
    full[0], full[:, 0] = full.sum(axis=0), full.sum(axis=1)
    full[0, 0] = inner.sum()
    places = np.arange(full.size).reshape(full.shape)
    lines = [*places, *places.T]
    rows = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
    signs = np.concatenate([np.where(np.arange(len(line)) == 0, -1.0, 1.0) for line in lines])
    return full.ravel(), csr_array((signs, (rows, np.concatenate(lines))), shape=(len(lines), full.size)), places


def _find_bounds(values: Floats, equations: csr_array, hidden: Booleans, cells: Integers) -> list[list[float]]:
    low, high = find_intervals(build_table(equations, values), hidden, csr_array(np.eye(len(values))[cells]))
    return [[float(least), float(most)] for least, most in zip(low, high, strict=True)]


def check_intervals(sample: object, case: Case, folder: Path) -> Iterator[Check]:
    """Row totals 7 and 3, a third row 3 and 3, column totals 9 and 7; the four cells above are hidden, so any of them that fit will do."""
    given = case["data"]["inline"]
    first, second = given["rows"].values()
    left = given["cols"][0] - given["row3"][0]
    corner = min(first, left)
    inner = np.array([[corner, first - corner], [left - corner, second - (left - corner)], given["row3"]], dtype=np.float64)
    values, equations, places = lay_out(inner)
    hidden = np.isin(np.arange(len(values)), places[1:3, 1:3])
    for name, expected in case["expected"].items():
        yield name, expected, _find_bounds(values, equations, hidden, places[int(name[0]), int(name[1]), None])[0]


def check_classic(sample: object, case: Case, folder: Path) -> Iterator[Check]:
    rows, columns = ({"I": 1, "II": 2, "III": 3}, {"A": 1, "B": 2, "C": 3})
    values, equations, places = lay_out(np.array(case["data"]["inline"]["inner"], dtype=np.float64))
    hidden = _hide(values, equations, places[2, 3], case["params"]["upl"], case["params"]["lpl"])
    secondary = np.setdiff1d(np.flatnonzero(hidden), [places[2, 3]])
    named = [name.split(",") for name in case["expected"]["secondary"]]
    yield "secondary cells", sorted(places[rows[r], columns[c]] for r, c in named), secondary
    yield "cost", case["expected"]["cost"], values[secondary].sum()
    for name, expected in case["expected"]["intervals"].items():
        row, column = name.split(",")
        yield name, expected, _find_bounds(values, equations, hidden, places[rows[row], columns[column], None])[0]


def _hide(values: Floats, equations: csr_array, primary: int, rise: float, fall: float) -> Booleans:
    needs = build_needs(np.array([primary]), np.array([float(rise)]), np.array([float(fall)]), len(values))
    return find_pattern([(build_table(equations, values), needs)], np.arange(len(values)) == primary, values).hidden


def check_regions_by_sex(sample: object, case: Case, folder: Path) -> Iterator[Check]:
    """The case gives no protection levels: three either way, no more than a count of two can fall."""
    values, equations, places = lay_out(np.array(case["data"]["inline_freq_male_female"], dtype=np.float64))
    hidden = _hide(values, equations, places[1, 2], 3, 1)
    rows, columns = {"A": 1, "B": 2, "C": 3, "D": 4}, {"male": 1, "female": 2}
    pattern = case["expected"]["pattern_OPT_HITAS_HYPERCUBE_SIMPLEHEURISTIC"]
    yield "pattern", sorted(places[rows[n.split(",")[0]], columns[n.split(",")[1]]] for n in pattern), np.flatnonzero(hidden)
    yield "secondary cells", case["expected"]["secondary_count"], hidden.sum() - 1
    costs = case["expected"]["cost_by_second_row"]
    yield "cost", min(costs.values()), values[hidden].sum() - values[places[1, 2]]


CHECKS = {"C40": check_rules, "C41": check_intervals, "C42": check_classic, "C43": check_regions_by_sex}
