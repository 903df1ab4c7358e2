"""Corrections by labels of an earlier wave that was a sample of a sample."""

from types import SimpleNamespace

import numpy as np
import pytest

from aggregate import draw_sample
from aggregate.earlier_labels import _find_own_variance, find_audit
from aggregate.estimators.misclassification import invert_by_sample
from aggregate.estimators.two_phase import Phase
from aggregate.sampling.phases import draw_phase
from store.cells import read_unit_states
from store.frame import read_frame_columns
from store.phases import read_phase_units
from tests.aggregate.sampling.frames_of_tests import WAVE, decide, write_frame
from tests.aggregate.sampling.test_phases import label_sample

QUESTION = SimpleNamespace(question="online_ordering", source="audit", capability="online_ordering")


def test_one_sample_told_as_two_phases_of_which_the_second_took_all_has_the_same_error():
    rng = np.random.default_rng(3)
    truth = rng.integers(0, 2, 80).astype(float)
    predicted = np.where(rng.random(80) < 0.85, truth, 1 - truth)
    weights, one = np.full(80, 5.0), np.zeros(80, dtype=int)
    once = invert_by_sample(0.4, truth, predicted, weights, one, np.array([400.0]))
    phase = Phase(one, np.array([400.0]), np.array([80.0]))
    twice = invert_by_sample(0.4, truth, predicted, weights, one, np.array([80.0]), earlier=[phase])
    assert twice.value == once.value
    assert twice.standard_error == pytest.approx(once.standard_error)


def test_the_error_of_the_predicted_share_itself_is_blown_up_by_the_correction():
    truth, predicted = np.array([1.0, 1, 1, 0, 0, 0] * 10), np.array([1.0, 1, 0, 0, 0, 1] * 10)
    arrays = (truth, predicted, np.ones(60), np.zeros(60, dtype=int))
    alone, both = (invert_by_sample(0.4, *arrays, own_variance=own) for own in (0.0, 0.02**2))
    # sensitivity and specificity are 2/3, so that the share is divided by 1/3
    assert both.standard_error**2 - alone.standard_error**2 == pytest.approx((0.02 * 3) ** 2)


def test_labels_of_a_first_phase_weigh_by_both_phases(store):
    write_frame(store)
    draw_phase(store, *WAVE, 200)
    decide(store, range(400))
    draw_sample(store, *WAVE, size=120, seed=1, name="s")
    label_sample(store, "s")
    audit = find_audit(store, *WAVE, QUESTION)
    assert audit.labels.weights.sum() == pytest.approx(400, rel=0.02)
    assert len(audit.labels.earlier) == 1


def test_a_predicted_share_of_a_first_phase_has_the_variance_of_its_draw(store):
    write_frame(store)
    decide(store, range(400))
    assert _find_own_variance(store, *WAVE, "online_ordering", 0.2) == 0
    draw_phase(store, *WAVE, 200)
    drawn = read_phase_units(store, *WAVE)
    states = read_unit_states(store, *WAVE, "online_ordering")
    yes = dict(zip(states["unit"], np.array(states["state"]) == 3, strict=True))
    strata = np.array(drawn["stratum"])
    chances = np.array(drawn["inclusion_probability"])
    values = np.array([yes[unit] for unit in drawn["unit"]], dtype=float)
    share = (values / chances).sum() / (1 / chances).sum()
    expected = 0.0
    for stratum in set(strata.tolist()):
        inside = strata == stratum
        n, chance = inside.sum(), chances[inside][0]
        total = round(n / chance)
        expected += total**2 * (1 - n / total) * values[inside].var(ddof=1) / n if n > 1 else 0.0
    assert len(read_frame_columns(store, *WAVE, ["unit"])["unit"]) == 400
    assert _find_own_variance(store, *WAVE, "online_ordering", share) == pytest.approx(expected / 400**2, rel=1e-6)
