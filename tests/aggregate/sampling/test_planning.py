"""What a sample is expected to be good for."""

import numpy as np
import pytest
from scipy.stats import t as student

from aggregate import draw_sample
from aggregate.sampling.allocation import allocate
from aggregate.sampling.anticipation import anticipate_shares
from aggregate.sampling.drawing import plan_review
from aggregate.sampling.frames import EarlierPhase, SamplingFrame
from aggregate.sampling.planning import Target, expect_margins, expect_national, find_size
from aggregate.sampling.strata import build_strata
from catalogue.errors import EstimateError
from store.reviews import read_designs
from tests.aggregate.sampling.frames_of_tests import WAVE, decide, write_frame


def frame_of(states: list[int], sizes: list[int], shares: list[float], earlier: tuple[EarlierPhase, ...] = ()) -> SamplingFrame:
    """A frame with a unit for each state and size; `shares` are those of its strata in their order."""
    ones = np.ones(len(states))
    strata = build_strata(np.array(states), np.array(sizes), ones)
    ids = [str(i) for i in range(len(states))]
    return SamplingFrame(np.arange(len(states)), ids, strata, np.array(sizes), ones, ones, np.array(shares), earlier)


TWO_STRATA = frame_of([2] * 600 + [3] * 400, [0] * 1000, [0.02, 0.8])


def test_the_national_margin_is_that_of_the_textbook():
    """By hand: .6²·(.02·.98)(1-50/600)/50 + .4²·(.8·.2)(1-40/400)/40, t with 90 - 2 degrees of freedom."""
    margin = expect_national(TWO_STRATA, np.array([50, 40]))
    variance = 0.36 * 0.0196 * (550 / 600) / 50 + 0.16 * 0.16 * 0.9 / 40
    assert margin.share == pytest.approx(0.6 * 0.02 + 0.4 * 0.8)
    assert margin.standard_error == pytest.approx(np.sqrt(variance))
    assert margin.half_width == pytest.approx(student.ppf(0.975, 88) * np.sqrt(variance))


def test_a_domain_that_cuts_a_stratum_has_its_part_of_the_labels():
    """Sizes _U and 10 to 49 of one state, merged into one stratum of 100, of which 3 are of unknown size."""
    frame = frame_of([2] * 100, [4] * 3 + [1] * 97, [0.5])
    margins = {margin.domain: margin for margin in expect_margins(frame, np.array([50]))}
    assert margins["_U"].labels == pytest.approx(1.5)
    assert margins["S10T49"].labels == pytest.approx(48.5)


def test_labelling_everybody_leaves_doubt_about_one_enterprise():
    assert expect_national(TWO_STRATA, np.array([600, 400])).half_width == pytest.approx(1.96 * 0.5 / 1000, rel=1e-3)


@pytest.mark.parametrize("target", [Target(cv=0.05), Target(half_width=0.02), Target(cv=0.1, half_width=0.015)])
def test_the_size_found_is_the_smallest_that_meets_the_target(target):
    size = find_size(TWO_STRATA, target)
    spreads = np.sqrt(TWO_STRATA.shares * (1 - TWO_STRATA.shares))
    for number, is_met in ((size, True), (size - 1, False)):
        assert target.is_met(expect_national(TWO_STRATA, allocate(TWO_STRATA.strata, number, spreads, aim="national"))) is is_met


def test_the_planned_error_is_that_of_samples_really_drawn():
    generator = np.random.default_rng(3)
    truth = np.concatenate([generator.permutation(np.arange(600) < 12), generator.permutation(np.arange(400) < 320)])
    size = find_size(TWO_STRATA, Target(half_width=0.03))
    drawn = allocate(TWO_STRATA.strata, size, np.sqrt(TWO_STRATA.shares * (1 - TWO_STRATA.shares)), aim="national")
    found = []
    for _ in range(2000):
        means = [
            generator.choice(truth[part], n, replace=False).mean() for part, n in zip((slice(600), slice(600, None)), drawn, strict=True)
        ]
        found.append(0.6 * means[0] + 0.4 * means[1])
    assert np.std(found) == pytest.approx(expect_national(TWO_STRATA, drawn).standard_error, rel=0.06)


def test_neyman_gives_labels_by_weight_times_spread():
    strata = build_strata(np.repeat([2, 3], [8000, 2000]), np.zeros(10000, dtype=int), np.ones(10000))
    spreads = np.array([0.2, 0.5])
    drawn = allocate(strata, 1000, spreads, aim="national")
    assert drawn.tolist() == [round(1000 * 1600 / 2600), round(1000 * 1000 / 2600)]


def test_sizes_of_one_state_follow_neyman_too_when_the_national_figure_is_the_aim():
    sizes = np.repeat([0, 1], [9000, 1000])
    strata = build_strata(np.full(10000, 2), sizes, np.ones(10000))
    spreads = np.array([0.2, 0.3])
    assert allocate(strata, 420, spreads, aim="national").tolist() == [360, 60]
    assert allocate(strata, 420, spreads, aim="sizes")[1] > 100


def test_each_stratum_gets_five_where_the_size_allows_and_two_always():
    states, sizes = np.repeat([0, 3], 1040), np.tile(np.repeat([0, 1, 3], [1000, 30, 10]), 2)
    strata = build_strata(states, sizes, np.ones(len(states)))
    assert allocate(strata, 60, aim="national").min() == 5
    assert allocate(strata, 20, aim="national").min() == 2


def test_a_stratum_whose_part_exceeds_it_is_taken_whole():
    strata = build_strata(np.repeat([2, 3], [990, 10]), np.zeros(1000, dtype=int), np.where(np.arange(1000) < 990, 1.0, 1000.0))
    assert allocate(strata, 300, aim="national").tolist() == [290, 10]


def test_units_of_an_earlier_draw_stay_in_the_allocation():
    strata = TWO_STRATA.strata
    before = np.array([10, 120])
    assert (allocate(strata, 150, already=before, aim="national") >= before).all()


def test_no_state_is_expected_to_be_free_of_errors():
    strata = build_strata(np.repeat([2, 3], 50), np.zeros(100, dtype=int), np.ones(100))
    probabilities = np.repeat([0.0001, 0.9999], 50)
    assert anticipate_shares(strata, probabilities, np.ones(100)).tolist() == [0.02, 0.98]


def test_probabilities_of_unread_sites_are_not_believed():
    strata = build_strata(np.repeat([1, 2], 50), np.zeros(100, dtype=int), np.ones(100))
    shares = anticipate_shares(strata, np.full(100, 0.6), np.ones(100))
    assert shares.tolist() == pytest.approx([0.28, 0.6])


def test_a_first_phase_adds_its_own_variance():
    """By hand: a simple first phase of 1000 of 5000 with p = .332 adds p(1-p)(1-1000/5000)/1000."""
    phase = EarlierPhase(np.zeros(1000, dtype=int), np.array([5000.0]), np.array([1000.0]), np.full(1000, 5.0))
    plain = expect_national(TWO_STRATA, np.array([50, 40])).standard_error
    both = expect_national(frame_of([2] * 600 + [3] * 400, [0] * 1000, [0.02, 0.8], (phase,)), np.array([50, 40])).standard_error
    assert both**2 - plain**2 == pytest.approx(0.332 * 0.668 * 0.8 / 1000, rel=1e-6)


def test_what_a_first_phase_leaves_cannot_be_reached_by_reviewing():
    phase = EarlierPhase(np.zeros(1000, dtype=int), np.array([5000.0]), np.array([1000.0]), np.full(1000, 5.0))
    frame = frame_of([2] * 600 + [3] * 400, [0] * 1000, [0.02, 0.8], (phase,))
    assert find_size(frame, Target(half_width=0.02)) is None
    assert find_size(frame, Target(half_width=0.03)) is not None


def test_a_plan_draws_nothing_and_the_sample_follows_it(store):
    write_frame(store)
    decide(store, range(400))
    plan = plan_review(store, *WAVE, target=Target(half_width=0.05))
    assert read_designs(store, *WAVE) == []
    report = draw_sample(store, *WAVE, target=Target(half_width=0.05), seed=1)
    assert report.size == plan.size
    assert [n for _, n in report.strata.values()] == plan.drawn.tolist()
    assert plan.margins[0].half_width <= 0.05 < plan.margins[1].half_width
    assert plan.with_more.half_width < plan.margins[0].half_width


@pytest.mark.parametrize(
    ("target", "sentence"),
    [
        (Target(cv=0.0), "coefficient of variation of 0 makes no sense"),
        (Target(cv=5.0), "coefficient of variation of 5 makes no sense"),
        (Target(half_width=0.6), "±60 points makes no sense"),
        (Target(half_width=-0.01), "±-1 points makes no sense"),
        (Target(half_width=0.0001), "cannot be reached: with all 400"),
        (Target(cv=float("nan")), "makes no sense"),
    ],
)
def test_a_precision_that_nobody_can_reach_or_mean_is_said(store, target, sentence):
    write_frame(store)
    with pytest.raises(EstimateError, match=sentence):
        draw_sample(store, *WAVE, target=target, seed=1)
    assert read_designs(store, *WAVE) == []
