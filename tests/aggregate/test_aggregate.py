"""From the store to the table `estimates`."""

import pytest

from aggregate import aggregate, draw_sample
from catalogue.errors import EstimateError
from store.decisions import replace_capabilities
from store.estimates import read_estimates
from store.frame import write_enterprises
from store.opening import Store
from store.records import Capability, Enterprise
from store.reviews import append_labels, read_sample
from tests.aggregate.stores_of_cases import BRIEF, WAVE, label, read_table, write_case_frame, write_case_labels, write_case_sample


@pytest.fixture
def labelled(store: Store) -> Store:
    write_case_frame(store)
    write_case_sample(store)
    write_case_labels(store)
    return store


def find(store: Store, measure: str = "share", method: str = "post_stratified", **wanted: object) -> dict[str, object]:
    (row,) = read_table(store, measure=measure, method=method, **wanted)
    return row


# Calibration on the states, their sections and sizes with 25 labels or more, solved by hand with pandas and numpy alone.
NATIONAL, SECTION = (0.1733617830376933, 0.01938266942999708), (0.259317779685648, 0.06653030328251501)


def test_three_states_with_their_sections_and_sizes_give_the_numbers_computed_by_hand(labelled):
    aggregate(labelled, *WAVE, by=BRIEF)
    national = find(labelled)
    assert (national["value"], national["standard_error"]) == pytest.approx(NATIONAL, rel=1e-7)
    section = find(labelled, activity="I")
    assert section["value"] == pytest.approx(SECTION[0], rel=1e-7)
    assert SECTION[1] <= section["standard_error"] < 1.05 * SECTION[1]  # a state of which hardly any label disagrees adds something
    assert (national["n_frame"], national["n_labelled"], section["n_frame"], section["n_labelled"]) == (2000, 200, 500, 53)


def test_numbers_are_shares_of_the_register_with_their_margins(labelled):
    aggregate(labelled, *WAVE, by=BRIEF)
    share, count = find(labelled, activity="G"), find(labelled, "count", activity="G")
    for column in ("value", "standard_error", "ci_low", "ci_high"):
        assert count[column] == pytest.approx(share[column] * 828)


def test_a_class_that_was_labelled_whole_has_a_margin_of_one_enterprise(labelled):
    aggregate(labelled, *WAVE, by=BRIEF)
    large = find(labelled, "count", size_class="S_GE250")
    assert (large["value"], large["ci_low"], large["ci_high"]) == pytest.approx((7, 6, 8))


def test_ten_or_more_is_a_size_of_its_own(labelled):
    aggregate(labelled, *WAVE, by=BRIEF)
    assert find(labelled, size_class="S_GE10")["n_frame"] == 430 + 124 + 26


def test_every_section_size_and_region_has_its_margins(labelled):
    aggregate(labelled, *WAVE)
    rows = read_estimates(labelled, *WAVE, safe=False)
    found = set(zip(rows["activity"], rows["size_class"], rows["region"], strict=True))
    assert {
        ("C", "S0T9", "R1"),
        ("C", "S0T9", "_T"),
        ("C", "_T", "R1"),
        ("_T", "S0T9", "R1"),
        ("_T", "_T", "R3"),
        ("I", "_T", "_T"),
    } <= found


def test_what_the_register_does_not_know_is_no_breakdown(labelled):
    aggregate(labelled, *WAVE, by=BRIEF)
    rows = read_estimates(labelled, *WAVE, safe=False)
    assert set(rows["urbanisation"]) == set(rows["owner_sex"]) == {"_T"}


def test_known_sex_of_owner_and_urbanisation_are_breakdowns(store):
    write_enterprises(store, (Enterprise(*WAVE, f"e{i}", owner_sex="FM"[i % 2], urbanisation="UR"[i % 2]) for i in range(40)))
    replace_capabilities(store, *WAVE, (Capability(f"e{i}", "chat", "yes" if i < 20 else "no", None, "m") for i in range(40)))
    aggregate(store, *WAVE)
    assert find(store, method="lower_bound", owner_sex="F")["n_frame"] == 20
    assert find(store, method="lower_bound", urbanisation="R")["n_frame"] == 20


def test_without_labels_there_are_bounds_and_no_margin(store):
    write_case_frame(store)
    aggregate(store, *WAVE, by=BRIEF)
    low, high = find(store, method="lower_bound"), find(store, method="upper_bound")
    assert (low["value"], high["value"]) == pytest.approx((259 / 2000, (259 + 1142) / 2000))
    read = find(store, method="share_among_read")
    assert read["value"] == pytest.approx(259 / 858)
    assert read["denominator"] == "registered enterprises whose website was read"
    assert low["share_not_read"] == pytest.approx(1142 / 2000)
    assert all(row[c] is None for row in (low, high, read) for c in ("standard_error", "ci_low", "ci_high", "n_labelled", "quality"))


def test_with_labels_the_naive_share_has_no_official_name(store):
    write_case_frame(store)
    units = [row["enterprise_id"] for row in store.db.query("SELECT enterprise_id FROM enterprises")]
    replace_capabilities(
        store, *WAVE, (Capability(unit, "web_presence", "yes" if i % 2 else "unknown", None, "m") for i, unit in enumerate(units))
    )
    write_case_sample(store)
    write_case_labels(store, question="web_presence")
    aggregate(store, *WAVE, by=BRIEF)
    assert {row["method"] for row in read_table(store, indicator="B5")} == {"post_stratified"}
    own, official = (find(store, indicator=name) for name in ("web_presence", "B5"))
    assert (own["value"], own["ci_low"]) == (official["value"], official["ci_low"])


def test_without_labels_no_official_name_appears(store):
    write_case_frame(store)
    replace_capabilities(store, *WAVE, [Capability("sampled-000", "web_presence", "yes", None, "m")])
    aggregate(store, *WAVE, by=BRIEF)
    assert set(read_estimates(store, *WAVE)["indicator"]) == {"web_presence"}


def test_b7_comes_from_survey_answers_only(labelled):
    write_case_labels(labelled, question="B7", source="audit")
    aggregate(labelled, *WAVE, by=BRIEF)
    assert not read_table(labelled, indicator="B7")
    write_case_labels(labelled, question="B7", source="survey")
    aggregate(labelled, *WAVE, by=BRIEF)
    rows = read_table(labelled, indicator="B7", measure="share")
    assert [(row["method"], row["value"]) for row in rows] == [("post_stratified", pytest.approx(NATIONAL[0]))]


def test_unknown_and_contradicted_answers_are_nonresponse_and_not_no(store):
    write_case_frame(store)
    write_case_sample(store)
    for i in range(200):
        answer = "yes" if i % 2 else "unknown"
        append_labels(store, [label(f"sampled-{i:03d}", answer, "case")])
    report = aggregate(store, *WAVE, by=BRIEF)
    assert find(store)["value"] == pytest.approx(1)
    assert find(store)["n_labelled"] == 100
    assert any("100 of 200" in note for note in report.notes)


def test_labels_outside_of_a_drawn_sample_are_not_weighted(store):
    write_case_frame(store)
    append_labels(store, [label(f"other-000-{i:04d}", "yes") for i in range(30)])
    aggregate(store, *WAVE, by=BRIEF)
    assert {row["method"] for row in read_table(store)} == {"lower_bound", "upper_bound", "share_among_read"}


def test_labels_of_another_sample_do_not_count_for_this_one(labelled):
    write_case_sample(labelled, "later")
    aggregate(labelled, *WAVE, by=BRIEF)
    assert find(labelled)["sample"] == "case"


def test_a_later_sample_that_is_hardly_labelled_does_not_push_out_one_that_is(labelled):
    write_case_sample(labelled, "later")
    append_labels(labelled, [label(f"sampled-{i:03d}", "yes", "later") for i in range(12)])
    aggregate(labelled, *WAVE, by=BRIEF)
    assert (find(labelled)["sample"], find(labelled)["n_labelled"]) == ("case", 200)


def test_enterprises_of_a_weighted_frame_count_by_their_weights(store):
    write_enterprises(store, (Enterprise(*WAVE, f"e{i}", frame_weight=3.0 if i < 20 else 1.0) for i in range(60)))
    replace_capabilities(store, *WAVE, (Capability(f"e{i}", "chat", "yes" if i < 20 else "no", None, "m") for i in range(60)))
    aggregate(store, *WAVE, by=BRIEF)
    count = find(store, "count", method="lower_bound")
    assert (count["value"], count["n_frame"]) == (60, 60)
    assert find(store, method="lower_bound")["value"] == pytest.approx(60 / 100)


def test_the_report_says_in_a_line_what_was_done(store):
    write_case_frame(store)
    report = aggregate(store, *WAVE, by=BRIEF)
    assert report.sentence.startswith("XD 2026: estimated 1 indicator (none with a margin")
    assert report.estimates == sum(report.suppressed.values())


def test_the_same_store_gives_the_same_estimates(labelled):
    aggregate(labelled, *WAVE, by=BRIEF)
    first = read_estimates(labelled, *WAVE, safe=False)
    aggregate(labelled, *WAVE, by=BRIEF)
    assert read_estimates(labelled, *WAVE, safe=False) == first


def test_a_margin_needs_ten_labels(store):
    write_case_frame(store)
    write_case_sample(store)
    append_labels(store, [label(f"sampled-{i:03d}", "yes", "case") for i in range(9)])
    aggregate(store, *WAVE, by=BRIEF)
    assert not read_table(store, method="post_stratified")


def test_cells_with_few_labels_are_hidden_for_quality(labelled):
    aggregate(labelled, *WAVE, by=BRIEF)
    rows = read_estimates(labelled, *WAVE, safe=False)
    few = [s for s, n, m in zip(rows["suppressed"], rows["n_labelled"], rows["method"], strict=True) if m == "post_stratified" and n < 10]
    assert few
    assert "none" not in few


def test_no_published_interval_has_width_zero(labelled):
    aggregate(labelled, *WAVE, by=BRIEF)
    rows = read_estimates(labelled, *WAVE)
    pairs = [(low, high) for low, high in zip(rows["ci_low"], rows["ci_high"], strict=True) if low is not None]
    assert pairs
    assert all(high > low for low, high in pairs)


def test_nothing_loaded_and_nothing_classified_are_said_in_a_sentence(store):
    with pytest.raises(EstimateError, match="No register is loaded for XD 2026"):
        aggregate(store, *WAVE, by=BRIEF)
    write_enterprises(store, [Enterprise(*WAVE, "e1")])
    with pytest.raises(EstimateError, match="draw a sample"):
        aggregate(store, *WAVE, by=BRIEF)
    write_enterprises(store, [Enterprise(*WAVE, "e2", site="e2.example")])
    with pytest.raises(EstimateError, match="Nothing has been classified"):
        aggregate(store, *WAVE, by=BRIEF)


def test_a_register_without_websites_is_estimated_from_what_people_answered(store):
    write_enterprises(store, (Enterprise(*WAVE, f"e{i:03}") for i in range(200)))
    drawn = draw_sample(store, *WAVE, size=50).sample
    units = read_sample(store, *WAVE, drawn)["enterprise_id"]
    append_labels(store, [label(unit, "no" if number % 5 else "yes", sample=drawn) for number, unit in enumerate(units)])
    aggregate(store, *WAVE, by=BRIEF)
    national = find(store, indicator="online_ordering")
    assert national["value"] == pytest.approx(10 / 50)
    assert (national["n_frame"], national["n_labelled"], national["model"]) == (200, 50, None)


def test_a_level_that_is_no_level_is_said(labelled):
    with pytest.raises(EstimateError, match="it is 95"):
        aggregate(labelled, *WAVE, level=95)


def test_many_capabilities_are_counted_in_parts_like_all_at_once(store, monkeypatch):
    keys = ("chat", "job_vacancies", "mobile_app", "online_ordering", "web_presence")
    answers = ("yes", "no", "unknown")
    write_enterprises(store, (Enterprise(*WAVE, f"e{i}", section="AB"[i % 2], site=f"{i}.example" if i % 4 else None) for i in range(90)))
    decided = (Capability(f"e{i}", key, answers[(i * 7 + j * i // 5) % 3], None, "m") for i in range(80) for j, key in enumerate(keys))
    replace_capabilities(store, *WAVE, decided)
    aggregate(store, *WAVE, by=BRIEF)
    at_once = read_estimates(store, *WAVE, safe=False)
    monkeypatch.setattr("store.frame_units.MOST_AT_ONCE", 2)
    aggregate(store, *WAVE, by=BRIEF)
    assert read_estimates(store, *WAVE, safe=False) == at_once
    sql = "SELECT capability, count(*) FROM capabilities WHERE answer = 'yes' GROUP BY 1"
    counted = {key: find(store, "count", "lower_bound", indicator=key)["value"] for key in keys}
    assert counted == pytest.approx(dict(store.db.execute(sql).fetchall()))
