"""The queue or task that a request is about, if whoever asks may work on it."""

from starlette.exceptions import HTTPException
from starlette.requests import Request

from catalogue.errors import ReviewError
from catalogue.messages import say
from store.accounts import ADJUDICATOR, METHODOLOGIST, REVIEWER, Person
from store.opening import Store
from store.reviewing import Queue, Task, find_queue, find_task
from store.reviewing.records import ADJUDICATED
from web.practice.standing import read_standing
from web.surroundings import surroundings_of

REVIEWERS = (REVIEWER, ADJUDICATOR, METHODOLOGIST)
ADJUDICATORS = (ADJUDICATOR, METHODOLOGIST)


def load_queue(store: Store, request: Request) -> Queue:
    """The queue in the request's path.

    Raises:
        HTTPException: there is none.
    """
    queue = find_queue(store, request.path_params["queue"])
    if queue is None:
        raise HTTPException(404)
    return queue


def load_task(store: Store, request: Request) -> Task:
    """The task in the request's path.

    Raises:
        HTTPException: there is none.
        ReviewError: it is for adjudicators.
    """
    task = find_task(store, request.path_params["task"])
    if task is None:
        raise HTTPException(404)
    if task.round == ADJUDICATED and request.state.person.role not in ADJUDICATORS:
        raise ReviewError(say("Answers that differ are decided by an adjudicator."))
    return task


def load_queue_of(store: Store, task: Task) -> Queue:
    """The queue that a task belongs to."""
    queue = find_queue(store, task.queue)
    if queue is None:
        raise HTTPException(404)
    return queue


def has_practised(request: Request) -> bool:
    """Whether audits are open to whoever asks."""
    with surroundings_of(request).accounts.using() as accounts:
        return read_standing(accounts, request.state.person.name).opens_audits


def is_sighted(person: Person) -> bool:
    """Whether somebody's role lets them see what was predicted while an audit is open."""
    return person.role == METHODOLOGIST


def refuse_unfit(request: Request, queue: Queue) -> None:
    """Keeps whoever may see predictions, or has not passed practice, from working in an audit.

    Raises:
        ReviewError: they may, or have not.
    """
    if queue.blind and is_sighted(request.state.person):
        raise ReviewError(say_sighted())
    if queue.blind and not has_practised(request):
        raise ReviewError(
            say("Audits open to you when you have answered the practice cases, nine of ten answers as checked: go to Practice.")
        )


def say_sighted() -> str:
    """Why methodologists do not answer in audits."""
    return say(
        "An audit is answered blind, and you may open the register, which shows what was predicted: let reviewers and adjudicators answer"
        " (ecomstat reviewers add NAME)."
    )
