"""The minimum-count rule and the cells that must be hidden beside."""

import numpy as np
import pandas as pd

from aggregate.disclosure.hiding import find_hidden_frame
from aggregate.disclosure.minimum_count import find_few_either_way, find_small
from aggregate.disclosure.relations import build_relations
from aggregate.disclosure.rules import RuleSet
from aggregate.tables.domains import DIMENSIONS, Domains, build_domains
from store.decisions import replace_capabilities
from store.estimates import read_estimates
from store.frame import write_enterprises
from store.records import Capability, Enterprise
from tests.aggregate.stores_of_cases import WAVE


def domains_of(counts: dict[tuple[str, str], int]) -> tuple[Domains, np.ndarray]:
    """The published table of a frame with so many units by section and size, and units of each cell."""
    sections, sizes = zip(*counts, strict=True)
    unknown = ["_U"] * len(counts)
    cells = {"section": sections, "size_class": sizes, "region": unknown, "urbanisation": unknown, "owner_sex": unknown}
    domains = build_domains(cells)
    return domains, domains.add_up(np.array(list(counts.values()), float))


def hidden_rows(domains: Domains, units: np.ndarray) -> np.ndarray:
    return find_hidden_frame(build_relations(domains.keys, domains.membership), units, RuleSet()).rows


def hidden_cells(counts: dict[tuple[str, str], int]) -> set[tuple[str, str]]:
    domains, units = domains_of(counts)
    hidden = hidden_rows(domains, units)
    return set(zip(domains.keys["activity"][hidden], domains.keys["size_class"][hidden], strict=True))


def test_four_enterprises_are_too_few_and_five_are_not():
    assert find_small(np.array([4.0, 5.0])).tolist() == [True, False]


def test_one_or_two_with_or_without_the_property_are_hidden():
    assert find_few_either_way(np.array([0, 1, 2, 3, 97, 98, 100.0]), np.full(7, 100.0)).tolist() == [0, 1, 1, 0, 0, 1, 0]


def test_nothing_is_hidden_where_nothing_is_small():
    assert hidden_cells({("A", "S0T9"): 20, ("A", "S10T49"): 10, ("B", "S0T9"): 20, ("B", "S10T49"): 30}) == set()


def test_a_small_cell_takes_the_smallest_others_of_its_lines_with_it():
    hidden = hidden_cells(
        {("A", "S0T9"): 3, ("A", "S10T49"): 10, ("A", "S50T249"): 30, ("B", "S0T9"): 20, ("B", "S10T49"): 30, ("B", "S50T249"): 25}
    )
    assert {("A", "S0T9"), ("A", "S10T49"), ("B", "S0T9")} <= hidden
    assert ("_T", "_T") not in hidden
    assert ("A", "_T") not in hidden


def is_derivable(keys: pd.DataFrame, hidden: np.ndarray) -> bool:
    """Whether some line with a hidden cell has all but one cell open: an independent check with loops."""
    cells = dict(zip(zip(keys["activity"], keys["size_class"], strict=True), hidden, strict=True))
    unions = [("size_class", ("S10T49", "S50T249", "S_GE250"), "S_GE10"), ("size_class", ("S0T9", "S_GE10", "_U"), "_T")]
    sections = tuple(sorted(set(keys["activity"]) - {"_T"}))
    lines = [[(section, size) for size in (*leaves, total)] for _, leaves, total in unions for section in (*sections, "_T")]
    lines += [[(section, size) for section in (*sections, "_T")] for size in set(keys["size_class"])]
    return any(sum(cells.get(cell, False) for cell in line) == 1 and sum(cell in cells for cell in line) > 1 for line in lines)


def test_no_hidden_cell_stands_alone_in_any_line_of_random_tables():
    generator = np.random.default_rng(4)
    for _ in range(40):
        counts = {(s, z): int(generator.integers(1, 30)) for s in "ABCD" for z in ("S0T9", "S10T49", "S50T249", "S_GE250", "_U")}
        domains, units = domains_of({key: n for key, n in counts.items() if n > 3 or generator.random() < 0.6})
        assert not is_derivable(domains.keys, hidden_rows(domains, units))


def test_a_total_with_one_cell_is_hidden_with_it():
    assert {("A", "S0T9"), ("A", "_T")} <= hidden_cells({("A", "S0T9"): 3, ("B", "S0T9"): 20, ("C", "S0T9"): 9, ("B", "S10T49"): 30})


def test_hidden_figures_and_their_counts_leave_the_store_by_no_safe_way(store):
    from aggregate import aggregate

    write_enterprises(store, (Enterprise(*WAVE, f"e{i}", section="A" if i < 3 else "BC"[i % 2]) for i in range(60)))
    replace_capabilities(store, *WAVE, (Capability(f"e{i}", "chat", "yes" if i % 3 else "no", None, "m") for i in range(60)))
    aggregate(store, *WAVE)
    rows = pd.DataFrame(read_estimates(store, *WAVE, safe=True))
    hidden = rows[rows["activity"] == "A"]
    assert set(hidden["suppressed"]) == {"primary"}
    assert hidden[["value", "n_frame", "share_not_read"]].isna().all(axis=None)
    assert "secondary" in set(rows[rows["activity"].isin(["B", "C"])]["suppressed"])


def test_domains_put_all_first_and_every_cell_in_its_totals():
    domains, units = domains_of({("A", "S0T9"): 1, ("B", "S10T49"): 2, ("B", "_U"): 4})
    keys = domains.keys
    assert keys.iloc[0][list(DIMENSIONS)].tolist() == ["_T"] * len(DIMENSIONS)
    found = dict(zip(zip(keys["activity"], keys["size_class"], strict=True), units.tolist(), strict=True))
    assert found == {
        **{("_T", "_T"): 7, ("_T", "S0T9"): 1, ("_T", "S10T49"): 2, ("_T", "S_GE10"): 2, ("_T", "_U"): 4},
        **{("A", "_T"): 1, ("A", "S0T9"): 1, ("B", "_T"): 6, ("B", "S10T49"): 2, ("B", "S_GE10"): 2, ("B", "_U"): 4},
    }
