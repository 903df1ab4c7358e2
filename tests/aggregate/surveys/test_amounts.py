"""Totals and ratios of amounts against R survey's numbers on the synthetic sample, by hand, and over samples drawn again and again."""

import numpy as np
import pytest

from aggregate.surveys.amounts import AmountSample, estimate_ratios, estimate_totals, treat
from aggregate.surveys.auxiliaries import Known, build_amount_sample, join_small
from tests.aggregate.cases_of_sample import load_case, load_frame

ALL = np.ones((1, 200))


def case_sample(columns: list[np.ndarray], totals: list[float]) -> AmountSample:
    case = load_case()
    return AmountSample(case.weights, case.strata, case.sizes, np.column_stack(columns), np.array(totals, dtype=np.float64))


def greg() -> AmountSample:
    case = load_case()
    return case_sample([np.ones(200), case.column("pred_order"), case.column("persons_employed")], [2000, 259, 53347])


def test_untreated_regression_total_is_that_of_r_survey() -> None:
    values = load_case().column("turnover_k")
    found = estimate_totals(values, values, greg(), ALL)
    assert found.untreated[0] == pytest.approx(4650458.44683196, rel=1e-8)
    plain = found.untreated_errors[0]
    assert 140078.904913603 < plain < 1.06 * 140078.904913603, "HC3 residuals are a little larger than R's"


def test_ratio_of_totals_is_that_of_r_survey() -> None:
    case = load_case()
    turnover, persons = case.column("turnover_k"), case.column("persons_employed")
    plain = AmountSample(case.weights, case.strata, case.sizes, np.zeros((200, 1)), np.zeros(1))
    found = estimate_ratios((turnover, turnover), (persons, persons), plain, ALL)
    assert (found.untreated[0], found.untreated_errors[0]) == pytest.approx((87.706997459709, 2.396452802788), rel=1e-9)


def test_totals_of_domains_add_up_to_the_total() -> None:
    case, values = load_case(), load_case().column("turnover_k")
    sample = greg()
    treated = treat(values, sample).values
    parts = estimate_totals(values, treated, sample, case.domains("section", "C", "G", "I"))
    whole = estimate_totals(values, treated, sample, ALL)
    assert parts.values.sum() == pytest.approx(whole.values[0])
    assert parts.untreated.sum() == pytest.approx(whole.untreated[0])


def test_intervals_hold_what_the_treatment_takes_away() -> None:
    values = load_case().column("turnover_k").copy()
    values[0] *= 500
    sample = greg()
    treated = treat(values, sample).values
    found = estimate_totals(values, treated, sample, ALL)
    assert found.untreated[0] > found.values[0] * 1.05
    assert found.low[0] < found.values[0]
    assert found.high[0] > found.untreated[0] + found.untreated_errors[0]


def test_a_domain_without_an_answer_has_no_figure() -> None:
    values = load_case().column("turnover_k")
    found = estimate_totals(values, values, greg(), np.zeros((1, 200)))
    assert np.isnan([found.values[0], found.low[0], found.high[0], found.untreated[0]]).all()


def test_a_share_keeps_between_nought_and_one() -> None:
    turnover = load_case().column("turnover_k")
    sales = turnover * (np.arange(200) == 0)
    found = estimate_ratios((sales, sales), (turnover, turnover), greg(), ALL, scale="logit")
    assert 0 <= found.low[0] < found.values[0] < found.high[0] <= 1


def test_small_classes_join_the_next_one_and_the_last_the_one_before() -> None:
    assert join_small(np.array([30, 5, 16, 25, 3]), 20).tolist() == [0, 1, 1, 2, 2]
    assert join_small(np.array([3, 4]), 20).tolist() == [0, 0]


def test_units_of_strata_answered_whole_keep_their_weight() -> None:
    case = load_case()
    frame = load_frame()
    sizes = case.table["size_class"].map({"0-9": 0, "10-49": 1, "50-249": 2, "250+": 3}).to_numpy()
    totals = frame.groupby("size_class")["units"].sum()[["0-9", "10-49", "50-249", "250+"]].to_numpy(dtype=np.float64)
    states = np.where(case.column("state") == 0, 1, case.column("state") + 1).astype(np.int64)
    state_totals = np.array([0.0, *frame.groupby("state")["units"].sum()])
    known = Known(states, state_totals, sizes, totals, case.column("persons_employed"), 53347.0)
    sample = build_amount_sample(case.weights, case.strata, case.sizes, known)
    assert (sample.calibrated[case.certain] == 1).all()
    assert sample.calibrated.sum() == pytest.approx(2000)
    assert sample.calibrated @ case.column("persons_employed") == pytest.approx(53347)


def test_auxiliaries_that_would_move_weights_too_far_are_left_out() -> None:
    units, ones = 40, np.zeros(40, dtype=np.int64)
    weights = np.full(units, 10.0)
    known = Known(ones, np.array([400.0, 0, 0, 0]), ones, np.array([400.0]), np.linspace(1, 2, units), 6000.0)
    sample = build_amount_sample(weights, ones, np.array([400.0]), known)
    assert sample.calibrated.tolist() == pytest.approx(weights.tolist()), "nobody in the sample is as large as the mean of the frame"


def test_intervals_of_skewed_totals_hold_the_truth_about_as_often_as_they_say() -> None:
    rng = np.random.default_rng(5)
    persons = np.ceil(rng.lognormal(2, 1, 5000))
    has_site = rng.random(5000) < 0.4
    amounts = persons * rng.lognormal(3, 0.8, 5000) * np.where(has_site, 1.5, 1)
    held, values = [], []
    for _ in range(250):
        drawn = rng.choice(5000, 300, replace=False)
        auxiliaries = np.column_stack([has_site, ~has_site, persons])[drawn].astype(np.float64)
        totals = np.array([has_site.sum(), (~has_site).sum(), persons.sum()], dtype=np.float64)
        sample = AmountSample(np.full(300, 5000 / 300), np.zeros(300, dtype=np.int64), np.array([5000.0]), auxiliaries, totals)
        found = estimate_totals(amounts[drawn], treat(amounts[drawn], sample).values, sample, np.ones((1, 300)))
        held.append(found.low[0] <= amounts.sum() <= found.high[0])
        values.append(found.values[0])
    assert np.mean(held) > 0.92
    assert abs(np.mean(values) / amounts.sum() - 1) < 0.06
