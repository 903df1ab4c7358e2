"""From survey answers in the store to the table `estimates`, on the synthetic sample."""

from dataclasses import replace

import pytest

from aggregate import aggregate
from store.decisions import replace_capabilities
from store.frame import write_enterprises
from store.opening import Store
from store.records import Capability, Enterprise, SurveyUnit
from store.reviews import append_labels
from store.surveys import write_survey_units
from tests.aggregate.cases_of_sample import load_case
from tests.aggregate.stores_of_cases import BRIEF, WAVE, read_table, sampled_ids, write_case_frame, write_case_labels, write_case_sample
from tests.aggregate.surveys.surveys_of_cases import SURVEY, amount, answer, write_amounts, write_answers, write_case_survey

REFERENCE = (0.17182033537127703, 0.017606227263937728)
"""Share and standard error of ordering by three states, of the reference cases (R survey)."""


@pytest.fixture
def framed(store: Store) -> Store:
    write_case_frame(store)
    return store


def find(store: Store, indicator: str, measure: str = "share", method: str = "survey_amounts", **wanted: object) -> dict[str, object]:
    (row,) = read_table(store, indicator=indicator, measure=measure, method=method, **wanted)
    return row


@pytest.mark.parametrize(("weighted", "sized"), [(True, True), (False, True)])
def test_b7_of_an_offices_survey_has_the_number_of_the_same_answers_to_a_sample_of_ours(framed: Store, weighted: bool, sized: bool) -> None:
    write_case_sample(framed)
    write_case_labels(framed, question="B7", source="survey")
    write_case_survey(framed, weighted=weighted, sized=sized)
    write_answers(framed, "B7", "order")
    aggregate(framed, *WAVE, by=BRIEF)
    office, ours = find(framed, "B7", method="survey_by_state"), find(framed, "B7", method="post_stratified")
    for column in ("value", "standard_error", "ci_low", "ci_high"):
        assert office[column] == pytest.approx(ours[column], rel=1e-9)
    assert (office["sample"], office["n_labelled"], office["population"]) == (SURVEY, 200, "registered enterprises")
    # three states alone give R's .171820 with .017606; margins by section and size move both a little
    assert (office["value"], office["standard_error"]) == pytest.approx(REFERENCE, rel=0.12)


def test_weights_without_strata_leave_the_finite_population_correction_out(framed: Store) -> None:
    write_case_survey(framed, sized=False)
    write_answers(framed, "B7", "order")
    aggregate(framed, *WAVE, by=BRIEF)
    row = find(framed, "B7", method="survey_by_state")
    assert row["standard_error"] > REFERENCE[1] * 1.02
    assert row["value"] == pytest.approx(REFERENCE[0], rel=0.05)


def test_a_question_that_websites_say_nothing_of_rests_on_the_weights(framed: Store) -> None:
    write_case_survey(framed)
    write_answers(framed, "B1", "order")
    aggregate(framed, *WAVE, by=BRIEF)
    row = find(framed, "B1", method="survey_weighted")
    # C02 of the reference cases: the stratified mean, whose error R gives as .027625558; HC3 residuals make it a little larger
    assert row["value"] == pytest.approx(0.135422348, rel=1e-8)
    assert 0.027625558 < row["standard_error"] < 0.0285
    assert row["share_not_read"] is None


def test_b7_of_a_sample_that_we_drew_goes_through_the_default_estimator(framed: Store) -> None:
    write_case_sample(framed)
    write_case_labels(framed, question="B7", source="survey")
    write_case_labels(framed)
    aggregate(framed, *WAVE, by=BRIEF)
    asked, labelled = (find(framed, code, method="post_stratified") for code in ("B7", "online_ordering"))
    for column in ("value", "standard_error", "ci_low", "ci_high", "quality", "n_labelled"):
        assert asked[column] == labelled[column], "the same answers to the behaviour and to the capability"
    assert not read_table(framed, indicator="B7", method="survey_by_state")


def test_amounts_asked_in_a_sample_that_we_drew_are_estimated_too(framed: Store) -> None:
    write_case_sample(framed)
    write_amounts(framed, "turnover", load_case().table["turnover_k"].tolist(), survey=None)
    aggregate(framed, *WAVE, by=BRIEF)
    row = find(framed, "turnover", "total")
    assert (row["sample"], row["unit"], row["n_labelled"]) == ("case", "XDC", 200)
    # R's regression estimate with one auxiliary less is 4650458 (C11), its standard error 140079
    assert row["value"] == pytest.approx(4650458, rel=0.03)


def test_what_is_seen_on_the_web_and_what_a_survey_says_never_share_a_name(framed: Store) -> None:
    keys = [row[0] for row in framed.db.execute("SELECT enterprise_id FROM enterprises")]
    replace_capabilities(framed, *WAVE, (Capability(key, "web_presence", "yes", None, "m") for key in keys))
    write_case_sample(framed)
    write_case_labels(framed, question="web_presence")
    write_case_survey(framed)
    write_answers(framed, "B5", "web")
    aggregate(framed, *WAVE, by=BRIEF)
    assert {(row["method"], row["sample"]) for row in read_table(framed, indicator="B5")} == {("survey_by_state", SURVEY)}
    assert "post_stratified" in {row["method"] for row in read_table(framed, indicator="web_presence")}


def test_sales_have_totals_means_and_a_share_of_turnover(framed: Store) -> None:
    table = load_case().table
    write_case_survey(framed)
    write_amounts(framed, "turnover", table["turnover_k"].tolist())
    write_amounts(framed, "online_sales", (table["turnover_k"] * 0.25).tolist())
    aggregate(framed, *WAVE, by=BRIEF)
    share = find(framed, "online_sales", "share", "survey_untreated")
    assert share["value"] == pytest.approx(0.25), "everybody sells a quarter online"
    assert (share["denominator"], share["unit"]) == ("Turnover", "proportion")
    total, mean = (find(framed, "online_sales", measure, "survey_untreated") for measure in ("total", "mean"))
    assert total["value"] == pytest.approx(mean["value"] * 2000)
    assert find(framed, "online_sales", "total")["value"] <= total["value"]


def test_who_received_no_orders_has_no_sales_and_a_percentage_stands_for_its_part(framed: Store) -> None:
    table = load_case().table
    write_case_survey(framed)
    write_answers(framed, "B7", "order")
    write_amounts(framed, "turnover", table["turnover_k"].tolist())
    sellers = [key for key, sells in zip(sampled_ids(), table["order"], strict=True) if sells]
    append_labels(framed, (amount(key, "online_sales_percent", 10.0, "percent") for key in sellers))
    append_labels(framed, [amount(sellers[0], "online_sales", 1.0)])
    aggregate(framed, *WAVE, by=BRIEF)
    row = find(framed, "online_sales", "total", "survey_untreated")
    assert (row["n_labelled"], row["unit"]) == (200, "XDC")
    case = load_case()
    expected = (0.1 * case.weights * table["turnover_k"] * table["order"]).sum()
    assert row["value"] == pytest.approx(expected, rel=0.4), "calibration moves the plain weighted total, no more"
    assert not read_table(framed, indicator="online_sales_percent")


def test_persons_using_computers_are_a_share_of_the_registers_persons_where_nobody_asked(store: Store) -> None:
    write_enterprises(store, (Enterprise(*WAVE, f"e{i}", section="G", size_class="S10T49", persons_employed=20.0) for i in range(60)))
    replace_capabilities(store, *WAVE, (Capability(f"e{i}", "chat", "no", None, "m") for i in range(60)))
    write_survey_units(store, (SurveyUnit(*WAVE, SURVEY, f"e{i}", stratum_size=60) for i in range(30)))
    append_labels(store, (amount(f"e{i}", "B2", 5.0 if i % 2 else 15.0, "persons") for i in range(30)))
    aggregate(store, *WAVE, by=BRIEF)
    share = find(store, "B2", "share", "survey_untreated")
    assert (share["value"], share["denominator"]) == (pytest.approx(0.5), "persons employed in the register")
    assert find(store, "B2", "total", "survey_untreated")["value"] == pytest.approx(600)
    # fifteen excesses of (2 - 1)(15 - 10) have the cutoff 15 · 5 / 16, by which the total falls (and a little more, as the mean falls)
    assert find(store, "B2", "total")["value"] == pytest.approx(600 - 15 * 5 / 16, abs=0.2)
    # by hand: variance of the mean of 15 fives and 15 fifteens, (1 - 30/60) · 30/29 · 25 / 30, inflated by HC3's (30/29)²
    assert find(store, "B2", "mean", "survey_untreated")["standard_error"] == pytest.approx((0.5 * 25 / 29) ** 0.5 * 30 / 29)


def test_a_survey_of_larger_enterprises_says_nothing_of_smaller_ones(framed: Store) -> None:
    case = load_case()
    rows = zip(
        sampled_ids(), case.table["size_class"], case.weights.tolist(), case.table["N_h"].tolist(), case.strata.tolist(), strict=True
    )
    large = [(key, weight, size, stratum) for key, label, weight, size, stratum in rows if label != "0-9"]
    write_survey_units(framed, (SurveyUnit(*WAVE, SURVEY, key, w, str(h), n) for key, w, n, h in large))
    append_labels(framed, (answer(key, "B1", "yes" if i % 3 else "no") for i, (key, *_) in enumerate(large)))
    aggregate(framed, *WAVE, by=BRIEF)
    rows = read_table(framed, indicator="B1", measure="share")
    assert [(row["n_frame"], row["population"]) for row in rows] == [(580, "registered enterprises, as far as the survey covers them")]
    assert not read_table(framed, indicator="B1", size_class="S0T9")
    assert find(framed, "B1", method="survey_weighted", size_class="S_GE10")["population"] == "registered enterprises"


def test_of_several_surveys_the_one_with_most_answers_counts_and_notes_say_how_many_answered(framed: Store) -> None:
    write_case_survey(framed)
    write_answers(framed, "B3", "web")
    write_survey_units(framed, (SurveyUnit(*WAVE, "small", key, 10.0) for key in sampled_ids()[:40]))
    append_labels(framed, (answer(key, "B3", "yes", survey="small") for key in sampled_ids()[:30]))
    append_labels(framed, (answer(key, "B8", "yes", survey="small") for key in sampled_ids()[:30]))
    report = aggregate(framed, *WAVE, by=BRIEF)
    assert find(framed, "B3", method="survey_weighted")["sample"] == SURVEY
    assert find(framed, "B8", method="survey_weighted")["sample"] == "small"
    assert any("B8: 30 of 40" in note for note in report.notes)
    assert any("add up to 400" in note for note in report.notes)


@pytest.mark.parametrize("weighted", [True, False])
def test_weights_are_told_as_the_offices_only_where_it_gave_some(framed: Store, *, weighted: bool) -> None:
    write_case_survey(framed, weighted=weighted)
    write_answers(framed, "B3", "web")
    report = aggregate(framed, *WAVE)
    assert any("taken as the office gave them" in note for note in report.notes) is weighted


def test_fewer_than_ten_answers_are_no_estimate(framed: Store) -> None:
    write_case_survey(framed)
    append_labels(framed, (answer(key, "B3", "yes") for key in sampled_ids()[:9]))
    aggregate(framed, *WAVE, by=BRIEF)
    assert not read_table(framed, indicator="B3")


def test_only_the_newest_reference_period_counts(framed: Store) -> None:
    write_case_survey(framed)
    write_answers(framed, "B3", "web")
    with framed.writing() as db:
        db.execute("DROP TRIGGER labels_keep_updates")
        db.execute("UPDATE labels SET reference_period = '2024' WHERE enterprise_id IN (SELECT enterprise_id FROM labels LIMIT 50)")
    report = aggregate(framed, *WAVE, by=BRIEF)
    assert find(framed, "B3", method="survey_weighted")["n_labelled"] == 150
    assert any("2025 count" in note for note in report.notes)


def test_a_cell_that_one_enterprise_dominates_is_hidden_with_its_share_and_untreated_figure(framed: Store) -> None:
    table = load_case().table.copy()
    write_case_survey(framed)
    giant = table.index[table["size_class"] == "250+"][0]
    table.loc[giant, "turnover_k"] = 1e9
    write_amounts(framed, "turnover", table["turnover_k"].tolist())
    write_amounts(framed, "online_sales", (table["turnover_k"] * 0.1).tolist())
    aggregate(framed, *WAVE, by=BRIEF)
    section = str(table.loc[giant, "section"])
    cell = {"activity": section, "size_class": "S_GE250", "population": "registered enterprises"}
    rows = [row for indicator in ("turnover", "online_sales") for row in read_table(framed, indicator=indicator, **cell)]
    assert len(rows) == 10
    assert {row["suppressed"] for row in rows} == {"primary"}


def test_enterprises_that_share_a_website_count_as_one_cluster(store: Store) -> None:
    sites = [f"s{i // 5}.example" for i in range(300)]
    write_enterprises(store, (Enterprise(*WAVE, f"e{i}", section="G", size_class="S10T49", site=sites[i]) for i in range(300)))
    replace_capabilities(store, *WAVE, (Capability(f"e{i}", "online_ordering", "no", None, "m") for i in range(300)))
    write_survey_units(store, (SurveyUnit(*WAVE, SURVEY, f"e{i}", 3.0) for i in range(100)))
    append_labels(store, (answer(f"e{i}", "B7", "yes" if i // 5 % 4 == 0 else "no") for i in range(100)))
    aggregate(store, *WAVE, by=BRIEF)
    row = find(store, "B7", method="survey_by_state")
    assert row["value"] == pytest.approx(0.25)
    # twenty websites, five of which say yes: as twenty units, not a hundred
    assert row["standard_error"] == pytest.approx((0.25 * 0.75 / 19) ** 0.5, rel=0.15)


def test_many_without_an_answer_lower_the_letter(framed: Store) -> None:
    write_case_survey(framed)
    write_answers(framed, "B1", "web")
    aggregate(framed, *WAVE, by=BRIEF)
    full = find(framed, "B1", method="survey_weighted")["quality"]
    append_labels(framed, (replace(answer(key, "B1", "unknown"), at="2026-04-01T00:00:00Z") for key in sampled_ids()[::8]))
    aggregate(framed, *WAVE, by=BRIEF)
    assert str(find(framed, "B1", method="survey_weighted")["quality"]) > str(full)
