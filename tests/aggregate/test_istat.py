"""Istat's model-based and combined estimators, by hand, and the bias that labels show."""

import numpy as np
import pytest

from aggregate.estimators.istat import WebSample, WebTotals, estimate_combined, estimate_model_based

# Ten enterprises with weight 10 each: six with a website, four of which were read; two of them are predicted yes, one of these wrongly.
SAMPLE = WebSample(
    answers=np.array([1.0, 0, 0, 1, 1, 0, 0, 0, 0, 0]),
    websites=np.array([1.0, 1, 1, 1, 1, 1, 0, 0, 0, 0]),
    read=np.array([1.0, 1, 1, 1, 0, 0, 0, 0, 0, 0]),
    predicted=np.array([1.0, 1, 0, 0, 0, 0, 0, 0, 0, 0]),
    groups=np.zeros(10, dtype=np.int64),
    weights=np.full(10, 10.0),
    strata=np.zeros(10, dtype=np.int64),
    frame_sizes=np.array([100.0]),
)
ALL = np.ones((1, 10))


def variance(values):
    """10 of 100 drawn at random: N²(1-f)s²/n."""
    return 100**2 * 0.9 * np.var(values, ddof=1) / 10


def test_read_websites_are_blown_up_to_all_enterprises_with_one():
    found = estimate_model_based(SAMPLE, np.array([[40.0]]), np.array([[16.0]]), ALL)
    assert found.values == pytest.approx([60 * 16 / 40])
    assert found.standard_errors**2 == pytest.approx([variance(0.4 * SAMPLE.websites)])
    assert found.biases == pytest.approx([24 - 30])
    assert found.bias_errors**2 == pytest.approx([variance(0.4 * SAMPLE.websites - SAMPLE.answers)])


def test_groups_and_domains_have_their_own_shares():
    groups = np.array([0, 0, 0, 1, 1, 1, 0, 0, 1, 1])
    sample = WebSample(**{name: getattr(SAMPLE, name) for name in SAMPLE.__slots__ if name != "groups"}, groups=groups)
    domains = np.array([[1.0] * 10, [1.0] * 5 + [0] * 5])
    read, predicted = np.array([[30.0, 20], [10, 0]]), np.array([[15.0, 5], [4, 0]])
    found = estimate_model_based(sample, read, predicted, domains)
    # All: 30 with a website in either group. Domain: 30 and 20; none read of its second group, which takes 5/20 of all rows together.
    assert found.values == pytest.approx([30 * 0.5 + 30 * 0.25, 30 * 0.4 + 20 * 0.25])


def test_predictions_stay_where_read_and_labels_speak_for_the_rest():
    found = estimate_combined(SAMPLE, np.array([18.0]), ALL)
    assert found.values == pytest.approx([18 + 10])  # one yes of weight 10 that was not read
    assert found.standard_errors**2 == pytest.approx([variance((1 - SAMPLE.read) * SAMPLE.answers)])
    assert found.biases == pytest.approx([10 * (1 - 1)])  # one wrong yes, one missed
    assert found.bias_errors**2 == pytest.approx([variance(SAMPLE.read * (SAMPLE.predicted - SAMPLE.answers))])


def test_the_bound_of_the_bias_has_its_error_in_it():
    found = WebTotals(np.array([50.0]), np.array([5.0]), np.array([-8.0]), np.array([3.0]), 120)
    assert found.bound_bias() == pytest.approx([8 + 1.979930 * 3], rel=1e-6)  # t of 120 degrees from tables: 1.9799


def test_over_prediction_is_seen_by_the_labels():
    """Over all samples a bias of the combined estimator is the number of false alarms less the missed."""
    random = np.random.default_rng(2)
    truth, predicted = np.repeat([1.0, 0], [60, 140]), np.repeat([1.0, 0, 1, 0], [50, 10, 40, 100])
    biases, held = [], []
    for _ in range(300):
        drawn = random.choice(200, 60, replace=False)
        ones, zeros = np.ones(60), np.zeros(60, dtype=np.int64)
        sample = WebSample(truth[drawn], ones, ones, predicted[drawn], zeros, ones * 200 / 60, zeros, np.array([200.0]))
        found = estimate_combined(sample, np.array([90.0]), np.ones((1, 60)))
        biases.append(found.biases[0])
        held.append(found.bound_bias()[0] >= 30)
    assert np.mean(biases) == pytest.approx(30, abs=4 * np.std(biases) / np.sqrt(300))
    assert np.mean(held) > 0.95
