"""What the working page's script sends and asks for: answers, the next cases, taking back."""

from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from catalogue.errors import ReviewError
from catalogue.messages import say
from classify.reviewing import Case, claim_cases, describe_case, take_act, undo_act
from store.opening import Store
from store.reviewing import ADJUDICATED, FIRST, current_moment, find_last
from web.people.roles import require
from web.problems import NO_STORE
from web.review.finding import ADJUDICATORS, REVIEWERS, load_queue, load_queue_of, load_task, refuse_unfit
from web.review.progress import describe_pace, describe_progress
from web.surroundings import surroundings_of

TEXTS = ("question", "answer", "nonce")
STEPS = frozenset({"scope", "sites", "search"})
"""Acts after which only the server knows what follows."""


@require(*REVIEWERS)
def take_answer(request: Request) -> Response:
    """Keeps one act: {act, finished, case, cases, progress}.

    `case` is the next one where the task is finished, the same one as it stands now after a step that decides what is asked, else null;
    `cases` are those to hold then.
    """
    content, name = read_body(request.state.content), request.state.person.name
    with surroundings_of(request).stores.using() as store:
        task = load_task(store, request)
        refuse_unfit(request, load_queue_of(store, task))
        outcome = take_act(store, name, task.task, **content)
        finished = outcome.done or content["kind"] == "skip"
        cases = hand_out(store, task.queue, name, adjudicates=task.round == ADJUDICATED) if finished else []
        after = describe_case(store, task.task) if content["kind"] in STEPS and not finished else None
        following = cases[0] if cases else write_case(after) if after else None
        progress = describe_progress(store, task.queue, adjudicates=task.round == ADJUDICATED)
    return answer({"act": outcome.act, "finished": finished, "case": following, "cases": cases, "progress": progress})


@require(*REVIEWERS)
def show_next(request: Request) -> Response:
    """The cases that the reviewer holds, two at most: {cases, last_act, progress}."""
    with surroundings_of(request).stores.using() as store:
        queue = load_queue(store, request)
        refuse_unfit(request, queue)
        return answer(describe_work(store, queue.queue, request.state.person.name))


@require(*ADJUDICATORS)
def show_next_dispute(request: Request) -> Response:
    """The same of those whose answers differ."""
    with surroundings_of(request).stores.using() as store:
        queue = load_queue(store, request)
        refuse_unfit(request, queue)
        return answer(describe_work(store, queue.queue, request.state.person.name, adjudicates=True))


@require(*REVIEWERS)
def take_back(request: Request) -> Response:
    """Takes back the newest act, or nothing where that is not the one that the page knows: {undone, case, last_act, progress}.

    `case` is null where the task stays done: a second thought was taken back.
    """
    name, expected = request.state.person.name, request.state.content.get("act")
    with surroundings_of(request).stores.using() as store:
        found = load_queue(store, request)
        refuse_unfit(request, found)
        queue = found.queue
        with store.writing():
            last = find_last(store, queue, name)
            known = last is not None and expected in {None, last.act}
            task = undo_act(store, name, queue) if known else None
        case = write_case(describe_case(store, task)) if task and task.done_at is None else None
        progress = describe_progress(store, queue, adjudicates=task is not None and task.round == ADJUDICATED)
        undone = {"kind": last.kind, "question": last.question} if task and last else None
        return answer({"undone": undone, "case": case, "last_act": find_last_act(store, queue, name), "progress": progress})


def describe_work(store: Store, queue: int, name: str, *, adjudicates: bool = False) -> dict[str, Any]:
    """What the page needs to begin with."""
    cases = hand_out(store, queue, name, adjudicates=adjudicates)
    progress = describe_progress(store, queue, adjudicates=adjudicates)
    progress["pace"] = "" if adjudicates else describe_pace(store, queue, progress["tasks"] - progress["done"])
    return {"cases": cases, "last_act": find_last_act(store, queue, name), "progress": progress}


def hand_out(store: Store, queue: int, name: str, *, adjudicates: bool) -> list[dict[str, Any]]:
    """The cases that somebody holds now, as JSON."""
    return [write_case(case) for case in claim_cases(store, queue, name, current_moment(), adjudicates=adjudicates)]


def find_last_act(store: Store, queue: int, name: str) -> int | None:
    """The number of the act that would be taken back."""
    last = find_last(store, queue, name)
    return last.act if last else None


def write_case(case: Case) -> dict[str, Any]:
    """A case as JSON; who answers does not learn whether somebody else answers the same enterprise, too."""
    return {**asdict(case), "round": case.round if case.round == ADJUDICATED else FIRST}


def read_body(content: dict[str, Any]) -> dict[str, Any]:
    """The arguments of `take_act` that a request gives.

    Raises:
        ReviewError: a part is of a wrong kind.
    """
    found = {"kind": content.get("kind"), "content": content.get("content") or {}, "seconds": content.get("seconds")}
    texts = {key: content.get(key) for key in TEXTS}
    fits = isinstance(found["kind"], str) and isinstance(found["content"], dict)
    if not fits or not all(value is None or isinstance(value, str) for value in texts.values()):
        raise ReviewError(say("The answer could not be read: reload the page and answer again."))
    return {**found, **texts}


def answer(content: dict[str, Any]) -> Response:
    """JSON that no browser keeps."""
    return JSONResponse(content, headers=NO_STORE)
