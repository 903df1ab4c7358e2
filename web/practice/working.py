"""The working page of practice: that of reviewing, over invented cases, and with the right answers after each."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from catalogue.messages import say
from web.people.roles import require
from web.practice.answering import describe_work, show_next, show_verdict, take_answer, take_back
from web.practice.invented import show_page
from web.practice.overview import show_practice, waive
from web.review.finding import REVIEWERS
from web.review.working import render_work

URLS = {
    "acts": "/practice/{task}/acts",
    "next": "/practice/next",
    "undo": "/practice/undo",
    "evidence": "/practice/{task}/verdict",
    "page": "/archive/practice/{task}/{number}",
}


@require(*REVIEWERS)
def show_work(request: Request) -> Response:
    """The next cases of whoever asks."""
    start = {"urls": URLS, **describe_work(request), "evidence": True, "shows_after": True}
    return render_work(request, say("Practice"), start, "/practice")


ROUTES: list[BaseRoute] = [
    Route("/practice", show_practice),
    Route("/practice/work", show_work),
    Route("/practice/next", show_next),
    Route("/practice/undo", take_back, methods=["POST"]),
    Route("/practice/waivers", waive, methods=["POST"]),
    Route("/practice/{task:int}/acts", take_answer, methods=["POST"]),
    Route("/practice/{task:int}/verdict", show_verdict),
    Route("/archive/practice/{task:int}/{number:int}", show_page),
]
