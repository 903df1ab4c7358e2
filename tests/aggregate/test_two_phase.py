"""Samples of samples: every possible draw of tiny populations is listed, so that what is expected is exact."""

from collections.abc import Iterator, Sequence
from itertools import combinations, product

import numpy as np
import pytest

from aggregate.estimators.stratified import estimate_totals
from aggregate.estimators.two_phase import (
    Phase,
    estimate_phase_ratios,
    estimate_phase_totals,
    estimate_phase_variances,
    find_earlier_variance,
)

VALUES = np.array([1.0, 4.0, 2.0, 9.0, 5.0, 3.0, 7.0])
FIRST = np.array([0, 0, 0, 0, 1, 1, 1])
SECOND = np.array([0, 1, 0, 1, 0, 1, 1])
THIRD = np.array([0, 0, 1, 1, 1, 0, 0])


def list_draws(units: Sequence[int], strata: np.ndarray, take: dict[int, int] | int) -> Iterator[tuple[list[int], np.ndarray, np.ndarray]]:
    """Every stratified sample of these units, equally likely: the drawn, N and n of each stratum. One that has fewer is taken whole."""
    members = [[u for u in units if strata[u] == h] for h in range(2)]
    wanted = [min(len(m), take if isinstance(take, int) else take[h]) for h, m in enumerate(members)]
    for parts in product(*(combinations(m, n) for m, n in zip(members, wanted, strict=True))):
        yield sorted(sum(parts, ())), np.array([len(m) for m in members], float), np.array(wanted, float)


def expect_two_phases(take_first: dict[int, int], take_second: int) -> tuple[np.ndarray, np.ndarray]:
    """Over all draws: (total, estimated variance by phase) with equal chances within each first sample."""
    totals, variances = [], []
    for first, sizes, drawn in list_draws(range(7), FIRST, take_first):
        inner = []
        for last, middle_sizes, middle_drawn in list_draws(first, SECOND, take_second):
            phases = [Phase(FIRST[last], sizes, drawn), Phase(SECOND[last], middle_sizes, middle_drawn)]
            found = estimate_phase_totals(VALUES[last], phases)
            inner.append((float(found.values), float(estimate_phase_variances(VALUES[last], phases).sum())))
        totals.append([t for t, _ in inner])
        variances.append([v for _, v in inner])
    return totals, variances


def moments(groups: list[list[float]]) -> tuple[float, float]:
    """Mean and variance where every first sample is as likely as any other, and every second one within it."""
    means = [np.mean(g) for g in groups]
    squares = [np.mean(np.square(g)) for g in groups]
    return float(np.mean(means)), float(np.mean(squares) - np.mean(means) ** 2)


@pytest.mark.parametrize(("first", "second"), [({0: 3, 1: 2}, 2), ({0: 4, 1: 3}, 2), ({0: 3, 1: 3}, 2), ({0: 4, 1: 2}, 3)])
def test_totals_and_variances_are_unbiased_over_every_possible_two_phase_draw(first, second):
    totals, variances = expect_two_phases(first, second)
    mean, variance = moments(totals)
    assert mean == pytest.approx(VALUES.sum(), rel=1e-12)
    assert moments(variances)[0] == pytest.approx(variance, rel=1e-10)


def test_three_phases_are_unbiased_too():
    totals, variances = [], []
    for first, sizes, drawn in list_draws(range(7), FIRST, {0: 4, 1: 2}):
        for second, second_sizes, second_drawn in list_draws(first, SECOND, 2):
            inner = []
            for last, last_sizes, last_drawn in list_draws(second, THIRD, 2):
                phases = [
                    Phase(FIRST[last], sizes, drawn),
                    Phase(SECOND[last], second_sizes, second_drawn),
                    Phase(THIRD[last], last_sizes, last_drawn),
                ]
                inner.append(
                    (float(estimate_phase_totals(VALUES[last], phases).values), float(estimate_phase_variances(VALUES[last], phases).sum()))
                )
            count = len(list(list_draws(first, SECOND, 2)))
            totals.append((np.mean([t for t, _ in inner]), np.mean([t**2 for t, _ in inner]), 1 / count))
            variances.append((np.mean([v for _, v in inner]), 1 / count))
    chances = np.array([c for *_, c in totals]) / sum(c for *_, c in totals)
    mean = sum(c * t for c, (t, *_) in zip(chances, totals, strict=True))
    variance = sum(c * s for c, (_, s, _) in zip(chances, totals, strict=True)) - mean**2
    assert mean == pytest.approx(VALUES.sum(), rel=1e-12)
    assert sum(c * v for c, (v, _) in zip(chances, variances, strict=True)) == pytest.approx(variance, rel=1e-10)


def test_rao_1973_gives_the_same_for_a_simple_first_phase():
    """Double sampling for stratification, Cochran (1977) formula 12.32 (Rao 1973), computed apart from it."""
    population, first = 100, 40
    strata, y = np.array([0, 0, 0, 1, 1, 1, 1]), np.array([3.0, 5.0, 4.0, 9.0, 7.0, 12.0, 8.0])
    first_sizes, drawn = np.array([25.0, 15.0]), np.array([3.0, 4.0])
    w, nu = first_sizes / first, drawn / first_sizes
    means = np.array([y[:3].mean(), y[3:].mean()])
    s2 = np.array([y[:3].var(ddof=1), y[3:].var(ddof=1)])
    mean = (w * means).sum()
    g = (population - first) / (population - 1)
    bracket = (
        (w * s2 * (1 / (first * nu) - 1 / population)).sum()
        + g / first * (s2 * (w / population - 1 / (first * nu))).sum()
        + g / first * (w * (means - mean) ** 2).sum()
    )
    expected = first * (population - 1) / ((first - 1) * population) * bracket
    phases = [Phase(np.zeros(7, dtype=int), np.array([100.0]), np.array([40.0])), Phase(strata, first_sizes, drawn)]
    found = estimate_phase_totals(y, phases)
    assert found.values / population == pytest.approx(mean)
    assert (found.standard_errors / population) ** 2 == pytest.approx(expected, rel=1e-12)


def test_a_first_phase_of_everybody_adds_nothing():
    strata, y = np.array([0, 0, 1, 1, 1]), np.array([1.0, 0.0, 3.0, 4.0, 8.0])
    sizes, drawn = np.array([10.0, 30.0]), np.array([2.0, 3.0])
    whole = Phase(np.zeros(5, dtype=int), np.array([40.0]), np.array([40.0]))
    parts = estimate_phase_variances(y, [whole, Phase(strata, sizes, drawn)])
    plain = estimate_totals(y, (sizes / drawn)[strata], strata, sizes)
    assert parts[0] == 0
    assert np.sqrt(parts[1]) == pytest.approx(plain.standard_errors)


def test_a_second_phase_of_everybody_leaves_the_first_alone():
    strata, y = np.array([0, 0, 1, 1, 1]), np.array([1.0, 0.0, 3.0, 4.0, 8.0])
    sizes, drawn = np.array([10.0, 30.0]), np.array([2.0, 3.0])
    everybody = Phase(np.zeros(5, dtype=int), np.array([5.0]), np.array([5.0]))
    phases = [Phase(strata, sizes, drawn), everybody]
    plain = estimate_totals(y, (sizes / drawn)[strata], strata, sizes)
    assert find_earlier_variance(y, phases) == pytest.approx(plain.standard_errors**2)
    assert estimate_phase_totals(y, phases).standard_errors == pytest.approx(plain.standard_errors)


def test_weights_that_are_given_count_as_they_are():
    """A survey's calibrated weights: the variance is n(1-f) times that of w·y in the stratum, by hand 2 · (3·1 - 1·5)²/2."""
    phase = Phase(np.array([0, 0]), np.array([np.inf]), np.array([2.0]), np.array([3.0, 1.0]))
    everybody = Phase(np.array([0, 0]), np.array([2.0]), np.array([2.0]))
    found = estimate_phase_totals(np.array([1.0, 5.0]), [phase, everybody])
    assert found.values == 8
    assert found.standard_errors**2 == pytest.approx(2 * (3 - 5) ** 2 / 2)


def test_many_variables_at_once_equal_one_after_the_other():
    generator = np.random.default_rng(4)
    first = Phase(generator.integers(0, 2, 12), np.array([50.0, 70.0]), np.array([20.0, 25.0]))
    second = Phase(np.arange(12) % 3, np.array([15.0, 20.0, 10.0]), np.array([4.0, 4.0, 4.0]))
    y = generator.random((5, 12))
    together = estimate_phase_ratios(y, np.ones((5, 12)), [first, second])
    for row in range(5):
        alone = estimate_phase_ratios(y[row], np.ones(12), [first, second])
        assert together.values[row] == pytest.approx(alone.values)
        assert together.standard_errors[row] == pytest.approx(alone.standard_errors)
