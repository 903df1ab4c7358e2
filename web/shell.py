"""The frame around every page: where one can go, in which languages, and the words of header and footer."""

from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.routing import Match

from catalogue.errors import EcomstatError
from catalogue.messages import current_language, say
from store.accounts import ADJUDICATOR, METHODOLOGIST, REVIEWER, VIEWER, Person
from web.languages import name_languages, writing_direction
from web.people.cookies import form_token
from web.people.rights import name_role, sees_figures
from web.surroundings import surroundings_of

REVIEWING = frozenset({REVIEWER, ADJUDICATOR, METHODOLOGIST})
EVERYBODY = frozenset({*REVIEWING, VIEWER})


@dataclass(frozen=True, slots=True)
class Link:
    """A place in the navigation; `current` is `page` where the reader is there, `true` where they are below it, else empty."""

    path: str
    text: str
    current: str = ""


def describe_shell(request: Request) -> dict[str, Any]:
    """What `layout.html` needs; before the log-in there is no person and no navigation."""
    person: Person | None = getattr(request.state, "person", None)
    return {
        "person": person,
        "path": request.url.path,
        "here": _find_way_back(request),
        "csrf": form_token(request.state.session) if person else "",
        "language": current_language(),
        "direction": writing_direction(),
        "languages": name_languages(),
        "navigation": list_places(request, person) if person else [],
        "shell": _words(person),
    }


def list_places(request: Request, person: Person) -> list[Link]:
    """Where this person can go, of the pages that the application has; reads the store for whoever reviews."""
    figures = _sees_figures(request, person)
    places = [
        ("/", say("Start"), True),
        ("/review", say("Review"), person.role in REVIEWING),
        ("/practice", say("Practice"), person.role in REVIEWING),
        ("/hand-back", say("Send back"), person.role in REVIEWING),
        ("/dashboards/estimates", say("Dashboards"), figures),
        ("/tables/safe", say("Tables"), figures),
        ("/register/store", say("Register"), person.role == METHODOLOGIST),
        ("/help", say("Help"), True),
    ]
    return [Link(path, text, _find_current(path, request.url.path)) for path, text, offered in places if offered and _exists(request, path)]


def _find_current(path: str, here: str) -> str:
    if path == here:
        return "page"
    folder = "/" + path.split("/")[1]
    return "true" if path != "/" and here.startswith(f"{folder}/") else ""


def _exists(request: Request, path: str) -> bool:
    scope = {"type": "http", "method": "GET", "path": path, "root_path": "", "headers": []}
    return any(route.matches(scope)[0] == Match.FULL for route in request.app.routes)


def _sees_figures(request: Request, person: Person) -> bool:
    stores = surroundings_of(request).stores
    try:
        return stores.path.exists() and sees_figures(person, stores)
    except EcomstatError:  # the page itself says what is wrong with the store
        return False


def _find_way_back(request: Request) -> str:
    if request.method != "GET":
        return "/"
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def _words(person: Person | None) -> dict[str, str]:
    return {
        "skip": say("Go to the content"),
        "navigation": say("Pages"),
        "language": say("Language"),
        "log_out": say("Log out"),
        "start": say("Start page"),
        "role": name_role(person.role) if person else "",
    }
