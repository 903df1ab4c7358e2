"""The default estimator: which states are post-strata, what a margin rests on, and how often it holds the truth."""

import numpy as np
import pytest

from aggregate.estimators.by_state import LabelledSample, collapse_states, estimate_by_state
from aggregate.estimators.floors import find_missing_variance
from aggregate.estimators.intervals import logit_interval
from aggregate.tables.labelled import build_answered
from aggregate.tables.response_strata import join_empty_strata


def groups(labelled, frame=(500, 500, 500, 500)):
    return collapse_states(np.array(labelled), np.array(frame, float)).tolist()


def test_states_with_ten_labels_are_post_strata():
    assert groups([10, 10, 10, 10]) == [0, 1, 2, 3]


def test_a_state_with_fewer_labels_joins_its_pair():
    assert groups([30, 9, 30, 30]) == [0, 0, 1, 2]
    assert groups([30, 30, 30, 9]) == [0, 1, 2, 2]


def test_unread_and_read_are_never_joined_but_all_are_one_where_a_pair_is_unknown():
    assert groups([3, 4, 30, 30]) == [0, 0, 0, 0]
    assert groups([30, 30, 5, 3]) == [0, 0, 0, 0]


def test_a_state_that_the_frame_does_not_have_is_no_post_stratum():
    assert groups([0, 30, 30, 30], (0, 500, 500, 500)) == [-1, 0, 1, 2]
    assert groups([0, 30, 30, 30], (500, 500, 500, 500)) == [0, 0, 1, 2]


def simple_sample(answers, states, frame=1000):
    """One stratum of the frame for each state that is there."""
    answers, states = np.array(answers, float), np.array(states)
    kept, strata = np.unique(states, return_inverse=True)
    drawn = np.bincount(strata)
    return LabelledSample(answers, states, strata, np.full(len(kept), float(frame)), (frame / drawn)[strata])


def test_no_error_seen_still_leaves_a_margin():
    sample = simple_sample([0] * 30 + [1] * 30, [2] * 30 + [3] * 30)
    found = estimate_by_state(sample, np.array([0, 0, 1000.0, 1000.0]), np.ones((1, 60)))
    # In each state two of thirty count as if they disagreed: variance (1/2)² · (1 - .03) · (2/30)(28/30)/30, twice.
    assert found.shares[0] == pytest.approx(0.5)
    assert found.standard_errors[0] == pytest.approx(np.sqrt(2 * 0.25 * 0.97 * (2 / 30) * (28 / 30) / 30))


def test_nobody_with_the_property_still_leaves_a_margin():
    sample = simple_sample([0] * 40, [0] * 20 + [2] * 20)
    found = estimate_by_state(sample, np.array([1000.0, 0, 1000.0, 0]), np.ones((1, 40)))
    assert found.low[0] == 0
    # Clopper-Pearson for 0 of n ends at 1 - .025^(1/n); n = 40 labels, little more for the finite population.
    assert found.high[0] == pytest.approx(1 - 0.025 ** (1 / (40 / 0.98)), rel=1e-6)


def test_a_rare_property_has_the_interval_of_a_binomial_of_the_weights_size():
    # One yes among the 30 predicted yes that stand for 30: a share of 1/2030, and 200 labels of weight 10 without any.
    answers, states = [1.0] + [0.0] * 229, [3] * 30 + [0] * 200
    strata = np.array([1] * 30 + [0] * 200)
    sample = LabelledSample(np.array(answers), np.array(states), strata, np.array([2000.0, 60.0]), np.where(strata == 1, 2.0, 10.0))
    found = estimate_by_state(sample, np.array([2000.0, 0, 0, 60.0]), np.ones((1, 230)))
    # By hand: 1/Σ(w/W)²(1-f) = 2060² / (200·100·.9 + 30·4·.5) = 234.97; Clopper-Pearson: 0 of 235 ends at .0156, 1 of 235 at .0235.
    assert found.shares[0] == pytest.approx(2 / 2060)
    assert found.effective[0] == pytest.approx(234.97, abs=0.01)
    assert 0.0156 < found.high[0] < 0.0235


def test_two_disagreeing_labels_need_no_floor():
    answers = np.array([1.0, 1] + [0] * 18)
    assert find_missing_variance(answers, np.ones((20, 1)), np.ones((1, 20))).tolist() == [[0.0]]


def test_a_domain_without_disagreement_borrows_two_labels_of_the_state():
    answers = np.array([1.0] * 5 + [0] * 15)
    domain = np.array([[0.0] * 10 + [1.0] * 10])
    # None of ten, and two labels of which a quarter are yes: 1/24.
    assert find_missing_variance(answers, np.ones((20, 1)), domain)[0, 0] == pytest.approx(1 / 24 * 23 / 24)


@pytest.mark.parametrize(("disagreeing", "missing"), [(4, (5 / 14) * (9 / 14) - (4 / 12) * (8 / 12)), (5, 0.0)])
def test_a_state_borrows_in_a_domain_as_long_as_fewer_than_five_labels_disagree_there(disagreeing, missing):
    # Half of the state says yes: two borrowed labels are one yes and one no, beside twelve of the domain.
    answers = np.array([1.0] * disagreeing + [0] * (12 - disagreeing) + [1.0] * (12 - disagreeing) + [0] * disagreeing)
    domain = np.array([[1.0] * 12 + [0] * 12])
    assert find_missing_variance(answers, np.ones((24, 1)), domain)[0, 0] == pytest.approx(missing)


def test_intervals_are_wider_than_the_standard_error_where_few_labels_disagree():
    few = simple_sample([1] * 3 + [0] * 57 + [0] * 3 + [1] * 57, [2] * 60 + [3] * 60)
    many = simple_sample(([1] * 20 + [0] * 40) + ([0] * 20 + [1] * 40), [2] * 60 + [3] * 60)
    widened = []
    for sample in (few, many):
        found = estimate_by_state(sample, np.array([0, 0, 1000.0, 1000.0]), np.ones((1, 120)))
        low, high = logit_interval(found.shares, found.standard_errors**2, sample.degrees)
        widened.append(float((found.high - found.low)[0] / (high - low)[0]))
    assert widened[0] > 1.05
    assert widened[1] == pytest.approx(1, abs=0.02)


def test_a_state_with_fewer_than_five_disagreeing_labels_always_adds_to_the_variance_of_a_domain():
    generator = np.random.default_rng(4)
    for yes in range(5):
        answers = np.array([1.0] * yes + [0] * (60 - yes))
        domains = (generator.random((20, 60)) < 0.3).astype(float)
        missing = find_missing_variance(answers, np.ones((60, 1)), domains)[:, 0]
        share = domains @ answers / domains.sum(axis=1)
        assert (share * (1 - share) + missing > 0).all()


def test_a_domain_without_labels_has_no_estimate():
    sample = simple_sample([0, 1] * 20, [2] * 40)
    found = estimate_by_state(sample, np.array([0, 0, 1000.0, 0]), np.vstack([np.ones(40), np.zeros(40)]))
    assert np.isnan(found.shares[1])
    assert (found.labelled[1], found.effective[1]) == (0, 0)


def test_a_frame_labelled_whole_is_known():
    sample = simple_sample([1] * 6 + [0] * 4, [2] * 10, frame=10)
    found = estimate_by_state(sample, np.array([0, 0, 10.0, 0]), np.ones((1, 10)))
    assert (found.shares[0], found.standard_errors[0]) == (pytest.approx(0.6), 0)


def test_post_strata_move_the_estimate_towards_the_frame():
    sample = simple_sample([1] * 20 + [0] * 20, [3] * 20 + [2] * 20)
    found = estimate_by_state(sample, np.array([0, 0, 1800.0, 200.0]), np.ones((1, 40)))
    assert found.shares[0] == pytest.approx(0.1)


def two_strata_one_labelled_whole():
    """40 of 100, half of them predicted yes; and 10 of 10, all predicted no and all yes."""
    answers = np.array(([1.0] * 8 + [0] * 12) + ([1.0] * 12 + [0] * 8) + [1.0] * 10)
    states = np.array([2] * 20 + [3] * 20 + [2] * 10)
    strata = np.repeat([0, 1], [40, 10])
    return LabelledSample(answers, states, strata, np.array([100.0, 10.0]), np.where(strata == 0, 2.5, 1.0))


def test_a_stratum_labelled_whole_keeps_its_weight_and_adds_no_error():
    found = estimate_by_state(two_strata_one_labelled_whole(), np.array([0, 0, 70.0, 40.0]), np.ones((1, 50)))
    # Of the drawn 60 predicted no stand for 20, 40 predicted yes for 20: weights 3 and 2; those labelled whole count for themselves.
    assert found.shares[0] == pytest.approx((3 * 8 + 2 * 12 + 10) / 110)
    # Residuals y - .4 and y - .6, squares 4.8 each; leverages 1/20; (1-f) n/(n-1) of the stratum that was drawn.
    variance = 0.6 * (40 / 39) * (9 * 4.8 + 4 * 4.8) / 110**2 / (19 / 20) ** 2
    assert found.standard_errors[0] == pytest.approx(np.sqrt(variance))


def test_errors_seen_where_all_were_labelled_do_not_lift_the_floor_of_those_drawn():
    """40 of 100 without any disagreement: as unsure, in enterprises, as if the ten of ten beside them (half of them yes) were not there."""
    drawn = simple_sample([0] * 40, [2] * 40, frame=100)
    answers, strata = np.array([0.0] * 40 + [1.0, 0] * 5), np.repeat([0, 1], [40, 10])
    both = LabelledSample(answers, np.full(50, 2), strata, np.array([100.0, 10.0]), np.where(strata == 0, 2.5, 1.0))
    alone = estimate_by_state(drawn, np.array([0, 0, 100.0, 0]), np.ones((1, 40)))
    beside = estimate_by_state(both, np.array([0, 0, 110.0, 0]), np.ones((1, 50)))
    assert alone.standard_errors[0] > 0
    assert 110 * beside.standard_errors[0] == pytest.approx(100 * alone.standard_errors[0])


def test_strata_without_an_answer_join_the_nearest_of_their_state_and_then_its_pair():
    answered = {"no_site:S0T9": 5, "no_site:S10T49": 0, "no_site:S50T249": 4, "not_read:S0T9": 0, "predicted_no:S0T9": 2}
    joined = join_empty_strata(answered)
    assert joined == {
        "no_site:S0T9": "no_site:S0T9",
        "no_site:S10T49": "no_site:S0T9",
        "no_site:S50T249": "no_site:S50T249",
        "not_read:S0T9": "no_site:S50T249",
        "predicted_no:S0T9": "predicted_no:S0T9",
    }


def test_a_pair_of_states_without_any_answer_cannot_be_estimated():
    assert join_empty_strata({"no_site:S0T9": 5, "predicted_no:S0T9": 0, "predicted_yes:S0T9": 0}) is None


def test_answers_stand_for_the_unanswered_of_their_stratum():
    strata = {"a:x": (100, 4), "b:x": (50, 2)}
    units = {"unit": [1, 2, 3, 4, 5, 6], "stratum": ["a:x"] * 4 + ["b:x"] * 2, "cell": [0] * 6, "frame_weight": [1.0] * 6, "state": [2] * 6}
    found = build_answered(units, {1: "yes", 2: "no", 3: "unknown", 4: None, 5: "no"}, strata)
    assert found is not None
    assert found.sample.weights.tolist() == [50, 50, 50]
    assert found.asked == 6


def redraw(seed: int, redraws: int) -> tuple[np.ndarray, np.ndarray]:
    """Shares of redraws whose national interval holds the truth, and widths, for a classifier that errs and refuses not at random."""
    generator = np.random.default_rng(seed)
    size = 2000
    truth = (generator.random(size) < 0.16).astype(float)
    has_site = generator.random(size) < np.where(truth == 1, 0.85, 0.45)
    is_read = has_site & (generator.random(size) < np.where(truth == 1, 0.8, 0.92))
    says_yes = generator.random(size) < np.where(truth == 1, 0.85, 0.08)
    states = np.where(~has_site, 0, np.where(~is_read, 1, np.where(says_yes, 3, 2)))
    totals, drawn = np.bincount(states, minlength=4).astype(float), np.array([130, 60, 75, 60])
    held, widths = [], []
    for _ in range(redraws):
        units = np.concatenate([generator.choice(np.flatnonzero(states == s), n, replace=False) for s, n in enumerate(drawn)])
        sample = LabelledSample(truth[units], states[units], states[units], totals, (totals / drawn)[states[units]])
        found = estimate_by_state(sample, totals, np.ones((1, len(units))))
        held.append(found.low[0] <= truth.mean() <= found.high[0])
        widths.append(found.high[0] - found.low[0])
    return np.array(held), np.array(widths)


def test_intervals_hold_the_truth_in_about_95_of_100_redraws():
    results = [redraw(seed, 250) for seed in (1, 2, 3)]
    assert 0.92 <= np.mean([held.mean() for held, _ in results]) <= 0.98
    assert min(widths.min() for _, widths in results) > 0
