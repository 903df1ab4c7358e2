"""Sums over sparse domains give the shares and variances that the dense formulas give."""

import numpy as np
import pytest
from scipy.sparse import csr_array

from aggregate.estimators.calibration import adjust_residuals, calibrate_weights, group_indicators
from aggregate.estimators.domain_sums import Calibration, Selection, estimate_domain_shares
from aggregate.estimators.stratified import estimate_variance, linearise_ratios

RNG = np.random.default_rng(20261122)
UNITS, DOMAINS = 120, 40
STRATA = np.sort(RNG.integers(0, 6, UNITS))
SIZES = np.array([900.0, 500, 300, 200, 400, np.bincount(STRATA)[5]])
DESIGN = (SIZES / np.bincount(STRATA))[STRATA]
ANSWERS = (RNG.random(UNITS) < 0.3).astype(np.float64)
MEMBERS = (RNG.random((DOMAINS, UNITS)) < 0.15).astype(np.float64)
MEMBERS[0], MEMBERS[1], MEMBERS[2] = 1, 0, np.arange(UNITS) == 7
AUXILIARIES = np.hstack([group_indicators(RNG.integers(-1, 3, UNITS), 3), RNG.random((UNITS, 1))])
TOTALS = DESIGN @ AUXILIARIES * np.array([1.05, 0.97, 1.0, 1.02])
CLUSTERS = np.where(RNG.random(UNITS) < 0.2, RNG.integers(0, 8, UNITS), -1)


@pytest.mark.parametrize("leverage", ["none", "hc2", "hc3"])
@pytest.mark.parametrize("clusters", [None, CLUSTERS], ids=["alone", "clustered"])
@pytest.mark.parametrize("sizes", [SIZES, None], ids=["corrected", "uncorrected"])
def test_sparse_and_dense_formulas_agree(leverage, clusters, sizes):
    weights = calibrate_weights(DESIGN, AUXILIARIES, TOTALS)
    shares, linearised = linearise_ratios(ANSWERS * MEMBERS, MEMBERS, weights)
    residuals = adjust_residuals(np.nan_to_num(linearised), DESIGN, AUXILIARIES, leverage)
    expected = estimate_variance(weights * residuals, STRATA, sizes, clusters=clusters)
    selection = Selection(STRATA, sizes, clusters)
    found = estimate_domain_shares(ANSWERS, csr_array(MEMBERS), weights, selection, Calibration(AUXILIARIES, DESIGN, leverage))
    assert found[0] == pytest.approx(shares, nan_ok=True)
    assert found[1] == pytest.approx(expected, rel=1e-9, abs=1e-15)


@pytest.mark.parametrize("lonely", ["adjust", "certainty", "average", "remove"])
def test_strata_with_one_unit_are_treated_alike(lonely):
    strata = np.array([0, 0, 0, 1, 2, 2])
    sizes, members = np.array([30.0, 9.0, 12.0]), np.array([[1, 1, 1, 1, 1, 1], [0, 1, 1, 1, 0, 1]], dtype=np.float64)
    answers, weights = np.array([1.0, 0, 1, 1, 0, 0]), sizes[strata] / np.bincount(strata)[strata]
    _, linearised = linearise_ratios(answers * members, members, weights)
    expected = estimate_variance(weights * linearised, strata, sizes, lonely)
    found = estimate_domain_shares(answers, csr_array(members), weights, Selection(strata, sizes, lonely=lonely))
    assert found[1] == pytest.approx(expected)


def test_a_stratified_mean_by_hand():
    # two strata of 10 and 20, two and four labels: means 1/2 and 1/4; variance (10/30)² (1-.2) .5/2 + (20/30)² (1-.2) .25/4
    answers = np.array([1.0, 0, 1, 0, 0, 0])
    strata, sizes = np.array([0, 0, 1, 1, 1, 1]), np.array([10.0, 20.0])
    weights = np.array([5.0, 5, 5, 5, 5, 5])
    shares, variances = estimate_domain_shares(answers, csr_array(np.ones((1, 6))), weights, Selection(strata, sizes))
    assert shares[0] == pytest.approx(1 / 3)
    assert variances[0] == pytest.approx((1 / 9) * 0.8 * 0.5 / 2 + (4 / 9) * 0.8 * 0.25 / 4)


def test_a_variance_of_nothing_is_exactly_zero():
    everyone = csr_array(np.ones((1, UNITS)))
    weights = calibrate_weights(DESIGN, AUXILIARIES, TOTALS)
    found = estimate_domain_shares(np.ones(UNITS), everyone, weights, Selection(STRATA, SIZES), Calibration(AUXILIARIES, DESIGN, "hc3"))
    assert found[0][0] == pytest.approx(1)
    assert found[1][0] == 0


def test_a_domain_without_units_has_no_share():
    shares, variances = estimate_domain_shares(ANSWERS, csr_array(MEMBERS), DESIGN, Selection(STRATA, SIZES))
    assert np.isnan(shares[1])
    assert variances[1] == 0
