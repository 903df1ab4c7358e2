"""Fay and Herriot's model against closed forms of the balanced case and against simulation; shares of areas."""

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import norm

from aggregate.estimators.small_area_shares import benchmark_areas, estimate_area_shares, smooth_variances
from aggregate.estimators.small_areas import estimate_areas, fit_areas

Y = np.array([1.0, 4, 2, 7, 6, 10, 3, 7])  # mean 5, sum of squared deviations 64
ONES, PSI = np.ones((8, 1)), np.full(8, 2.0)


@pytest.mark.parametrize(("fitting", "variance"), [("reml", 64 / 7 - 2), ("ml", 64 / 8 - 2), ("moments", 64 / 7 - 2)])
def test_the_balanced_case_has_a_closed_form(fitting, variance):
    model = fit_areas(Y, ONES, PSI, fitting)
    assert model.converged
    assert model.variance == pytest.approx(variance, rel=1e-8)
    assert (model.slopes[0], model.slope_errors[0]) == pytest.approx((5, np.sqrt((variance + 2) / 8)), rel=1e-8)
    part = variance / (variance + 2)
    found = estimate_areas(model, Y, ONES, PSI)
    assert found.values == pytest.approx(5 + part * (Y - 5))
    g1, g2, g3 = part * 2, (1 - part) ** 2 * (variance + 2) / 8, 2 * (1 - part) ** 2 * (variance + 2) / 8
    bias = {"reml": 0, "ml": -(variance + 2) / 8, "moments": 0}[fitting]
    assert found.mean_squared_errors == pytest.approx(np.full(8, g1 + g2 + 2 * g3 - (1 - part) ** 2 * bias))


def test_areas_that_do_not_differ_get_the_regression():
    model = fit_areas(np.array([4.9, 5.1, 5, 5, 5.05, 4.95]), np.ones((6, 1)), np.full(6, 2.0))
    assert (model.variance, model.converged) == (0, True)
    found = estimate_areas(model, np.full(6, 5.0), np.ones((6, 1)), np.full(6, 2.0))
    assert found.direct_parts.tolist() == [0] * 6


def test_an_area_without_labels_gets_what_its_covariates_say():
    x = np.column_stack([np.ones(9), np.arange(9.0)])
    y, psi = np.append(Y, np.nan), np.append(PSI, np.nan)
    model = fit_areas(Y, x[:8], PSI)
    found = estimate_areas(model, y, x, psi)
    assert found.values[8] == pytest.approx(x[8] @ model.slopes)
    assert found.mean_squared_errors[8] == pytest.approx(model.variance + x[8] @ model.covariance @ x[8])
    assert found.direct_parts[8] == 0


@pytest.mark.parametrize(("psi", "columns"), [(np.array([1.0, 0, 1, 1]), 1), (np.ones(4), 4)])
def test_what_cannot_be_fitted_is_refused(psi, columns):
    with pytest.raises(ValueError, match="must be positive, and areas more"):
        fit_areas(np.arange(4.0), np.ones((4, columns)), psi)


@pytest.mark.parametrize("fitting", ["reml", "ml", "moments"])
def test_the_mean_squared_error_is_that_of_repeated_areas(fitting):
    random = np.random.default_rng(5)
    psi, x = np.repeat([0.4, 0.8, 1.2, 2.0], 8), np.column_stack([np.ones(32), np.linspace(-1, 1, 32)])
    squares, told = np.zeros(32), np.zeros(32)
    for _ in range(500):
        truth = x @ [3, 1] + random.normal(size=32)
        y = truth + random.normal(size=32) * np.sqrt(psi)
        found = estimate_areas(fit_areas(y, x, psi, fitting), y, x, psi)
        squares += (found.values - truth) ** 2 / 500
        told += found.mean_squared_errors / 500
    groups = np.repeat(np.eye(4), 8, axis=1) / 8
    assert groups @ told == pytest.approx(groups @ squares, rel=0.12)


def test_smoothing_finds_the_design_effect_and_keeps_the_sum():
    sizes, shares = np.array([5.0, 10, 20, 40, 0]), np.full(5, 0.2)
    simple = 0.16 / np.array([5.0, 10, 20, 40])
    variances = np.append(simple * [1, 2, 3, 2], np.nan)
    found = smooth_variances(variances, shares, sizes)
    assert found[:4] == pytest.approx(simple * variances[:4].sum() / simple.sum())
    assert np.isnan(found[4])


def test_smoothing_finds_a_power_law_again():
    sizes = np.geomspace(5, 500, 15)
    variances = 3 * (0.25 / sizes) ** 0.8
    assert smooth_variances(variances, np.full(15, 0.5), sizes) == pytest.approx(variances)


def test_a_variance_of_zero_is_smoothed_away():
    found = smooth_variances(np.array([0.0, 0.02, 0.02]), np.full(3, 0.5), np.full(3, 10.0))
    assert found == pytest.approx([0.02] * 3)
    with pytest.raises(ValueError, match="learn from"):
        smooth_variances(np.zeros(3), np.full(3, 0.5), np.full(3, 10.0))


@pytest.mark.parametrize(("scale", "back"), [("arcsine", lambda z: np.sin(z) ** 2), ("logit", lambda z: 1 / (1 + np.exp(-z)))])
def test_shares_come_back_as_means_over_what_is_left_unknown(scale, back):
    shares = np.array([0.30, 0.35, 0.42, 0.48, 0.55, 0.40, 0.38, 0.52])
    variances, steady = np.full(8, 0.004), np.full(8, 0.425)
    found = estimate_area_shares(shares, variances, steady, ONES, scale)
    between, part = found.model.variance, found.direct_parts
    factor = {"arcsine": 1 / (4 * 0.425 * 0.575), "logit": 1 / (0.425 * 0.575) ** 2}[scale]
    assert part == pytest.approx(between / (between + 0.004 * factor))
    effective = 0.425 * 0.575 / 0.004
    direct = np.arcsin(np.sqrt(shares)) if scale == "arcsine" else np.log((shares * effective + 0.5) / ((1 - shares) * effective + 0.5))
    centre = found.model.slopes[0] + part * (direct - found.model.slopes[0])
    spread = np.sqrt(part * 0.004 * factor)
    mean, _ = quad(lambda z: back(z) * norm.pdf(z, centre[0], spread[0]), centre[0] - 9 * spread[0], centre[0] + 9 * spread[0])
    assert found.values[0] == pytest.approx(mean, rel=1e-6)
    assert (found.low < found.values).all()
    assert (found.values < found.high).all()


def test_intervals_stay_within_a_share_and_hold_the_truth():
    random = np.random.default_rng(8)
    held, sizes = [], np.full(30, 12)
    for _ in range(200):
        crawl = random.uniform(0.05, 0.6, 30)
        truth = np.sin(0.2 + 0.8 * np.arcsin(np.sqrt(crawl)) + random.normal(0, 0.08, 30)) ** 2
        shares = random.binomial(sizes, truth) / sizes
        x = np.column_stack([np.ones(30), np.arcsin(np.sqrt(crawl))])
        steady = np.clip(x @ np.linalg.lstsq(x, shares, rcond=None)[0], 0.05, 0.95)
        variances = smooth_variances(steady * (1 - steady) / sizes, steady, sizes.astype(float))
        found = estimate_area_shares(shares, variances, steady, x)
        assert found.low.min() >= 0
        assert found.high.max() <= 1
        held.append(np.mean((found.low <= truth) & (truth <= found.high)))
    assert 0.92 < np.mean(held) < 0.98


def test_areas_are_made_to_agree_with_the_national_total():
    values, errors = benchmark_areas(np.array([0.2, 0.4]), np.array([0.03, 0.04]), np.array([100.0, 200]), 110.0)
    assert values == pytest.approx([0.22, 0.44])
    assert errors == pytest.approx([np.hypot(0.03, 0.02), np.hypot(0.04, 0.04)])
    assert benchmark_areas(np.zeros(2), errors, np.ones(2), 1.0)[0].tolist() == [0, 0]
