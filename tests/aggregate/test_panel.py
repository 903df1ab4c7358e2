"""Change between waves: covariances against every possible pair of samples, and numbers that R's survey gives for the synthetic sample."""

from itertools import combinations

import numpy as np
import pytest

from aggregate.estimators.change import decompose_change
from aggregate.estimators.panel import Figures, Panel, align_units, estimate_change, estimate_covariance, find_share_figures, spread_out
from aggregate.estimators.stratified import estimate_domain_means
from tests.aggregate.cases_of_sample import load_case

CASE = load_case()
EVERYBODY = np.ones((1, 200))
WAVES = [CASE.column("order"), CASE.column("order_w2")]


def test_c19_a_panel_knows_that_its_waves_agree():
    first, second = (find_share_figures(y, EVERYBODY, CASE.weights, wave) for wave, y in enumerate(WAVES))
    found = estimate_change(first, second, Panel((CASE.strata, CASE.strata), (CASE.sizes, CASE.sizes)))
    assert found.values[0] == pytest.approx(-0.0001344696969697, rel=1e-8)
    assert found.standard_errors[0] == pytest.approx(0.01810263729511, rel=1e-8)
    assert found.covariances[0] == pytest.approx(0.0005744108068027, rel=1e-8)


def test_c20_waves_that_overlap_in_part():
    strata, figures = [], []
    for wave, y in enumerate(WAVES):
        inside = CASE.column("ent_id") % 5 != wave
        weights = np.where(inside, (CASE.sizes / np.bincount(CASE.strata[inside]))[CASE.strata], 0)
        strata.append(np.where(inside, CASE.strata, -1))
        figures.append(find_share_figures(y, EVERYBODY, weights, wave))
    found = estimate_change(*figures, Panel(tuple(strata)))
    assert found.values[0] == pytest.approx(0.008778688683178, rel=1e-8)
    assert found.standard_errors[0] == pytest.approx(0.02512640176678, rel=1e-8)
    assert found.covariances[0] == pytest.approx(0.0007620363902412, rel=1e-8)


def test_the_covariance_of_overlapping_samples_is_unbiased_over_all_their_draws():
    first, second, size = np.array([3.0, 9, 1, 7, 4, 6]), np.array([5.0, 6, 2, 9, 1, 7]), 6
    totals, estimates = [], []
    for one in combinations(range(size), 4):
        for two in combinations(range(size), 4):
            if len(set(one) & set(two)) != 3:
                continue
            strata = tuple(np.where(np.isin(np.arange(size), drawn), 0, -1) for drawn in (one, two))
            parts = [np.where(at == 0, y * size / 4, 0.0) for at, y in zip(strata, (first, second), strict=True)]
            totals.append([part.sum() for part in parts])
            estimates.append(estimate_covariance(*parts, Panel(strata, (np.array([6.0]), np.array([6.0])))))
    assert np.mean(estimates) == pytest.approx(np.cov(np.array(totals).T, bias=True)[0, 1])


def test_independent_samples_have_no_covariance():
    strata = (np.array([0, 0, 0, -1, -1, -1]), np.array([-1, -1, -1, 0, 0, 0]))
    parts = np.array([1.0, 2, 4, 0, 0, 0]), np.array([0, 0, 0, 1.0, 2, 4])
    assert estimate_covariance(*parts, Panel(strata, (np.array([50.0]), np.array([50.0])))) == 0


def test_units_that_changed_stratum_do_not_narrow_the_margin():
    strata = np.array([0, 0, 1, 1])
    moved = Panel((strata, 1 - strata), (np.array([9.0, 9]), np.array([9.0, 9])))
    parts = np.array([1.0, 3, 2, 5])
    assert estimate_covariance(parts, parts, moved) == 0


def test_a_shared_website_counts_once_in_the_covariance():
    # Sums 3, 3, 9 about 5: squares 4 + 4 + 16, times 3/2 clusters, times 1 - 4·4/(16·4).
    panel = Panel((np.zeros(4, int), np.zeros(4, int)), (np.array([16.0]), np.array([16.0])), np.array([0, 0, 1, -1]))
    values = np.array([1.0, 2, 3, 9])
    assert estimate_covariance(values, values, panel) == pytest.approx(24 * 1.5 * 0.75)


def test_units_are_aligned_by_their_ids():
    one, two, count = align_units(["a", "b", "c"], ["c", "d", "a"])
    assert (one.tolist(), two.tolist(), count) == ([0, 1, 2], [2, 3, 0], 4)
    assert spread_out(np.array([7.0, 8, 9]), two, count).tolist() == [9, 0, 7, 8]


def test_a_figure_of_the_panel_is_that_of_the_wave_alone():
    domains = CASE.domains("region", "R1", "R2", "R3")
    alone = estimate_domain_means(WAVES[0], domains, CASE.weights, CASE.strata, CASE.sizes)
    figures = find_share_figures(WAVES[0], domains, CASE.weights, 0)
    found = estimate_change(figures, find_share_figures(WAVES[0], domains, CASE.weights, 1), Panel((CASE.strata,) * 2, (CASE.sizes,) * 2))
    assert np.sqrt(found.first_variances) == pytest.approx(alone.standard_errors)
    assert found.standard_errors == pytest.approx(0, abs=1e-7)


def share(values, wave):
    return Figures(np.array([np.mean(values)]), np.array([values]) - np.mean(values), wave)


def test_the_parts_of_a_change_add_up():
    strata = np.zeros(4, int)
    panel = Panel((strata, strata), (np.array([40.0]), np.array([40.0])))
    old, again, new = share([1.0, 0, 0, 0], 0), share([1.0, 1, 0, 0], 0), share([1.0, 1, 1, 0], 1)
    common = share([1.0, 1, 0, 0], 0), share([1.0, 1, 0, 1], 1)
    found = decompose_change((old, new), again, panel, common)
    assert found.total.values == pytest.approx([0.5])
    assert found.model.values == pytest.approx([0.25])
    assert found.real.values == pytest.approx([0.25])
    assert found.coverage.values == pytest.approx([0.0])
    # The model changed one answer of four: deviations .75 and -.25 three times, squares .75, times 4/3 and 1 - 4/40.
    assert found.model.standard_errors**2 == pytest.approx([0.9])


def test_the_same_model_and_coverage_leave_only_the_real_change():
    strata = np.zeros(4, int)
    old, new = share([1.0, 0, 0, 0], 0), share([1.0, 1, 1, 0], 1)
    found = decompose_change((old, new), old, Panel((strata, strata), (np.array([40.0]), np.array([40.0]))))
    assert found.real == found.total
    assert (found.model.values, found.model.standard_errors) == ([0], [0])
    assert (found.coverage.values, found.coverage.standard_errors) == ([0], [0])
