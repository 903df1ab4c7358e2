"""Calibration on state × section and state × size: the published numbers of the reference case, and pooling where labels are few."""

import numpy as np
import pandas as pd
import pytest

from aggregate.estimators.by_state import LabelledSample, estimate_by_state
from aggregate.estimators.calibration import adjust_residuals, calibrate_weights, group_indicators
from aggregate.estimators.margins import Margin, build_margin, join_columns, pool_levels
from aggregate.estimators.stratified import estimate_variance, linearise_ratios
from tests.aggregate.cases_of_sample import load_case, load_frame

CASE, FRAME = load_case(), load_frame()
STATES = (
    CASE.table["state"].to_numpy(dtype=np.int64)
    if "state" in CASE.table
    else np.where(CASE.column("scraped") == 0, 0, np.where(CASE.column("pred_order") == 1, 2, 1)).astype(np.int64)
)


def margin_of(column: str) -> Margin:
    names = sorted(FRAME[column].unique())
    totals = np.zeros((3, len(names)))
    for row in FRAME.itertuples():
        totals[row.state, names.index(getattr(row, column))] += row.units
    return Margin(CASE.table[column].map(names.index).to_numpy(dtype=np.int64), totals)


def calibrate(fewest: int) -> tuple[np.ndarray, np.ndarray]:
    """Calibrated weights and auxiliaries with levels of so many labels, units taken with certainty left out."""
    chance, groups = ~CASE.certain, np.arange(3)
    parts = [build_margin(margin_of(c), groups, STATES, chance, CASE.weights, fewest) for c in ("section", "size_class")]
    totals = FRAME.groupby("state")["units"].sum().to_numpy() - np.bincount(STATES[~chance], weights=CASE.weights[~chance], minlength=3)
    base = group_indicators(np.where(chance, STATES, -1), 3), totals.astype(float)
    auxiliaries, sums = join_columns(CASE.weights, [base, *parts])
    return calibrate_weights(CASE.weights, auxiliaries, sums), auxiliaries


@pytest.mark.parametrize(
    ("section", "share", "errors"),
    [
        (None, 0.17319649094131168, (0.018027188160322297, 0.01900935965718738, 0.02009570709326726)),
        ("I", 0.28120512077310546, (0.03492980631301381, 0.03610850746190341, 0.03736058825849523)),
    ],
)
def test_c46_all_margins_of_state_by_section_and_by_size(section, share, errors):
    weights, auxiliaries = calibrate(fewest=1)
    domain = np.ones((1, 200)) if section is None else CASE.domains("section", section)
    shares, linearised = linearise_ratios(CASE.column("order") * domain, domain, weights)
    assert shares[0] == pytest.approx(share, rel=1e-6)
    for leverage, error in zip(("none", "hc2", "hc3"), errors, strict=True):
        residuals = adjust_residuals(linearised, CASE.weights, auxiliaries, leverage)
        assert np.sqrt(estimate_variance(weights * residuals, CASE.strata, CASE.sizes))[0] == pytest.approx(error, rel=1e-7)


def test_levels_with_few_labels_are_pooled_and_a_pool_with_few_joins_the_level_that_has_fewest():
    assert pool_levels(np.array([40, 30, 20, 10]), 25).tolist() == [0, 1, 2, 2]
    assert pool_levels(np.array([40, 30, 14, 10]), 25).tolist() == [0, 1, 1, 1]
    assert pool_levels(np.array([24, 24, 24]), 25).tolist() == [0, 0, 0]
    assert pool_levels(np.array([60, 0]), 25).tolist() == [0, 0]


def test_calibrated_weights_give_the_frame_back_for_pools_and_states():
    weights, _ = calibrate(fewest=25)
    joined = pd.DataFrame({"state": STATES, "section": CASE.table["section"], "size": CASE.table["size_class"], "w": weights})
    for state in range(3):
        assert joined.loc[joined["state"] == state, "w"].sum() == pytest.approx(FRAME.loc[FRAME["state"] == state, "units"].sum())
    labels = joined[~CASE.certain].groupby(["state", "section"]).size()
    for state, section in labels[labels >= 25].index:
        whole = FRAME.loc[(FRAME["state"] == state) & (FRAME["section"] == section), "units"].sum()
        assert joined.loc[(joined["state"] == state) & (joined["section"] == section), "w"].sum() == pytest.approx(whole)


def frame_of_two_sections(answers_first, answers_second):
    """State 2 only; two sections of 500, of which the sample (100 of 1,000, one stratum) has 60 and 40."""
    answers = np.array(answers_first + answers_second, float)
    levels = np.array([0] * len(answers_first) + [1] * len(answers_second))
    strata = np.zeros(len(answers), dtype=np.int64)
    totals = np.zeros((4, 2))
    totals[2] = 500
    weights = np.full(len(answers), 1000 / len(answers))
    return LabelledSample(answers, np.full(len(answers), 2), strata, np.array([1000.0]), weights, (Margin(levels, totals),))


def test_a_section_drawn_too_often_is_weighted_back():
    sample = frame_of_two_sections([1] * 30 + [0] * 30, [1] * 10 + [0] * 30)
    found = estimate_by_state(sample, np.array([0, 0, 1000.0, 0]), np.ones((1, 100)))
    # (1/2 + 1/4)/2, where the sample's own share is 40 of 100.
    assert found.shares[0] == pytest.approx(0.375)
    # Post-stratified by hand: Σ (N_g/N)² (1-f) Σe²/n_g² n/(n-1) with e/(1-1/n_g): Σe² = 15 and 7.5.
    by_hand = 0.25 * 0.9 * (100 / 99) * (15 / 60**2 / (59 / 60) ** 2 + 7.5 / 40**2 / (39 / 40) ** 2)
    assert found.standard_errors[0] == pytest.approx(np.sqrt(by_hand))


def test_margins_that_would_need_weights_near_nothing_are_left_out():
    sample = frame_of_two_sections([1] * 70, [0] * 30)
    hostile = np.zeros((4, 2))
    hostile[2] = (10, 990)
    sample = LabelledSample(
        *(getattr(sample, n) for n in ("answers", "states", "strata", "frame_sizes", "weights")),
        (Margin(sample.margins[0].levels, hostile),),
    )
    found = estimate_by_state(sample, np.array([0, 0, 1000.0, 0]), np.ones((1, 100)))
    assert found.shares[0] == pytest.approx(0.7)  # a section weighted by 10/700 would be one of its own


def test_margins_that_would_need_weights_many_times_their_own_are_left_out():
    answers, levels = np.array([1.0] * 100 + [0] * 100), np.repeat([0, 1], [175, 25])
    for known, share in ((600, 0.5), (450, (100 / 175) * 550 / 1000)):
        totals = np.zeros((4, 2))
        totals[2] = (1000 - known, known)
        margins = (Margin(levels, totals),)
        sample = LabelledSample(answers, np.full(200, 2), np.zeros(200, dtype=np.int64), np.array([1000.0]), np.full(200, 5.0), margins)
        found = estimate_by_state(sample, np.array([0, 0, 1000.0, 0]), np.ones((1, 200)))
        assert found.shares[0] == pytest.approx(share)  # 25 labels of weight 5: 600 is 4.8 times, 450 is 3.6 times of it


def test_a_section_needs_twenty_five_labels_to_be_weighted_by_itself():
    pooled, own = (frame_of_two_sections([1] * 50 + [0] * (50 - n), [0] * n) for n in (24, 25))
    shares = [estimate_by_state(sample, np.array([0, 0, 1000.0, 0]), np.ones((1, 100))).shares[0] for sample in (pooled, own)]
    assert shares == pytest.approx([0.5, (50 / 75) / 2])


def test_a_margin_that_repeats_another_changes_nothing():
    sample = frame_of_two_sections([1] * 30 + [0] * 30, [1] * 10 + [0] * 30)
    twice = LabelledSample(sample.answers, sample.states, sample.strata, sample.frame_sizes, sample.weights, sample.margins * 2)
    once, again = (estimate_by_state(s, np.array([0, 0, 1000.0, 0]), np.ones((1, 100))) for s in (sample, twice))
    assert (again.shares[0], again.standard_errors[0]) == (pytest.approx(once.shares[0]), pytest.approx(once.standard_errors[0]))


def test_units_on_one_website_widen_the_margin_as_if_they_were_one():
    answers, states = np.array([0.0] * 8 + [1.0] * 32 + [0] * 40), np.array([3] * 40 + [2] * 40)
    strata, sizes = (states == 2).astype(np.int64), np.array([2000.0, 2000.0])
    weights, totals = np.full(80, 50.0), np.array([0, 0, 2000.0, 2000.0])
    hosts = np.where(np.arange(80) < 8, 7, -1)
    alone, shared = (
        estimate_by_state(LabelledSample(answers, states, strata, sizes, weights, (), c), totals, np.ones((1, 80))) for c in (None, hosts)
    )
    assert shared.shares[0] == alone.shares[0] == pytest.approx(0.4)
    # The eight errors of -.8 are one of -6.4: n/(n-1) of 33 clusters, leverage 1/40, (1/80)² of a share; state 2 has its floor of 2/40.
    seen = (33 / 32) * ((8 * 0.8) ** 2 + 32 * 0.2**2) / (39 / 40) ** 2 / 80**2 * 0.98
    floor = (1 / 80) ** 2 * 40 * 0.98 * (0.05 * 0.95)
    few = (8 * 8 + 32) / 80**2 * 0.98 * missing_of_one_host()
    assert shared.standard_errors[0] == pytest.approx(np.sqrt(seen + floor + few))
    assert shared.effective[0] < alone.effective[0]


def test_units_on_one_website_that_err_in_opposite_ways_do_not_narrow_the_margin():
    # Ten websites with a yes and a no each among 60 labels of one state: their sums deviate less than single units would.
    answers = np.array([1.0, 0] * 10 + [1.0] * 20 + [0.0] * 20)
    hosts = np.where(np.arange(60) < 20, np.arange(60) // 2, -1)
    design = (np.full(60, 2), np.zeros(60, dtype=np.int64), np.array([600.0]), np.full(60, 10.0), ())
    alone, shared = (
        estimate_by_state(LabelledSample(answers, *design, c), np.array([0, 0, 600.0, 0]), np.ones((1, 60))) for c in (None, hosts)
    )
    # By hand: (1-f) n/(n-1) · 60 · (1/2)²/60² with e/(1-1/60).
    assert alone.standard_errors[0] ** 2 == pytest.approx(0.9 * (60 / 59) * 60 * 0.25 / 60**2 * (60 / 59) ** 2)
    assert shared.standard_errors[0] == pytest.approx(alone.standard_errors[0])


def missing_of_one_host() -> float:
    """State 3 has 33 labels with the host counted once, of which one is a no: as few as two of 33 are supposed, less what was seen."""
    return (2 / 33) * (31 / 33) - (1 / 33) * (32 / 33)
