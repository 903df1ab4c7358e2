"""Joining what a reviewer answered elsewhere: every act once, in its order, with the labels that follow from it here."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from catalogue.additions import using_additions
from catalogue.errors import BundleError, ReviewError
from catalogue.messages import say
from classify.handouts.replaying import Replayed, Window, replay
from classify.handouts.reports import JoinReport
from classify.reviewing.cases import load_task
from classify.reviewing.disputes import open_adjudication, withdraw_adjudication
from classify.reviewing.labelling import Circumstances
from classify.reviewing.plans import make_plan
from store.accounts.names import name_key
from store.additions import additions_folder
from store.handouts import GivenBack, Handed, Handout, find_handout, keep_state, note_joined, read_handed, read_joined, take_over
from store.opening import Store
from store.reviewing import Act, Versions, current_moment, find_queue, is_in_other_round, read_seen, record_act


@dataclass(frozen=True, slots=True)
class _Joining:
    """One file of answers on its way into the store."""

    store: Store
    handout: Handout
    known: dict[int, Act]
    report: JoinReport
    window: Window
    seen: dict[str, str]


def join_answers(store: Store, given: GivenBack, country: str) -> JoinReport:
    """Joins answers with the store, whole; what came back before is known, and counts once.

    Labels bear the evidence digest and the versions of the moment when the bundle was packed. What is done, when, and what was blind
    follows from the acts, whose times lie between packing and now. An enterprise that cannot be taken is told, and costs no other:
    somebody else has done or begun it meanwhile, the reviewer was shown what was predicted of it, or no bundle writes such answers.

    Raises:
        BundleError: the bundle was not handed out by this store, or of another country, or another copy of it came back before.
    """
    with store.writing(), using_additions(additions_folder(store.path)):
        handout = _find(store, given, country)
        handed = {task.task: task for task in read_handed(store, handout.handout)}
        joining = _begin(store, handout)
        _check(joining, given, handed)
        acts = {task: tuple(of_task) for task, of_task in groupby(sorted(given.acts, key=lambda a: (a.task, a.act)), key=lambda a: a.task)}
        for state in given.tasks:
            _join_task(joining, handed[state.task], acts.get(state.task, ()))
        return joining.report


def _begin(store: Store, handout: Handout) -> _Joining:
    queue = find_queue(store, handout.queue)
    assert queue is not None
    reviewer = name_key(handout.reviewer)
    seen = {enterprise: at for (enterprise, who), at in read_seen(store, queue.country, queue.wave).items() if who == reviewer}
    window = Window(f"{handout.handed_at[:-1]}.000Z", current_moment())
    return _Joining(store, handout, read_joined(store, handout.handout), JoinReport(handout.reviewer), window, seen)


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
        if again is None or replace(again, act=before.act, undoes=before.undoes, at=before.at, blind=before.blind) != before:
            sentence = (
                "Other answers of this bundle came back before: either this file is older than the one joined last, or two copies of the"
                " bundle were worked on. Join the newest file of the copy that was joined first."
            )
            raise BundleError(say(sentence))


def _join_task(joining: _Joining, handed: Handed, acts: Sequence[Act]) -> None:
    store, report = joining.store, joining.report
    task, queue, enterprise = load_task(store, handed.task)
    plan, _ = make_plan(store, queue, task, enterprise)
    where = Circumstances(queue, task, handed.evidence_digest, Versions(handed.rules, dict(handed.models)))
    try:
        replayed = list(replay(acts, joining.known, plan, where, joining.window))
        new = [one for one in replayed if one.act.act not in joining.known]
        why = _find_conflict(joining, handed, new) if new else None
    except ReviewError as error:
        why = str(error).rstrip(".")
    if why is not None:
        report.conflicts.append((handed.enterprise_id, why))
        return
    report.known += len(replayed) - len(new)
    report.moved += sum(given.at != one.act.at for given, one in zip(acts, replayed, strict=True) if one in new)
    done_at = replayed[-1].done_at if replayed else None
    if new:
        _record(joining, new)
        keep_state(store, joining.handout, handed.task, done_at)
        _settle_disputes(store, handed)
    report.done += done_at is not None
    report.left += done_at is None


def _find_conflict(joining: _Joining, handed: Handed, new: Sequence[Replayed]) -> str | None:
    """Why nothing of a task can be taken; None where it can, and the task is the reviewer's.

    Raises:
        ReviewError: what was answered before is being adjudicated.
    """
    store = joining.store
    task, queue, _ = load_task(store, handed.task)
    if queue.closed_at is not None:
        return say("the queue was closed")
    seen = joining.seen.get(handed.enterprise_id)
    if seen is not None and any(one.act.blind and one.act.at >= seen for one in new):
        return say("{name} was shown what was predicted of it before answering: somebody else has to answer", name=joining.handout.reviewer)
    if not take_over(store, task.task, joining.handout.reviewer, current_moment()):
        if is_in_other_round(store, task.task, joining.handout.reviewer):
            return say("answered by the same reviewer in its other round")
        return say("done by somebody else meanwhile") if task.done_at else say("begun by somebody else meanwhile")
    withdraw_adjudication(store, task)
    return None


def _record(joining: _Joining, new: Sequence[Replayed]) -> None:
    """Keeps the acts that are new, with their labels."""
    store, numbers = joining.store, {given: act.act for given, act in joining.known.items()}
    for one in new:
        undoes = None if one.act.undoes is None else numbers[one.act.undoes]
        numbers[one.act.act] = record_act(store, replace(one.act, act=0, undoes=undoes), one.labels)
        joining.report.labels += len(one.labels)
    note_joined(store, joining.handout.handout, {one.act.act: numbers[one.act.act] for one in new})
    joining.report.acts += len(new)


def _settle_disputes(store: Store, handed: Handed) -> None:
    task, queue, _ = load_task(store, handed.task)
    if task.done_at is not None:
        open_adjudication(store, queue, task)
