"""Joining what a reviewer answered elsewhere: every act once, in its order, with the labels that follow from it here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from catalogue.additions import using_additions
from catalogue.capabilities import load_capabilities
from catalogue.errors import BundleError, ReviewError
from catalogue.messages import say
from classify.handouts.reports import JoinReport
from classify.reviewing.cases import load_task
from classify.reviewing.checking import check_question, check_scope, check_search, check_sites
from classify.reviewing.disputes import open_adjudication, withdraw_adjudication
from classify.reviewing.labelling import ACTIVE, BELONGS, Circumstances, derive_labels
from classify.reviewing.plans import make_plan
from classify.reviewing.standing import gather_answers
from classify.reviewing.steps import Plan
from store.additions import additions_folder
from store.handouts import GivenBack, Handed, Handout, TaskState, find_handout, keep_state, note_joined, read_handed, read_joined, take_over
from store.opening import Store
from store.records import Label
from store.reviewing import Act, Versions, current_moment, find_queue, is_in_other_round, record_act

ANSWERING = frozenset({"scope", "sites", "question", "search"})


@dataclass(frozen=True, slots=True)
class _Joining:
    """One file of answers on its way into the store."""

    store: Store
    handout: Handout
    known: dict[int, Act]
    report: JoinReport


def join_answers(store: Store, given: GivenBack, country: str) -> JoinReport:
    """Joins answers with the store, whole; what came back before is known, and counts once.

    Labels bear the evidence digest and the versions of the moment when the bundle was packed. A task that somebody else has done or begun
    meanwhile stays theirs, and is told.

    Raises:
        BundleError: the bundle was not handed out by this store, or of another country, or another copy of it came back before.
    """
    with store.writing(), using_additions(additions_folder(store.path)):
        handout = _find(store, given, country)
        handed = {task.task: task for task in read_handed(store, handout.handout)}
        joining = _Joining(store, handout, read_joined(store, handout.handout), JoinReport(given.reviewer))
        _check(joining, given, handed)
        acts = {task: tuple(of_task) for task, of_task in groupby(sorted(given.acts, key=lambda a: (a.task, a.act)), key=lambda a: a.task)}
        for state in given.tasks:
            _join_task(joining, handed[state.task], state, acts.get(state.task, ()))
        return joining.report


def _find(store: Store, given: GivenBack, country: str) -> Handout:
    handout = find_handout(store, given.handout)
    queue = find_queue(store, handout.queue) if handout else None
    if handout is None or queue is None:
        sentence = (
            "These answers belong to a bundle that this store has not handed out: join them with the store that packed it. If an older"
            " backup was restored since, restore a newer one first."
        )
        raise BundleError(say(sentence))
    if queue.country != country:
        raise BundleError(say("These answers are about {other}: run `ecomstat labels {other} merge` instead.", other=queue.country))
    if handout.reviewer != given.reviewer:
        raise BundleError(say("This bundle was handed out to {name}, and the answers name somebody else.", name=handout.reviewer))
    return handout


def _check(joining: _Joining, given: GivenBack, handed: dict[int, Handed]) -> None:
    """Tasks are those that were handed out, and what came back before is still the same."""
    for state in given.tasks:
        task = handed.get(state.task)
        if task is None or (task.enterprise_id, task.round) != (state.enterprise_id, state.round):
            raise BundleError(say("The answers name an enterprise that was not handed out: nothing was taken. Ask for them again."))
    by_number = {act.act: act for act in given.acts}
    if {act.task for act in given.acts} - {state.task for state in given.tasks}:
        raise BundleError(say("The answers name an enterprise that was not handed out: nothing was taken. Ask for them again."))
    for number, before in joining.known.items():
        again = by_number.get(number)
        if again is None or replace(again, act=before.act, undoes=before.undoes) != before:
            sentence = (
                "Other answers of this bundle came back before: either this file is older than the one joined last, or two copies of the"
                " bundle were worked on. Join the newest file of the copy that was joined first."
            )
            raise BundleError(say(sentence))


def _join_task(joining: _Joining, handed: Handed, state: TaskState, acts: Sequence[Act]) -> None:
    store, report = joining.store, joining.report
    new = [act for act in acts if act.act not in joining.known]
    report.known += len(acts) - len(new)
    if new:
        if (why := _find_conflict(joining, handed)) is not None:
            report.conflicts.append((handed.enterprise_id, why))
            return
        _record(joining, handed, acts)
        keep_state(store, joining.handout.handout, state, joining.handout.reviewer)
        _settle_disputes(store, handed)
    report.done += state.done_at is not None
    report.left += state.done_at is None


def _find_conflict(joining: _Joining, handed: Handed) -> str | None:
    """Why nothing of a task can be taken; None where it can, and the task is the reviewer's."""
    store = joining.store
    task, queue, _ = load_task(store, handed.task)
    if queue.closed_at is not None:
        return say("the queue was closed")
    if not take_over(store, task.task, joining.handout.reviewer, current_moment()):
        if is_in_other_round(store, task.task, joining.handout.reviewer):
            return say("answered by the same reviewer in its other round")
        return say("done by somebody else meanwhile") if task.done_at else say("begun by somebody else meanwhile")
    try:
        withdraw_adjudication(store, task)
    except ReviewError as error:
        return str(error)
    return None


def _record(joining: _Joining, handed: Handed, acts: Iterable[Act]) -> None:
    """Keeps the acts that are new, with labels as the answers stood after each."""
    store, numbers = joining.store, {given: act.act for given, act in joining.known.items()}
    task, queue, enterprise = load_task(store, handed.task)
    plan, _ = make_plan(store, queue, task, enterprise)
    where = Circumstances(queue, task, handed.evidence_digest, Versions(handed.rules, dict(handed.models)))
    standing, new = list[Act](), dict[int, int]()
    for act in acts:
        standing = [a for a in standing if a.act != act.undoes]
        standing += [act] if act.kind in ANSWERING else []
        if act.act in joining.known:
            continue
        labels = _label(act, standing, plan, where) if act.kind in ANSWERING else []
        undoes = None if act.undoes is None else numbers[act.undoes]
        numbers[act.act] = new[act.act] = record_act(store, replace(act, act=0, undoes=undoes), labels)
        joining.report.labels += len(labels)
    note_joined(store, joining.handout.handout, new)
    joining.report.acts += len(new)


def _label(act: Act, standing: Sequence[Act], plan: Plan, where: Circumstances) -> list[Label]:
    """The labels of an act, which is checked again: the file says what was answered, not what is allowed."""
    content, kept = act.content, act.answer
    if act.kind == "scope":
        kept, _ = check_scope(act.answer, content)
    elif act.kind == "sites":
        kept, _ = check_sites(act.answer, content, list(content.get("own", ())))
    elif act.kind == "search":
        check_search(content, plan)
    else:
        _, kept = check_question(act.question, act.answer, {*load_capabilities(), ACTIVE, BELONGS})
    if kept != act.answer:
        raise BundleError(say("The answers are not written as a bundle writes them: nothing was taken. Ask for them again."))
    return derive_labels(act, gather_answers(standing), plan, where)


def _settle_disputes(store: Store, handed: Handed) -> None:
    task, queue, _ = load_task(store, handed.task)
    if task.done_at is not None:
        open_adjudication(store, queue, task)
