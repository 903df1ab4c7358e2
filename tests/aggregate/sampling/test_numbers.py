"""Permanent random numbers."""

import numpy as np
from scipy.stats import kstest

from aggregate.sampling.numbers import VISITS, choose_lowest, describe_numbers, draw_numbers, order_by_chance

IDS = [f"enterprise-{i}" for i in range(4000)]
USUAL = describe_numbers("XD", "2026", 1)


def test_a_number_depends_on_nothing_but_the_enterprise_and_the_description():
    numbers = dict(zip(IDS, draw_numbers(IDS, USUAL), strict=True))
    assert draw_numbers(IDS[:10:-1], USUAL).tolist() == [numbers[key] for key in IDS[:10:-1]]


def test_numbers_are_uniform_and_those_of_other_seeds_waves_and_purposes_independent():
    first = draw_numbers(IDS, USUAL)
    assert kstest(first, "uniform").pvalue > 0.001
    others = [describe_numbers("XD", "2026", 2), describe_numbers("XD", "2027", 1), describe_numbers("XD", "2026", 1, VISITS)]
    for other in others:
        assert abs(np.corrcoef(first, draw_numbers(IDS, other))[0, 1]) < 4 / np.sqrt(len(IDS))


def test_the_order_of_work_is_independent_of_the_numbers():
    assert abs(np.corrcoef(draw_numbers(IDS, USUAL), order_by_chance(IDS, USUAL))[0, 1]) < 4 / np.sqrt(len(IDS))


def test_an_overlap_keeps_its_part_of_the_numbers_and_stays_uniform():
    later = draw_numbers(IDS, describe_numbers("XD", "2027", 1, base=USUAL, overlap=0.3))
    kept = (later == draw_numbers(IDS, USUAL)).mean()
    assert abs(kept - 0.3) < 4 * np.sqrt(0.3 * 0.7 / len(IDS))
    assert kstest(later, "uniform").pvalue > 0.001


def test_the_lowest_numbers_of_each_stratum_are_chosen():
    strata, numbers = np.array([0, 1, 0, 1, 0]), np.array([0.9, 0.2, 0.1, 0.3, 0.5])
    assert choose_lowest(strata, numbers, np.array([2, 1])).tolist() == [1, 2, 4]


def test_those_that_are_taken_are_passed_over():
    strata, numbers = np.array([0, 1, 0, 1, 0]), np.array([0.9, 0.2, 0.1, 0.3, 0.5])
    taken = np.array([False, True, True, False, False])
    assert choose_lowest(strata, numbers, np.array([1, 1]), taken).tolist() == [3, 4]
    assert choose_lowest(strata, numbers, np.array([0, 0]), taken).tolist() == []
