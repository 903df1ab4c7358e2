"""Labels that also taught the model: a model that learnt them by heart, estimated from the same labels, over samples drawn again and again.

Websites say nothing of the truth here. The model remembers the labels it has seen and guesses the rest, as an overfitted one does: it calls
no labelled website wrongly, and is right in as many of the others as chance makes it.
"""

import numpy as np
import pytest

from aggregate import aggregate
from store.cross_fits import UnseenAnswer, mark_learnt, replace_unseen
from store.decisions import replace_capabilities
from store.frame import write_enterprises
from store.opening import Store
from store.records import Capability, Enterprise, Label, SampleDesign, SampledUnit
from store.reviews import append_labels, write_sample
from tests.aggregate.stores_of_cases import WAVE, read_table

UNITS, LABELLED, FOLDS, GUESSED, TRUE = 2000, 200, 5, 0.5, 0.3
IDS = [f"e{i:04d}" for i in range(UNITS)]
WORD = {False: "no", True: "yes"}


def write_memorising(store: Store, chance: np.random.Generator, *, keep: bool) -> float:
    """A frame with a sample of which the model learnt all labels by heart; gives the true share. `keep`: so did `train --with-audit`."""
    truth, guess = chance.random(UNITS) < TRUE, chance.random((FOLDS, UNITS)) < GUESSED
    sampled, folds = np.sort(chance.permutation(UNITS)[:LABELLED]), chance.integers(0, FOLDS, UNITS)
    whole = guess[0].copy()
    whole[sampled] = truth[sampled]
    write_enterprises(store, (Enterprise(*WAVE, key, section="G", size_class="S10T49", site=f"{key}.example") for key in IDS))
    replace_capabilities(store, *WAVE, (Capability(IDS[i], "online_ordering", WORD[bool(whole[i])], 0.5, "m") for i in range(UNITS)))
    units = [SampledUnit(IDS[i], "predicted_no:_T", LABELLED / UNITS, place) for place, i in enumerate(sampled)]
    design = SampleDesign(*WAVE, "s", "online_ordering", "m", 1, LABELLED, "simple", {"predicted_no:_T": (UNITS, LABELLED)})
    write_sample(store, design, units)
    labels = ((IDS[i], WORD[bool(truth[i])]) for i in sampled)
    append_labels(store, (Label(*WAVE, key, "online_ordering", a, "ann", "audit", "2026-01-01", sample="s") for key, a in labels))
    if keep:
        replace_unseen(store, *WAVE, _unseen(guess, whole, set(sampled.tolist()), folds))
    return float(truth.mean())


def _unseen(guess: np.ndarray, whole: np.ndarray, sampled: set[int], folds: np.ndarray) -> list[UnseenAnswer]:
    """What weights without a fold say: of the labelled ones their own fold's guess, of the others where a fold differs from the whole."""
    rows = []
    for i, key in enumerate(IDS):
        own = [int(folds[i])] if i in sampled else [k for k in range(FOLDS) if guess[k, i] != whole[i]]
        part = 1.0 if i in sampled else 1 / FOLDS
        rows += [UnseenAnswer(key, "online_ordering", k, part, WORD[bool(guess[k, i])]) for k in own]
    return rows


def estimate(store: Store) -> tuple[dict[str, object], tuple[str, ...]]:
    report = aggregate(store, *WAVE, by=["size_class"])
    (row,) = read_table(store, indicator="online_ordering", measure="share", method="post_stratified", population="registered enterprises")
    return row, report.notes


def test_a_model_that_learnt_the_labels_by_heart_does_not_fool_the_margin(store: Store) -> None:
    """Websites tell nothing, so that 200 labels are no better than a simple sample: √(.3 · .7 · .9 / 200) is 3.1 points."""
    truth = write_memorising(store, np.random.default_rng(1), keep=True)
    row, notes = estimate(store)
    honest = float(np.sqrt(TRUE * (1 - TRUE) * (1 - LABELLED / UNITS) / LABELLED))
    assert row["standard_error"] == pytest.approx(honest, rel=0.12)
    assert row["ci_low"] < truth < row["ci_high"]
    assert any("learnt from 200 of the 200 labels of sample s" in note and "cross-fitting" in note for note in notes)
    assert row["ppv"] == pytest.approx(TRUE, abs=0.12), "predictions are no better than chance, and that is said"


def test_the_same_labels_taken_for_unseen_would_be_sure_of_what_is_false(store: Store) -> None:
    """What estimates were before: predicted yes 500 of 1,000 of the frame, all labelled right: half, with hardly an error."""
    truth = write_memorising(store, np.random.default_rng(1), keep=False)
    row, _ = estimate(store)
    assert row["value"] > truth + 0.1
    assert row["ci_low"] > truth


def test_where_nobody_kept_what_unseen_labels_would_have_given_predictions_are_left_out_and_that_is_said(store: Store) -> None:
    truth = write_memorising(store, np.random.default_rng(1), keep=False)
    mark_learnt(store, *WAVE, ["online_ordering"], WAVE[1])
    row, notes = estimate(store)
    honest = float(np.sqrt(TRUE * (1 - TRUE) * (1 - LABELLED / UNITS) / LABELLED))
    assert row["standard_error"] == pytest.approx(honest, rel=0.12)
    assert row["ci_low"] < truth < row["ci_high"]
    assert any("ecomstat train XD --with-audit" in note for note in notes)
    bounds = read_table(store, indicator="online_ordering", measure="share", method="share_among_read")
    assert {row["suppressed"] for row in bounds} == {"none"}, "what the crawl says stays as it is"


def test_decisions_that_had_not_seen_a_label_are_those_that_published_counts_leave_alone(store: Store) -> None:
    """The share among websites read is of the model that decides; only what corrects it takes the others."""
    write_memorising(store, np.random.default_rng(1), keep=True)
    estimate(store)
    (row,) = read_table(store, indicator="online_ordering", measure="share", method="share_among_read")
    yes = store.db.execute("SELECT count(*) FROM capabilities WHERE answer = 'yes'").fetchone()[0]
    assert row["value"] == pytest.approx(yes / UNITS)
