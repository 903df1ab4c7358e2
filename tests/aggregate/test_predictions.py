"""Prediction-powered inference as views of the difference estimator, and cross-fitting."""

import numpy as np
import pandas as pd
import pytest

from aggregate.estimators.calibration import estimate_calibrated_totals
from aggregate.estimators.cross_fitting import draw_folds, estimate_cross_fitted, predict_across
from aggregate.estimators.difference import estimate_difference
from aggregate.estimators.predictions import estimate_ppi_mean, estimate_stratified_ppi_mean, estimate_tuned_difference
from tests.aggregate.cases_of_sample import FOLDER, load_case

CASE = load_case()
DESIGN = (CASE.weights, CASE.strata, CASE.sizes)
ORDER, PREDICTED = CASE.column("order"), CASE.column("pred_order")
LABELLED, UNLABELLED = (pd.read_csv(FOLDER / f"ppi_{name}.csv") for name in ("labelled", "unlabelled"))
PPI = (LABELLED["Y"].to_numpy(), LABELLED["Yhat"].to_numpy(), UNLABELLED["Yhat"].to_numpy())


@pytest.mark.parametrize(
    ("tuning", "value", "low", "high"),
    [
        ("one", 0.3253483333333333, 0.2479864228305665, 0.4027102438361001),
        ("clipped", 0.3253483333333333, 0.2479864228305665, 0.4027102438361001),
        ("tuned", 0.2913235683544145, 0.22146780871293198, 0.36117932799589697),
    ],
)
def test_c35_prediction_powered_means(tuning, value, low, high):
    found = estimate_ppi_mean(*PPI, tuning)
    assert (found.value, *found.interval()) == pytest.approx((value, low, high), rel=1e-9)


def test_c35_the_tuned_slope():
    assert estimate_ppi_mean(*PPI).slopes == pytest.approx([1.586785633852185], rel=1e-9)


def test_predictions_that_say_nothing_leave_the_labels_alone():
    found = estimate_ppi_mean(PPI[0], np.ones(60), np.ones(600))
    assert found.slopes.tolist() == [0]
    assert found.interval() == pytest.approx((0.2603104233845284, 0.5063562432821382), rel=1e-9)


def test_one_stratum_is_the_plain_mean():
    plain = estimate_ppi_mean(*PPI)
    y, f, u = PPI
    found = estimate_stratified_ppi_mean(y, f, np.zeros(60, int), u, np.zeros(600, int), np.ones(1))
    assert (found.value, found.standard_error) == pytest.approx((plain.value, plain.standard_error))


def test_strata_have_their_own_slopes_where_labels_suffice():
    y, f, u = PPI
    halves, others = np.arange(60) % 2, np.arange(600) % 2
    found = estimate_stratified_ppi_mean(y, f, halves, u, others, np.array([0.3, 0.7]))
    parts = [estimate_ppi_mean(y[halves == h], f[halves == h], u[others == h]) for h in (0, 1)]
    assert found.slopes == pytest.approx([part.slopes[0] for part in parts])
    assert found.value == pytest.approx(0.3 * parts[0].value + 0.7 * parts[1].value)
    assert found.standard_error**2 == pytest.approx(0.09 * parts[0].standard_error ** 2 + 0.49 * parts[1].standard_error ** 2)


def test_strata_with_few_labels_share_the_slope_of_smallest_variance():
    y, f, u = PPI
    strata, others = np.arange(60) % 4, np.arange(600) % 4
    parts = np.array([0.4, 0.3, 0.2, 0.1])
    found = estimate_stratified_ppi_mean(y, f, strata, u, others, parts)
    assert len(set(found.slopes.tolist())) == 1

    def variance(slope):
        groups = [(y[strata == h], f[strata == h], u[others == h]) for h in range(4)]
        return sum(
            p**2 * (slope**2 * c.var() / len(c) + (a - slope * b).var() / len(a)) for p, (a, b, c) in zip(parts, groups, strict=True)
        )

    grid = np.linspace(0, 3, 3001)
    assert found.slopes[0] == pytest.approx(grid[np.argmin([variance(s) for s in grid])], abs=1e-3)
    assert found.standard_error**2 == pytest.approx(variance(found.slopes[0]))


def test_the_tuned_difference_has_the_smallest_variance_of_all_slopes():
    found, slope = estimate_tuned_difference(ORDER, PREDICTED, 259.0, *DESIGN)
    grid = np.linspace(0, 2, 2001)
    errors = [float(estimate_difference(ORDER, s * PREDICTED, s * 259.0, *DESIGN).standard_errors) for s in grid]
    assert slope == pytest.approx(grid[np.argmin(errors)], abs=1e-3)
    assert float(found.standard_errors) == pytest.approx(min(errors), rel=1e-6)


def test_slope_one_is_c16_and_tuning_is_near_to_greg():
    one = estimate_difference(ORDER, PREDICTED, 259.0, *DESIGN)
    assert (float(one.values), float(one.standard_errors)) == pytest.approx((352.609848484848, 34.98962803229), rel=1e-9)
    tuned, _ = estimate_tuned_difference(ORDER, PREDICTED, 259.0, *DESIGN)
    auxiliaries = np.column_stack([np.ones(200), PREDICTED])
    greg = estimate_calibrated_totals(ORDER, CASE.weights, auxiliaries, np.array([2000.0, 259.0]), CASE.strata, CASE.sizes)
    assert abs(float(tuned.values) - float(greg.values)) < 0.25 * float(greg.standard_errors)
    assert float(tuned.standard_errors) == pytest.approx(float(greg.standard_errors), rel=0.03)


def test_folds_are_even_within_strata():
    strata = np.repeat([0, 1, 2], [10, 11, 3])
    folds = draw_folds(strata, 5, seed=1)
    counts = np.array([np.bincount(folds[strata == h], minlength=5) for h in range(3)])
    assert (counts.max(axis=1) - counts.min(axis=1)).tolist() == [0, 1, 1]
    assert folds.tolist() == draw_folds(strata, 5, seed=1).tolist() != draw_folds(strata, 5, seed=2).tolist()


def memorise(features, labels):
    """A predictor that knows its training labels by heart and guesses their mean for all others."""
    known = dict(zip(features[:, 0].tolist(), labels.tolist(), strict=True))
    return lambda units: np.array([known.get(unit, labels.mean()) for unit in units[:, 0].tolist()])


def test_each_unit_is_predicted_by_a_model_that_has_not_seen_it():
    frame = np.arange(40.0)[:, None]
    labelled, labels = frame[:10], np.array([1.0, 0] * 5)
    folds = np.repeat(np.arange(5), 2)
    predictions, totals = predict_across(memorise, labelled, labels, folds, frame, np.zeros(40, int), 1)
    assert predictions == pytest.approx(np.full(10, 0.5))
    assert totals == pytest.approx(np.full((1, 5), 4 + 32 * 0.5))


def test_cross_fitting_shows_the_error_that_memory_hides():
    """Labels learnt by heart leave no residual; cross-fitted, the margin is that of a sample without predictions."""
    random = np.random.default_rng(11)
    truth = (random.random(1000) < 0.3).astype(float)
    frame, covered, hidden = np.arange(1000.0)[:, None], [], []
    weights, strata, sizes = np.full(80, 12.5), np.zeros(80, dtype=np.int64), np.array([1000.0])
    for seed in range(60):
        drawn = random.choice(1000, 80, replace=False)
        folds = draw_folds(strata, 4, seed)
        predictions, totals = predict_across(memorise, frame[drawn], truth[drawn], folds, frame, np.zeros(1000, int), 1)
        found = estimate_cross_fitted(truth[drawn], predictions, folds, totals, weights, strata, sizes)
        covered.append(abs(found.values - truth.sum()) < 1.96 * found.standard_errors)
        model = memorise(frame[drawn], truth[drawn])
        hidden.append(estimate_difference(truth[drawn], model(frame[drawn]), model(frame).sum(), weights, strata, sizes).standard_errors)
    assert max(hidden) == 0
    assert np.mean(covered) > 0.87


def test_folds_of_different_sizes_weigh_their_models():
    values, predictions = np.array([1.0, 0, 1, 1]), np.array([0.5, 0.5, 0.25, 0.75])
    folds, strata = np.array([0, 0, 0, 1]), np.zeros(4, dtype=np.int64)
    found = estimate_cross_fitted(values, predictions, folds, np.array([[40.0, 60.0]]), np.full(4, 25.0), strata, np.array([100.0]))
    assert float(found.values) == pytest.approx(0.75 * 40 + 0.25 * 60 + 25 * (0.5 - 0.5 + 0.75 + 0.25))
