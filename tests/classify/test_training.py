"""Learning from a whole wave: invented shops and brochures, labelled."""

import json
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
from classify.unseen import digest_model
from store.additions import models_folder
from store.cross_fits import find_blind, read_cross_fits, read_learnt, replace_cross_fits
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


def put_audit(store: Store, fill: Fill) -> Training:
    """Labels of a sample, learnt from and decided by."""
    put(store, fill, source="audit", sample="s1", labelled=45)
    training = trained(store, "training", "audit")
    assert training.model.capabilities["online_ordering"].adopted
    classify(store, COUNTRY, WAVE, Quiet())
    return training


def test_what_had_not_seen_a_label_of_a_sample_is_kept_beside_what_was_decided(store: Store, fill: Fill) -> None:
    training = put_audit(store, fill)
    units = dict(store.db.execute("SELECT unit, enterprise_id FROM enterprises"))
    learnt = {units[unit] for unit in read_learnt(store, COUNTRY, WAVE, "online_ordering")}
    assert learnt == {f"{kind}{i}" for kind in "SB" for i in range(1, 46)}
    sql = "SELECT unit, answer FROM unseen_rows WHERE part = 1 AND capability = (SELECT term FROM terms WHERE text = 'online_ordering')"
    kept = {units[unit]: ("unknown", "no", "yes")[answer] for unit, answer in store.db.execute(sql)}
    assert kept == {row.enterprise_id: row.answer for row in training.unseen if row.capability == "online_ordering"}
    assert find_blind(store, COUNTRY, WAVE) == frozenset()


def test_enterprises_that_were_not_learnt_from_count_in_parts_where_folds_differ(store: Store, fill: Fill) -> None:
    """A fold that would decide everything otherwise is put in the place of the first: each unlabelled one has it, with its part."""
    put_audit(store, fill)
    (kept,) = read_cross_fits(store, COUNTRY, digest_model(models_folder(store.path), COUNTRY))
    folds = json.loads(kept.folds)
    folds[0] |= {"prior": 0.0, "slope": 1.0, "offset": -50.0}
    replace_cross_fits(store, COUNTRY, digest_model(models_folder(store.path), COUNTRY), [replace(kept, folds=json.dumps(folds))])
    classify(store, COUNTRY, WAVE, Quiet())
    rows = store.db.execute(
        "SELECT e.enterprise_id, u.fold, u.answer FROM unseen_rows u JOIN enterprises e USING (unit) WHERE round(1 / u.part) = 10"
    ).fetchall()
    assert sorted(rows) == sorted((f"S{i}", 0, 1) for i in range(46, EACH + 1))


def test_a_model_from_elsewhere_that_learnt_from_samples_is_marked_as_such(store: Store, fill: Fill) -> None:
    put_audit(store, fill)
    replace_cross_fits(store, COUNTRY, "another model", [])
    classify(store, COUNTRY, WAVE, Quiet())
    assert find_blind(store, COUNTRY, WAVE) == {"online_ordering"}
    assert len(read_learnt(store, COUNTRY, WAVE, "online_ordering")) == 90


def test_without_labels_of_samples_nothing_is_kept(store: Store, fill: Fill) -> None:
    put(store, fill)
    trained(store)
    classify(store, COUNTRY, WAVE, Quiet())
    assert store.db.execute("SELECT count(*) FROM unseen_rows").fetchone()[0] == 0
    assert store.db.execute("SELECT count(*) FROM cross_fits").fetchone()[0] == 0


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
