"""A change taken apart: enterprises of both waves, another model, other enterprises. All expected figures are worked out by hand."""

import numpy as np
import pandas as pd
import pytest

from aggregate import aggregate
from aggregate.changes import estimate_changes
from aggregate.changes.read_parts import find_unsafe_lines
from aggregate.disclosure.rules import RuleSet
from catalogue.errors import EstimateError
from tests.aggregate.changes.waves_of_cases import decide, label_units, name_units, write_register

OLD = name_units(0, 400)
PARTS = ("change_in_both", "change_by_model", "change_by_coverage")


def alternate(units, yes):
    """Labels of which the first `yes` are yes."""
    return {unit: int(i < yes) for i, unit in enumerate(units)}


def write_first(store, model="m1", yes=40):
    write_register(store, "2026", OLD)
    decide(store, "2026", dict.fromkeys(OLD, "yes"), model)
    label_units(store, "2026", 400, alternate(OLD[:100], yes), model)


def write_second(store, units, labels, model="m1"):
    write_register(store, "2027", units)
    decide(store, "2027", dict.fromkeys(units, "yes"), model)
    label_units(store, "2027", len(units), labels, model)


def rows_of(report, method, **wanted):
    table = report.table[report.table["method"] == method]
    wanted = {"population": "registered enterprises", "activity": "_T", "size_class": "_T", **wanted}
    for column, value in wanted.items():
        table = table[table[column] == value]
    return table.to_dict("records")


def the_row(report, method, **wanted):
    (row,) = rows_of(report, method, **wanted)
    return row


def test_with_one_register_and_one_model_the_change_is_that_of_both_waves(store):
    write_first(store)
    write_second(store, OLD, alternate(OLD[:100], 55))
    report = estimate_changes(store, "XD", "2027")
    whole, both = (the_row(report, method) for method in ("change", "change_in_both"))
    assert both["value"] == pytest.approx(whole["value"]) == pytest.approx(0.15)
    assert both["standard_error"] == pytest.approx(whole["standard_error"])
    assert the_row(report, "change_by_coverage")["value"] == pytest.approx(0)
    assert rows_of(report, "change_by_model") == []
    assert (report.common, report.born, report.died) == (400, 0, 0)


def test_births_count_in_the_change_and_not_among_those_of_both_waves(store):
    """Wave 1: 40 of 100. Wave 2: 500 enterprises, 100 of them born; of 125 drawn, 50 of 100 old and 20 of 25 new say yes."""
    write_first(store)
    labels = alternate(OLD[:100], 50) | alternate(name_units(400, 425), 20)
    write_second(store, name_units(0, 500), labels)
    report = estimate_changes(store, "XD", "2027")
    values = {method: the_row(report, method)["value"] for method in ("change", "change_in_both", "change_by_coverage")}
    assert values == pytest.approx({"change": 70 / 125 - 0.4, "change_in_both": 0.5 - 0.4, "change_by_coverage": 70 / 125 - 0.5})
    row = the_row(report, "change")
    assert (row["n_both"], row["n_born"], row["n_died"]) == (400, 100, 0)
    assert (report.common, report.born, report.died) == (400, 100, 0)


def test_a_new_model_is_told_from_reality_by_the_wave_decided_again(store):
    """By the new model 300 of 400 are predicted yes: 60 of the 100 labelled, of which 36 say yes; of the 40 others 4 do."""
    write_first(store)
    predicted = dict.fromkeys([*OLD[:36], *OLD[40:64]], "yes") | dict.fromkeys([*OLD[36:40], *OLD[64:100]], "no")
    rest = {unit: "yes" if i < 240 else "no" for i, unit in enumerate(OLD[100:])}
    decide(store, "2026", predicted | rest, "m2", beside=True)
    write_second(store, OLD, alternate(OLD[:100], 55), "m2")
    report = estimate_changes(store, "XD", "2027")
    by_new_model = 300 / 400 * 36 / 60 + 100 / 400 * 4 / 40
    values = {method: the_row(report, method)["value"] for method in ("change", *PARTS)}
    assert values["change_by_model"] == pytest.approx(by_new_model - 0.4)
    assert values["change_in_both"] == pytest.approx(0.55 - by_new_model)
    assert values["change"] == pytest.approx(sum(values[part] for part in PARTS))
    factor = the_row(report, "link_factor")
    assert (factor["value"], factor["measure"], factor["unit"]) == (pytest.approx(by_new_model / 0.4), "link_factor", "ratio")
    assert factor["ci_low"] < factor["value"] < factor["ci_high"]


def test_the_error_of_a_models_part_is_that_of_the_difference_of_residuals(store):
    """Simple random sample, two post-strata of the new model, one of the old: d = e_new - e_old, HC3 residuals by hand."""
    write_first(store)
    states = np.array([1] * 36 + [0] * 4 + [1] * 24 + [0] * 36)
    predicted = {unit: "yes" if state else "no" for unit, state in zip(OLD[:100], states, strict=True)}
    rest = {unit: "yes" if i < 240 else "no" for i, unit in enumerate(OLD[100:])}
    decide(store, "2026", predicted | rest, "m2", beside=True)
    write_second(store, OLD, alternate(OLD[:100], 55), "m2")
    row = the_row(estimate_changes(store, "XD", "2027"), "change_by_model")
    answers = np.array([1.0] * 40 + [0.0] * 60)
    old = (answers - 0.4) / (1 - 1 / 100) * 4 / 400
    counts, totals = np.where(states, 60, 40), np.where(states, 300, 100)
    means = np.where(states, 36 / 60, 4 / 40)
    new = (answers - means) / (1 - 1 / counts) * totals / counts / 400
    difference = new - old
    expected = np.sqrt((1 - 100 / 400) * 100 / 99 * ((difference - difference.mean()) ** 2).sum())
    assert row["standard_error"] == pytest.approx(expected)


def test_without_the_wave_decided_again_nobody_says_what_the_model_did(store):
    write_first(store)
    write_second(store, OLD, alternate(OLD[:100], 55), "m2")
    report = estimate_changes(store, "XD", "2027")
    assert rows_of(report, "change_by_model") == rows_of(report, "link_factor") == rows_of(report, "read_change") == []
    assert the_row(report, "change_in_both")["value"] == pytest.approx(0.15)


def test_a_wave_decided_again_by_yet_another_model_is_not_taken(store):
    write_first(store)
    decide(store, "2026", dict.fromkeys(OLD, "yes"), "m3", beside=True)
    write_second(store, OLD, alternate(OLD[:100], 55), "m2")
    report = estimate_changes(store, "XD", "2027")
    assert rows_of(report, "change_by_model") == []
    assert any("--beside" in warning for warning in report.warnings)


def test_shares_among_read_websites_are_taken_apart_without_labels(store):
    """Wave 1: of 300 read 90 by the old model, 120 by the new. Wave 2: of 320 read 144; of the 260 read in both 104 then, 117 now."""
    write_register(store, "2026", OLD)
    old = {u: "yes" if i < 90 else "no" if i < 300 else "unknown" for i, u in enumerate(OLD)}
    new = {u: "yes" if i < 120 else "no" if i < 300 else "unknown" for i, u in enumerate(OLD)}
    decide(store, "2026", old)
    decide(store, "2026", new, "m2", beside=True)
    aggregate(store, "XD", "2026")
    write_register(store, "2027", OLD)
    # read in both: units 16..275; of them 104 were yes by the new model (16..119)
    now = {u: "unknown" if i < 16 or 276 <= i < 340 else "yes" if i < 133 or i >= 373 else "no" for i, u in enumerate(OLD)}
    decide(store, "2027", now, "m2")
    aggregate(store, "XD", "2027")
    report = estimate_changes(store, "XD", "2027")
    read = {"population": "registered enterprises whose website was read"}
    names = ("read_change", "read_change_in_both", "read_change_by_model", "read_change_by_coverage", "read_link_factor")
    values = {name: the_row(report, name, **read)["value"] for name in names}
    assert values["read_change"] == pytest.approx(144 / 320 - 90 / 300)
    assert values["read_change_in_both"] == pytest.approx(117 / 260 - 104 / 260)
    assert values["read_change_by_model"] == pytest.approx(120 / 300 - 90 / 300)
    assert values["read_link_factor"] == pytest.approx(120 / 90)
    assert sum(values[name] for name in names[1:4]) == pytest.approx(values["read_change"])
    assert np.isnan(the_row(report, "read_change", **read)["standard_error"])


def test_what_tells_of_the_few_who_came_is_hidden_and_the_change_is_not(store):
    write_first(store)
    write_second(store, name_units(0, 403), alternate(OLD[:100], 55))
    report = estimate_changes(store, "XD", "2027")
    assert the_row(report, "change")["suppressed"] == "none"
    assert {the_row(report, method)["suppressed"] for method in ("change_in_both", "change_by_coverage")} == {"primary"}
    assert np.isnan(the_row(report, "change")["n_born"])
    assert report.born is None


def test_a_few_born_in_one_section_hide_those_of_another(store):
    """Sections G and C: 2 and 30 are born. With the total shown, 30 would tell the 2; so nobody sees either."""
    sections = dict.fromkeys((*OLD[200:], *name_units(402, 432)), "C")
    write_register(store, "2026", OLD, sections)
    decide(store, "2026", dict.fromkeys(OLD, "yes"))
    label_units(store, "2026", 400, alternate(OLD[150:250], 40))
    units = name_units(0, 432)
    write_register(store, "2027", units, sections)
    decide(store, "2027", dict.fromkeys(units, "yes"))
    label_units(store, "2027", 432, alternate(OLD[150:250], 50))
    report = estimate_changes(store, "XD", "2027")
    assert the_row(report, "change")["n_born"] == 32
    assert np.isnan([the_row(report, "change", activity=section)["n_born"] for section in "GC"]).all()


def test_registers_without_a_common_enterprise_have_a_change_but_none_of_both_waves(store):
    write_first(store)
    others = name_units(500, 900)
    write_second(store, others, alternate(others[:100], 55))
    report = estimate_changes(store, "XD", "2027")
    assert the_row(report, "change")["value"] == pytest.approx(0.15)
    assert rows_of(report, "change_in_both") == []
    assert report.common == 0
    assert any("by its enterprise_id" in warning for warning in report.warnings)


@pytest.mark.parametrize(("since", "told"), [("2028", "not earlier"), ("2027", "not earlier"), ("2025", "no estimates for XD 2025")])
def test_a_wave_that_cannot_be_compared_with_is_refused(store, since, told):
    write_first(store)
    write_second(store, OLD, alternate(OLD[:100], 55))
    with pytest.raises(EstimateError, match=told):
        estimate_changes(store, "XD", "2027", since)


def test_waves_with_other_indicators_are_refused_where_named_and_passed_over_otherwise(store):
    from store.decisions import replace_capabilities
    from store.records import Capability

    write_first(store)
    write_register(store, "2027", OLD)
    replace_capabilities(store, "XD", "2027", [Capability(unit, "chat", "yes", None, "m1") for unit in OLD])
    aggregate(store, "XD", "2027")
    assert estimate_changes(store, "XD", "2027") is None
    with pytest.raises(EstimateError, match="no share of one indicator"):
        estimate_changes(store, "XD", "2027", "2026")


def test_a_line_with_one_or_two_by_the_new_model_shows_its_total_only():
    keys = {"base": "registered enterprises", "size_class": "_T", "region": "_T", "urbanisation": "_T", "owner_sex": "_T"}
    keys |= {"other_dimension": "_T", "other_value": "_T"}
    rows = pd.DataFrame([{**keys, "activity": a} for a in ("_T", "C", "G")] + [{**keys, "activity": "_T", "region": r} for r in ("1", "2")])
    yes, no = np.array([40.0, 2, 38, 30, 10]), np.array([50.0, 20, 30, 30, 20])
    assert find_unsafe_lines(rows, yes, no, RuleSet()).tolist() == [False, True, True, False, False]
