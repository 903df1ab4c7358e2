"""Tests of differences between two independent estimates."""

import math

import numpy as np
import pytest

from aggregate.comparison.differences import compare_figures, correct_by_holm, derive_error


def test_both_margins_count():
    found = compare_figures(np.array([0.30]), np.array([0.03]), np.array([0.20]), np.array([0.04]))
    assert found.standard_errors[0] == pytest.approx(0.05)  # 3, 4, 5
    assert found.p[0] == pytest.approx(math.erfc(2 / math.sqrt(2)), rel=1e-6)  # two-sided normal at 2


def test_the_error_that_would_make_a_difference_chance_is_the_one_at_which_p_is_five_percent():
    ours, theirs = np.array([0.30]), np.array([0.20])
    alone = compare_figures(ours, np.array([0.03]), theirs, np.array([np.nan]))
    assert alone.p[0] < 0.05
    again = compare_figures(ours, np.array([0.03]), theirs, alone.error_needed)
    assert again.p[0] == pytest.approx(0.05, rel=1e-4)


def test_few_units_behind_ours_make_the_test_milder_by_welch():
    # Equal errors, ours with 10 degrees of freedom: (1 + 1)² / (1/10) = 40; the table's t for 5 % and 40 is 2.0211.
    gap = 2.0211 * math.sqrt(2)
    found = compare_figures(np.array([gap]), np.ones(1), np.zeros(1), np.ones(1), degrees=np.array([10.0]))
    assert found.p[0] == pytest.approx(0.05, abs=1e-5)


def test_figures_without_error_differ_or_are_the_same():
    found = compare_figures(np.array([0.5, 0.5]), np.zeros(2), np.array([0.5, 0.4]), np.zeros(2))
    assert found.p.tolist() == [1.0, 0.0]


def test_holm_as_by_hand():
    corrected = correct_by_holm(np.array([0.01, np.nan, 0.04, 0.03, 0.005]))
    assert corrected == pytest.approx([0.03, np.nan, 0.06, 0.06, 0.02], nan_ok=True)


def test_an_error_from_the_number_of_respondents():
    # (0.5 · 96 + 2) / 100 = 0.5 and √(0.25/100) = 0.05; four times the variance is twice the error.
    assert derive_error(np.array([0.5]), np.array([96.0])) == pytest.approx([0.05])
    assert derive_error(np.array([0.5]), np.array([96.0]), 4.0) == pytest.approx([0.1])
    assert derive_error(np.array([0.0]), np.array([96.0]))[0] > 0.01  # nobody of 96 is not certainly nobody
