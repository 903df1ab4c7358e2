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
    return render_work(request, say("Practice"), start, "/practice", _words())


def _words() -> dict[str, str]:
    """What the page calls otherwise than while reviewing."""
    return {
        "evidence": say("Right answers"),
        "look": say("Look at the right answers"),
        "empty": say("Practice is done"),
        "empty_note": say("You have answered all cases. The page of practice says whether audits are open to you."),
        "back": say("Back to practice"),
    }
