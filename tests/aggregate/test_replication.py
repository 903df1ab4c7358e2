"""Errors by replication: against linearised ones, all possible redraws, and R's jackknife."""

from itertools import product

import numpy as np
import pytest

from aggregate.estimators.bootstrap import draw_bootstrap, rescale
from aggregate.estimators.calibration import calibrate_weights, estimate_calibrated_ratios, group_indicators
from aggregate.estimators.distances import LINEAR, RAKING
from aggregate.estimators.drawn_units import find_drawn_units
from aggregate.estimators.jackknife import draw_jackknife
from aggregate.estimators.replication import Replicates, build_share_estimator, calibrate_replicates, estimate_replicated
from aggregate.estimators.stratified import estimate_totals, estimate_variance
from catalogue.errors import EstimateError
from tests.aggregate.cases_of_sample import load_case

CASE = load_case()
DESIGN = (CASE.weights, CASE.strata, CASE.sizes)
ORDER, WEB = CASE.column("order"), CASE.column("web")


def test_c17_jackknife_of_a_total_and_a_ratio():
    replicates = draw_jackknife(*DESIGN)
    total = estimate_replicated(lambda weights: weights @ ORDER, CASE.weights, replicates)
    ratio = estimate_replicated(lambda weights: (weights @ ORDER) / (weights @ WEB), CASE.weights, replicates)
    assert (float(total.values), float(total.standard_errors)) == pytest.approx((270.844696969697, 55.251115396428), rel=1e-9)
    assert (float(ratio.values), float(ratio.standard_errors)) == pytest.approx((0.2985760815099, 0.05378950289776), rel=1e-9)


def test_the_jackknife_of_a_total_is_its_linearised_error_with_clusters_too():
    values, strata = np.array([3.0, 1, 4, 1, 5, 9, 2, 6]), np.array([0, 0, 0, 0, 1, 1, 1, 1])
    sizes, clusters = np.array([10.0, 30]), np.array([0, 0, 1, -1, 2, 3, 3, -1])
    weights = (sizes / 4)[strata]
    found = estimate_replicated(lambda w: w @ values, weights, draw_jackknife(weights, strata, sizes, clusters))
    expected = estimate_variance(weights * values, strata, sizes, clusters=clusters)
    assert found.standard_errors**2 == pytest.approx(expected)


def test_c29_all_redraws_have_the_textbook_variance():
    # N²(1 - f)s²/n = 100 · 0.7 · 21 / 3.
    drawn = find_drawn_units(np.zeros(3, int), np.array([10.0]))
    draws = np.array([np.bincount(draw, minlength=3) for draw in product(range(3), repeat=2)], float)
    totals = 10 / 3 * rescale(draws, drawn, np.array([2])) @ np.array([2.0, 5, 11])
    assert totals.mean() == pytest.approx(60)
    assert totals.var() == pytest.approx(490)
    twice_the_first = 10 / 3 * rescale(np.array([[2.0, 0, 0]]), drawn, np.array([2]))
    spread = np.sqrt(2 * 0.7 / 2)
    assert twice_the_first[0] == pytest.approx([10 / 3 * (1 + 2 * spread), 10 / 3 * (1 - spread), 10 / 3 * (1 - spread)])


def test_replicates_keep_the_size_of_each_stratum_and_the_units_taken_whole():
    replicates = draw_bootstrap(*DESIGN, replicates=50, seed=3)
    sums = replicates.weights @ np.eye(12)[CASE.strata]
    assert sums == pytest.approx(np.broadcast_to(CASE.sizes, sums.shape))
    assert (replicates.weights >= 0).all()
    assert (replicates.weights[:, CASE.certain] == 1).all()


def test_one_seed_gives_one_set_of_replicates():
    first, again, other = (draw_bootstrap(*DESIGN, replicates=5, seed=seed).weights for seed in (1, 1, 2))
    assert (first == again).all()
    assert (first != other).any()


def test_units_of_one_website_are_drawn_again_together():
    clusters = np.where(CASE.strata == 0, CASE.column("ent_id").astype(int) % 4, -1)
    weights = draw_bootstrap(*DESIGN, clusters=clusters, replicates=20, seed=1).weights
    for cluster in range(4):
        members = weights[:, clusters == cluster]
        assert (members == members[:, :1]).all()


def test_c30_bootstrap_without_finite_population_correction():
    replicates = draw_bootstrap(CASE.weights, CASE.strata, replicates=4000, seed=1)
    found = estimate_replicated(lambda weights: weights @ ORDER, CASE.weights, replicates)
    assert found.standard_errors == pytest.approx(57.311525940857, rel=0.03)


def test_bootstrap_with_finite_population_correction_is_near_the_linearised_error():
    found = estimate_replicated(lambda weights: weights @ ORDER, CASE.weights, draw_bootstrap(*DESIGN, replicates=4000, seed=2))
    assert found.standard_errors == pytest.approx(float(estimate_totals(ORDER, *DESIGN).standard_errors), rel=0.03)
    low, high = found.find_interval()
    assert (high - low) / 2 == pytest.approx(1.96 * found.standard_errors, rel=0.06)


GROUPS, KNOWN = group_indicators(CASE.column("pred_order").astype(int), 2), np.array([1741.0, 259])


@pytest.mark.parametrize("distance", [LINEAR, RAKING], ids=lambda d: d.kind)
def test_each_replicate_is_calibrated_anew(distance):
    replicates = draw_bootstrap(*DESIGN, replicates=6, seed=4)
    found = calibrate_replicates(replicates.weights, GROUPS, KNOWN, distance)
    assert found == pytest.approx(np.array([calibrate_weights(row, GROUPS, KNOWN, distance) for row in replicates.weights]))
    assert found @ GROUPS == pytest.approx(np.broadcast_to(KNOWN, (6, 2)))


def test_calibration_narrows_bootstrap_errors_as_it_does_linearised_ones():
    domains = np.vstack([np.ones(200), CASE.domains("section", "G")])
    estimator = build_share_estimator(ORDER, domains, (GROUPS, KNOWN))
    found = estimate_replicated(estimator, CASE.weights, draw_bootstrap(*DESIGN, replicates=1000, seed=5))
    linear = estimate_calibrated_ratios(ORDER * domains, domains, CASE.weights, GROUPS, KNOWN, CASE.strata, CASE.sizes)
    assert found.values == pytest.approx(linear.values)
    assert found.standard_errors == pytest.approx(linear.standard_errors, rel=0.1)


def test_a_replicate_that_cannot_be_calibrated_has_no_number():
    weights = np.array([[1.0, 1, 1], [3, 0, 0]])
    found = calibrate_replicates(weights, np.array([[1.0, 0], [0, 1], [0, 1]]), np.array([2.0, 4]))
    assert found[0] == pytest.approx([2, 2, 2])
    assert np.isnan(found[1]).all()
    assert np.isnan(calibrate_replicates(weights, np.array([[1.0, 0], [0, 1], [0, 1]]), np.array([2.0, 4]), RAKING)[1]).all()


def test_figures_that_most_replicates_lose_are_an_error():
    replicates = Replicates(np.ones((10, 2)), np.full(10, 1 / 9))
    with pytest.raises(EstimateError, match="1 figures"):
        estimate_replicated(lambda w: np.where(np.arange(len(w)) % 5, 1.0, np.nan if len(w) > 1 else 1.0)[:, None], np.ones(2), replicates)


def test_lost_replicates_count_like_the_mean_of_the_others():
    replicates = Replicates(np.ones((20, 1)), np.full(20, 1 / 19))
    values = np.array([np.nan, *([1.0, 3] * 9), 2.0])
    found = estimate_replicated(lambda w: values if len(w) > 1 else np.array([2.0]), np.ones(1), replicates)
    # Eighteen squares of 1 among nineteen numbers, scaled to twenty.
    assert found.standard_errors**2 == pytest.approx(18 / 19 * 20 / 19)


def test_a_stratum_with_one_unit_joins_its_neighbour():
    drawn = find_drawn_units(np.array([0, 0, 1, 2, 2, 3]), np.array([10.0, 5, 8, 7]))
    assert drawn.strata.tolist() == [0, 0, 1, 1, 1, 1]
    assert drawn.open_shares == pytest.approx([0.8, 1 - 4 / 20])


def test_strata_labelled_whole_are_not_drawn_again():
    drawn = find_drawn_units(np.array([0, 0, 1, 1]), np.array([2.0, 9]))
    assert drawn.places.tolist() == [-1, -1, 0, 1]
    assert drawn.open_shares == pytest.approx([7 / 9])


def test_a_website_in_several_strata_is_drawn_with_most_of_its_units():
    drawn = find_drawn_units(np.array([0, 0, 0, 1, 1, 1]), np.array([9.0, 9]), np.array([-1, -1, 4, 4, 4, -1]))
    assert drawn.places.tolist() == [1, 2, 0, 0, 0, 3]
    assert drawn.strata.tolist() == [1, 0, 0, 1]


def test_one_label_gives_no_margin():
    with pytest.raises(EstimateError, match="at least two"):
        draw_jackknife(np.array([4.0]), np.array([0]), np.array([4.0]))
