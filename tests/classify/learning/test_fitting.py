from dataclasses import replace

import numpy as np
import pytest

from classify.evidence import group_signals, weigh_signals
from classify.learning.fitting import Weights, find_factors, fit_weights, sum_evidence
from classify.models import CapabilityModel, Evidence
from tests.classify.invented_signals import seen

FOR = Evidence("for", "words", "word", 2.0, "", values=frozenset({"a"}))
OTHER = Evidence("other", "words", "word", 1.0, "", values=frozenset({"b"}))
AGAINST = Evidence("against", "words", "word", -1.0, "", values=frozenset({"c"}))
UNSEEN = Evidence("unseen", "structure", "form", 1.5, "")
MODEL = CapabilityModel("invented", -1.0, (FOR, OTHER, AGAINST, UNSEEN))


def cases(*rows: tuple[str, bool], times: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Cases given by the letters of the evidence that they show, and their label."""
    presence = np.array([["a" in letters, "b" in letters, "c" in letters, False] for letters, _ in rows] * times, dtype=bool)
    return presence, np.array([label for _, label in rows] * times, dtype=bool)


def fitted(*rows: tuple[str, bool], times: int = 1) -> Weights:
    return fit_weights(MODEL, *cases(*rows, times=times))


def test_labels_that_contradict_an_expert_move_the_weight_and_never_turn_its_sign() -> None:
    weights = fitted(("a", False), ("", True), ("c", True), times=400)
    assert 0 < weights.evidence[0] < FOR.weight / 2
    assert AGAINST.weight / 2 < weights.evidence[2] < 0


def test_labels_that_bear_an_expert_out_strengthen_the_weight() -> None:
    assert fitted(("a", True), ("", False), times=50).evidence[0] > FOR.weight


def test_few_labels_leave_the_weights_near_those_of_the_expert() -> None:
    weights = fitted(("a", False), ("", True))
    assert weights.evidence[0] == pytest.approx(FOR.weight, abs=0.3)
    assert weights.prior == pytest.approx(MODEL.prior, abs=0.2)


def test_evidence_that_no_case_shows_keeps_its_weight() -> None:
    assert fitted(("a", True), ("", False), times=50).evidence[3] == pytest.approx(UNSEEN.weight)


def test_learnt_weights_add_up_as_decisions_add_them_up() -> None:
    """The sums that fitting uses are those that `weigh_signals` makes of the same evidence, saturation included."""
    presence, _ = cases(("ab", True), ("abc", True), ("b", False), ("", False))
    weights = Weights(-0.5, np.array([0.8, 1.7, -0.6, 1.5]))
    evidence = tuple(replace(e, weight=float(w)) for e, w in zip(MODEL.evidence, weights.evidence, strict=True))
    model = replace(MODEL, prior=weights.prior, evidence=evidence)
    sums = sum_evidence(MODEL, weights, presence)
    for letters, total in zip(("ab", "abc", "b", ""), sums, strict=True):
        signals = group_signals([seen("word", letter) for letter in letters])
        assert weigh_signals(model, signals).log_odds == pytest.approx(total)


def test_the_weightiest_of_a_group_counts_whole_and_for_and_against_apart() -> None:
    presence, _ = cases(("abc", True))
    assert find_factors(MODEL.evidence, np.array([1.0, 2.0, -1.0, 1.0]), presence).tolist() == [[0.5, 1.0, 1.0, 0.0]]
