"""Reviewers who differ: how often, and what that could do to a share."""

from aggregate import aggregate
from aggregate.sensitivity import find_disagreement, note_disagreement
from store.opening import Store
from store.reviews import append_labels
from tests.aggregate.stores_of_cases import BRIEF, WAVE, label, sampled_ids, write_case_frame, write_case_labels, write_case_sample


def second_opinions(store: Store, differing: int) -> None:
    write_case_frame(store)
    write_case_sample(store)
    write_case_labels(store)
    answers = {row.enterprise_id: row.answer for row in _labels(store)}
    for i, key in enumerate(sampled_ids()[:20]):
        other = {"yes": "no", "no": "yes"}[answers[key]] if i < differing else answers[key]
        append_labels(store, [label(key, other, "case", labeller="bob", round="second")])


def _labels(store: Store):
    from store.reviews import read_labels

    return read_labels(store, *WAVE, "online_ordering")


def test_pairs_that_differ_are_counted_and_adjudications_are_not(store):
    second_opinions(store, differing=4)
    append_labels(store, [label(key, "yes", "case", labeller="eve", round="adjudicated") for key in sampled_ids()[:4]])
    assert find_disagreement(store, *WAVE, "online_ordering", "audit", "case") == (20, 0.2)


def test_without_second_opinions_nothing_is_said(store):
    write_case_frame(store)
    write_case_sample(store)
    write_case_labels(store)
    assert find_disagreement(store, *WAVE, "online_ordering", "audit", "case") is None
    assert not [note for note in aggregate(store, *WAVE, by=BRIEF).notes if "reviewers" in note]


def test_the_sentence_gives_the_bounds_by_hand():
    # d = .1, p = .3, all errors wrong yes: p - d(1-p)/(2(1-p)-d) = .3 - .07/1.3 = .246; all wrong no: .3 + .03/.5 = .36.
    sentence = note_disagreement("online_ordering", 0.3, 50, 0.1)
    assert "10.0 % of 50" in sentence
    assert "24.6 % (all" in sentence
    assert "36.0 % (all" in sentence


def test_bounds_that_are_none_are_not_given():
    # d = .2 of a share of .075: with errors of one kind alone reviewers could differ on .15 at most.
    sentence = note_disagreement("chat", 0.075, 28, 0.2)
    assert "20.0 % of 28" in sentence
    assert "all errors" not in sentence
    assert sentence.count("7.5 %") == 1


def test_aggregate_says_it(store):
    second_opinions(store, differing=2)
    assert any("two reviewers differed on 10.0 % of 20" in note for note in aggregate(store, *WAVE, by=BRIEF).notes)
