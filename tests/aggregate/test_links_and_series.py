"""Link classes, capture and recapture, and benchmarked series."""

from itertools import combinations
from math import comb

import numpy as np
import pytest

from aggregate.estimators.benchmarking import benchmark_series
from aggregate.estimators.capture import estimate_unseen, estimate_unseen_by_class, find_recall
from aggregate.estimators.links import estimate_by_link_status, estimate_link_quality

INDICATOR = np.array([98.2, 100.8, 102.2, 100.8, 99.0, 101.6, 102.7, 101.5, 100.5, 103.0, 103.5, 101.5])


def test_c37_a_share_by_link_status():
    found = estimate_by_link_status(np.array([1200.0, 800]), np.array([100.0, 80]), np.array([94.0, 12]))
    assert (float(found.values), float(found.standard_errors)) == pytest.approx((0.624, 0.020503781682683304), rel=1e-9)


def test_a_class_audited_whole_adds_no_error_and_one_label_the_largest():
    whole = estimate_by_link_status(np.array([10.0, 10]), np.array([10.0, 10]), np.array([3.0, 1]))
    assert (float(whole.values), float(whole.standard_errors)) == pytest.approx((0.2, 0))
    single = estimate_by_link_status(np.array([10.0, 10]), np.array([10.0, 1]), np.array([3.0, 1]))
    assert float(single.standard_errors) == pytest.approx(0.5 * 0.5)


def test_every_sample_of_a_small_frame_gives_the_truth_and_its_variance_on_average():
    """All samples of 3 of 6 and of 2 of 4, counted out."""
    first, second = [1, 1, 0, 1, 0, 0], [0, 0, 1, 0]
    sizes, drawn = np.array([6.0, 4]), np.array([3.0, 2])
    found = [
        estimate_by_link_status(sizes, drawn, np.array([float(sum(a)), float(sum(b))]))
        for a in combinations(first, 3)
        for b in combinations(second, 2)
    ]
    values = np.array([f.values for f in found])
    assert len(values) == comb(6, 3) * comb(4, 2)
    assert values.mean() == pytest.approx(0.4)
    assert np.mean([f.standard_errors**2 for f in found]) == pytest.approx(values.var())


def test_precision_and_recall_of_links():
    found = estimate_link_quality(np.array([800.0, 200]), np.array([100.0, 50]), np.array([95.0, 30]), np.array([120.0, 30]))
    assert (found.precision, found.recall) == pytest.approx((0.88, 0.88))  # 880 right of 1000 links, and of 880 + 120
    variance = 800**2 * (7 / 8) * 0.95 * 0.05 / 99 + 200**2 * (3 / 4) * 0.6 * 0.4 / 49
    assert found.precision_error == pytest.approx(np.sqrt(variance) / 1000)
    assert found.recall_error == pytest.approx(np.sqrt(120**2 * variance + 880**2 * 30**2) / 1000**2)


def test_c38_chapmans_number():
    found = estimate_unseen(np.array(200.0), np.array(150.0), np.array(60.0))
    assert (float(found.values), float(found.standard_errors)) == pytest.approx((496.55737704918033, 40.71421776210146), rel=1e-9)


def test_chapmans_number_is_unbiased_where_the_searches_cover_everybody():
    """n₁ + n₂ ≥ N: the mean over the hypergeometric distribution of m is N exactly (Chapman 1951)."""
    total, first, second = 12, 8, 7
    m = np.arange(first + second - total, second + 1)
    chance = np.array([comb(first, k) * comb(total - first, second - k) for k in m]) / comb(total, second)
    found = estimate_unseen(np.full(len(m), float(first)), np.full(len(m), float(second)), m.astype(float))
    assert (found.values * chance).sum() == pytest.approx(total)
    assert (found.standard_errors**2 * chance).sum() == pytest.approx(((found.values - total) ** 2 * chance).sum())


def test_classes_are_added_up_and_recall_is_at_most_one():
    both = estimate_unseen_by_class(np.array([200.0, 200]), np.array([150.0, 150]), np.array([60.0, 60]))
    assert float(both.values) == pytest.approx(2 * 496.55737704918033)
    assert float(both.standard_errors) == pytest.approx(np.sqrt(2) * 40.71421776210146)
    assert find_recall(np.array([290.0, 9]), np.array([580.0, 8])) == pytest.approx([0.5, 1])


def test_c39_proportional_denton():
    found = benchmark_series(INDICATOR, np.array([4000.0, 4161.4]))
    published = [969.8, 998.4, 1018.3, 1013.4, 1007.2, 1042.9, 1060.3, 1051.0, 1040.6, 1066.5, 1071.7, 1051.0]
    assert found == pytest.approx(published, abs=0.06)
    assert found[:4].sum() == pytest.approx(4000)
    assert found[4:8].sum() == pytest.approx(4161.4)


def test_after_the_last_benchmark_the_ratio_stays():
    found = benchmark_series(INDICATOR, np.array([4000.0, 4161.4])) / INDICATOR
    assert found[8:] == pytest.approx(found[7])


def test_a_proportional_benchmark_only_scales():
    assert benchmark_series(INDICATOR[:4], np.array([402.0 * 3])) == pytest.approx(3 * INDICATOR[:4])
    assert benchmark_series(INDICATOR[:4], np.array([402.0 / 4 / 2]), kind="mean") == pytest.approx(INDICATOR[:4] / 2)
    assert benchmark_series(INDICATOR[:4], np.array([100.8 * 2]), kind="last") == pytest.approx(2 * INDICATOR[:4])


@pytest.mark.parametrize("indicator", [np.array([1.0, 2, 0, 3]), np.array([1.0, 2, 3])])
def test_a_series_that_cannot_be_benchmarked_is_refused(indicator):
    with pytest.raises(ValueError, match="positive, and as long"):
        benchmark_series(indicator, np.array([10.0]))
