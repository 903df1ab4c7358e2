"""The list of queues: what there is to review, how far it is, and who goes on where."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from catalogue.messages import say
from classify.reviewing import ensure_queues
from store.accounts import METHODOLOGIST
from store.opening import Store
from store.reviewing import ADJUDICATED, SECOND, Queue, count_progress, read_queues
from web.pages import render_page
from web.people.roles import require
from web.review.finding import ADJUDICATORS, REVIEWERS, has_practised, is_sighted, say_sighted
from web.review.naming import name_queue
from web.review.progress import describe_pace, write_progress
from web.surroundings import surroundings_of


@require(*REVIEWERS)
def list_queues(request: Request) -> Response:
    """All queues, those that are open first; every drawn sample has one."""
    around = surroundings_of(request)
    queues = list[dict[str, Any]]()
    if around.stores.path.exists():
        with around.stores.using() as store:
            ensure_queues(store)
            ordered = sorted(read_queues(store), key=lambda queue: (queue.closed_at is not None, queue.queue))
            queues = [_describe(store, queue) for queue in ordered]
    role = request.state.person.role
    may = {"adjudicates": role in ADJUDICATORS, "closes": role == METHODOLOGIST, "practised": has_practised(request)}
    may["sighted"] = is_sighted(request.state.person)
    values = {"words": _words(), "queues": queues, **may}
    return render_page(request, "review/queues.html", values)


def _describe(store: Store, queue: Queue) -> dict[str, Any]:
    counted = count_progress(store, queue.queue)
    progress = write_progress(part for part in counted if part.round != ADJUDICATED)
    disputes = [part for part in counted if part.round == ADJUDICATED]
    return {
        "number": queue.queue,
        "name": name_queue(queue),
        "blind": queue.blind,
        "closed": queue.closed_at is not None,
        "progress": progress,
        "pace": "" if queue.closed_at else describe_pace(store, queue.queue, progress["tasks"] - progress["done"]),
        "disputes": sum(part.tasks - part.done for part in disputes),
        "double": any(part.round == SECOND for part in counted),
        "put_off": sum(part.put_off for part in counted),
    }


def _words() -> dict[str, str]:
    return {
        "title": say("Review"),
        "none": say("There is nothing to review yet. A methodologist draws a sample first: `ecomstat sample KE --size 400`."),
        "audit": say("Audit: nothing that was predicted is shown before you have answered."),
        "sighted": say_sighted(),
        "training": say("Training: what the machine saw is shown beside the questions; answers teach it and enter no estimate."),
        "go_on": say("Review"),
        "practise": say("Practise first"),
        "adjudicate": say("Adjudicate"),
        "agreement": say("Agreement"),
        "close": say("Close …"),
        "closed": say("Closed"),
        "by_size": say("By size"),
        "size": say("Size"),
        "done": say("Done"),
        "left": say("Left"),
        "put_off": say("put off:"),
    }
