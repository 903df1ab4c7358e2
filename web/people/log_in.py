"""Logging in and out."""

import math
import time

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from catalogue.messages import say, say_count
from store.accounts import (
    begin_attempt,
    end_session,
    forgive_attempt,
    has_methodologist,
    identify_person,
    is_known_device,
    make_device,
    start_session,
)
from web.pages import render_page
from web.people.cookies import drop_cookie, read_device, write_cookie, write_device
from web.people.identification import local_path
from web.surroundings import surroundings_of


def show_log_in(request: Request) -> Response:
    """The form; whoever is logged in goes on."""
    following = local_path(request.query_params.get("next", "/"))
    if request.state.person:
        return RedirectResponse(following, 303)
    return _show_form(request, following)


def log_in(request: Request) -> Response:
    """Starts a session, or says that name or password is wrong, or how long to wait; the same whether there is such a name or not."""
    form = request.state.form
    name, following = form.get("name", ""), local_path(form.get("next", "/"))
    address, device = address_of(request), read_device(request)
    with surroundings_of(request).accounts.using() as accounts:
        wait = begin_attempt(accounts, name, address, time.time(), device)
        if wait > 0:
            return _show_form(request, following, name, waiting=math.ceil(wait))
        person = identify_person(accounts, name, form.get("password", ""))
        if person is None:
            return _show_form(request, following, name, problem=say("Name or password is not right."))
        forgive_attempt(accounts, name, address, device)
        if request.state.session:
            end_session(accounts, request.state.session)
        token = start_session(accounts, person.name, time.time())
        known = device if is_known_device(accounts, name, device) else make_device(accounts, name)
    response = RedirectResponse(following, 303)
    write_cookie(request, response, token)
    write_device(request, response, known)
    return response


def log_out(request: Request) -> Response:
    """Ends the session."""
    with surroundings_of(request).accounts.using() as accounts:
        end_session(accounts, request.state.session)
    response = RedirectResponse("/login", 303)
    drop_cookie(request, response)
    return response


def address_of(request: Request) -> str:
    """Where the request comes from; empty where the server does not say."""
    return request.client.host if request.client else ""


def _say_wait(seconds: int) -> str:
    return say_count(
        "Too many log-ins failed: wait {count} second, then try again.",
        "Too many log-ins failed: wait {count} seconds, then try again.",
        seconds,
    )


def _show_form(request: Request, following: str, name: str = "", *, problem: str = "", waiting: int = 0) -> Response:
    with surroundings_of(request).accounts.using() as accounts:
        none_yet = not has_methodologist(accounts)
    if waiting:
        problem = _say_wait(waiting)
    values = {"words": _words(), "next": following, "name": name, "problem": problem, "none_yet": none_yet}
    if waiting:
        return render_page(request, "login.html", values, status=429, **{"retry-after": str(waiting)})
    return render_page(request, "login.html", values, status=400 if problem else 200)


def _words() -> dict[str, str]:
    return {
        "title": say("Log in"),
        "name": say("Name"),
        "password": say("Password"),
        "log_in": say("Log in"),
        "none_yet": say("There is no methodologist yet: open the link that `ecomstat serve` printed when it started."),
        "forgotten": say("Password forgotten? A methodologist gives you another with `ecomstat reviewers password`."),
    }


ROUTES = [
    Route("/login", show_log_in, methods=["GET"]),
    Route("/login", log_in, methods=["POST"]),
    Route("/logout", log_out, methods=["POST"]),
]
