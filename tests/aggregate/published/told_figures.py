"""What rows of published files tell, as sums of figures: every column that is a count of enterprises or can be turned into one."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import product
from pathlib import Path

import numpy as np
from scipy.stats import beta

from tests.aggregate.published.nasty_stores import ALL_CELLS, FIRST, SECOND
from tests.aggregate.published.possible_tables import DIMENSIONS, FEWEST_ENTERPRISES, FINEST, TOLERANCE, Cell, Fact, Secret, is_in

Row = Mapping[str, str]
ROUNDING = 0.6e-6
SCOPE = "C10-S951_X_K"


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def read_estimates(folder: Path) -> list[dict[str, str]]:
    """The rows of estimates of an export, those among them that are left out as hidden throughout."""
    return read_rows(folder / ALL_CELLS)


def read_changes(folder: Path) -> list[dict[str, str]]:
    """The rows of changes of an export; nothing where there are none."""
    return [row for path in folder.glob("*-changes.csv") for row in read_rows(path)]


def name_cell(row: Row) -> Cell:
    """The published cell that a row is of, whatever part of its population it is about; all of the European scope is `_T`, as elsewhere."""
    scope = "without K" in row["population"]
    return scope, tuple("_T" if scope and row[name] in (SCOPE, "S_GE10") else row[name] for name in DIMENSIONS)


def list_facts(rows: Iterable[Row], wave: str) -> list[Fact]:
    """All that rows of estimates tell, each fact once."""
    found = [Fact(((1.0, wave, name_cell(row), "", "enterprises"),), 1, np.inf) for row in rows]
    told = [row for row in rows if not row["suppressed"]]
    return list(dict.fromkeys([*found, *(fact for row in told for fact in _read_row(row, wave))]))


def keep_true(facts: Iterable[Fact], waves: Sequence[str], truth: np.ndarray) -> list[Fact]:
    """What still holds of a register: the facts of cells and indicators of which all facts hold, as of cells that were not revised."""
    listed = list(facts)
    holds = [fact.low - TOLERANCE <= fact.weigh(waves) @ truth <= fact.high + TOLERANCE for fact in listed]
    changed = {fact.terms[0][1:4] for fact, true in zip(listed, holds, strict=True) if not true}
    return [fact for fact in listed if fact.terms[0][1:4] not in changed]


def list_missing_reads(rows: Sequence[Row], wave: str) -> Iterator[Fact]:
    """Of which cells no website was read: those whose row of the share among read is missing."""
    indicators = {row["indicator"] for row in rows if row["method"] == "share_among_read"}
    cells = {name_cell(row) for row in rows}
    for indicator in sorted(indicators):
        there = {name_cell(row) for row in rows if (row["indicator"], row["method"]) == (indicator, "share_among_read")}
        yield from (_tell(wave, cell, indicator, "read", 0) for cell in sorted(cells - there))


def list_empty(rows: Sequence[Row]) -> list[Cell]:
    """Cells that would have a row if there were an enterprise in them: all crossings of codes that are published anywhere, without one."""
    there = {name_cell(row) for row in rows}
    faces: dict[tuple[bool, tuple[str, ...]], set[Cell]] = {}
    for cell in there:
        faces.setdefault((cell[0], tuple(map(_level, cell[1]))), set()).add(cell)
    missing = []
    for (scope, levels), known in faces.items():
        codes = [sorted({code for cell in there if _level(code := cell[1][place]) == level}) for place, level in enumerate(levels)]
        possible = {(scope, crossed) for crossed in product(*codes)} - known
        missing += [cell for cell in possible if any(is_in(finest, cell) for finest in FINEST)]
    return sorted(missing)


def _level(code: str) -> str:
    """Codes of one level are broken down beside one another."""
    if code in ("_T", "S_GE10", "ICT"):
        return code
    return "division" if code.isdigit() else "section" if len(code) == 1 and code.isalpha() else "code"


def _read_row(row: Row, wave: str) -> Iterator[Fact]:
    cell, indicator, size = name_cell(row), row["indicator"], int(row["n_frame"])
    read = None
    yield _tell(wave, cell, "", "enterprises", size)
    if row["share_not_read"]:
        read = round(size * (1 - float(row["share_not_read"])))
        yield _tell(wave, cell, indicator, "read", read)
    if not row["value"]:
        return
    count = round(float(row["value"]) * (1 if row["measure"] == "count" else size))
    match row["method"]:
        case "lower_bound":
            yield _tell(wave, cell, indicator, "yes", count)
        case "upper_bound":
            yield _tell(wave, cell, indicator, "not_no", count)
        case "share_among_read" if read is not None:
            yield _tell(wave, cell, indicator, "yes", round(float(row["value"]) * read))
        case "post_stratified" if row["n_labelled"] == row["n_frame"]:
            yield _tell(wave, cell, indicator, "label_yes", count)
            yield from _read_predictive_values(row, wave, cell, size)
        case "post_stratified_ratio":
            websites = int(row["n_labelled"])
            yield _tell(wave, cell, "", "websites", websites)
            yield _tell(wave, cell, "", "label_yes_of_websites", round(float(row["value"]) * websites))


def _tell(wave: str, cell: Cell, indicator: str, figure: str, value: int) -> Fact:
    return Fact(((1.0, wave, cell, indicator, figure),), value, value)


def _read_predictive_values(row: Row, wave: str, cell: Cell, size: int) -> Iterator[Fact]:
    """Of a cell labelled whole: how many were predicted yes (or no), and how many of them rightly, as value and interval tell together."""
    for name, decided, rightly in (("ppv", "yes", "right_yes"), ("npv", "no", "right_no")):
        told = [row[name], row[f"{name}_low"], row[f"{name}_high"]]
        if all(told):
            numbers = [float(text) for text in told]
            near = [(round(numbers[0] * n), n) for n in range(1, size + 1)]
            fitting = [pair for pair in near if np.allclose(_find_interval(*pair), numbers, atol=ROUNDING)]
            assert fitting, (name, told)
            for figure, values in ((decided, [n for _, n in fitting]), (rightly, [k for k, _ in fitting])):
                yield Fact(((1.0, wave, cell, row["indicator"], figure),), min(values), max(values))


@cache
def _find_interval(k: int, n: int) -> tuple[float, float, float]:
    """A share with Clopper and Pearson's interval."""
    low = beta.ppf(0.025, k, n - k + 1) if k else 0.0
    high = beta.ppf(0.975, k + 1, n - k) if k < n else 1.0
    return k / n, low, high


def list_change_facts(rows: Iterable[Row], wave: str, since: str) -> list[Fact]:
    """What rows of changes tell of who stayed, came and went."""
    found = []
    for row in rows:
        cell = name_cell(row)
        if row["n_both"]:
            terms = ((1.0, since, cell, "", "enterprises"), (-1.0, since, cell, "", "died"))
            found.append(Fact(terms, int(row["n_both"]), int(row["n_both"])))
        for column, figure in (("n_born", "born"), ("n_died", "died")):
            if row[column]:
                found.append(_tell(wave, cell, "", figure, int(row[column])))
    return list(dict.fromkeys(found))


def list_turnover_secrets(rows: Iterable[Row], truth: np.ndarray) -> list[Secret]:
    """Numbers of one to four enterprises that came or went, of the cells of which changes are published: they must not be known.

    An attacker who takes for granted that nobody moves between cells knows the balance of both from the registers' numbers, whatever is
    hidden here; so it is asked that they can be higher, and not by how much.
    """
    found = []
    for cell in sorted({name_cell(row) for row in rows}):
        for figure in ("born", "died"):
            secret = Secret(SECOND, cell, "", figure, 0, 0)
            value = round(float(secret.weigh([FIRST, SECOND]) @ truth))
            found += [replace(secret, value=value, least=value + 1)] if 0 < value < FEWEST_ENTERPRISES else []
    return found
