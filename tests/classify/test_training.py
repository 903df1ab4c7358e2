"""Learning from a whole wave: invented shops and brochures, labelled."""

from dataclasses import replace
from pathlib import Path

import pytest

from catalogue.errors import LabelError
from catalogue.progress import Quiet
from classify import classify
from classify.learning.training import Training, train
from classify.trained.current import find_own_model, model_file, model_version
from classify.trained.files import write_model
from classify.trained.records import CountryShare
from store.additions import models_folder
from store.decisions import read_answers, read_capabilities
from store.opening import Store
from store.records import Label, SampleDesign, SampledUnit
from store.reviews import append_labels, write_sample
from tests.classify.conftest import Fill
from tests.classify.invented_signals import BROCHURE, COUNTRY, SHOP, WAVE
from tests.classify.learning.invented_cases import WORDY

EACH = 60


def put(store: Store, fill: Fill, source: str = "training", labelled: int = EACH, sample: str | None = None) -> None:
    """Shops S1 … and brochures B1 …, every third of which looks a little like a shop; so many of each are labelled."""
    sites = {f"{kind}{i}": f"{kind.lower()}{i}.example.com" for kind in "SB" for i in range(1, EACH + 1)}
    shown = {e: SHOP if e[0] == "S" else WORDY if int(e[1:]) % 3 == 0 else BROCHURE for e in sites}
    fill(sites, {site: ("ok", shown[e]) for e, site in sites.items()})
    labels = [(e, "yes" if e[0] == "S" else "no") for e in sites if int(e[1:]) <= labelled]
    append_labels(store, [Label(COUNTRY, WAVE, e, "online_ordering", a, "ann", source, "2026-01-01", sample=sample) for e, a in labels])
    classify(store, COUNTRY, WAVE, Quiet())


def trained(store: Store, *sources: str) -> Training:
    return train(store, COUNTRY, WAVE, Quiet(), sources=sources or ("training",))


def test_a_trained_model_decides_from_then_on_and_is_named(store: Store, fill: Fill) -> None:
    put(store, fill)
    assert trained(store).model.capabilities["online_ordering"].why in {"better", "not_better"}
    assert classify(store, COUNTRY, WAVE, Quiet()).model.startswith(f"{model_version()}+{COUNTRY}-")
    assert read_capabilities(store, COUNTRY, WAVE, "S1")[0].model.startswith(f"{model_version()}+{COUNTRY}-")
    model_file(models_folder(store.path), COUNTRY).unlink()
    assert classify(store, COUNTRY, WAVE, Quiet()).model == model_version()


def test_training_again_gives_the_same_file(store: Store, fill: Fill) -> None:
    put(store, fill)
    trained(store)
    path = model_file(models_folder(store.path), COUNTRY)
    first = path.read_bytes()
    trained(store)
    assert path.read_bytes() == first


def test_too_few_labels_are_refused_with_the_number_that_is_needed(store: Store, fill: Fill) -> None:
    put(store, fill, labelled=19)
    with pytest.raises(LabelError, match=r"at least 20 labels yes and 20 labels no .* online_ordering has most, 19 yes and 19 no"):
        trained(store)
    assert find_own_model(models_folder(store.path), COUNTRY) is None


def test_labels_of_samples_are_learnt_from_only_when_asked(store: Store, fill: Fill) -> None:
    put(store, fill, source="audit", sample="s1")
    with pytest.raises(LabelError, match=r"no labels to learn from yet.*--with-audit"):
        trained(store)
    training = trained(store, "training", "audit")
    assert training.model.sources == ("training", "audit")
    assert {row.enterprise_id for row in training.unseen} == {f"{kind}{i}" for kind in "SB" for i in range(1, EACH + 1)}


def test_every_labelled_enterprise_gets_one_decision_that_had_not_seen_its_label(store: Store, fill: Fill) -> None:
    put(store, fill)
    unseen = trained(store).unseen
    assert len(unseen) == len({row.enterprise_id for row in unseen}) == 2 * EACH
    assert {row.label for row in unseen if row.enterprise_id.startswith("S")} == {"yes"}


def test_the_share_of_yes_comes_from_the_probability_sample_with_its_weights(store: Store, fill: Fill) -> None:
    """Of 60 sampled, shops had three times the chance of brochures: weighted, 10 in 40 sell."""
    put(store, fill)
    units = [SampledUnit(f"S{i}", "h", 0.9, i) for i in range(1, 31)] + [SampledUnit(f"B{i}", "h", 0.3, 30 + i) for i in range(1, 31)]
    write_sample(store, SampleDesign(COUNTRY, WAVE, "s1", "online_ordering", None, 1, 60, "equal", {}), units)
    answers = {u.enterprise_id: "yes" if u.enterprise_id[0] == "S" else "no" for u in units}
    rows = [Label(COUNTRY, WAVE, e, "online_ordering", a, "bob", "audit", "2026-01-02", sample="s1") for e, a in answers.items()]
    append_labels(store, rows)
    share = trained(store).model.shares["online_ordering"]
    assert (round(share.share, 6), share.method, share.n) == (0.25, "sample", 60)


def test_without_a_sample_the_share_is_guessed_from_predictions_and_said_to_be(store: Store, fill: Fill) -> None:
    put(store, fill)
    share = trained(store).model.shares["online_ordering"]
    assert (share.method, share.n) == ("unlabelled", 2 * EACH)
    assert share.share == pytest.approx(0.5, abs=0.1)


def test_where_evidence_and_a_countrys_share_disagree_the_answer_is_unknown(store: Store, fill: Fill) -> None:
    put(store, fill)
    model = trained(store).model
    write_model(
        replace(model, shares={"online_ordering": CountryShare(0.01, "sample", 400)}), model_file(models_folder(store.path), COUNTRY)
    )
    classify(store, COUNTRY, WAVE, Quiet())
    columns = read_answers(store, COUNTRY, WAVE, "online_ordering")
    shifted = dict(zip(columns["unit"], columns["probability"], strict=True))
    Path(model_file(models_folder(store.path), COUNTRY)).unlink()
    classify(store, COUNTRY, WAVE, Quiet())
    columns = read_answers(store, COUNTRY, WAVE, "online_ordering")
    assert all(shifted[unit] < p for unit, p in zip(columns["unit"], columns["probability"], strict=True))
