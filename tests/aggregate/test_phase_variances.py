"""Estimates by state after earlier phases."""

import numpy as np
import pytest
from scipy.sparse import csr_array

from aggregate.estimators.by_state import WHOLE, LabelledSample, estimate_by_state
from aggregate.estimators.phase_variances import find_earlier_variances, list_phases
from aggregate.estimators.two_phase import Phase, estimate_phase_ratios


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
    last = estimate_phase_ratios(answers * domains, domains, [Phase(strata, sizes, drawn, weights)])
    added = find_earlier_variances(answers, both.values, csr_array(domains), phases)
    assert both.standard_errors**2 == pytest.approx(last.standard_errors**2 + added)


def sample_of(answers: np.ndarray, first: Phase | None) -> LabelledSample:
    """Everybody of a phase of 200 reviewed, half of them predicted yes; each stands for five."""
    states = np.repeat([2, 3], 100)
    earlier = () if first is None else (first,)
    return LabelledSample(answers, states, states - 2, np.array([100.0, 100.0]), np.full(200, 5.0), earlier=earlier)


FIRST = Phase(np.zeros(200, dtype=np.int64), np.array([1000.0]), np.array([200.0]))
TOTALS = np.array([0.0, 0.0, 500.0, 500.0])


def test_everybody_of_the_first_phase_is_not_everybody():
    """A simple sample of 200 of 1000 with 90 yes: p(1-p)(1-200/1000)/199; the effective size is near 200/.8."""
    answers = (np.arange(200) >= 110).astype(np.float64)
    found = estimate_by_state(sample_of(answers, FIRST), TOTALS, np.ones((1, 200)))
    assert found.shares[0] == pytest.approx(0.45)
    assert found.standard_errors[0] ** 2 == pytest.approx(0.45 * 0.55 * 0.8 / 199)
    assert found.effective[0] == pytest.approx(250, rel=0.02)
    assert found.high[0] - found.low[0] == pytest.approx(2 * 1.97 * found.standard_errors[0], rel=0.02)
    alone = estimate_by_state(sample_of(answers, None), TOTALS, np.ones((1, 200)))
    assert alone.standard_errors[0] == 0
    assert alone.effective[0] >= WHOLE


def test_none_with_the_property_in_the_whole_first_phase_leaves_doubt():
    """Clopper and Pearson's upper bound of none in 200: 1 - .025^(1/200)."""
    found = estimate_by_state(sample_of(np.zeros(200), FIRST), TOTALS, np.ones((1, 200)))
    assert found.low[0] == 0
    assert found.high[0] == pytest.approx(1 - 0.025 ** (1 / 200), rel=0.1)
