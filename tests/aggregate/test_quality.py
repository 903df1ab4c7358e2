"""Quality letters."""

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_array
from scipy.stats import binom

from aggregate.quality import add_diagnostics, find_predictive_values, find_variation, grade


def letters(half_widths, labelled=100.0, effective=100.0):
    half = np.array(half_widths)
    return grade(0.5 - half, 0.5 + half, np.full(len(half), labelled), np.full(len(half), effective)).tolist()


def test_letters_go_by_half_width():
    assert letters([0.02, 0.021, 0.05, 0.08, 0.12, 0.2, 0.201]) == ["A", "B", "B", "C", "D", "E", "F"]


def test_fewer_than_ten_labels_or_effective_units_is_f():
    assert letters([0.01], labelled=9) == ["F"]
    assert letters([0.01], effective=9.9) == ["F"]


def test_no_interval_is_f():
    assert letters([np.nan]) == ["F"]


def test_more_than_a_tenth_without_an_answer_is_one_letter_lower():
    half = np.full(3, 0.04)
    full = np.full(3, 100.0)
    assert grade(0.5 - half, 0.5 + half, full, full, np.array([0.10, 0.11, np.nan])).tolist() == ["B", "C", "B"]


def test_variation_is_that_of_the_rarer_side():
    assert find_variation(np.array([0.05, 0.95, 0.0]), np.full(3, 0.01)) == pytest.approx([0.2, 0.2, np.nan], nan_ok=True)


def test_predictive_values_are_weighted_shares_with_exact_intervals():
    # Domain 0: eight predicted yes of weight 1, six of them yes; two predicted no, one of them yes. Domain 1: nobody. Domain 2: 0, 8 only.
    answers = np.array([1, 1, 1, 1, 1, 1, 0, 0, 0, 1], dtype=float)
    states = np.array([3] * 8 + [2] * 2)
    members = csr_array(np.array([np.ones(10), np.zeros(10), [1, 0, 0, 0, 0, 0, 0, 0, 1, 0]]))
    found = find_predictive_values(answers, states, np.ones(10), members)
    assert found.ppv == pytest.approx([0.75, np.nan, 1.0], nan_ok=True)
    assert found.npv == pytest.approx([0.5, np.nan, 1.0], nan_ok=True)
    # Clopper and Pearson's limits of 6 of 8, as their definition by tails of the binomial distribution gives them.
    assert binom.sf(5, 8, found.ppv_low[0]) == pytest.approx(0.025)
    assert binom.cdf(6, 8, found.ppv_high[0]) == pytest.approx(0.025)
    assert np.isnan(found.npv_low[1])


def test_weights_count_in_predictive_values():
    found = find_predictive_values(np.array([1.0, 0.0]), np.array([3, 3]), np.array([3.0, 1.0]), csr_array(np.ones((1, 2))))
    assert found.ppv == pytest.approx([0.75])


def test_diagnostics_of_rows():
    rows = pd.DataFrame(
        {
            "measure": ["share", "count", "share", "share"],
            "value": [0.8, 800.0, 0.5, np.nan],
            "standard_error": [0.02, 20.0, np.nan, np.nan],
            "n_labelled": [29, 30, np.nan, 0],
        }
    )
    found = add_diagnostics(rows)
    assert found["cv"].tolist() == pytest.approx([0.1, 0.025, np.nan, np.nan], nan_ok=True)
    assert found["few_labels"].tolist() == pytest.approx([1, 0, np.nan, np.nan], nan_ok=True)
