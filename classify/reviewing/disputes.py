"""What reviewers of one enterprise disagree on, or think otherwise of after the prediction was shown: for a third person to decide."""

from collections.abc import Sequence

from catalogue.errors import ReviewError
from catalogue.messages import say
from classify.reviewing.labelling import ACTIVE, BELONGS
from classify.reviewing.records import QUESTIONS, SCOPE, SITES, Answers, Dispute
from classify.reviewing.standing import gather_answers
from classify.reviewing.steps import PRESENCE, Earlier
from store.opening import Store
from store.reviewing import (
    ADJUDICATED,
    AUDIT,
    GivenAnswer,
    NewTask,
    Queue,
    Task,
    add_tasks,
    drop_task,
    read_enterprise_tasks,
    read_given,
    read_site_acts,
)

TARGET = (ACTIVE, BELONGS)
SIDES = ("yes", "no")


def open_adjudication(store: Store, queue: Queue, task: Task) -> bool:
    """Opens a task for an adjudicator where both rounds of the enterprise are done and something is in dispute; whether one was opened."""
    tasks = read_enterprise_tasks(store, queue.queue, task.enterprise_id)
    if queue.purpose != AUDIT or any(t.done_at is None or t.round == ADJUDICATED for t in tasks):
        return False
    if not find_disputes(store, queue, task.enterprise_id):
        return False
    return bool(add_tasks(store, queue.queue, [NewTask(task.enterprise_id, ADJUDICATED, task.kind, task.stratum, task.position)]))


def withdraw_adjudication(store: Store, task: Task) -> None:
    """Takes the adjudicator's task away, since a reviewer has taken something back.

    Raises:
        ReviewError: the adjudicator has begun.
    """
    if task.round == ADJUDICATED:
        return
    for other in read_enterprise_tasks(store, task.queue, task.enterprise_id):
        if other.round == ADJUDICATED and not drop_task(store, other.task):
            raise ReviewError(say("This answer is being adjudicated already: it can no longer be taken back."))


def find_disputes(store: Store, queue: Queue, enterprise_id: str) -> tuple[Dispute, ...]:
    """What an adjudicator has to decide of an enterprise: scope, whose websites, and questions in the queue's order."""
    given = [answer for answer in read_given(store, queue, enterprise_id) if answer.round != ADJUDICATED]
    found = list[Dispute]()
    if any(_is_disputed(given, question) for question in TARGET):
        found.append(Dispute(SCOPE, SCOPE, SIDES))
    chosen = [answers.sites for answers in read_site_answers(store, queue, enterprise_id).values() if answers.sites]
    if _name_different(chosen):
        found.append(Dispute(SITES, SITES, tuple(sorted({", ".join(own) for own in chosen}))))
    elif any(_is_disputed(given, question) for question in PRESENCE):
        found.append(Dispute(SITES, SITES, SIDES))
    asked = (question for question in queue.questions if _is_disputed(given, question))
    return (*found, *(Dispute(QUESTIONS, question, SIDES) for question in asked))


def read_site_answers(store: Store, queue: Queue, enterprise_id: str) -> dict[str, Answers]:
    """{reviewer: what they answered and found out about whose websites} of those who have done the first rounds of an enterprise."""
    done = {t.task: t.done_by for t in read_enterprise_tasks(store, queue.queue, enterprise_id) if t.round != ADJUDICATED}
    acts = [act for act in read_site_acts(store, queue.queue, enterprise_id) if done.get(act.task) == act.reviewer]
    return {name: gather_answers(act for act in acts if act.reviewer == name) for name in {act.reviewer for act in acts}}


def list_earlier(store: Store, queue: Queue, enterprise_id: str) -> tuple[Earlier, ...]:
    """What each of those who answered before an adjudicator, and before they saw a prediction, can tell of which websites."""
    sites = read_site_answers(store, queue, enterprise_id)
    answers = dict[str, dict[str, str]]()
    for given in read_given(store, queue, enterprise_id):
        if given.round != ADJUDICATED and not given.later:
            answers.setdefault(given.labeller, {})[given.question] = given.answer
    return tuple(Earlier(said, frozenset(sites[name].sites or ()) if name in sites else None) for name, said in answers.items())


def has_been_searched(store: Store, queue: Queue, enterprise_id: str) -> bool:
    """Whether somebody has said that there is no website, which nobody can without having looked; but by a second thought."""
    given = read_given(store, queue, enterprise_id)
    return any(answer.question == "own_website" and answer.answer == "no" and not answer.later for answer in given)


def _is_disputed(given: Sequence[GivenAnswer], question: str) -> bool:
    """Whether one says yes and another no, or the same one after the prediction was shown. Who cannot tell disputes nothing."""
    last = {(answer.labeller, answer.later): answer.answer for answer in given if answer.question == question}
    return set(last.values()) >= set(SIDES)


def _name_different(chosen: Sequence[Sequence[str]]) -> bool:
    """Whether two reviewers chose sites that have none in common."""
    return any(not set(one) & set(other) for place, one in enumerate(chosen) for other in chosen[place + 1 :])
