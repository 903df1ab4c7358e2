"""The page behind the link that `ecomstat serve` prints as long as there is no methodologist."""

import time
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from catalogue.errors import AccountError
from catalogue.messages import say
from store.accounts import add_first, has_methodologist, start_session
from store.accounts.passwords import SHORTEST
from web.pages import render_page
from web.people.cookies import write_cookie
from web.problems import answer_problem
from web.surroundings import surroundings_of


def show_setup(request: Request) -> Response:
    """The form for the first account, to whoever has the link."""
    token = request.query_params.get("token", "")
    return _show_form(request, token) if surroundings_of(request).first_account.accepts(token) else _refuse(request)


def set_up(request: Request) -> Response:
    """Makes the first account, a methodologist's, and logs them in; the link is void from then on."""
    form, around = request.state.form, surroundings_of(request)
    if not around.first_account.accepts(form.get("token", "")):
        return _refuse(request)
    if form.get("password") != form.get("again"):
        return _show_form(request, form["token"], form, say("The two passwords differ: type the same one twice."))
    try:
        with around.accounts.using() as accounts:
            person = add_first(accounts, form.get("name", ""), form.get("password", ""))
            token = start_session(accounts, person.name, time.time())
    except AccountError as error:
        return _show_form(request, form["token"], form, str(error))
    around.first_account.end()
    response = RedirectResponse("/", 303)
    write_cookie(request, response, token)
    return response


def describe_rule() -> str:
    """What is asked of a password."""
    return say("At least {least} characters, without the name. Four words that do not belong together are good.", least=SHORTEST)


def _show_form(request: Request, token: str, form: Mapping[str, str] | None = None, problem: str = "") -> Response:
    values = {"words": _words(), "token": token, "name": (form or {}).get("name", ""), "least": SHORTEST, "problem": problem}
    return render_page(request, "setup.html", values, status=400 if problem else 200)


def _refuse(request: Request) -> Response:
    with surroundings_of(request).accounts.using() as accounts:
        is_made = has_methodologist(accounts)
    if is_made:
        return answer_problem(request, say("The first account has been made already: log in with its name and password."), 404)
    return answer_problem(
        request, say("This link is not the newest one. Start `ecomstat serve` again, and open the link that it prints."), 404
    )


def _words() -> dict[str, str]:
    return {
        "title": say("The first account"),
        "why": say("Whoever opens this page first becomes the methodologist, who sees everything and opens reviews."),
        "name": say("Name"),
        "password": say("Password"),
        "rule": describe_rule(),
        "again": say("The same password again"),
        "make": say("Make the account"),
    }


ROUTES = [Route("/setup", show_setup, methods=["GET"]), Route("/setup", set_up, methods=["POST"])]
