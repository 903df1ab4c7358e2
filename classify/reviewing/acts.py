"""A reviewer's act: checked, kept with its labels, whole; the task is done when nothing is left to ask."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from catalogue.additions import using_additions
from catalogue.capabilities import load_capabilities
from catalogue.errors import ReviewError
from catalogue.messages import say
from classify.reviewing.cases import list_found, load_task, show_sites
from classify.reviewing.checking import check_question, check_scope, check_search, check_sites, read_note, read_seconds
from classify.reviewing.disputes import open_adjudication, withdraw_adjudication
from classify.reviewing.labelling import ACTIVE, BELONGS, Circumstances, derive_labels
from classify.reviewing.plans import make_plan
from classify.reviewing.records import DONE, NOT_IN_SCOPE, QUESTIONS, SCOPE, SEARCH, SITES, Answers, Outcome
from classify.reviewing.standing import gather_answers
from classify.reviewing.steps import Plan, find_step, list_asked
from store.additions import additions_folder
from store.opening import Store
from store.records import Enterprise
from store.reviewing import (
    ADJUDICATED,
    Act,
    Queue,
    Task,
    current_moment,
    find_last,
    find_repeated,
    find_task,
    finish_task,
    has_seen,
    next_moment,
    read_evidence_digest,
    read_named_sites,
    read_standing,
    read_versions,
    record_act,
    skip_task,
    undo_last,
)

SKIP, QUESTION = "skip", "question"


@dataclass(frozen=True, slots=True)
class _Situation:
    """A task as the reviewer finds it."""

    store: Store
    person: str
    task: Task
    queue: Queue
    enterprise: Enterprise
    plan: Plan
    acts: tuple[Act, ...]
    answers: Answers


def take_act(
    store: Store,
    person: str,
    task: int,
    kind: str,
    *,
    question: str | None = None,
    answer: str | None = None,
    content: Mapping[str, Any] | None = None,
    seconds: float | None = None,
    nonce: str | None = None,
) -> Outcome:
    """Keeps what a reviewer did with a task that they hold, and the labels that follow; says which step comes next.

    `kind` scope: `answer` y, u (cannot tell) or x with `content["reason"]`. sites: `content` with `own` (sites of the case) and `entered`
    (typed addresses), nothing of both for none; `answer` u: cannot tell. search: `content` with `outcome`, `protocol` (steps taken),
    `channel`, `minutes`, `address`. question: `question` and `answer` yes, no or unknown. skip: for later, for anybody.
    A `note` in `content` is kept. The same `nonce` twice is kept once. A question of a task that is done may be answered again, after the
    prediction was shown: both answers are kept, and in an audit the later one does not count until somebody adjudicates.

    Raises:
        ReviewError: the answer cannot be taken (the sentence says why); nothing is kept.
    """
    nonce = read_note({"nonce": nonce}).get("nonce")  # as it is kept
    with store.writing(), using_additions(additions_folder(store.path)):
        if nonce is not None and (known := find_repeated(store, task, person, nonce)) is not None:
            return _repeat(store, person, task, known)
        now = _look(store, person, task)
        given = {**(content or {}), **({"nonce": nonce} if nonce is not None else {})}
        kept, found = _check(now, kind, question, answer, given)
        blind = now.queue.blind and now.task.done_at is None
        if blind and kind != SKIP:
            _refuse_sighted(store, task, person)
        act = Act(
            task,
            person,
            next_moment(store, task, person),
            kind,
            question if kind == QUESTION else None,
            kept,
            {**found, **read_note(given)},
            blind,
            read_seconds(seconds),
        )
        return _skip(now, act) if kind == SKIP else _keep(now, act)


def undo_act(store: Store, person: str, queue: int) -> Task | None:
    """Takes back the newest act of a reviewer in a queue that stands; gives its task, which they hold again. None where there is none.

    Where a second thought was taken back, the task stays done.

    Raises:
        ReviewError: what they answered is being adjudicated already, or they have seen the prediction since.
    """
    with store.writing():
        last = find_last(store, queue, person)
        if last is not None:
            _refuse_sighted_undo(store, last)
        undone = undo_last(store, queue, person, current_moment())
        if undone is None:
            return None
        now = _look(store, person, undone.task)
        withdraw_adjudication(store, now.task)
        if find_step(now.plan, now.answers) == DONE:  # a second thought was taken back: what was answered before still stands
            finish_task(store, Act(undone.task, person, current_moment(), "done", blind=undone.blind))
            open_adjudication(store, now.queue, now.task)
        return find_task(store, undone.task)


def _refuse_sighted(store: Store, task: int, person: str) -> None:
    if has_seen(store, task, person):
        raise ReviewError(
            say(
                "You have been shown what the machine saw of this enterprise or its website: somebody else has to answer. Skip it, and"
                " you are not given it again."
            )
        )


def _refuse_sighted_undo(store: Store, last: Act) -> None:
    """A blind answer stays once its prediction was shown, of this enterprise or of another with the same website."""
    if last.blind and has_seen(store, last.task, last.reviewer):
        raise ReviewError(
            say(
                "You have seen what the machine saw of this enterprise or its website: what you answered before stays. Change your mind"
                " there: both answers are kept."
            )
        )


def _look(store: Store, person: str, task: int) -> _Situation:
    found, queue, enterprise = load_task(store, task)
    plan, _ = make_plan(store, queue, found, enterprise)
    acts = tuple(read_standing(store, task, person))
    return _Situation(store, person, found, queue, enterprise, plan, acts, gather_answers(acts))


def _repeat(store: Store, person: str, task: int, act: int) -> Outcome:
    now = _look(store, person, task)
    return Outcome(act, True, now.task.done_at is not None, find_step(now.plan, now.answers))


def _check(
    now: _Situation, kind: str, question: str | None, answer: str | None, content: Mapping[str, Any]
) -> tuple[str | None, dict[str, Any]]:
    """The answer to keep and the content, in their one form."""
    if kind == SKIP:
        return None, {}
    if now.task.done_at is not None:
        return _check_second_thought(now, kind, question, answer)
    step = find_step(now.plan, now.answers)
    if kind == SCOPE:
        kept = check_scope(answer, content)
        if step != SCOPE and kept[0] != NOT_IN_SCOPE:
            raise ReviewError(_say_order())
        return kept
    if kind == QUESTION:
        if step != QUESTIONS:
            raise ReviewError(_say_order())
        return check_question(question, answer, list_asked(now.plan, now.answers))[1], {}
    if kind == SITES and step == SITES:
        return check_sites(answer, content, _list_sites(now))
    if kind == SEARCH and step in {SEARCH, SITES}:
        return None, check_search(content, now.plan)
    raise ReviewError(_say_order())


def _check_second_thought(now: _Situation, kind: str, question: str | None, answer: str | None) -> tuple[str | None, dict[str, Any]]:
    if kind != QUESTION or now.task.round == ADJUDICATED:
        raise ReviewError(say("This enterprise is done: only single answers can be thought over, or take back your last act."))
    return check_question(question, answer, {*load_capabilities(), ACTIVE, BELONGS})[1], {}


def _list_sites(now: _Situation) -> list[str]:
    named = read_named_sites(now.store, now.queue.country, now.queue.wave, now.task.enterprise_id)
    found = list_found(now.store, now.queue, now.task)
    return [site.site for site in show_sites(named, now.answers, now.enterprise.site, found)]


def _keep(now: _Situation, act: Act) -> Outcome:
    after = gather_answers([*now.acts, act])
    key = (now.queue.country, now.queue.wave, now.task.enterprise_id)
    where = Circumstances(now.queue, now.task, read_evidence_digest(now.store, *key), read_versions(now.store, *key))
    number = record_act(now.store, act, derive_labels(act, after, now.plan, where))
    step = find_step(now.plan, after)
    if step == DONE:
        if now.task.done_at is None:
            finish_task(now.store, Act(act.task, act.reviewer, act.at, "done", blind=act.blind))
        open_adjudication(now.store, now.queue, now.task)
    return Outcome(number, False, step == DONE, step)


def _skip(now: _Situation, act: Act) -> Outcome:
    if now.task.done_at is not None:
        raise ReviewError(say("This enterprise is done already: go on with the next one."))
    number = skip_task(now.store, act)
    return Outcome(number, False, False, find_step(now.plan, now.answers))


def _say_order() -> str:
    return say("This step is not the one to be answered now: reload the page, or take back what you answered before.")
