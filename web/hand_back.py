"""Where a reviewer elsewhere saves the answers of a bundle, to send them to the office."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from catalogue.errors import EcomstatError
from catalogue.messages import say, say_count
from catalogue.numbers import write_number
from web.own_work import Waiting
from web.pages import render_page
from web.people.roles import require
from web.problems import NO_STORE
from web.review.finding import REVIEWERS
from web.surroundings import surroundings_of

PATH = "/hand-back"


@dataclass(frozen=True, slots=True)
class SealedAnswers:
    """The sealed file of a bundle's answers, and the name to save it by."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class HandBack:
    """What the pages of a bundle can do for its reviewer: count what is done, of how many, and seal the answers given so far."""

    count: Callable[[], tuple[int, int]]
    seal: Callable[[], SealedAnswers]


def describe_hand_back(way: HandBack) -> Waiting:
    """The part of the start page that leads there."""
    done, total = way.count()
    return Waiting(say("Send your answers back"), _say_done(done, total), done / (total or 1), PATH, say("Send back"))


@require(*REVIEWERS)
def show_hand_back(request: Request) -> Response:
    """What to do, step by step."""
    return _show(request)


@require(*REVIEWERS)
def save_answers(request: Request) -> Response:
    """The sealed answers as a file to save."""
    way = surroundings_of(request).hand_back
    assert way is not None  # the route is there with it only
    try:
        sealed = way.seal()
    except EcomstatError as error:
        return _show(request, str(error))
    disposition = f"attachment; filename*=UTF-8''{quote(sealed.name)}"
    return Response(sealed.content, media_type="application/octet-stream", headers={**NO_STORE, "content-disposition": disposition})


def empty_words() -> dict[str, str]:
    """What the working page says where nothing is left of a bundle."""
    return {
        "empty": say("All enterprises of this bundle are done"),
        "empty_note": say("Now they can go to your office."),
        "back": say("Send your answers back"),
    }


def _show(request: Request, problem: str = "") -> Response:
    way = surroundings_of(request).hand_back
    assert way is not None
    values = {"words": _words(), "path": PATH, "state": _say_done(*way.count()), "problem": problem}
    return render_page(request, "hand_back.html", values, status=400 if problem else 200)


def _say_done(done: int, total: int) -> str:
    numbers = {"count": write_number(total), "done": write_number(done)}
    return say_count("{done} of {count} enterprise is done.", "{done} of {count} enterprises are done.", total, **numbers)


def _words() -> dict[str, str]:
    return {
        "title": say("Send your answers back"),
        "lead": say("You may send answers as often as you like, also before all is done: what the office has already counts once."),
        "save": say("Save the sealed answers"),
        "save_note": say("Your browser saves them as a file, mostly in its folder of downloads. Only the pass phrase opens it."),
        "send": say("Send this file to your office, by e-mail or on a memory stick. Do not send the pass phrase with it: they know it."),
        "keep": say("Keep the bundle, the file that the office gave you, until they say that your answers have arrived."),
        "stop": say("Done for today? Go to the window in which you typed the command, and press Ctrl and C: that seals the bundle."),
    }


ROUTES = [Route(PATH, show_hand_back, methods=["GET"]), Route(PATH, save_answers, methods=["POST"])]
"""In a bundle only."""
