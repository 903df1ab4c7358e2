"""One engine of calibration, four distances: numbers of R's survey and of Kalton and Flores-Cervantes, and a second algorithm."""

import numpy as np
import pytest

from aggregate.estimators.calibration import calibrate_weights, estimate_calibrated_ratios, estimate_calibrated_totals, group_indicators
from aggregate.estimators.distances import LINEAR, RAKING, Distance
from catalogue.errors import EstimateError
from tests.aggregate.cases_of_sample import load_case

CASE = load_case()
DESIGN = (CASE.strata, CASE.sizes)
MARGINS = np.hstack([CASE.domains("region", "R1", "R2", "R3").T, group_indicators(CASE.column("pred_order").astype(int), 2)])
KNOWN = np.array([991.0, 636, 373, 1741, 259])
NUMBERS = np.column_stack([np.ones(200), CASE.column("pred_order"), CASE.column("persons_employed")])
DISTANCES = [LINEAR, RAKING, Distance("logit", 0.4, 2.5), Distance("truncated", 0.4, 2.5)]


def test_c14_raking_to_two_margins():
    values = np.array([CASE.column("order"), CASE.column("web")])
    found = estimate_calibrated_totals(values, CASE.weights, MARGINS, KNOWN, *DESIGN, "none", RAKING)
    assert found.values == pytest.approx([348.618974759195, 935.79189606063], rel=1e-6)
    assert found.standard_errors == pytest.approx([36.223003048304, 69.179937911338], rel=1e-6)
    weights = calibrate_weights(CASE.weights, MARGINS, KNOWN, RAKING)
    assert (weights.min(), weights.max()) == pytest.approx((0.8236312166199, 36.926158856086), rel=1e-6)


def test_c15_weights_between_bounds():
    distance, known = Distance("logit", 0.4, 2.5), np.array([2000.0, 259, 53347])
    found = estimate_calibrated_totals(CASE.column("order"), CASE.weights, NUMBERS, known, *DESIGN, "none", distance)
    assert (float(found.values), float(found.standard_errors)) == pytest.approx((342.766222613367, 34.438093033331), rel=1e-5)
    ratios = calibrate_weights(CASE.weights, NUMBERS, known, distance) / CASE.weights
    assert (ratios.min(), ratios.max()) == pytest.approx((0.8619213149639, 1.467196223778), rel=1e-5)


# Kalton and Flores-Cervantes, J. of Official Statistics 19 (2003), table of twelve cells, to the two decimals that are printed.
SAMPLE = np.array([[20.0, 50, 100, 30], [40, 140, 50, 100], [40, 310, 50, 70]])
FRAME = np.array([[80.0, 60, 170, 55], [40, 150, 60, 165], [55, 340, 200, 125]])
CELLS = np.array([[*np.eye(3)[row], *np.eye(4)[column]] for row in range(3) for column in range(4)])
PRINTED = {
    "raking": [1.81, 1.08, 2.20, 1.83, 1.45, 0.87, 1.76, 1.47, 2.02, 1.21, 2.45, 2.04],
    "linear": [1.82, 1.09, 2.19, 1.83, 1.50, 0.78, 1.88, 1.52, 1.97, 1.24, 2.34, 1.98],
    "truncated": [1.81, 1.08, 2.20, 1.83, 1.48, 0.75, 2.00, 1.50, 1.99, 1.26, 2.20, 2.00],
    "logit": [1.87, 1.08, 2.17, 1.89, 1.46, 0.74, 2.09, 1.49, 1.98, 1.27, 2.18, 1.99],
}


@pytest.mark.parametrize("kind", PRINTED)
def test_c24_published_weights_of_twelve_cells(kind):
    found = calibrate_weights(SAMPLE.ravel(), CELLS, FRAME.ravel() @ CELLS, Distance(kind, 0.5, 2.2)) / SAMPLE.ravel()
    assert np.abs(found - PRINTED[kind]).max() <= 0.0051


def test_raking_is_what_proportional_fitting_gives():
    fitted = SAMPLE.copy()
    for _ in range(500):
        fitted *= FRAME.sum(axis=1, keepdims=True) / fitted.sum(axis=1, keepdims=True)
        fitted *= FRAME.sum(axis=0) / fitted.sum(axis=0)
    found = calibrate_weights(SAMPLE.ravel(), CELLS, FRAME.ravel() @ CELLS, RAKING)
    assert found == pytest.approx(fitted.ravel())


@pytest.mark.parametrize("distance", DISTANCES, ids=lambda d: d.kind)
def test_every_distance_gives_the_known_totals_back(distance):
    weights = calibrate_weights(CASE.weights, MARGINS, KNOWN, distance)
    assert weights @ MARGINS == pytest.approx(KNOWN, rel=1e-9)


@pytest.mark.parametrize("distance", DISTANCES, ids=lambda d: d.kind)
def test_all_distances_post_stratify_alike(distance):
    groups = CASE.domains("region", "R1", "R2", "R3").T
    expected = CASE.weights * (groups @ (KNOWN[:3] / (CASE.weights @ groups)))
    assert calibrate_weights(CASE.weights, groups, KNOWN[:3], distance) == pytest.approx(expected)


@pytest.mark.parametrize("distance", DISTANCES, ids=lambda d: d.kind)
def test_slopes_are_those_of_the_ratios(distance):
    u, step = np.array([-0.31, -0.05, 0.0, 0.2, 0.9]), 1e-6
    numeric = (distance.find_ratios(u + step) - distance.find_ratios(u - step)) / (2 * step)
    assert distance.find_slopes(u) == pytest.approx(numeric, rel=1e-6)
    assert distance.find_ratios(np.zeros(1)) == pytest.approx(1)


@pytest.mark.parametrize("kind", ["logit", "truncated"])
def test_bounds_hold_however_far_the_totals_pull(kind):
    distance = Distance(kind, 0.5, 2.0)
    assert distance.find_ratios(np.array([-1e6, 1e6])) == pytest.approx([0.5, 2.0])


def test_bounds_that_are_too_narrow_are_named():
    with pytest.raises(EstimateError, match=r"widen the bounds"):
        calibrate_weights(np.ones(4), np.ones((4, 1)), np.array([9.0]), Distance("logit", 0.5, 2.0))


@pytest.mark.parametrize("distance", DISTANCES, ids=lambda d: d.kind)
def test_totals_that_contradict_one_another_are_an_error(distance):
    auxiliaries = np.array([[1.0, 1, 0], [1, 0, 1], [1, 1, 0]])
    with pytest.raises(EstimateError, match="No weights give"):
        calibrate_weights(np.ones(3), auxiliaries, np.array([6.0, 3, 2]), distance)


def test_a_group_without_labels_is_an_error():
    with pytest.raises(EstimateError, match=r"total number 2 \(5.0\) stays off by 100"):
        calibrate_weights(np.ones(3), np.array([[1.0, 0]] * 3), np.array([6.0, 5]))


def test_raking_reaches_totals_that_lie_far_off():
    auxiliaries = np.column_stack([np.ones(100), np.arange(100.0)])
    for mean in (2.0, 97.0):
        weights = calibrate_weights(np.ones(100), auxiliaries, np.array([100, 100 * mean]), RAKING)
        assert weights @ auxiliaries == pytest.approx([100, 100 * mean], rel=1e-9)
        assert (weights > 0).all()


def test_bounds_enclose_one():
    with pytest.raises(EstimateError, match="must enclose 1"):
        Distance("logit", 1.1, 2)


def test_units_without_auxiliaries_keep_their_weight_with_every_distance():
    auxiliaries = np.array([[1.0], [1], [0]])
    for distance in DISTANCES:
        assert calibrate_weights(np.array([2.0, 2, 1]), auxiliaries, np.array([5.0]), distance) == pytest.approx([2.5, 2.5, 1])


def test_persons_and_turnover_may_stand_side_by_side():
    auxiliaries = np.column_stack([np.ones(200), CASE.column("persons_employed"), CASE.column("turnover_k") * 1e9])
    totals = CASE.weights @ auxiliaries * [1, 1.01, 0.98]
    assert calibrate_weights(CASE.weights, auxiliaries, totals) @ auxiliaries == pytest.approx(totals, rel=1e-9)


def test_sharing_a_website_widens_calibrated_figures():
    shared = np.where(np.arange(200) % 2 == 0, np.arange(200) // 20, -1)
    arguments = (CASE.column("order") * np.ones((1, 200)), np.ones((1, 200)), CASE.weights, MARGINS, KNOWN, *DESIGN)
    alone = estimate_calibrated_ratios(*arguments, clusters=np.full(200, -1))
    together = estimate_calibrated_ratios(*arguments, clusters=shared)
    assert alone.standard_errors == pytest.approx(estimate_calibrated_ratios(*arguments).standard_errors)
    assert together.values == alone.values
    assert not np.isclose(together.standard_errors, alone.standard_errors, rtol=0.01).any()
