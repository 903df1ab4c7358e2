"""The working page of practice: that of reviewing, over invented cases, and with the right answers after each."""

from starlette.requests import Request
from starlette.responses import Response

from catalogue.messages import say
from web.people.roles import require
from web.practice.answering import describe_work
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
    words = {"evidence": say("The right answers"), "look": say("Look at the right answers")}
    return render_work(request, say("Practice"), start, "/practice", words)
