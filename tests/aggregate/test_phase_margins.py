"""Margins that earlier phases widen."""

import numpy as np
import pytest
from scipy.sparse import csr_array
from scipy.special import expit, logit

from aggregate.estimators.phase_margins import Margins, find_earlier_variances, list_phases, widen_margins
from aggregate.estimators.two_phase import Phase, estimate_phase_ratios

WHOLE = 1e12


def widen(share: float, found: tuple[float, float, float, float], added: float, labelled: float = 100) -> Margins:
    columns = (np.array([value]) for value in found)
    return widen_margins(np.array([share]), Margins(*columns), np.array([added]), np.array([labelled]), whole=WHOLE, level=0.95)


def test_intervals_widen_by_the_ratio_of_the_errors_on_the_logit_scale():
    """A variance of .0009 and one of .0016 more: the error goes from .03 to .05, distances on the logit scale by 5/3."""
    wide = widen(0.4, (0.03, float(expit(logit(0.4) - 0.3)), float(expit(logit(0.4) + 0.3)), 267.0), 0.0016)
    assert wide.standard_errors[0] == pytest.approx(0.05)
    assert (logit(wide.low[0]), logit(wide.high[0])) == pytest.approx((logit(0.4) - 0.5, logit(0.4) + 0.5))
    assert wide.effective[0] == pytest.approx(267 * 9 / 25)


def test_nothing_added_changes_nothing():
    found = (0.03, 0.34, 0.46, 267.0)
    wide = widen(0.4, found, 0.0)
    assert (wide.standard_errors[0], wide.low[0], wide.high[0], wide.effective[0]) == found


def test_everybody_of_the_first_phase_is_not_everybody():
    wide = widen(0.4, (0.0, 0.4, 0.4, WHOLE), 0.0016)
    assert wide.standard_errors[0] == pytest.approx(0.04)
    assert wide.effective[0] == pytest.approx(0.24 / 0.0016)
    assert wide.low[0] == pytest.approx(expit(logit(0.4) - 1.959964 * 0.04 / 0.24))


def test_none_with_the_property_among_everybody_of_the_first_phase_leaves_doubt():
    """Clopper and Pearson's upper bound of none in 100: 1 - .025^(1/100)."""
    wide = widen(0.0, (0.0, 0.0, 0.0, WHOLE), 0.0)
    assert wide.low[0] == 0
    assert wide.high[0] == pytest.approx(1 - 0.025 ** (1 / 100))


def test_domains_get_what_the_first_phase_adds_to_a_ratio():
    """The whole variance of the plain two-phase ratio is that of its last phase plus what is found here."""
    generator = np.random.default_rng(1)
    first = Phase(generator.integers(0, 2, 40), np.array([500.0, 300.0]), np.array([90.0, 60.0]))
    strata = np.arange(40) % 3
    sizes, drawn = np.array([60.0, 50.0, 40.0]), np.array([14.0, 13.0, 13.0])
    answers, domains = (generator.random(40) < 0.4).astype(float), np.array([np.ones(40), np.arange(40) < 25], dtype=float)
    weights = first.of_units * (sizes / drawn)[strata]
    phases = list_phases([first], strata, sizes, weights)
    both = estimate_phase_ratios(answers * domains, domains, phases)
    bare = Phase(strata, sizes, drawn, weights)
    last = estimate_phase_ratios(answers * domains, domains, [bare])
    added = find_earlier_variances(answers, both.values, csr_array(domains), phases)
    assert both.standard_errors**2 == pytest.approx(last.standard_errors**2 + added)
