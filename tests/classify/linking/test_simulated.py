"""Probabilities of links on a wave whose truth is known."""

import math
from collections.abc import Mapping

import numpy as np
import pytest

from catalogue.errors import LabelError
from classify.linking import wave as linking_wave
from classify.linking.learning import PairCases, group_pairs, learn_if_better, learn_pairs, read_pair_cases, train_links
from classify.linking.reading import open_wave
from classify.linking.scores import LinkScore, evaluate_links
from classify.linking.weights import load_country_link_model, load_link_model
from store.additions import models_folder
from store.linking import read_findings
from store.opening import Store
from tests.classify.linking.invented_pairs import COUNTRY, PLACE, WAVE, decide
from tests.classify.linking.simulated_wave import simulate_wave

MANY = {"S0T9": 0.6, "S10T49": 0.75, "S50T249": 0.9, "S_GE250": 0.97}


def score(store: Store, truth: Mapping[str, frozenset[str]]) -> LinkScore:
    return evaluate_links(store, COUNTRY, WAVE, truth)[0]


def test_stated_probabilities_come_true_and_most_decisions_are_right(store: Store) -> None:
    truth = simulate_wave(store, 400, seed=11)
    decide(store)
    found = score(store, truth)
    assert found.calibration_error is not None
    assert found.calibration_error <= 0.05
    assert found.precision is not None
    assert found.precision.value >= 0.97
    # one site in four is proposed by nobody, so that not even a perfect decision would find it
    proposed = sum(1 for sites in truth.values() for site in sites if _is_proposed(store, site))
    assert found.counts["right"] >= 0.95 * proposed


def _is_proposed(store: Store, site: str) -> bool:
    return store.db.execute("SELECT 1 FROM candidates WHERE site = ?", [site]).fetchone() is not None


def count_expected(store: Store) -> float:
    """How many enterprises have a website, by the stated probabilities that they have none."""
    return sum(1 - finding.probability_none for finding in read_findings(store, *PLACE))


def test_what_was_found_moves_the_share_that_has_a_website_towards_the_truth(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    truth = simulate_wave(store, 300, seed=12, share=MANY)
    true = sum(bool(sites) for sites in truth.values())
    monkeypatch.setattr(linking_wave, "ENOUGH", math.inf)
    decide(store)
    unmoved = count_expected(store)
    monkeypatch.undo()
    decide(store)
    assert unmoved < count_expected(store) < 1.1 * true
    assert abs(count_expected(store) - true) < 0.8 * abs(unmoved - true)


def test_training_helps_where_the_experts_weights_do_not_fit(store: Store) -> None:
    truth = simulate_wave(store, 600, seed=13, blurred=("phone", "email", "street", "identifier"))
    keys = sorted(truth)
    taught, kept = ({key: truth[key] for key in keys[start::2]} for start in (0, 1))
    decide(store)
    before = score(store, kept)
    learned = train_links(store, COUNTRY, WAVE, taught).capabilities["website_link"]
    assert learned.adopted
    assert learned.before is not None
    assert learned.after is not None
    assert learned.after.log_loss < learned.before.log_loss
    decide(store)
    after = score(store, kept)
    assert after.share_right is not None
    assert before.share_right is not None
    assert after.share_right.value >= before.share_right.value
    folder = models_folder(store.path)
    assert load_country_link_model(folder, COUNTRY).version.startswith(load_link_model().version + f"+{COUNTRY}-")


def test_learnt_weights_keep_their_signs_and_go_where_the_labels_point(store: Store) -> None:
    truth = simulate_wave(store, 300, seed=14, blurred=("place",))
    cases = read_pair_cases(open_wave(store, COUNTRY, WAVE), truth)
    learned = learn_pairs(load_link_model().weights, cases, seed=1)
    assert all(learned.began[name] * weight > 0 for name, weight in learned.weights.items())
    assert learned.weights["place.none"] > learned.began["place.none"]  # right sites lack the place as often as wrong ones here


def test_too_few_labelled_pairs_are_refused() -> None:
    model = load_link_model().weights
    presence = np.zeros((30, len(model.evidence)), dtype=bool)
    cases = PairCases(tuple((f"E{i}", f"{i}.xd") for i in range(30)), presence, np.arange(30) < 5, np.zeros(30))
    with pytest.raises(LabelError, match="5 and 25"):
        learn_if_better(model, cases, seed=1)


def test_pairs_that_share_an_enterprise_or_a_site_never_part() -> None:
    groups = group_pairs([("E1", "a.xd"), ("E2", "b.xd"), ("E2", "a.xd"), ("E3", "c.xd"), ("E4", "c.xd"), ("E5", "d.xd")])
    assert groups[0] == groups[1] == groups[2]
    assert groups[3] == groups[4]
    assert len(set(groups)) == 3
