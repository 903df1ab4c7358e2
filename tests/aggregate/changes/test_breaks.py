"""Breaks in series, and how exports tell them."""

import csv
from dataclasses import replace

import openpyxl
import pytest

from aggregate.changes import estimate_changes
from aggregate.changes.breaks import find_breaks
from aggregate.export import export
from store.frame import write_register as keep_register
from store.records import Register
from tests.aggregate.changes.test_parts import OLD, alternate, write_first, write_second
from tests.aggregate.changes.waves_of_cases import decide, name_units

REGISTER = Register("XD", "2026", "a.csv", "0", "2026-06-30", "active enterprises", "ISIC4", "enterprise", False, 400, 400, 0)


def write_both(store, units=OLD, model="m1"):
    write_first(store)
    write_second(store, units, alternate(units[:100], 55), model)


def export_rows(store, tmp_path, place=0):
    path = export(store, "XD", "2027", tmp_path, ["csv"])[place]
    with path.open(encoding="utf-8", newline="") as stream:
        return path.name, list(csv.DictReader(stream))


def find_statuses(rows, method):
    return {(row["obs_status"], row["obs_status_2"], row["break_reason"]) for row in rows if row["method"] == method}


def test_the_same_register_definition_and_model_make_no_break(store, tmp_path):
    write_both(store)
    assert find_breaks(store, "XD", "2027") == ()
    _, rows = export_rows(store, tmp_path)
    assert {row["obs_status"] for row in rows} == {"A", "G"}
    assert {row["break_since"] for row in rows} == {""}


def test_another_model_breaks_what_predictions_decide_and_not_what_labels_decide(store, tmp_path):
    write_both(store, model="m2")
    _, rows = export_rows(store, tmp_path)
    assert find_statuses(rows, "share_among_read") == {("B", "G", "model")}
    assert find_statuses(rows, "post_stratified") == {("A", "", "")}
    notes = dict(export_rows_of_notes(store, tmp_path))
    assert "m1, then m2" in notes["Break since 2026 (model)"]


def export_rows_of_notes(store, tmp_path):
    (path,) = [path for path in export(store, "XD", "2027", tmp_path, ["csv"]) if path.name.endswith("-notes.csv")]
    with path.open(encoding="utf-8", newline="") as stream:
        return [tuple(row) for row in csv.reader(stream)]


def test_another_kind_of_register_breaks_everything_and_a_later_day_nothing(store):
    write_both(store)
    keep_register(store, REGISTER)
    keep_register(store, replace(REGISTER, wave="2027", reference_date="2027-06-30", file_name="b.csv", file_digest="1"))
    assert find_breaks(store, "XD", "2027") == ()
    keep_register(store, replace(REGISTER, wave="2027", scope=None))
    assert find_breaks(store, "XD", "2027") == ()  # not stated is not another one
    keep_register(store, replace(REGISTER, wave="2027", scope="taxpayers"))
    (found,) = find_breaks(store, "XD", "2027")
    assert (found.reason, found.since) == ("register", "2026")
    assert ("online_ordering", "post_stratified") in found.series
    assert "active enterprises, is taxpayers" in found.sentence


def test_another_definition_breaks_the_indicator(store):
    write_both(store)
    with store.writing() as db:
        db.execute("UPDATE estimates SET definition_version = 'other' WHERE wave = '2026'")
    (found,) = find_breaks(store, "XD", "2027")
    assert found.reason == "definition"
    assert {indicator for indicator, _ in found.series} == {"online_ordering"}


def test_estimates_of_before_definitions_were_kept_break_nothing(store):
    write_both(store)
    with store.writing() as db:
        db.execute("UPDATE estimates SET definition_version = NULL WHERE wave = '2026'")
    assert find_breaks(store, "XD", "2027") == ()


def test_a_hidden_figure_with_a_break_says_both(store, tmp_path):
    write_both(store, model="m2")
    with store.writing() as db:
        db.execute("UPDATE estimates SET suppressed = 'primary' WHERE wave = '2027' AND method = 'share_among_read'")
    _, rows = export_rows(store, tmp_path)
    assert find_statuses(rows, "share_among_read") == {("B", "Q", "model")}


def test_changes_have_a_file_and_a_sheet_of_their_own(store, tmp_path):
    write_both(store, name_units(0, 500))
    estimate_changes(store, "XD", "2027")
    _, figures = export_rows(store, tmp_path)
    assert {row["measure"] for row in figures} == {"share", "count"}
    name, rows = export_rows(store, tmp_path, 1)
    assert name == "ecomstat-XD-2027-changes.csv"
    (row,) = [r for r in rows if r["method"] == "change" and r["activity"] == r["size_class"] == "_T"]
    assert (row["since"], row["value"], row["n_both"], row["n_born"], row["n_died"]) == ("2026", "0.15", "400", "100", "0")
    workbook = openpyxl.load_workbook(export(store, "XD", "2027", tmp_path, ["xlsx"])[0])
    lines = list(workbook["Changes"].iter_rows(min_row=6, values_only=True))
    assert len(lines) == len(rows)
    assert lines[0][8] == pytest.approx(15.0)


def test_hidden_changes_have_neither_figures_nor_counts_in_files(store, tmp_path):
    write_both(store, name_units(0, 403))
    estimate_changes(store, "XD", "2027")
    _, rows = export_rows(store, tmp_path, 1)
    hidden = [row for row in rows if row["method"] == "change_in_both"]
    assert {row["suppressed"] for row in hidden} == {"confidential"}
    assert {row[c] for row in hidden for c in ("value", "standard_error", "ci_low", "half_width", "n_both", "n_born", "quality")} == {""}


def test_link_factors_are_announced_where_there_are_some(store):
    write_first(store)
    decide(store, "2026", dict.fromkeys(OLD, "yes"), "m2", beside=True)
    write_second(store, OLD, alternate(OLD[:100], 55), "m2")
    (found,) = find_breaks(store, "XD", "2027")
    assert "Link factors" in found.sentence
