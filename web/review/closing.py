"""A methodologist closes a queue, after reading what becomes visible."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from catalogue.messages import say
from classify.reviewing import ensure_queues
from classify.reviewing.closing import Left, count_left, end_reviewing
from store.accounts import METHODOLOGIST
from store.reviewing import Queue, read_queues
from web.own_work import say_disputes, say_left
from web.pages import render_page
from web.people.roles import require
from web.review.finding import load_queue
from web.review.naming import name_queue
from web.surroundings import surroundings_of


@require(METHODOLOGIST)
def ask_to_close(request: Request) -> Response:
    """What closing this queue means, and the button that does it; the list of queues where it is closed already."""
    with surroundings_of(request).stores.using() as store:
        ensure_queues(store)
        queue = load_queue(store, request)
        left = count_left(store, queue)
        others = [other for other in read_queues(store) if other.blind and other.closed_at is None and other.queue != queue.queue]
    if queue.closed_at is not None:
        return RedirectResponse("/review", 303)
    meanings = [*_describe_left(left), _describe_end(), _describe_sight(queue, others)]
    values = {"words": _words(queue), "queue": queue.queue, "meanings": meanings}
    return render_page(request, "review/close.html", values)


@require(METHODOLOGIST)
def end_queue(request: Request) -> Response:
    """Closes the queue; one that is closed stays as it was closed."""
    with surroundings_of(request).stores.using() as store:
        queue = load_queue(store, request)
        if queue.closed_at is None:
            end_reviewing(store, queue, request.state.person.name)
    return RedirectResponse("/review", 303)


def _describe_left(left: Left) -> list[str]:
    found = [say_left(left.enterprises)] if left.enterprises else []
    found += [say_disputes(left.disputes)] if left.disputes else []
    return [*found, say("What nobody has answered counts as unanswered.")] if found else []


def _describe_end() -> str:
    return say("Nobody can answer in it any more, answers in sealed files that come later are not taken, and it cannot be opened again.")


def _describe_sight(queue: Queue, others: list[Queue]) -> str:
    """Who sees more than before."""
    if not queue.blind:
        return say("Nothing else becomes visible: in a training queue what the machine saw stands beside the questions.")
    if others:
        names = ", ".join(name_queue(other) for other in others)
        return say("Reviewers and adjudicators still see no tables and dashboards: other audits are open ({names}).", names=names)
    return say("Reviewers and adjudicators then see what was predicted, the tables and the dashboards, as viewers do.")


def _words(queue: Queue) -> dict[str, str]:
    return {
        "title": say("Close the queue {name}?", name=name_queue(queue)),
        "close": say("Close the queue"),
        "cancel": say("Cancel"),
    }
