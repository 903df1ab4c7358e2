"""Reviewers who differ: how often, and what that could do to a share."""

import pytest

from aggregate import aggregate
from aggregate.sensitivity import find_disagreement, note_disagreement
from store.opening import Store
from store.records import SampleDesign, SampledUnit
from store.reviews import append_labels, write_sample
from tests.aggregate.stores_of_cases import (
    BRIEF,
    WAVE,
    label,
    load_case,
    sampled_ids,
    write_case_frame,
    write_case_labels,
    write_case_sample,
)


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
    assert find_disagreement(store, *WAVE, "online_ordering", "audit", "case") == (20, pytest.approx(weighted_share(4, of=20)))


def weighted_share(first: int, of: int) -> float:
    """The first few of the first units of the case, by N/n of their strata."""
    table = load_case().table
    strata = list(zip(table["section"], table["size_class"], strict=True))
    weights = [size / strata.count(stratum) for size, stratum in zip(table["N_h"], strata, strict=True)]
    return sum(weights[:first]) / sum(weights[:of])


def test_a_pair_counts_for_as_many_enterprises_as_were_drawn_from(store: Store) -> None:
    """Ten pairs agree in a stratum drawn whole, ten differ in one of which every ninth was drawn: 9/10 differ, not a half."""
    strata = {"all": (10, 10), "few": (90, 10)}
    write_case_frame(store)
    units = [SampledUnit(key, "all" if i < 10 else "few", 1.0 if i < 10 else 1 / 9, i) for i, key in enumerate(sampled_ids()[:20])]
    write_sample(store, SampleDesign(*WAVE, "two", "online_ordering", "test", 1, 20, "by hand", strata), units)
    for i, unit in enumerate(units):
        answers = ("yes", "yes" if i < 10 else "no")
        append_labels(store, [label(unit.enterprise_id, answer, "two", labeller=who) for answer, who in zip(answers, "ab", strict=True)])
    assert find_disagreement(store, *WAVE, "online_ordering", "audit", "two") == (20, pytest.approx(0.9))


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
    share = round(100 * weighted_share(2, of=20), 1)
    assert any(f"two reviewers differed on {share} % of 20" in note for note in aggregate(store, *WAVE, by=BRIEF).notes)
