"""What must not change an estimate, whatever the sample: scale of weights, order, equal domains, and the way that parts make a whole."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aggregate.estimators.by_state import DomainEstimates, LabelledSample, estimate_by_state
from aggregate.sampling.allocation import allocate
from aggregate.sampling.strata import build_strata
from aggregate.size_codes import SIZES

COLUMNS = ("shares", "standard_errors", "low", "high", "labelled", "effective")


def draw(seed: int, scale: float = 1.0) -> tuple[LabelledSample, np.ndarray, np.ndarray]:
    """A sample of eight strata in four states, totals of the states, and three random domains with their complements."""
    generator = np.random.default_rng(seed)
    drawn, frame = generator.integers(2, 30, 8), generator.integers(30, 400, 8).astype(float)
    frame[0] = drawn[0]  # labelled whole
    strata = np.repeat(np.arange(8), drawn)
    answers = (generator.random(len(strata)) < generator.random(8)[strata]).astype(float)
    sample = LabelledSample(answers, strata // 2, strata, frame, scale * (frame / drawn)[strata])
    some = (generator.random((3, len(strata))) < 0.4).astype(float)
    domains = np.vstack([np.ones(len(strata)), some, 1 - some])
    return sample, scale * frame.reshape(4, 2).sum(axis=1), domains


def assert_same(first: DomainEstimates, second: DomainEstimates, order: object = slice(None)) -> None:
    for column in COLUMNS:
        np.testing.assert_allclose(getattr(first, column), getattr(second, column)[order], rtol=1e-7, atol=1e-10)


seeds = st.integers(0, 10_000)


@settings(max_examples=15, deadline=None)
@given(seeds, st.sampled_from([0.01, 3.0, 250.0]))
def test_a_frame_whose_weights_are_all_so_many_times_larger_gives_the_same_shares(seed, scale):
    assert_same(*(estimate_by_state(s, t, d) for s, t, d in (draw(seed), draw(seed, scale))))


@settings(max_examples=15, deadline=None)
@given(seeds)
def test_the_order_of_units_and_of_domains_changes_nothing(seed):
    sample, totals, domains = draw(seed)
    generator = np.random.default_rng(seed)
    units, rows = generator.permutation(len(sample.answers)), generator.permutation(len(domains))
    moved = LabelledSample(sample.answers[units], sample.states[units], sample.strata[units], sample.frame_sizes, sample.weights[units])
    assert_same(estimate_by_state(moved, totals, domains[rows][:, units]), estimate_by_state(sample, totals, domains), rows)


@settings(max_examples=15, deadline=None)
@given(seeds)
def test_a_domain_is_estimated_the_same_whatever_other_domains_there_are(seed):
    sample, totals, domains = draw(seed)
    alone = estimate_by_state(sample, totals, domains[1:2])
    assert_same(alone, estimate_by_state(sample, totals, domains), slice(1, 2))


@settings(max_examples=15, deadline=None)
@given(seeds)
def test_yes_and_no_mirror_each_other(seed):
    sample, totals, domains = draw(seed)
    mirrored = LabelledSample(1 - sample.answers, sample.states, sample.strata, sample.frame_sizes, sample.weights)
    yes, no = estimate_by_state(sample, totals, domains), estimate_by_state(mirrored, totals, domains)
    np.testing.assert_allclose(yes.shares, 1 - no.shares, atol=1e-9)
    np.testing.assert_allclose(yes.low, 1 - no.high, atol=1e-7)
    np.testing.assert_allclose(yes.standard_errors, no.standard_errors, atol=1e-9)


@settings(max_examples=15, deadline=None)
@given(seeds)
def test_the_whole_lies_between_a_domain_and_its_complement(seed):
    sample, totals, domains = draw(seed)
    shares = estimate_by_state(sample, totals, domains).shares
    for part, rest in zip(shares[1:4], shares[4:], strict=True):
        assert min(part, rest) - 1e-9 <= shares[0] <= max(part, rest) + 1e-9


@settings(max_examples=15, deadline=None)
@given(seeds)
def test_states_mix_by_the_weights_of_the_frame(seed):
    sample, _, _ = draw(seed)
    # All strata drawn by chance and every state with ten labels: each state keeps its total, so the whole is their weighted mean.
    frame = np.where(np.arange(8) == 0, 500.0, sample.frame_sizes)
    weights = (frame / np.bincount(sample.strata))[sample.strata]
    every = LabelledSample(sample.answers, sample.states, sample.strata, frame, weights)
    if np.bincount(sample.states).min() < 10:
        return
    totals = np.array([700.0, 300.0, 900.0, 100.0])
    domains = np.vstack([np.ones(len(weights)), *(every.states == state for state in range(4))]).astype(float)
    shares = estimate_by_state(every, totals, domains).shares
    assert shares[0] == pytest.approx(shares[1:] @ totals / totals.sum())


@settings(max_examples=15, deadline=None)
@given(seeds)
def test_every_interval_holds_its_share_and_has_a_width_unless_all_was_labelled(seed):
    sample, totals, domains = draw(seed)
    found = estimate_by_state(sample, totals, domains)
    assert (found.low <= found.shares + 1e-12).all()
    assert (found.shares <= found.high + 1e-12).all()
    assert (found.high > found.low).all()


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 3000), min_size=20, max_size=20), st.floats(0, 1))
def test_allocation_is_exact_and_takes_two_of_each_stratum_unless_it_has_fewer(counts, part):
    states, sizes = np.repeat(np.repeat(np.arange(4), 5), counts), np.repeat(np.tile(np.arange(len(SIZES)), 4), counts)
    if len(states) == 0:
        return
    strata = build_strata(states, sizes, np.ones(len(states)))
    least = np.minimum(strata.sizes, 2).sum()
    size = int(least + part * (len(states) - least))
    drawn = allocate(strata, size)
    assert drawn.sum() == size
    assert (drawn >= np.minimum(strata.sizes, 2)).all()
    assert (drawn <= strata.sizes).all()
