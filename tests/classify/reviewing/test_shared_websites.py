"""Two enterprises of a sample with one website: what is shown of the one tells of the other."""

import pytest

from catalogue.errors import ReviewError
from classify.reviewing import claim_cases, describe_evidence, open_audit, take_act, undo_act
from store.opening import Store
from store.reviewing import LOOK, Act, Queue, current_moment, read_acts, record_act
from tests.classify.reviewing.conftest import COUNTRY, WAVE, draw
from tests.classify.reviewing.reviewers import answer_all, claim


@pytest.fixture
def shared(wave: Store) -> Queue:
    """T0 and T1 share tau.com; E0 has its own."""
    draw(wave, ["T0", "T1", "E0"], "shared")
    return open_audit(wave, COUNTRY, WAVE, "shared", double_share=0.0, by="maria")


def look(store: Store, task: int, person: str) -> None:
    """What the page does before it shows the evidence."""
    describe_evidence(store, task)
    record_act(store, Act(task, person, current_moment(), LOOK, blind=False), ())


def test_after_a_look_the_blind_answers_of_the_other_enterprise_stay(wave, shared):
    first, second = claim(wave, shared, "ann", "T0"), claim(wave, shared, "ann", "T1")
    answer_all(wave, first, "ann")
    answer_all(wave, second, "ann")
    look(wave, first, "ann")
    with pytest.raises(ReviewError, match="both answers are kept"):
        undo_act(wave, "ann", shared.queue)
    take_act(wave, "ann", second, "question", question="chat", answer="yes")
    assert [act.blind for act in read_acts(wave, second) if act.question == "chat"] == [True, False]


def test_who_has_not_looked_takes_back_as_ever_and_the_one_who_has_is_not_given_it(wave, shared):
    first = claim_cases(wave, shared.queue, "ann", current_moment(), most=1)[0].task
    answer_all(wave, first, "ann")
    answer_all(wave, claim(wave, shared, "bob", "T1"), "bob")
    look(wave, first, "ann")
    assert undo_act(wave, "bob", shared.queue) is not None
    wave.db.execute("UPDATE review_tasks SET claimed_by = NULL WHERE done_at IS NULL")
    assert [case.enterprise.id for case in claim_cases(wave, shared.queue, "ann", current_moment())] == ["E0"]
    assert [case.enterprise.id for case in claim_cases(wave, shared.queue, "bob", current_moment())] == ["T1"]


def test_who_holds_the_other_enterprise_already_can_only_skip_it(wave, shared):
    first, second = claim(wave, shared, "ann", "T0"), claim(wave, shared, "ann", "T1")
    answer_all(wave, first, "ann")
    record_act(wave, Act(first, "ann", current_moment(), LOOK, blind=False), ())
    with pytest.raises(ReviewError, match="somebody else has to answer"):
        take_act(wave, "ann", second, "scope", answer="y")
    take_act(wave, "ann", second, "skip")
    assert [case.enterprise.id for case in claim_cases(wave, shared.queue, "ann", current_moment())] == ["E0"]
