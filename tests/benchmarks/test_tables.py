import numpy as np
import pytest

from benchmarks.tables import print_scores
from classify import Score
from classify.scores import score
from classify.truth import LabelSet, Truth


def scored(positives: int, unknown: int = 0) -> Score:
    positive = np.array([True] * positives + [False] * 20)
    answers = np.array(["yes"] * positives + ["unknown"] * unknown + ["no"] * (20 - unknown), dtype=object)
    truth = Truth(list(range(len(positive))), positive, answers, np.ones(len(positive)), False, np.zeros(len(positive), dtype=bool))
    return score("chat", truth, LabelSet("training"), "_T", "_T", np.ones(len(positive), dtype=bool))


def test_few_positives_allow_no_claim(capsys: pytest.CaptureFixture[str]) -> None:
    print_scores([scored(14)])
    assert "too few labels yes for a claim: found 14" in capsys.readouterr().out
    print_scores([scored(15)])
    said = capsys.readouterr().out
    assert "for a claim" not in said
    assert "1.00 (0.80-1.00)" in said


def test_many_unknown_are_flagged(capsys: pytest.CaptureFixture[str]) -> None:
    print_scores([scored(20, unknown=5)])
    assert "12.5 %!" in capsys.readouterr().out
    print_scores([scored(20, unknown=4)])
    assert "10.0 %!" not in capsys.readouterr().out
