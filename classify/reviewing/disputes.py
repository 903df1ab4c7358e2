"""What reviewers of one enterprise disagree on, or think otherwise of after the prediction was shown: for a third person to decide."""

import hashlib
from collections.abc import Mapping, Sequence
from string import ascii_uppercase

from catalogue.errors import ReviewError
from catalogue.messages import say
from classify.reviewing.records import QUESTIONS, SCOPE, SITES, Dispute, Said
from classify.reviewing.standing import gather_answers
from classify.reviewing.steps import PRESENCE
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

TARGET = ("active", "in_scope")
DECIDED = frozenset({"yes", "no"})


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
    letters = _name_labellers({answer.labeller for answer in given}, enterprise_id)
    found = list[Dispute]()
    if any(_is_disputed(given, question) for question in TARGET):
        found.append(Dispute(SCOPE, SCOPE, _list_said(given, TARGET, letters)))
    sites = _list_sites(store, queue, enterprise_id)
    if any(_is_disputed(given, question) for question in PRESENCE) or _name_different(sites):
        found.append(Dispute(SITES, SITES, _say_sites(given, sites, letters)))
    asked = (question for question in queue.questions if _is_disputed(given, question))
    return (*found, *(Dispute(QUESTIONS, question, _list_said(given, [question], letters)) for question in asked))


def has_been_searched(store: Store, queue: Queue, enterprise_id: str) -> bool:
    """Whether somebody has said that there is no website, which nobody can without having looked."""
    return any(answer.question == "own_website" and answer.answer == "no" for answer in read_given(store, queue, enterprise_id))


def _is_disputed(given: Sequence[GivenAnswer], question: str) -> bool:
    """Whether one says yes and another no, or the same one after the prediction was shown. Who cannot tell disputes nothing."""
    last = {(answer.labeller, answer.later): answer.answer for answer in given if answer.question == question}
    return set(last.values()) >= DECIDED


def _name_labellers(labellers: set[str], enterprise_id: str) -> dict[str, str]:
    """{labeller: letter}: in an order that does not tell who was first."""
    ordered = sorted(labellers, key=lambda name: hashlib.sha256(f"{enterprise_id}\0{name}".encode()).digest())
    return {name: ascii_uppercase[place % len(ascii_uppercase)] for place, name in enumerate(ordered)}


def _list_said(given: Sequence[GivenAnswer], questions: Sequence[str], letters: Mapping[str, str]) -> tuple[Said, ...]:
    """The last answers of each, by letter; of several questions (the scope's two) the least favourable."""
    last = {(a.labeller, a.later, a.question): a.answer for a in given if a.question in questions}
    said = dict[tuple[str, bool], set[str]]()
    for (labeller, later, _), answer in last.items():
        said.setdefault((letters[labeller], later), set()).add(answer)
    return tuple(
        Said(who, next(answer for answer in ("no", "unknown", "yes") if answer in answers), later)
        for (who, later), answers in sorted(said.items())
    )


def _list_sites(store: Store, queue: Queue, enterprise_id: str) -> dict[str, tuple[str, ...]]:
    """{labeller: sites chosen as own} of the first rounds."""
    adjudicated = {t.task for t in read_enterprise_tasks(store, queue.queue, enterprise_id) if t.round == ADJUDICATED}
    acts = [act for act in read_site_acts(store, queue.queue, enterprise_id) if act.task not in adjudicated]
    answers = {name: gather_answers(act for act in acts if act.reviewer == name) for name in {act.reviewer for act in acts}}
    return {name: given.sites or () for name, given in answers.items()}


def _name_different(sites: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether two reviewers chose sites that have none in common."""
    chosen = [set(own) for own in sites.values() if own]
    return any(not one & other for place, one in enumerate(chosen) for other in chosen[place + 1 :])


def _say_sites(given: Sequence[GivenAnswer], sites: Mapping[str, tuple[str, ...]], letters: Mapping[str, str]) -> tuple[Said, ...]:
    """The sites that each chose; of those who chose none, or answered in a sheet, whether there is an own website."""
    told = _list_said(given, ["own_website"], letters)
    chosen = {letters[name]: ", ".join(own) for name, own in sites.items() if own and name in letters}
    return tuple(Said(one.who, one.answer if one.later else chosen.get(one.who, one.answer), one.later) for one in told)
