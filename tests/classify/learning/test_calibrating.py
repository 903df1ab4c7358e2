import numpy as np
import pytest
from scipy.special import expit, logit

from classify.learning.calibrating import estimate_share, fit_calibration

RANDOM = np.random.default_rng(7)


def test_log_odds_that_are_twice_too_bold_are_halved() -> None:
    truth = RANDOM.normal(0, 2, 20_000)
    positive = RANDOM.random(truth.size) < expit(truth)
    slope, offset = fit_calibration(2 * truth, positive)
    assert slope == pytest.approx(0.5, abs=0.03)
    assert offset == pytest.approx(0, abs=0.05)


def test_few_cases_without_an_error_do_not_make_certain() -> None:
    slope, offset = fit_calibration(np.array([-1.0, -2.0, 1.0, 2.0]), np.array([False, False, True, True]))
    assert 1 < slope < 1.2
    assert abs(offset) < 0.05


def test_the_share_of_yes_is_found_without_labels_where_classes_look_alike() -> None:
    """Normal scores at distance 3: at equal shares the log-odds of a yes are 3 × score. Here one case in ten is a yes."""
    positive = RANDOM.random(20_000) < 0.1
    scores = RANDOM.normal(np.where(positive, 1.5, -1.5), 1)
    assert estimate_share(expit(3 * scores), 0.5) == pytest.approx(0.1, abs=0.01)


def test_probabilities_that_hold_already_keep_their_share() -> None:
    probabilities = np.array([0.2] * 5 + [0.8] * 5)
    assert estimate_share(probabilities, 0.5) == pytest.approx(0.5, abs=1e-6)
    assert logit(estimate_share(probabilities, 0.5)) == pytest.approx(0, abs=1e-5)
