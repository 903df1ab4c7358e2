"""Linearised errors against derivatives taken by plain differences: how an estimate moves when one unit's weight does.

The derivative of an estimate by a unit's weight, times the weight, is the unit's part in the error (Demnati and Rao, Survey Methodology 30,
2004). The whole estimation, calibration too, is done anew with each weight; nothing of the formulas is used. The sample is skewed: one
stratum taken whole, one with a single unit, auxiliaries of which one is a million times the other.
"""

import numpy as np
import pytest
from scipy.sparse import csr_array

from aggregate.estimators.calibration import calibrate_weights, estimate_calibrated_ratios, estimate_calibrated_totals
from aggregate.estimators.domain_sums import Calibration, Selection, estimate_domain_shares
from aggregate.estimators.misclassification import invert_by_sample
from aggregate.estimators.propensity import fit_propensities
from aggregate.estimators.small_areas import fit_areas
from aggregate.estimators.stratified import estimate_ratios

DRAWN, SIZES = np.array([12, 9, 6, 4, 1]), np.array([40000.0, 700.0, 60.0, 4.0, 3.0])
STRATA = np.repeat(np.arange(5), DRAWN)
WEIGHTS = (SIZES / DRAWN)[STRATA]
UNITS = np.arange(len(STRATA))
ANSWERS = (UNITS % 3 == 0).astype(float)
WEBSITES = np.maximum(ANSWERS, UNITS % 2)
PREDICTED = np.where(UNITS % 7 == 1, 1 - ANSWERS, ANSWERS)
TURNOVER = 1e6 * (2.0 + STRATA + (UNITS * 5) % 11)
KNOWN = np.column_stack([np.ones(len(UNITS)), PREDICTED, TURNOVER])
TOTALS = WEIGHTS @ KNOWN * [1.0, 1.08, 0.97]
DOMAIN = (UNITS % 4 != 0).astype(float)


def find_error(estimate, step=1e-5):
    """The stratified error of the units' derivatives, in loops: (1 - n/N)·n/(n-1)·Σ(z - z̄)², a single unit counting whole."""
    parts = np.zeros(len(WEIGHTS))
    for unit in UNITS:
        up, down = WEIGHTS.copy(), WEIGHTS.copy()
        up[unit] *= 1 + step
        down[unit] *= 1 - step
        parts[unit] = (estimate(up) - estimate(down)) / (2 * step)
    variance = 0.0
    for stratum, (drawn, size) in enumerate(zip(DRAWN, SIZES, strict=True)):
        mine = parts[stratum == STRATA]
        deviations = mine - mine.mean() if drawn > 1 else mine
        variance += (1 - drawn / size) * max(drawn / max(drawn - 1, 1), 1) * (deviations**2).sum()
    return np.sqrt(variance)


def test_ratios_of_a_domain():
    found = estimate_ratios(ANSWERS * DOMAIN, WEBSITES * DOMAIN, WEIGHTS, STRATA, SIZES)
    expected = find_error(lambda w: (w * ANSWERS * DOMAIN).sum() / (w * WEBSITES * DOMAIN).sum())
    assert float(found.standard_errors) == pytest.approx(expected, rel=1e-6)


def test_greg_totals_with_auxiliaries_on_different_scales():
    found = estimate_calibrated_totals(ANSWERS, WEIGHTS, KNOWN, TOTALS, STRATA, SIZES)
    expected = find_error(lambda w: calibrate_weights(w, KNOWN, TOTALS) @ ANSWERS)
    assert float(found.standard_errors) == pytest.approx(expected, rel=1e-5)


def test_calibrated_shares_of_a_domain_dense_and_by_sums():
    found = estimate_calibrated_ratios(ANSWERS * DOMAIN, DOMAIN, WEIGHTS, KNOWN, TOTALS, STRATA, SIZES)

    def share(w):
        used = calibrate_weights(w, KNOWN, TOTALS) * DOMAIN
        return used @ ANSWERS / used.sum()

    assert float(found.standard_errors) == pytest.approx(find_error(share), rel=1e-5)
    calibrated = calibrate_weights(WEIGHTS, KNOWN, TOTALS)
    sparse = csr_array(DOMAIN[None])
    _, variances = estimate_domain_shares(ANSWERS, sparse, calibrated, Selection(STRATA, SIZES), Calibration(KNOWN, WEIGHTS))
    assert np.sqrt(variances[0]) == pytest.approx(find_error(share), rel=1e-5)


def test_sums_over_domains_bear_auxiliaries_a_billion_times_each_other():
    known = KNOWN * [1.0, 1.0, 1e6]  # turnover in millionths
    calibrated = calibrate_weights(WEIGHTS, KNOWN, TOTALS)
    found = [
        estimate_domain_shares(ANSWERS, csr_array(DOMAIN[None]), calibrated, Selection(STRATA, SIZES), Calibration(x, WEIGHTS, "hc3"))[1]
        for x in (KNOWN, known)
    ]
    assert found[1] == pytest.approx(found[0], rel=1e-6)


def test_the_inverse_of_misclassification():
    def invert(w):
        p11 = (w * ANSWERS * PREDICTED).sum() / (w * ANSWERS).sum()
        p00 = (w * (1 - ANSWERS) * (1 - PREDICTED)).sum() / (w * (1 - ANSWERS)).sum()
        return (0.4 + p00 - 1) / (p11 + p00 - 1)

    found = invert_by_sample(0.4, ANSWERS, PREDICTED, WEIGHTS, STRATA, SIZES)
    assert found.value == pytest.approx(invert(WEIGHTS))
    assert found.standard_error == pytest.approx(find_error(invert), rel=1e-5)


def test_propensities_do_not_depend_on_the_unit_that_turnover_is_given_in():
    known = np.column_stack([np.ones(len(UNITS)), TURNOVER])
    answered = UNITS % 5 != 0
    plain, in_millions = (fit_propensities(known / [1.0, unit], answered, WEIGHTS) for unit in (1.0, 1e6))
    assert plain.chances == pytest.approx(in_millions.chances, rel=1e-9)
    score = (WEIGHTS * (answered - plain.chances)) @ known / (WEIGHTS @ known)  # likelihood equations
    assert score == pytest.approx(0, abs=1e-8)


def test_area_models_bear_a_covariate_on_a_large_scale():
    areas = np.arange(25)
    direct, variances = 0.2 + 0.01 * areas + 0.1 * np.sin(areas * 7), np.full(25, 0.002)
    small, large = (fit_areas(direct, np.column_stack([np.ones(25), areas * unit]), variances) for unit in (1.0, 1e13))
    assert large.variance == pytest.approx(small.variance, rel=1e-6)
