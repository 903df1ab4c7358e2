"""How far two reviewers who could not see each other's answers agree, question by question."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from classify.intervals import HALF, Z95, Rate, wilson_rate
from classify.reviewing.labelling import ACTIVE, KNOWN
from classify.reviewing.steps import PRESENCE
from store.opening import Store
from store.reviewing import Queue, read_pairs

Table = tuple[tuple[float, float], tuple[float, float]]
"""Counts of pairs: rows yes and no of the first reviewer, columns those of the second."""


@dataclass(frozen=True, slots=True)
class Kappa:
    """Cohen's kappa, its standard error (0 where both always agree) and a 95 % interval."""

    value: float
    standard_error: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of one question: `n` enterprises that both answered yes or no, `n_unknown` others of which one at least could not tell.

    `raw`: the share of equal answers. `positive` (`negative`): of all yes (no) that were said, the share that the other said too, None
    where nobody said it. `kappa` is None where chance alone would always agree. Figures describe the reviewers on the enterprises that
    both saw; they are not weighted to the register.
    """

    question: str
    n: int
    n_unknown: int
    raw: Rate | None
    positive: float | None
    negative: float | None
    kappa: Kappa | None


def measure_agreement(store: Store, queue: Queue) -> list[Agreement]:
    """The agreement on every question of a queue: scope, presence on the web, then what was asked; without those nobody answered twice."""
    pairs = read_pairs(store, queue)
    return [judge_pairs(question, pairs[question]) for question in (ACTIVE, KNOWN, *PRESENCE, *queue.questions) if question in pairs]


def judge_pairs(question: str, pairs: Sequence[tuple[str, str]]) -> Agreement:
    """The agreement of pairs of answers (yes, no or unknown). Pairs with an unknown are counted apart: who cannot tell contradicts nobody.

    Positive and negative agreement: Cicchetti & Feinstein (J Clin Epidemiol 43, 1990), 2a/(2a+b+c) and 2d/(2d+b+c).
    """
    (a, b), (c, d) = table = count_pairs(pairs)
    n = round(a + b + c + d)
    return Agreement(
        question,
        n,
        len(pairs) - n,
        wilson_rate((a + d) / n, n) if n else None,
        2 * a / (2 * a + b + c) if a + b + c else None,
        2 * d / (2 * d + b + c) if b + c + d else None,
        estimate_kappa(table),
    )


def count_pairs(pairs: Sequence[tuple[str, str]]) -> Table:
    """The pairs of which both are yes or no, counted."""
    cell = {(one, other): float(sum(pair == (one, other) for pair in pairs)) for one in ("yes", "no") for other in ("yes", "no")}
    return (cell["yes", "yes"], cell["yes", "no"]), (cell["no", "yes"], cell["no", "no"])


def estimate_kappa(table: Table) -> Kappa | None:
    """Cohen's kappa (1960) of two reviewers and two answers; None without pairs, or where both always said the same one thing.

    Standard error for large samples: Fleiss, Cohen & Everitt (Psychological Bulletin 72, 1969). The interval is that of the table with half
    a pair added to each cell, stretched to hold the value, since without a difference seen the formula claims certainty.
    """
    n = sum(map(sum, table))
    if not n or _chance(table) >= 1:
        return None
    value, error = _kappa(table)
    (a, b), (c, d) = table
    near, spread = _kappa(((a + HALF, b + HALF), (c + HALF, d + HALF)))
    low, high = near - Z95 * spread, near + Z95 * spread
    return Kappa(value, error, max(-1.0, min(low, value)), min(1.0, max(high, value)))


def _chance(table: Table) -> float:
    """The share of equal answers that chance alone would bring."""
    rows, columns, n = _margins(table)
    return sum(row * column for row, column in zip(rows, columns, strict=True)) / n**2


def _kappa(table: Table) -> tuple[float, float]:
    """Kappa and its standard error, for a table with pairs."""
    rows, columns, n = _margins(table)
    p, chance = [[count / n for count in row] for row in table], _chance(table)
    kappa = (p[0][0] + p[1][1] - chance) / (1 - chance)
    row, column = [r / n for r in rows], [c / n for c in columns]
    same = sum(p[i][i] * (1 - (row[i] + column[i]) * (1 - kappa)) ** 2 for i in (0, 1))
    other = (1 - kappa) ** 2 * sum(p[i][1 - i] * (column[i] + row[1 - i]) ** 2 for i in (0, 1))
    variance = (same + other - (kappa - chance * (1 - kappa)) ** 2) / ((1 - chance) ** 2 * n)
    return kappa, math.sqrt(max(0.0, variance))


def _margins(table: Table) -> tuple[tuple[float, ...], tuple[float, ...], float]:
    rows = tuple(sum(row) for row in table)
    columns = tuple(table[0][j] + table[1][j] for j in (0, 1))
    return rows, columns, sum(rows)
