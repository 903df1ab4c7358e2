"""Crossings of which every figure is hidden are named and not listed, the same in every format, and nothing else is left out."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from aggregate.export import export
from aggregate.export.questionnaire.answers import Answers
from aggregate.publication.checking import Candidate, list_checks
from aggregate.publication.collecting import collect_publication
from aggregate.publication.freezing import freeze, read_release
from aggregate.publication.hidden_crossings import find_hidden_crossings, list_left_out
from aggregate.tables.populations import IN_SCOPE, REGISTERED
from store.estimates import DIMENSIONS, read_estimates, replace_estimates
from store.opening import Store
from store.releases import NewRelease, read_released, read_releases, write_release
from store.runs import recording
from tests.aggregate.stores_of_figures import estimate, list_rows, write_store

SECRET, POOR = "confidential", "unreliable"
CROSSED = {"activity": "C", "region": "=North"}


def tell_left_out(*rows: dict[str, str]) -> list[bool]:
    usual = {"indicator": "chat", "population": REGISTERED, "suppressed": SECRET, **dict.fromkeys(DIMENSIONS, "_T")}
    return find_hidden_crossings(pd.DataFrame([usual | row for row in rows])).tolist()


def test_a_crossing_is_left_out_only_if_all_its_figures_are_hidden():
    north, south = {"activity": "C", "region": "N"}, {"activity": "G", "region": "S"}
    assert tell_left_out(north, south | {"suppressed": POOR}) == [True, True]
    assert tell_left_out(north, south | {"suppressed": ""}) == [False, False]
    assert tell_left_out(north, south | {"suppressed": "", "indicator": "B5"}) == [True, False]
    assert tell_left_out(north, south | {"suppressed": "", "population": IN_SCOPE}) == [True, False]


def test_tables_by_one_breakdown_are_listed_whatever_they_hide():
    assert tell_left_out({}, {"activity": "C"}, {"activity": "47"}, {"size_class": "S_GE10"}) == [False] * 4
    of_column = {"other_dimension": "exporter", "other_value": "yes"}
    assert tell_left_out(of_column, of_column | {"region": "N"}) == [False, True]
    assert tell_left_out({"activity": "C", "size_class": "S_GE10"}) == [True]


def test_the_totals_of_the_european_scope_are_no_breakdowns():
    europe = {"population": IN_SCOPE, "activity": "C10-S951_X_K", "size_class": "S_GE10"}
    assert tell_left_out(europe, europe | {"activity": "C"}, europe | {"activity": "C", "size_class": "S_GE250"}) == [False, False, True]


def test_sections_divisions_and_other_columns_are_crossings_of_their_own():
    section, division = {"activity": "C", "region": "N"}, {"activity": "10", "region": "N"}
    assert tell_left_out(section, division | {"suppressed": ""}) == [True, False]
    one, other = ({"region": "N", "other_dimension": name, "other_value": "x"} for name in ("exporter", "owner"))
    assert tell_left_out(one, other | {"suppressed": ""}) == [True, False]


@pytest.fixture
def crossed(store: Store) -> Store:
    """The store of figures and a crossing by region whose three figures are hidden."""
    write_store(store)
    estimate_again(store, "primary", "quality", "secondary")
    return store


def estimate_again(store: Store, *suppressed: str) -> None:
    with recording(store, "aggregate", {"by": ["activity,size_class", "activity,region"]}, "XD", "2026") as counts:
        rows = list(list_rows("XD", "2026", counts["run"], 0.0, "d"))
        keys = (CROSSED, {"activity": "G", "region": "=North"}, {"activity": "C", "region": "South"})
        rows += [estimate("XD", "2026", counts["run"], key, 0.4, 0.1, why, "d") for key, why in zip(keys, suppressed, strict=True)]
        replace_estimates(store, "XD", "2026", rows)


def test_rows_are_either_listed_or_left_out(crossed):
    draft = collect_publication(crossed, "XD", "2026")
    assert len(draft.table) + len(draft.left_out) == len(read_estimates(crossed, "XD", "2026")["value"])
    assert list(draft.left_out["region"]) == ["=North", "South", "=North"]
    assert draft.left_out["value"].isna().all()
    (found,) = list_left_out(draft.left_out)
    assert (found.breakdowns, found.confidential, found.unreliable) == (("activity", "region"), 2, 1)
    assert found.indicators == {REGISTERED: ("online_ordering",)}


def test_every_format_lists_the_same_rows_and_names_what_is_left_out(crossed, tmp_path):
    folder = tmp_path / "out"
    export(crossed, "XD", "2026", folder, ["csv", "xlsx", "sdmx", "jsonstat"])
    sentence = (
        "Not listed, since every figure is hidden: registered enterprises (all indicators). Hidden figures: 2 confidential, 1 unreliable."
    )
    assert ["Left out: activity × region", sentence] in read_csv(folder / "ecomstat-XD-2026-notes.csv")
    _, *rows = read_csv(folder / "ecomstat-XD-2026.csv")
    assert len(rows) == 17
    content = json.loads((folder / "ecomstat-XD-2026-jsonstat.json").read_text(encoding="utf-8"))
    assert f"Left out: activity × region: {sentence}" in content["note"]
    names = [name for name in ("1.0.csv", "methods-1.0.csv") if (folder / f"ecomstat-XD-2026-sdmx-{name}").exists()]
    assert sum(len(read_csv(folder / f"ecomstat-XD-2026-sdmx-{name}")) - 1 for name in names) == 17
    book = openpyxl.load_workbook(folder / "ecomstat-XD-2026.xlsx")
    assert book["All figures"].max_row == 4 + 17
    for path in folder.iterdir():
        assert path.suffix == ".xlsx" or "South" not in path.read_text(encoding="utf-8"), path.name


def read_csv(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def test_a_form_with_a_place_for_each_cell_still_says_that_it_is_hidden(crossed):
    answers = Answers(collect_publication(crossed, "XD", "2026"))
    assert set(answers.hidden.values()) >= {SECRET, POOR}
    assert (REGISTERED, "", "activity", "region") in answers.crossings


def test_a_crossing_that_is_left_out_counts_as_crossed_before_a_release(crossed):
    made = (None, "", "1", (), freeze(collect_publication(crossed, "XD", "2026")))
    write_release(crossed, NewRelease("XD", "2026", "provisional", "ann", "2026-11-22T10:00:00Z", *made))
    draft, earlier = (
        collect_publication(crossed, "XD", "2026"),
        [(found, pd.DataFrame(read_released(crossed, found.release))) for found in read_releases(crossed)],
    )
    candidate = Candidate(draft, "", made=True, newer=(), exposures=(), told_by_changes={}, open_audits=(), earlier=earlier, revised=0)
    assert next(check for check in list_checks(candidate) if check.code == "breakdowns").passed
    fewer = replace(candidate, draft=replace(draft, left_out=draft.left_out.iloc[:0]))
    assert not next(check for check in list_checks(fewer) if check.code == "breakdowns").passed


def test_a_release_leaves_out_what_its_draft_did_whatever_is_estimated_later(crossed, tmp_path):
    made = (None, "", "1", (), freeze(collect_publication(crossed, "XD", "2026")))
    write_release(crossed, NewRelease("XD", "2026", "final", "ann", "2026-11-22T10:00:00Z", *made))
    before = {path.name: path.read_bytes() for path in export(crossed, "XD", "2026", tmp_path / "a", ["csv", "jsonstat"])}
    estimate_again(crossed, "none", "none", "none")
    assert collect_publication(crossed, "XD", "2026").left_out.empty
    assert len(read_release(crossed, "XD", "2026").left_out) == 3
    assert before == {path.name: path.read_bytes() for path in export(crossed, "XD", "2026", tmp_path / "b", ["csv", "jsonstat"])}
