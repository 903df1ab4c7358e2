import sqlite3
from dataclasses import replace

import pytest

from catalogue.errors import ReviewError
from store.final_labels import read_final_labels
from store.opening import Store
from store.reviewing import (
    Act,
    Queue,
    claim_tasks,
    close_queue,
    find_task,
    finish_task,
    read_acts,
    read_given,
    read_standing,
    record_act,
    skip_task,
    undo_last,
)
from store.reviews import read_labels
from tests.store.reviewing.conftest import LATER, NOW, answer, label


def claim(store: Store, queue: Queue, reviewer: str, now: str = NOW) -> int:
    return claim_tasks(store, queue.queue, reviewer, now, most=1)[0].task


def final(store: Store) -> list[str | None]:
    return read_final_labels(store, "XD", "2026", "online_ordering", "audit", "audit-1")["answer"]


def test_an_answer_is_kept_with_its_label(store, queue):
    task = claim(store, queue, "ann")
    act = record_act(store, answer(task, "ann", "yes"), [label("E0", "ann", "yes")])
    assert [kept.act for kept in read_standing(store, task, "ann")] == [act]
    finish_task(store, Act(task, "ann", NOW, "done"))
    assert final(store) == ["yes"]


@pytest.mark.parametrize("purpose", ["audit", "training"])
def test_half_answers_are_no_labels_until_the_enterprise_is_done(store, queue, purpose):
    task = claim(store, queue, "ann")
    record_act(store, answer(task, "ann", "yes"), [replace(label("E0", "ann", "yes"), source=purpose)])
    assert list(read_labels(store, "XD", "2026")) == []
    assert read_given(store, queue, "E0") == []
    finish_task(store, Act(task, "ann", NOW, "done"))
    assert [kept.answer for kept in read_labels(store, "XD", "2026")] == ["yes"]


def test_undoing_takes_the_label_back_and_leaves_the_trace(store, queue):
    task = claim(store, queue, "ann")
    record_act(store, answer(task, "ann", "yes"), [label("E0", "ann", "yes")])
    undone = undo_last(store, queue.queue, "ann", NOW)
    assert undone is not None
    assert undone.answer == "yes"
    assert read_standing(store, task, "ann") == []
    assert final(store) == []
    assert list(read_labels(store, "XD", "2026")) == []
    assert [act.kind for act in read_acts(store, task)] == ["question", "undo"]
    assert store.db.execute("SELECT count(*) FROM labels").fetchone()[0] == 1


def test_undoing_opens_a_finished_task_again_for_the_same_reviewer(store, queue):
    task = claim(store, queue, "ann")
    record_act(store, answer(task, "ann", "yes"), [label("E0", "ann", "yes")])
    finish_task(store, Act(task, "ann", NOW, "done"))
    undo_last(store, queue.queue, "ann", NOW)
    again = find_task(store, task)
    assert again is not None
    assert (again.done_by, again.claimed_by) == (None, "ann")
    record_act(store, answer(task, "ann", "no", LATER), [label("E0", "ann", "no", LATER)])
    assert final(store) == []
    finish_task(store, Act(task, "ann", LATER, "done"))
    assert final(store) == ["no"]


def test_undoing_goes_back_step_by_step_and_then_ends(store, queue):
    task = claim(store, queue, "ann")
    record_act(store, Act(task, "ann", NOW, "scope", answer="y"), [])
    record_act(store, Act(task, "ann", NOW, "sites", content={"own": ["a.xd"]}), [])
    kinds = [undo_last(store, queue.queue, "ann", NOW) for _ in range(3)]
    assert [act and act.kind for act in kinds] == ["sites", "scope", None]


def test_an_undone_skip_comes_back_at_once(store, queue):
    task = claim(store, queue, "ann")
    skip_task(store, Act(task, "ann", NOW, "skip"))
    undo_last(store, queue.queue, "ann", NOW)
    assert claim(store, queue, "ann") == task


def test_a_skip_that_another_took_up_is_not_taken_back(store, queue):
    task = claim(store, queue, "ann")
    skip_task(store, Act(task, "ann", NOW, "skip"))
    for reviewer in ("ann", "ann", "ann", "bob"):
        finish_task(store, Act(claim(store, queue, reviewer), reviewer, NOW, "done"))
    assert claim(store, queue, "cy") == task
    assert undo_last(store, queue.queue, "ann", NOW) is None


def test_nobody_answers_what_another_holds(store, queue):
    task = claim(store, queue, "ann")
    with pytest.raises(ReviewError):
        record_act(store, answer(task, "bob", "yes"), [label("E0", "bob", "yes")])
    assert read_acts(store, task) == []
    assert list(read_labels(store, "XD", "2026")) == []


def test_who_was_too_slow_does_not_overwrite(store, queue):
    task = claim(store, queue, "ann")
    assert claim(store, queue, "bob", LATER) == task
    with pytest.raises(ReviewError):
        record_act(store, answer(task, "ann", "yes", LATER), [])


def test_a_closed_queue_takes_no_answer_and_no_undo(store, queue):
    task = claim(store, queue, "ann")
    record_act(store, answer(task, "ann", "yes"), [label("E0", "ann", "yes")])
    close_queue(store, queue.queue, "maria")
    with pytest.raises(ReviewError):
        record_act(store, answer(task, "ann", "no"), [])
    assert undo_last(store, queue.queue, "ann", NOW) is None


def test_a_second_thought_after_seeing_the_prediction_does_not_count_until_adjudicated(store, queue):
    task = claim(store, queue, "ann")
    record_act(store, answer(task, "ann", "no"), [label("E0", "ann", "no")])
    finish_task(store, Act(task, "ann", NOW, "done"))
    record_act(store, answer(task, "ann", "yes", LATER, blind=False), [label("E0", "ann", "yes", LATER, blind=False)])
    assert final(store) == ["no"]
    assert [act.answer for act in read_acts(store, task) if act.kind == "question"] == ["no", "yes"]
    store.db.execute("UPDATE review_tasks SET round = 'adjudicated', done_by = NULL, claimed_by = 'cy' WHERE task = ?", [task])
    seen = label("E0", "cy", "yes", LATER, "adjudicated", blind=False)
    record_act(store, answer(task, "cy", "yes", LATER, blind=False), [seen])
    finish_task(store, Act(task, "cy", LATER, "done"))
    assert final(store) == ["yes"]


def test_acts_can_not_be_changed(store, queue):
    task = claim(store, queue, "ann")
    record_act(store, answer(task, "ann", "no"), [])
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        store.db.execute("UPDATE review_acts SET answer = 'yes'")
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        store.db.execute("DELETE FROM review_acts")


def test_half_answers_of_who_lost_an_enterprise_give_way_to_the_whole_ones(store, queue):
    task = claim(store, queue, "ann")
    record_act(store, answer(task, "ann", "yes"), [label("E0", "ann", "yes")])
    assert final(store) == []
    assert claim(store, queue, "bob", LATER) == task
    record_act(store, answer(task, "bob", "no", LATER), [label("E0", "bob", "no", LATER)])
    finish_task(store, Act(task, "bob", LATER, "done"))
    assert final(store) == ["no"]
    assert [act.reviewer for act in read_acts(store, task)] == ["ann", "bob", "bob"]
