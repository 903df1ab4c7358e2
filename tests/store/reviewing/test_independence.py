import pytest

from catalogue.errors import ReviewError
from store.decisions import replace_links
from store.handouts import take_over
from store.opening import Store
from store.records import Link, Website
from store.reviewing import (
    LOOK,
    Act,
    NewQueue,
    NewTask,
    Queue,
    claim_tasks,
    close_queue,
    count_left_enterprises,
    find_task,
    finish_task,
    has_seen,
    is_in_other_round,
    open_queue,
    read_acts,
    record_act,
    skip_task,
    undo_last,
)
from store.websites import add_websites
from tests.store.reviewing.conftest import NOW, answer


def claim(store: Store, queue: Queue, reviewer: str, most: int = 1) -> list[str]:
    return [task.enterprise_id for task in claim_tasks(store, queue.queue, reviewer, NOW, most=most)]


def hold(store: Store, queue: Queue, reviewer: str) -> int:
    return claim_tasks(store, queue.queue, reviewer, NOW, most=1)[0].task


def link(store: Store, *pairs: tuple[str, str, str]) -> None:
    add_websites(store, {site: Website("XD", "2026", site, site) for _, site, _ in pairs}.values())
    replace_links(store, "XD", "2026", [Link("XD", "2026", key, site, relation, 0.9, "tests") for key, site, relation in pairs])


def test_who_skips_one_round_is_not_given_the_other_until_somebody_has_done_it(store, queue):
    first = hold(store, queue, "ann")
    skip_task(store, Act(first, "ann", NOW, "skip"))
    assert claim(store, queue, "ann", most=9) == ["E1", "E2", "E3", "E0"]
    assert find_task(store, first).claimed_by == "ann"
    skip_task(store, Act(first, "ann", NOW, "skip"))
    store.db.execute("UPDATE review_tasks SET done_by = 'bob', done_at = ? WHERE task = ?", [NOW, first])
    assert [(t.enterprise_id, t.round) for t in claim_tasks(store, queue.queue, "ann", NOW, most=9)][-1] == ("E0", "second")


def test_who_answers_one_round_can_not_take_a_skip_of_the_other_back(store, queue):
    first = hold(store, queue, "ann")
    skip_task(store, Act(first, "ann", NOW, "skip"))
    store.db.execute("UPDATE review_tasks SET claimed_by = 'ann' WHERE round = 'second'")
    assert undo_last(store, queue.queue, "ann", NOW) is None
    assert find_task(store, first).claimed_by is None


def test_nobody_answers_in_both_rounds_of_an_enterprise_however_they_came_to_hold_them(store, queue):
    first = hold(store, queue, "ann")
    record_act(store, answer(first, "ann", "yes"), [])
    finish_task(store, Act(first, "ann", NOW, "done"))
    second = hold(store, queue, "bob")
    store.db.execute("UPDATE review_tasks SET claimed_by = 'ann' WHERE task = ?", [second])
    with pytest.raises(ReviewError, match="other round"):
        record_act(store, answer(second, "ann", "yes"), [])
    assert read_acts(store, second) == []


def test_a_bundle_does_not_bring_the_other_round_of_an_enterprise_to_whoever_has_done_it(store, queue):
    first = hold(store, queue, "ann")
    finish_task(store, Act(first, "ann", NOW, "done"))
    second = hold(store, queue, "bob")
    store.db.execute("UPDATE review_tasks SET claimed_by = NULL WHERE task = ?", [second])
    assert not take_over(store, second, "ann", NOW)
    assert take_over(store, second, "cy", NOW)


def test_taking_a_skip_back_is_no_beginning_of_the_enterprise(store, queue):
    first = hold(store, queue, "ann")
    skip_task(store, Act(first, "ann", NOW, "skip"))
    assert undo_last(store, queue.queue, "ann", NOW) is not None
    skip_task(store, Act(first, "ann", NOW, "skip"))
    assert not is_in_other_round(store, 5, "ann")


def test_whoever_was_shown_the_machines_view_of_a_shared_website_is_not_handed_the_other_enterprise(store, queue):
    link(store, ("E0", "mall.xd", "own"), ("E1", "mall.xd", "shared"), ("E2", "mall.xd", "rejected"))
    finish_task(store, Act(hold(store, queue, "ann"), "ann", NOW, "done"))
    record_act(store, Act(1, "ann", NOW, LOOK, blind=False), [])
    assert claim(store, queue, "ann", most=9) == ["E2", "E3"]
    assert claim(store, queue, "bob", most=9) == ["E0", "E1"]
    assert [has_seen(store, task, "ann") for task in (1, 2, 3, 4)] == [True, True, False, False]
    assert not has_seen(store, 2, "bob")


def test_a_look_in_a_queue_that_is_closed_counts_for_those_that_come_later(store, queue):
    finish_task(store, Act(hold(store, queue, "ann"), "ann", NOW, "done"))
    close_queue(store, queue.queue, "maria")
    record_act(store, Act(1, "ann", NOW, LOOK, blind=False), [])
    again = NewQueue("XD", "2026", "audit", "audit-2", ("online_ordering",), 0.0, 1, "maria")
    later = open_queue(store, again, [NewTask(f"E{n}", "first", "pages", "S0T9", n) for n in range(2)])
    assert claim(store, later, "ann", most=9) == ["E1"]


def test_an_enterprise_that_two_people_look_at_is_left_once(store, queue):
    assert count_left_enterprises(store, queue.queue) == 4
    finish_task(store, Act(hold(store, queue, "ann"), "ann", NOW, "done"))
    assert count_left_enterprises(store, queue.queue) == 4
    finish_task(store, Act(hold(store, queue, "bob"), "bob", NOW, "done"))
    assert count_left_enterprises(store, queue.queue) == 3
