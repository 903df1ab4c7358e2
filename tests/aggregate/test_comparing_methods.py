"""Experimental methods beside the default one: which rows they write, what these rest on, and that they pass for nothing else."""

import numpy as np
import pandas as pd
import pytest

from aggregate import aggregate
from aggregate.comparing_methods import METHODS, read_methods
from aggregate.tables.small_area_rows import list_area_sets
from catalogue.errors import EstimateError
from store.decisions import replace_capabilities
from store.estimates import read_estimates
from store.frame import write_enterprises
from store.opening import open_store
from store.records import Capability, Enterprise, SampleDesign, SampledUnit
from store.reviews import append_labels, write_sample
from tests.aggregate.cases_of_sample import load_case
from tests.aggregate.stores_of_cases import (
    BRIEF,
    WAVE,
    label,
    read_table,
    sampled_ids,
    write_case_frame,
    write_case_labels,
    write_case_sample,
)

CASE = load_case()


@pytest.fixture
def labelled(tmp_path):
    with open_store(tmp_path / "store.db", create=True) as store:
        write_case_frame(store)
        write_case_sample(store)
        write_case_labels(store)
        yield store


def find(store, measure="share", **wanted):
    (row,) = read_table(store, **{"population": "registered enterprises", "measure": measure, **wanted})
    return row


def methods_of(store):
    return {row["method"] for row in read_table(store)}


def test_nobody_gets_them_unasked(labelled):
    aggregate(labelled, *WAVE, by=BRIEF)
    assert methods_of(labelled) & set(METHODS) == set()


def test_the_default_stays_as_it_is_beside_them(labelled):
    aggregate(labelled, *WAVE)
    before = list(labelled.db.query("SELECT * FROM estimates"))
    aggregate(labelled, *WAVE, also=METHODS)
    others = ", ".join(f"'{method}'" for method in METHODS)
    assert list(labelled.db.query(f"SELECT * FROM estimates WHERE method NOT IN ({others})")) == before


def test_model_based_blows_read_websites_up_to_all_that_people_say_there_are(labelled):
    """C01: labels say 907.12 enterprises have a website; 858 were read, 259 of them predicted yes."""
    answers = ["yes" if web else "no" for web in CASE.table["web"]]
    append_labels(labelled, (label(key, a, "case", "own_website") for key, a in zip(sampled_ids(), answers, strict=True)))
    report = aggregate(labelled, *WAVE, also=["model_based"], by=BRIEF)
    row = find(labelled, "count", method="model_based")
    assert row["value"] == pytest.approx(907.121212121212 * 259 / 858)
    assert row["standard_error"] == pytest.approx(78.969484775721 * 259 / 858)
    assert row["quality"] != "A"
    bias = 907.121212121212 * 259 / 858 - 270.844696969697  # less C01's total of orders
    assert any(f"{100 * bias / 2000:+.1f} points off" in note for note in report.notes)


def test_combined_adds_labelled_orders_of_unread_websites(labelled):
    aggregate(labelled, *WAVE, also=["combined"], by=BRIEF)
    unread = (CASE.weights * CASE.column("order") * (CASE.column("state") == 0)).sum()
    assert find(labelled, "count", method="combined")["value"] == pytest.approx(259 + unread)
    assert methods_of(labelled) & set(METHODS) == {"combined"}


def test_the_interval_of_a_web_estimate_holds_its_bias(labelled):
    aggregate(labelled, *WAVE, also=["combined"], by=BRIEF)
    row = find(labelled, method="combined")
    errors = CASE.weights * (CASE.column("pred_order") - CASE.column("order")) * (CASE.column("state") > 0)
    half = (row["ci_high"] - row["ci_low"]) / 2
    assert half > abs(errors.sum()) / 2000 + 1.97 * row["standard_error"]


def test_experimental_rows_have_no_official_name_and_hide_what_is_hidden(labelled):
    write_case_labels(labelled, question="B7", source="survey")
    aggregate(labelled, *WAVE, also=METHODS)
    rows = pd.DataFrame(read_estimates(labelled, *WAVE, safe=False))
    extra = rows[rows["method"].isin(METHODS)]
    assert set(extra[extra["method"] != "small_areas"]["indicator"]) == {"online_ordering"}
    keys = ["indicator", "population", "activity", "size_class", "region", "measure"]
    default = rows[rows["method"] == "post_stratified"].set_index(keys)["suppressed"].rename("by_default")
    confidential = extra.set_index(keys).join(default).query("by_default in ('primary', 'secondary')")
    assert len(confidential)
    assert set(confidential["suppressed"]) <= {"primary", "secondary"}


def test_small_areas_add_up_to_the_national_estimate(labelled):
    aggregate(labelled, *WAVE, also=["small_areas"])
    rows = pd.DataFrame(read_estimates(labelled, *WAVE, safe=False)).query("method == 'small_areas' and measure == 'count'")
    areas = rows[(rows["activity"] != "_T") & (rows["size_class"] != "_T") & (rows["region"] != "_T")]
    assert len(areas) == 36
    assert areas["n_frame"].sum() == 2000
    assert areas["value"].sum() == pytest.approx(find(labelled, "count", method="post_stratified")["value"])
    assert len(areas) == len(rows)  # three regions are too few for a model


def test_cells_labelled_whole_keep_their_figures(labelled):
    aggregate(labelled, *WAVE, also=["small_areas"])
    where = {"activity": "C", "size_class": "S_GE250", "region": "R1"}
    own, model = (find(labelled, method=method, **where) for method in ("post_stratified", "small_areas"))
    assert (model["value"], model["ci_low"], model["ci_high"]) == pytest.approx((own["value"], own["value"], own["value"]), abs=0.21)
    assert model["value"] == own["value"]


def test_area_sets_are_leaves_of_one_kind():
    keys = pd.DataFrame(
        {
            "population": "registered enterprises",
            "activity": ["_T", "C", "G", "ICT", "10", "11", "_T", "_T", "_T", "C"],
            "size_class": ["_T", "_T", "_T", "_T", "_T", "_T", "S0T9", "S10T49", "S_GE10", "S0T9"],
            **dict.fromkeys(("region", "urbanisation", "owner_sex", "other_dimension", "other_value"), "_T"),
        }
    )
    assert sorted(rows.tolist() for rows in list_area_sets(keys)) == [[1, 2], [4, 5], [6, 7], [9]]


def test_a_wave_without_labels_is_corrected_by_an_earlier_one(labelled):
    """The wave after has 30 of 100 predicted yes; sensitivity and specificity are those of the sample of the wave before."""
    now = ("XD", "2027")
    write_enterprises(labelled, (Enterprise(*now, f"n{i}", site=f"n{i}.example") for i in range(100)))
    replace_capabilities(
        labelled, *now, (Capability(f"n{i}", "online_ordering", "yes" if i < 30 else "no", None, "test") for i in range(100))
    )
    report = aggregate(labelled, *now, also=["misclassification"])
    row = find(labelled, wave="2027", method="misclassification")
    truth, predicted, weights = CASE.column("order"), CASE.column("pred_order"), CASE.weights
    p11 = (weights * truth * predicted).sum() / (weights * truth).sum()
    p00 = (weights * (1 - truth) * (1 - predicted)).sum() / (weights * (1 - truth)).sum()
    assert row["value"] == pytest.approx((0.30 + p00 - 1) / (p11 + p00 - 1))
    assert row["sample"] == "case"
    assert row["ci_low"] < row["value"] < row["ci_high"]
    assert any("200 labels of wave 2026" in note for note in report.notes)


def test_an_impossible_correction_is_told_and_hidden(labelled):
    now = ("XD", "2027")
    write_enterprises(labelled, (Enterprise(*now, f"n{i}", site=f"n{i}.example") for i in range(100)))
    replace_capabilities(labelled, *now, (Capability(f"n{i}", "online_ordering", "no", None, "other") for i in range(100)))
    report = aggregate(labelled, *now, also=["misclassification"])
    row = find(labelled, wave="2027", method="misclassification")
    assert row["value"] < 0
    assert (row["quality"], row["suppressed"]) == ("F", "quality")
    (note,) = [note for note in report.notes if "corrected" in note]
    assert "another model decided then" in note
    assert "cannot be a share" in note


def test_labels_of_this_wave_are_said_to_be_better_used_otherwise(labelled):
    report = aggregate(labelled, *WAVE, also=["misclassification"], by=BRIEF)
    assert any("of this very wave" in note for note in report.notes)
    assert find(labelled, method="misclassification")["n_labelled"] == 200


def test_without_any_labels_nothing_is_corrected(tmp_path):
    with open_store(tmp_path / "store.db", create=True) as store:
        write_case_frame(store)
        report = aggregate(store, *WAVE, also=METHODS, by=BRIEF)
        assert methods_of(store) & set(METHODS) == set()
        assert any("no wave has the ten yes and ten no" in note for note in report.notes)


def test_regions_are_nearer_to_the_truth_than_their_labels_alone(tmp_path):
    """25 regions of 40, the crawl knows a part of the truth; one region has no label and gets what the others teach."""
    random = np.random.default_rng(4)
    with open_store(tmp_path / "store.db", create=True) as store:
        regions = np.repeat(np.arange(25), 40)
        truth = random.random(1000) < 0.1 + 0.02 * regions
        predicted = np.where(random.random(1000) < 0.85, truth, ~truth)
        write_enterprises(store, (Enterprise(*WAVE, f"e{i:04d}", region=f"R{r:02d}", site=f"e{i}.example") for i, r in enumerate(regions)))
        said = ["yes" if p else "no" for p in predicted]
        replace_capabilities(store, *WAVE, (Capability(f"e{i:04d}", "online_ordering", said[i], None, "m") for i in range(1000)))
        drawn = np.sort(random.choice(960, 200, replace=False))  # none of the last region
        write_sample(
            store,
            SampleDesign(*WAVE, "s", "online_ordering", "m", 1, 200, "simple", {"all:_": (1000, 200)}),
            [SampledUnit(f"e{i:04d}", "all:_", 0.2, place) for place, i in enumerate(drawn.tolist())],
        )
        append_labels(store, (label(f"e{i:04d}", "yes" if truth[i] else "no", "s") for i in drawn.tolist()))
        aggregate(store, *WAVE, also=["small_areas"])
        rows = pd.DataFrame(read_table(store, measure="share", method="small_areas", region="R24"))
        assert rows["n_labelled"].tolist() == [0]
        small, own = (
            np.array([find(store, method=method, region=f"R{r:02d}")["value"] for r in range(24)])
            for method in ("small_areas", "post_stratified")
        )
        true = np.array([truth[regions == r].mean() for r in range(24)])
        assert np.mean((small - true) ** 2) < 0.8 * np.mean((own - true) ** 2)


def test_methods_are_read_with_commas():
    assert read_methods("combined, model_based") == ("model_based", "combined")
    assert read_methods("all") == METHODS
    assert read_methods("") == ()


def test_an_unknown_method_is_named_with_those_there_are():
    with pytest.raises(EstimateError, match=r"guessing is not known: choose from model_based, combined, misclassification, small_areas"):
        read_methods("combined,guessing")


def test_a_cell_with_few_labels_is_not_shown_by_web_methods(labelled):
    aggregate(labelled, *WAVE, also=["combined", "model_based"], by=BRIEF)
    rows = pd.DataFrame(read_estimates(labelled, *WAVE, safe=False)).query("method in ('combined', 'model_based')")
    few = rows[rows["n_labelled"] < 10]
    assert len(few)
    assert set(few["suppressed"]) <= {"primary", "secondary", "quality"}


def test_rare_properties_have_no_small_areas(tmp_path):
    with open_store(tmp_path / "store.db", create=True) as store:
        write_case_frame(store)
        write_case_sample(store)
        append_labels(store, (label(key, "yes" if i < 9 else "no", "case") for i, key in enumerate(sampled_ids())))
        report = aggregate(store, *WAVE, also=["small_areas"], by=BRIEF)
        assert "small_areas" not in set(read_estimates(store, *WAVE)["method"])
        assert any("no estimates of small areas" in note for note in report.notes)


def test_predictions_that_no_label_judges_are_not_shown(tmp_path):
    """All labels of region R1 are of websites that were not read, so that nothing tells how wrong predictions are there."""
    with open_store(tmp_path / "store.db", create=True) as store:
        write_enterprises(
            store, (Enterprise(*WAVE, f"e{i:03d}", region="R1" if i < 100 else "R2", site=f"e{i}.example") for i in range(300))
        )
        said = ["yes" if i % 3 == 0 else "unknown" if i % 3 == 1 else "no" for i in range(300)]
        replace_capabilities(store, *WAVE, (Capability(f"e{i:03d}", "online_ordering", said[i], None, "m") for i in range(300)))
        drawn = [i for i in range(300) if (i < 100 and i % 3 == 1) or (i >= 100 and i % 2)]
        write_sample(
            store,
            SampleDesign(*WAVE, "s", "online_ordering", "m", 1, len(drawn), "simple", {"all:_": (300, len(drawn))}),
            [SampledUnit(f"e{i:03d}", "all:_", len(drawn) / 300, place) for place, i in enumerate(drawn)],
        )
        append_labels(store, (label(f"e{i:03d}", "yes" if i % 3 == 0 or i % 15 == 1 else "no", "s") for i in drawn))
        aggregate(store, *WAVE, also=["combined"])
        assert find(store, method="combined", region="R1")["suppressed"] == "quality"
        assert find(store, method="combined", region="R2")["suppressed"] == "none"
