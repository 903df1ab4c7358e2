"""Lines are found from what codes hold: totals, unions of sizes, divisions in sections, groups across sections, and the same cell twice."""

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from aggregate.disclosure.relations import build_relations

# Smallest cells: division 10, 13 (section C), 58, 62 (section J), each in size small or large.
CELLS = [(division, size) for division in ("10", "13", "58", "62") for size in ("s", "l")]
ACTIVITIES = {"_T": "10 13 58 62", "C": "10 13", "J": "58 62", "10": "10", "13": "13", "58": "58", "62": "62", "ICT": "13 62"}
SIZES = {"_T": "sl", "s": "s", "l": "l"}


def build(activities: list[str], populations: tuple[str, ...] = ("all",)) -> tuple[pd.DataFrame, csr_array]:
    keys = pd.DataFrame(
        [(p, a, z) for p in populations for a in activities for z in SIZES], columns=["population", "activity", "size_class"]
    )
    rows = [[d in ACTIVITIES[a].split() and z in SIZES[size] for d, z in CELLS] for _, a, size in keys.itertuples(index=False)]
    return keys, csr_array(np.array(rows, dtype=float))


def lines_of(activities: list[str]) -> set[tuple[str, frozenset[str]]]:
    """(total, leaves) of the lines of activities, in all sizes."""
    keys, members = build(activities)
    relations = build_relations(keys, members)
    names = {cell: row for row, cell in reversed(list(enumerate(relations.cells.tolist())))}
    found = set()
    for line in relations.equations.toarray():
        total, leaves = [names[c] for c in np.flatnonzero(line < 0)], [names[c] for c in np.flatnonzero(line > 0)]
        if all(keys["size_class"][row] == "_T" for row in (*total, *leaves)):
            found.add((keys["activity"][total[0]], frozenset(keys["activity"][leaves])))
    return found


def test_sections_add_up_to_all_and_divisions_to_sections():
    assert lines_of(["_T", "C", "J", "10", "13", "58", "62"]) == {
        ("_T", frozenset("CJ")),
        ("C", frozenset({"10", "13"})),
        ("J", frozenset({"58", "62"})),
    }


def test_a_group_across_sections_adds_up_from_divisions_and_with_the_others_to_all():
    lines = lines_of(["_T", "C", "J", "10", "13", "58", "62", "ICT"])
    assert ("ICT", frozenset({"13", "62"})) in lines
    assert ("_T", frozenset({"ICT", "10", "58"})) in lines


def test_a_breakdown_of_which_a_part_is_not_published_makes_no_line():
    assert lines_of(["_T", "C", "10"]) == set()


def test_every_line_adds_up_for_any_figures():
    keys, members = build(list(ACTIVITIES))
    relations = build_relations(keys, members)
    figures = members @ np.random.default_rng(2).integers(0, 50, len(CELLS)).astype(float)
    assert np.abs(relations.equations @ relations.of_cells(figures)).max() == 0
    assert relations.equations.shape[0] >= 15


def test_the_same_enterprises_under_two_names_are_one_cell():
    keys, members = build(["_T", "C", "J"], ("all", "scope"))
    relations = build_relations(keys, members)
    half = len(keys) // 2
    assert relations.cells[:half].tolist() == relations.cells[half:].tolist()
    assert relations.count == half


def test_a_register_column_of_the_office_is_a_breakdown_for_itself():
    keys = pd.DataFrame(
        [("_T", "_T"), ("exporter", "yes"), ("exporter", "no"), ("foreign", "yes"), ("foreign", "no")],
        columns=["other_dimension", "other_value"],
    )
    members = csr_array(np.array([[1.0, 1, 1, 1], [1, 1, 0, 0], [0, 0, 1, 1], [1, 0, 1, 0], [0, 1, 0, 1]]))
    lines = build_relations(keys, members).equations.toarray()
    assert sorted(lines.tolist()) == sorted([[-1, 1, 1, 0, 0], [-1, 0, 0, 1, 1]])


def test_totals_stand_above_their_leaves():
    keys, members = build(["_T", "C", "J", "10", "13", "58", "62"])
    relations = build_relations(keys, members)
    heights = relations.find_heights()[relations.cells]
    found = dict(zip(zip(keys["activity"], keys["size_class"], strict=True), heights.tolist(), strict=True))
    assert (found["_T", "_T"], found["C", "_T"], found["10", "_T"], found["C", "s"], found["10", "s"]) == (3, 2, 1, 1, 0)


def test_sections_of_one_division_add_up_to_all_also_where_divisions_are_not_crossed():
    # section L has division 68 alone, so both hold the same; sizes are crossed with sections only
    rows = [("_T", "_T", [1, 1, 1, 1]), ("G", "_T", [1, 1, 0, 0]), ("68", "_T", [0, 0, 1, 1]), ("L", "_T", [0, 0, 1, 1])]
    rows += [("_T", "s", [1, 0, 1, 0]), ("G", "s", [1, 0, 0, 0]), ("L", "s", [0, 0, 1, 0])]
    keys = pd.DataFrame([row[:2] for row in rows], columns=["activity", "size_class"])
    relations = build_relations(keys, csr_array(np.array([row[2] for row in rows], dtype=float)))
    total, of_g, of_l = relations.cells[4:7].tolist()
    lines = {(int(np.flatnonzero(line < 0)[0]), frozenset(np.flatnonzero(line > 0).tolist())) for line in relations.equations.toarray()}
    assert (total, frozenset({of_g, of_l})) in lines


def test_a_scope_and_the_sections_outside_of_it_add_up_to_the_register():
    # sections A (outside of the scope) and C; sizes small (outside of it) and large
    rows = [("all", "_T", "_T", [1, 1, 1, 1]), ("all", "A", "_T", [1, 1, 0, 0]), ("all", "C", "_T", [0, 0, 1, 1])]
    rows += [("all", "_T", "l", [0, 1, 0, 1]), ("all", "A", "l", [0, 1, 0, 0])]
    rows += [("scope", "inside", "l", [0, 0, 0, 1])]
    keys = pd.DataFrame([row[:3] for row in rows], columns=["population", "activity", "size_class"])
    relations = build_relations(keys, csr_array(np.array([row[3] for row in rows], dtype=float)))
    total, of_a, inside = relations.cells[3:6].tolist()
    lines = {(int(np.flatnonzero(line < 0)[0]), frozenset(np.flatnonzero(line > 0).tolist())) for line in relations.equations.toarray()}
    assert (total, frozenset({of_a, inside})) in lines
