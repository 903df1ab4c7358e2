"""Answers that train the machine are of no probability sample: they must not move an estimate, whomever they are about."""

import pytest

from aggregate import aggregate
from store.opening import Store
from store.reviews import append_labels
from tests.aggregate.stores_of_cases import BRIEF, WAVE, label, sampled_ids, write_case_frame, write_case_labels, write_case_sample


def estimates(store: Store) -> list[dict[str, object]]:
    aggregate(store, *WAVE, by=BRIEF)
    return [{**row, "run": None} for row in store.db.query("SELECT * FROM estimates")]


@pytest.fixture
def labelled(store: Store) -> Store:
    """The case's register with its labelled sample, as an audit leaves it."""
    write_case_frame(store)
    write_case_sample(store)
    write_case_labels(store)
    return store


def test_estimates_are_the_same_with_training_labels_and_without(labelled: Store) -> None:
    before = estimates(labelled)
    others = [row[0] for row in labelled.db.execute("SELECT enterprise_id FROM enterprises WHERE enterprise_id LIKE 'other%' LIMIT 300")]
    for question in ("online_ordering", "active", "in_scope", "own_website", "chat"):
        append_labels(labelled, [label(key, "yes", None, question, "training", labeller="tom") for key in others])
        append_labels(labelled, [label(key, "no", None, question, "training", labeller="tom") for key in sampled_ids()])
        append_labels(labelled, [label(key, "no", "case", question, "training", labeller="tim") for key in sampled_ids()[:50]])
    assert estimates(labelled) == before


def test_an_audit_answer_more_does_move_them(labelled: Store) -> None:
    """So that equality above says something."""
    before = estimates(labelled)
    turned = [label(key, "no", "case", round="adjudicated") for key in sampled_ids()[:50]]
    append_labels(labelled, turned)
    assert estimates(labelled) != before
