import math

import pytest

from classify.models import CapabilityModel, Evidence
from classify.trained.applying import apply_weights, shift_share
from classify.trained.records import LearnedCapability

MODEL = CapabilityModel("invented", -1.0, (Evidence("old", "words", "word", 2.0, ""), Evidence("new", "forms", "form", 1.5, "")))
LEARNED = LearnedCapability(
    "invented", True, "better", 30, 30, prior=-2.0, slope=1.5, offset=0.1, share=0.5, weights={"old": 1.0, "gone": 3.0}
)


def test_calibration_is_part_of_the_weights_so_that_they_still_add_up() -> None:
    applied = apply_weights(LEARNED, MODEL)
    assert applied.prior == pytest.approx(1.5 * -2.0 + 0.1)
    assert applied.evidence[0].weight == pytest.approx(1.5 * 1.0)
    assert applied.share == 0.5


def test_evidence_that_came_after_the_training_keeps_the_weight_of_the_experts() -> None:
    assert apply_weights(LEARNED, MODEL).evidence[1].weight == 1.5


def test_a_countrys_share_shifts_log_odds_by_the_difference_of_log_odds() -> None:
    shifted = shift_share(apply_weights(LEARNED, MODEL), 0.1)
    assert shifted.shift == pytest.approx(math.log(0.1 / 0.9))


def test_a_model_whose_share_nobody_measured_is_not_shifted() -> None:
    assert shift_share(MODEL, 0.1) == MODEL
