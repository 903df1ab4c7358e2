"""Everybody can choose a password of their own, so that whoever made their account does not know it."""

import math
import time

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from catalogue.errors import AccountError
from catalogue.messages import say
from store.accounts import Accounts, Person, begin_attempt, change_password, forgive_attempt, identify_person, make_device, start_session
from store.accounts.passwords import SHORTEST
from web.pages import render_page
from web.people.cookies import read_device, write_cookie, write_device
from web.people.log_in import address_of
from web.people.setup_page import describe_rule
from web.surroundings import surroundings_of


def show_form(request: Request) -> Response:
    """The form."""
    return _show_form(request)


def choose_password(request: Request) -> Response:
    """Changes the password of whoever asks, ends their other sessions, and starts a new one here."""
    form, person = request.state.form, request.state.person
    if form.get("password") != form.get("again"):
        return _show_form(request, say("The two passwords differ: type the same one twice."))
    with surroundings_of(request).accounts.using() as accounts:
        try:
            _check_current(accounts, person, form.get("current", ""), request)
            change_password(accounts, person.name, form.get("password", ""))
        except AccountError as error:
            return _show_form(request, str(error))
        token, device = start_session(accounts, person.name, time.time()), make_device(accounts, person.name)
    response = RedirectResponse("/", 303)
    write_cookie(request, response, token)
    write_device(request, response, device)
    return response


def _check_current(accounts: Accounts, person: Person, password: str, request: Request) -> None:
    """Refuses where the current password is wrong, or was wrong too often."""
    address, device = address_of(request), read_device(request)
    wait = begin_attempt(accounts, person.name, address, time.time(), device)
    if wait > 0:
        raise AccountError(say("Too many attempts failed: wait {seconds} seconds, then try again.", seconds=math.ceil(wait)))
    if identify_person(accounts, person.name, password) is None:
        raise AccountError(say("The current password is not right."))
    forgive_attempt(accounts, person.name, address, device)


def _show_form(request: Request, problem: str = "") -> Response:
    values = {"words": _words(), "least": SHORTEST, "problem": problem}
    return render_page(request, "password.html", values, status=400 if problem else 200)


def _words() -> dict[str, str]:
    return {
        "title": say("Choose another password"),
        "current": say("Current password"),
        "password": say("New password"),
        "rule": describe_rule(),
        "again": say("The new password again"),
        "change": say("Change the password"),
    }


ROUTES = [Route("/password", show_form, methods=["GET"]), Route("/password", choose_password, methods=["POST"])]
