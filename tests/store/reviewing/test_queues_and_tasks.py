from store.opening import Store, open_store
from store.reviewing import (
    Act,
    NewTask,
    Queue,
    claim_tasks,
    close_queue,
    count_progress,
    find_queue,
    find_task,
    finish_task,
    open_queue,
    read_queues,
    record_act,
    skip_task,
)
from tests.store.reviewing.conftest import LATER, NOW, answer


def claimed(
    store: Store, queue: Queue, reviewer: str, now: str = NOW, most: int = 1, *, adjudicates: bool = False
) -> list[tuple[str, str]]:
    return [(t.enterprise_id, t.round) for t in claim_tasks(store, queue.queue, reviewer, now, most=most, adjudicates=adjudicates)]


def finish(store: Store, queue: Queue, reviewer: str, *, adjudicates: bool = False) -> tuple[str, str]:
    (task,) = claim_tasks(store, queue.queue, reviewer, NOW, most=1, adjudicates=adjudicates)
    finish_task(store, Act(task.task, reviewer, NOW, "done"))
    return task.enterprise_id, task.round


def test_opening_a_queue_again_changes_nothing_of_it(store, queue):
    again = open_queue(store, queue, [NewTask("E0", "first", "search", "S0T9", 9)])
    assert again == queue == find_queue(store, queue.queue)
    assert read_queues(store, "XD", "2026") == [queue]
    assert sum(p.tasks for p in count_progress(store, queue.queue)) == 5
    assert queue.blind


def test_two_people_never_hold_the_same_task(store, queue):
    assert claimed(store, queue, "ann", most=2) == [("E0", "first"), ("E1", "first")]
    assert claimed(store, queue, "bob", most=2) == [("E0", "second"), ("E2", "first")]
    assert claimed(store, queue, "cy", most=2) == [("E3", "first")]


def test_who_asks_again_gets_what_they_hold(store, queue):
    assert claimed(store, queue, "ann", most=2) == claimed(store, queue, "ann", most=2)


def test_nobody_gets_an_enterprise_in_two_rounds(store, queue):
    assert [finish(store, queue, "ann") for _ in range(4)] == [(f"E{n}", "first") for n in range(4)]
    assert claimed(store, queue, "ann") == []
    assert claimed(store, queue, "bob") == [("E0", "second")]


def test_both_rounds_are_not_claimed_in_one_breath(store, queue):
    assert claimed(store, queue, "ann", most=5) == [("E0", "first"), ("E1", "first"), ("E2", "first"), ("E3", "first")]
    assert claimed(store, queue, "bob", most=5) == [("E0", "second")]


def test_a_task_that_its_holder_forgot_goes_to_another(store, queue):
    claimed(store, queue, "ann")
    assert claimed(store, queue, "bob", LATER, most=1) == [("E0", "first")]
    assert claimed(store, queue, "ann", LATER, most=1) == [("E0", "second")]


def test_who_began_an_enterprise_and_lost_it_does_not_get_it_in_the_other_round(store, queue):
    (task,) = claim_tasks(store, queue.queue, "ann", NOW, most=1)
    record_act(store, answer(task.task, "ann", "yes"), [])
    assert claimed(store, queue, "bob", LATER) == [("E0", "first")]
    assert claimed(store, queue, "ann", LATER) == [("E1", "first")]


def test_a_skipped_task_comes_last(store, queue):
    (task,) = claim_tasks(store, queue.queue, "ann", NOW, most=1)
    skip_task(store, Act(task.task, "ann", NOW, "skip"))
    assert [finish(store, queue, "ann")[0] for _ in range(3)] == ["E1", "E2", "E3"]  # and not E0 at once in its second round
    assert [(p.round, p.tasks, p.done, p.put_off) for p in count_progress(store, queue.queue)] == [("first", 4, 3, 1), ("second", 1, 0, 0)]
    assert claimed(store, queue, "ann") == [("E0", "first")]
    assert claimed(store, queue, "bob") == [("E0", "second")]


def test_who_answered_does_not_adjudicate(store, queue):
    finish(store, queue, "ann")
    finish(store, queue, "bob")
    open_queue(store, queue, [NewTask("E0", "adjudicated", "pages", "S0T9", 0)])
    assert claimed(store, queue, "ann", adjudicates=True) == []
    assert claimed(store, queue, "cy") == [("E1", "first")]  # not without the role
    assert claimed(store, queue, "dee", adjudicates=True) == [("E0", "adjudicated")]


def test_a_closed_queue_hands_nothing_out(store, queue):
    close_queue(store, queue.queue, "maria")
    assert claimed(store, queue, "ann") == []
    closed = find_queue(store, queue.queue)
    close_queue(store, queue.queue, "someone else")
    assert closed is not None
    assert closed.closed_by == "maria"
    assert find_queue(store, queue.queue) == closed


def test_claims_of_two_connections_do_not_meet(store, queue):
    with open_store(store.path) as other:
        assert claimed(store, queue, "ann") == [("E0", "first")]
        assert claimed(other, queue, "bob") == [("E0", "second")]
        assert claimed(other, queue, "cy") == [("E1", "first")]
    assert find_task(store, 99) is None


def test_whoever_goes_on_answering_keeps_a_task_that_takes_long(store, queue):
    (task,) = claim_tasks(store, queue.queue, "ann", NOW, most=1)
    record_act(store, answer(task.task, "ann", "yes", "2026-11-22T10:14:00.000Z"), ())
    assert task.task not in [t.task for t in claim_tasks(store, queue.queue, "bob", LATER, most=9)]
