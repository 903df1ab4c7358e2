"""What an attacker gets out of the safe estimates by subtracting cells of one line from their total: nothing about a hidden cell."""

from collections.abc import Iterator
from itertools import product

import numpy as np
import pandas as pd
import pytest

from aggregate import aggregate, draw_sample
from store.decisions import replace_capabilities
from store.estimates import SECRET, read_estimates
from store.frame import write_enterprises
from store.opening import Store
from store.records import Capability, Enterprise
from store.reviews import append_labels, read_sample
from tests.aggregate.stores_of_cases import WAVE, label

SIZES = ("S0T9", "S10T49", "S50T249", "S_GE250", "_U")
BREAKDOWNS = ("activity", "size_class", "region")
GROUPS_OF_SIZES = {"_T": SIZES, "S_GE10": ("S10T49", "S50T249", "S_GE250"), "_T by ten": ("S0T9", "S_GE10", "_U")}
Known = dict[tuple[str, str, str], float]


def write_random_frame(store: Store, seed: int, units: int) -> None:
    """Enterprises of three sections, five sizes and three regions, some cells tiny; half have a site, a third of these were not read."""
    generator = np.random.default_rng(seed)
    sections = generator.choice(list("ABC"), units, p=[0.6, 0.35, 0.05])
    sizes = generator.choice(SIZES, units, p=[0.55, 0.25, 0.1, 0.06, 0.04])
    regions = generator.choice(["R1", "R2", None], units, p=[0.7, 0.25, 0.05])
    answers = generator.choice(["yes", "no", "unknown"], units, p=[0.2, 0.45, 0.35])
    sites = [f"e{i}.example" if generator.random() < 0.6 else None for i in range(units)]
    rows = list(zip(sections.tolist(), sizes.tolist(), regions.tolist(), sites, strict=True))
    write_enterprises(
        store, (Enterprise(*WAVE, f"e{i}", section=s, size_class=z, region=r, site=site) for i, (s, z, r, site) in enumerate(rows))
    )
    replace_capabilities(
        store, *WAVE, (Capability(f"e{i}", "online_ordering", str(a), None, "m") for i, a in enumerate(answers) if sites[i])
    )


def list_lines(cells: set[tuple[str, str, str]]) -> Iterator[tuple[tuple[str, str, str], list[tuple[str, str, str]]]]:
    """(total, leaves) of each line, written down without the project's own list of lines."""
    levels = [sorted({cell[i] for cell in cells}) for i in range(3)]
    for i in range(3):
        rest = [levels[j] for j in range(3) if j != i]
        groups = {"_T": tuple(v for v in levels[i] if v not in ("_T", "S_GE10"))} if i != 1 else GROUPS_OF_SIZES
        for others, (total, leaves) in product(product(*rest), groups.items()):
            named = [(*others[:i], value, *others[i:]) for value in (total.split()[0], *leaves)]
            found = [cell for cell in named[1:] if cell in cells]
            if named[0] in cells and found:
                yield named[0], found


def subtract(known: Known, cells: set[tuple[str, str, str]]) -> tuple[Known, list[float]]:
    """Cells that come out of a line by subtraction, and the sums of hidden leaves that do."""
    found, sums = {}, []
    for total, leaves in list_lines(cells):
        unknown = [cell for cell in (total, *leaves) if cell not in known]
        if len(unknown) == 1:
            found[unknown[0]] = known.get(total, 0) - sum(known.get(leaf, 0) for leaf in leaves)
        elif unknown and total in known:
            sums.append(known[total] - sum(known.get(leaf, 0) for leaf in leaves))
    return found, sums


def read_rows(store: Store, method: str, measure: str) -> pd.DataFrame:
    rows = pd.DataFrame(read_estimates(store, *WAVE, safe=True))
    return rows[(rows["method"] == method) & (rows["measure"] == measure)].set_index(list(BREAKDOWNS))


def known_of(values: "pd.Series[float]") -> Known:
    return {key: float(value) for key, value in values.dropna().items()}


@pytest.mark.parametrize(("seed", "units"), [(seed, units) for seed in range(6) for units in (60, 150, 400)])
def test_no_hidden_cell_of_counts_of_everybody_comes_out_by_subtraction(store, seed, units):
    write_random_frame(store, seed, units)
    aggregate(store, *WAVE)
    lower, upper = (read_rows(store, f"{bound}_bound", "count") for bound in ("lower", "upper"))
    shares = read_rows(store, "lower_bound", "share")
    naive = read_rows(store, "share_among_read", "share")
    cells = set(lower.index)
    read = naive["n_frame"] * (1 - naive["share_not_read"])
    of_shares = (shares["value"] * shares["n_frame"]).astype(float)
    hidden = set(lower.index[lower["suppressed"] != "none"])
    for figures in (lower["value"], upper["value"], lower["n_frame"], read, read * naive["value"], of_shares):
        found, _ = subtract(known_of(figures.astype(float)), cells)
        assert not hidden & set(found)


@pytest.mark.parametrize("seed", range(6))
def test_hidden_cells_of_a_line_together_are_not_small_either(store, seed):
    write_random_frame(store, seed, 150)
    aggregate(store, *WAVE)
    rows = read_rows(store, "lower_bound", "count")
    _, sums = subtract(known_of(rows["n_frame"].astype(float)), set(rows.index))
    assert all(total == 0 or total >= 5 for total in sums)
    _, sums = subtract(known_of(rows["value"].astype(float)), set(rows.index))
    assert all(round(total) not in (1, 2) for total in sums)


@pytest.mark.parametrize("seed", range(4))
def test_a_line_that_was_labelled_whole_gives_no_single_enterprise_away(store, seed):
    write_random_frame(store, seed, 150)
    sample = draw_sample(store, *WAVE, size=150, seed=1).sample
    generator = np.random.default_rng(seed)
    units = read_sample(store, *WAVE, sample)["enterprise_id"]
    truth = {unit: bool(generator.random() < 0.1) for unit in units}
    append_labels(store, (label(unit, "yes" if answer else "no", sample) for unit, answer in truth.items()))
    aggregate(store, *WAVE)
    rows = read_rows(store, "post_stratified", "count")
    known = known_of(rows["value"].astype(float))
    sizes = pd.Series(read_estimates(store, *WAVE, safe=False)["n_frame"])
    assert sizes.notna().all()
    confidential = {cell for cell, reason in rows["suppressed"].items() if reason in ("primary", "secondary")}
    assert all(round(value) not in (1, 2) for value in known.values())
    assert not confidential & set(subtract(known, set(rows.index))[0])


def test_no_column_of_a_hidden_row_leaves_the_store(store):
    write_random_frame(store, 1, 150)
    aggregate(store, *WAVE)
    rows = pd.DataFrame(read_estimates(store, *WAVE, safe=True))
    hidden = rows[rows["suppressed"] != "none"]
    assert len(hidden)
    assert hidden[list(SECRET)].isna().all(axis=None)
