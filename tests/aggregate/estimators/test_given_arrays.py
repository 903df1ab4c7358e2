"""Estimators called as others would: lists, Series, whole numbers, read-only arrays, and what cannot be a sample at all."""

import numpy as np
import pandas as pd
import pytest

from aggregate.comparison.differences import correct_by_holm
from aggregate.estimators.bootstrap import draw_bootstrap
from aggregate.estimators.calibration import estimate_calibrated_totals
from aggregate.estimators.capture import estimate_unseen
from aggregate.estimators.intervals import asin_interval, hypergeometric_interval, share_interval, wilson_interval
from aggregate.estimators.links import estimate_by_link_status, estimate_link_quality
from aggregate.estimators.misclassification import Confusion, calibrate_share, invert_misclassification
from aggregate.estimators.misclassification_classes import invert_confusion_counts
from aggregate.estimators.predictions import estimate_ppi_mean, estimate_stratified_ppi_mean
from aggregate.estimators.propensity import find_r_indicator, weight_by_propensity
from aggregate.estimators.response import estimate_responding_totals, measure_response
from aggregate.estimators.simple_random import estimate_mean, estimate_mean_by_ratio, estimate_share
from aggregate.estimators.small_areas import fit_areas
from aggregate.estimators.stratified import estimate_domain_means, estimate_totals
from aggregate.estimators.two_phase import Phase, estimate_phase_totals
from aggregate.estimators.unequal import estimate_expansion_total, find_hajek_variance, find_hansen_hurwitz_variance
from catalogue.errors import EstimateError

YES, WEIGHTS, STRATA, SIZES = [1, 0, 1, 1, 0], [10, 10, 10, 4, 4], [0, 0, 0, 1, 1], [30, 8]
KINDS = {
    "list": lambda numbers: numbers,
    "int32": lambda numbers: np.array(numbers, dtype=np.int32),
    "float32": lambda numbers: np.array(numbers, dtype=np.float32),
    "series in another order": lambda numbers: pd.Series(numbers, index=range(len(numbers), 0, -1)),
    "nullable series": lambda numbers: pd.Series(numbers, dtype="Int64"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_number_gives_the_figures_of_float_arrays(kind):
    """By hand: total 20 + 4; variance 30²·.9/3·(1/3) + 8²·.75/2·(1/2)."""
    y, w, strata, sizes = (KINDS[kind](numbers) for numbers in (YES, WEIGHTS, STRATA, SIZES))
    found = estimate_totals(y, w, strata, sizes)
    assert float(found.values) == 24
    assert float(found.standard_errors) == pytest.approx(np.sqrt(90 + 12))
    calibrated = estimate_calibrated_totals(y, w, np.ones((5, 1)), KINDS[kind]([38]), strata, sizes)
    assert float(calibrated.values) == 24
    phases = [Phase(strata, sizes, KINDS[kind]([3, 2]))]
    assert float(estimate_phase_totals(y, phases).standard_errors) == pytest.approx(np.sqrt(102))


def test_answered_may_be_0_and_1():
    assert measure_response(WEIGHTS, [1, 1, 0, 1, 1]).missing_share == pytest.approx(0.2)
    with pytest.raises(EstimateError, match="answered must be 0 or 1"):
        measure_response(WEIGHTS, [1, 1, 2, 1, 1])


def test_p_values_in_a_series_are_corrected_in_their_place():
    assert correct_by_holm(pd.Series([0.04, 0.01], index=[1, 0])).tolist() == pytest.approx([0.04, 0.02])


def test_clusters_with_large_numbers_stay_apart():
    huge = np.array([2**60, 2**60 + 1, 2**60, 2**60 + 2, 2**60 + 3], dtype=np.uint64)
    expected = estimate_totals(YES, WEIGHTS, STRATA, SIZES, [0, 1, 0, 2, 3])
    assert estimate_totals(YES, WEIGHTS, STRATA, SIZES, huge) == expected


def test_what_is_given_stays_as_it_was():
    given = [np.array(numbers, dtype=float) for numbers in (YES, WEIGHTS)]
    for array in given:
        array.setflags(write=False)
    draw_bootstrap(given[1], STRATA, SIZES, replicates=3)
    assert float(estimate_totals(*given, STRATA, SIZES).values) == 24


@pytest.mark.parametrize(
    ("strata", "sizes", "sentence"),
    [
        (STRATA, [2, 8], "has 3 sampled enterprises, but only 2"),
        ([1, 1, 1, 2, 2], SIZES, "strata up to number 2"),
        (STRATA, [30, 30, 30, 8, 8], "one a stratum, not one an enterprise"),
        ([0, 0, 1], SIZES, "needs one stratum"),
        (["a", "a", "a", "b", "b"], SIZES, "strata must be numbers"),
        ([0, 0, 0.5, 1, 1], SIZES, "strata must be whole numbers"),
    ],
)
def test_what_is_no_stratified_sample_ends_in_a_sentence_and_not_in_a_margin(strata, sizes, sentence):
    with pytest.raises(EstimateError, match=sentence):
        estimate_totals(YES, WEIGHTS, strata, sizes)


def test_an_empty_sample_has_no_total_of_zero_without_error():
    with pytest.raises(EstimateError):
        estimate_totals([], [], np.zeros(0, dtype=int), SIZES)


def test_an_empty_domain_is_nan_and_leaves_the_others_alone():
    found = estimate_domain_means(YES, [[1, 1, 1, 1, 1], [0, 0, 0, 0, 0]], WEIGHTS, STRATA, SIZES)
    assert found.values[0] == pytest.approx(24 / 38)
    assert np.isnan(found.values[1])
    assert np.isnan(found.standard_errors[1])


def test_intervals_of_shares_that_nobody_knows_are_nan_and_of_those_that_all_know_the_share():
    low, high = share_interval([0.5, np.nan, 0.0], [0.0, 0.0, 0.0], [np.inf, np.nan, 10], 9)
    assert (low[0], high[0]) == (0.5, 0.5)
    assert np.isnan(low[1])
    assert np.isnan(high[1])
    assert (low[2], high[2]) == (0, pytest.approx(1 - 0.025 ** (1 / 10)))
    for found in (asin_interval([0, 1], [0, 0], 9), wilson_interval([0, 7], [0, 5])):
        assert np.isnan(found).all()
    with pytest.raises(ValueError, match="more than"):
        hypergeometric_interval(6, 5, 10)


def test_one_unit_shows_no_spread():
    errors = (estimate_mean([3.0], 10).standard_errors, estimate_share(1, 1, 10).standard_errors)
    variances = (find_hajek_variance([3.0], [0.3]), find_hansen_hurwitz_variance([3.0], [0.3]))
    assert np.isnan([*errors, *variances, find_r_indicator([0.5], [1.0])]).all()
    with pytest.raises(ValueError, match="no more than its frame"):
        estimate_mean(YES, 3)
    assert np.isnan(estimate_mean_by_ratio(YES, [0, 0, 0, 0, 0], 2.0, 30).values)


def test_probabilities_above_1_are_refused():
    for wrong in ([1.5, 0.5], [0.0, 0.5]):
        with pytest.raises(EstimateError, match="probability"):
            estimate_expansion_total([1, 1], wrong)


def test_a_test_set_without_a_class_gives_nan():
    assert np.isnan(invert_misclassification(0.3, Confusion(0, 0, 3, 5)).value)
    assert np.isnan(calibrate_share(0.3, Confusion(0, 5, 0, 5)).standard_error)
    assert np.isnan(invert_confusion_counts([[5, 1], [0, 0]], [0.5, 0.5]).values).all()


def test_a_stratum_with_one_label_has_no_variance_of_its_own():
    with pytest.raises(EstimateError, match="two labels"):
        estimate_stratified_ppi_mean([1, 0, 1], [1, 0, 0], [0, 0, 1], [1, 0, 1], [0, 0, 1], [0.5, 0.5])
    with pytest.raises(EstimateError, match="two labels"):
        estimate_ppi_mean([1], [1], [0, 1])


def test_nobody_stands_for_a_group_that_is_silent():
    with pytest.raises(EstimateError, match="group 1"):
        estimate_responding_totals(YES, WEIGHTS, STRATA, [1, 1, 1, 0, 0], STRATA, SIZES)
    with pytest.raises(EstimateError, match="Nobody answered"):
        weight_by_propensity(WEIGHTS, [0.5] * 5, [0] * 5)


def test_answers_that_are_missing_may_be_nan():
    found = estimate_responding_totals([1, 0, np.nan, 1, 0], WEIGHTS, STRATA, [1, 1, 0, 1, 1], STRATA, SIZES)
    assert float(found.values) == pytest.approx(15 + 4)


def test_one_label_of_a_class_of_links_has_the_largest_spread_in_both_audits():
    """By hand: 1/4 of (5/15)² joins the variance of the first class, (10/15)²·(1/2)·.24/4."""
    expected = np.sqrt((1 / 3) ** 2 / 4 + (2 / 3) ** 2 / 2 * 0.24 / 4)
    assert float(estimate_by_link_status([10, 5], [5, 1], [3, 1]).standard_errors) == pytest.approx(expected)
    assert estimate_link_quality([10, 5], [5, 1], [3, 1], [1, 0.1]).precision_error == pytest.approx(expected)
    with pytest.raises(EstimateError, match="audited"):
        estimate_by_link_status([10, 5], [5, 0], [3, 0])


def test_numbers_that_contradict_one_another_are_refused():
    with pytest.raises(ValueError, match="Both searches"):
        estimate_unseen([5], [3], [4])
    with pytest.raises(ValueError, match="follow from the others"):
        fit_areas([0.1, 0.2, 0.3, 0.4], np.ones((4, 2)), [0.1] * 4)
