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
        rows = [names.get(c) for c in (*np.flatnonzero(line < 0), *np.flatnonzero(line > 0))]
        if all(row is None or keys["size_class"][row] == "_T" for row in rows):
            total, *leaves = ["rest" if row is None else keys["activity"][row] for row in rows]
            found.add((total, frozenset(leaves)))
    return found


def find_rests(keys: pd.DataFrame, members: csr_array) -> set[frozenset[int]]:
    """The smallest cells of each rest."""
    relations = build_relations(keys, members)
    assert relations.rests is not None
    return {frozenset(np.flatnonzero(row).tolist()) for row in (relations.rests @ members).toarray()}


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


def test_what_is_not_published_of_a_breakdown_is_a_rest():
    assert lines_of(["_T", "C", "10"]) == {("_T", frozenset({"C", "rest"})), ("C", frozenset({"10", "rest"}))}


def test_what_a_group_leaves_of_the_sections_that_it_cuts_is_a_rest():
    keys, members = build(["_T", "C", "J", "ICT"])
    assert frozenset({0, 1, 4, 5}) in find_rests(keys, members)  # divisions 10 and 58 in both sizes
    assert {frozenset({0, 4}), frozenset({1, 5})} < find_rests(keys, members)


def test_what_a_scope_leaves_of_a_section_is_a_rest_in_every_size():
    # section M has division 69, of the scope, and 75, which is not; the scope has large enterprises only
    cells = [(division, size) for division in ("69", "75") for size in ("s", "l")]
    rows = [("all", "M", size, [size in ("_T", z) for _, z in cells]) for size in ("_T", "s", "l")]
    rows.append(("scope", "M", "l", [cell == ("69", "l") for cell in cells]))
    keys = pd.DataFrame([row[:3] for row in rows], columns=["population", "activity", "size_class"])
    members = csr_array(np.array([row[3] for row in rows], dtype=float))
    assert frozenset({cells.index(("75", "l"))}) in find_rests(keys, members)
    relations = build_relations(keys, members)
    figures = relations.of_cells(np.array([31.0, 20, 11, 8]))  # 75 has 3 large enterprises
    assert 3.0 in figures[relations.is_rest]
    assert np.abs(relations.equations @ figures).max() == 0


def test_a_rest_is_known_only_to_those_who_know_all_that_it_is_computed_from():
    keys, members = build(["_T", "C"])
    relations = build_relations(keys, members)
    everything, all_but_one = np.ones(len(keys), dtype=bool), np.arange(len(keys)) > 0
    assert relations.mark_known(everything).all()
    assert (relations.is_rest & ~relations.mark_known(all_but_one)).sum() == 1
    assert relations.mark(~all_but_one).sum() == 2  # all of the register, and what C leaves of it


def test_figures_of_some_rows_tell_rests_of_lines_that_are_known_whole():
    keys, members = build(["_T", "C", "10"])
    relations = build_relations(keys, members)
    inside = keys["activity"].isin(["C", "10"]) & (keys["size_class"] == "s")
    figures = relations.of_some_cells(np.where(inside, np.where(keys["activity"] == "C", 9.0, 7.0), np.nan))
    assert figures[relations.is_rest & ~np.isnan(figures)].tolist() == [2.0]


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
