import math
from dataclasses import replace

import numpy as np
import pytest

from classify.deciding import Decision, decide_one
from classify.learning.cases import LabelledReadings
from classify.learning.choosing import is_better, train_capability
from classify.learning.crossfitting import assign_folds, cross_fit, measure
from classify.models import CapabilityModel, load_models
from classify.trained.records import Performance
from tests.classify.invented_signals import BROCHURE, SHOP
from tests.classify.learning.invented_cases import labelled, shops_and_brochures

MODEL = load_models()["online_ordering"]


def test_cases_of_one_site_share_a_fold_and_positives_are_spread() -> None:
    sites = [f"s{i // 2}.example.com" for i in range(80)]
    positive = np.array([i % 8 < 2 for i in range(80)])
    folds = assign_folds(sites, positive, 5, seed=3)
    assert all(len({folds[i], folds[i + 1]}) == 1 for i in range(0, 80, 2))
    assert [int(positive[folds == fold].sum()) for fold in range(5)] == [4] * 5
    assert assign_folds(sites, positive, 5, seed=3).tolist() == folds.tolist()
    assert assign_folds(sites, positive, 5, seed=4).tolist() != folds.tolist()


def test_no_case_is_decided_by_a_model_that_learnt_from_its_site() -> None:
    cases = labelled(*[(f"s{i // 3}.example.com", SHOP if i % 2 else BROCHURE, bool(i % 2)) for i in range(60)])
    learnt_from = dict[int, set[str]]()

    def learn(model: CapabilityModel, part: LabelledReadings, seed: int) -> CapabilityModel:
        number = len(learnt_from) + 1
        learnt_from[number] = set(part.sites)
        return replace(model, prior=float(number))

    decisions = cross_fit(replace(MODEL, evidence=(), needs=0), cases, 1, learn)
    for decision, site in zip(decisions, cases.sites, strict=True):
        assert site not in learnt_from[round(decision.start)]


def test_the_measures_are_those_counted_by_hand() -> None:
    decisions = [Decision("x", a, p) for a, p in (("yes", 0.9), ("no", 0.4), ("yes", 0.6), ("unknown", 0.3))]
    found = measure(decisions, np.array([True, True, False, True]))
    assert (found.tp, found.fn, found.fp, found.tn, found.unknown, found.unknown_yes) == (1, 1, 1, 0, 1, 1)
    assert found.brier == pytest.approx((0.01 + 0.36 + 0.36 + 0.49) / 4)
    assert found.log_loss == pytest.approx(-(math.log(0.9) + math.log(0.4) + math.log(0.4) + math.log(0.3)) / 4)
    assert (found.precision, found.recall, found.f1) == (pytest.approx(1 / 2), pytest.approx(1 / 3), pytest.approx(2 / 5))


def test_with_few_labels_the_weights_stay() -> None:
    found = train_capability(MODEL, shops_and_brochures(19), 1)
    assert (found.learned.adopted, found.learned.why, found.learned.weights) == (False, "few_labels", {})
    assert (found.decisions, found.folds) == ([], None)


def test_with_labels_enough_probabilities_get_better_and_no_decision_worse() -> None:
    cases = shops_and_brochures(30)
    found = train_capability(MODEL, cases, 1)
    learned, decisions = found.learned, found.decisions
    assert learned.before is not None
    assert learned.after is not None
    assert learned.adopted
    assert learned.after.log_loss < learned.before.log_loss
    assert learned.after == measure(decisions, cases.positive)
    assert learned.before == measure([decide_one(MODEL, r) for r in cases.readings], cases.positive)
    assert set(learned.weights) == {e.name for e in MODEL.evidence}


def test_better_probabilities_do_not_outweigh_worse_answers() -> None:
    good = Performance(tp=9, fp=0, fn=1, tn=10, unknown=0, unknown_yes=0, brier=0.05, log_loss=0.2)
    assert is_better(good, replace(good, log_loss=0.1))
    assert not is_better(good, replace(good, log_loss=0.1, tp=8, fn=2))
    assert not is_better(good, replace(good, log_loss=0.3, tp=10, fn=0))
