"""Who may see what: rules that handlers and mounted applications are put behind."""

import functools
from collections.abc import Callable
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from catalogue.errors import EcomstatError
from catalogue.messages import say
from store.accounts import METHODOLOGIST, Person, record_look
from web.people.rights import name_role, sees_figures
from web.problems import answer_known_error, answer_problem
from web.surroundings import surroundings_of

Handler = Callable[[Request], Response]
Rule = Callable[[Request], str | None]
"""Why the person of a request may not see something, or None. It may read the store: call it in a worker thread."""

UNNOTED = ("/register/-/static/", "/register/own/")
"""Styles and scripts of the tables."""


def require(*roles: str) -> Callable[[Handler], Handler]:
    """Lets only people of these roles see what a plain handler answers."""
    return _behind(functools.partial(_refuse_role, roles))


def require_figures(handler: Handler) -> Handler:
    """For tables and dashboards: whoever reviews sees none while an audit is open, since they would betray what was predicted."""
    return _behind(refuse_figures)(handler)


def require_units(handler: Handler) -> Handler:
    """For pages about single enterprises: only methodologists, and each look is noted."""
    return _behind(refuse_units)(handler)


def refuse_figures(request: Request) -> str | None:
    """The rule of `require_figures`."""
    if sees_figures(request.state.person, surroundings_of(request).stores):
        return None
    return say("Tables and figures are shown to you when the audit is closed: until then they could sway your answers.")


def refuse_units(request: Request) -> str | None:
    """The rule of `require_units`; notes the look."""
    person: Person = request.state.person
    if refusal := _refuse_role((METHODOLOGIST,), request):
        return refusal
    if not str(request.scope["path"]).startswith(UNNOTED):
        with surroundings_of(request).accounts.using() as accounts:
            record_look(accounts, person.name, write_address(request))
    return None


def write_address(request: Request) -> str:
    """The path that was asked for with its query, on one line: signs that would end a path, or cannot be seen, as %23."""
    path = "".join(sign if sign.isprintable() and sign not in "%?#" else quote(sign) for sign in request.scope["path"])
    query = request.scope["query_string"].decode("latin-1")
    return f"{path}?{query}" if query else path


class Gate:
    """An ASGI application behind a rule."""

    def __init__(self, app: ASGIApp, rule: Rule) -> None:
        self.app = app
        self.rule = rule

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers by the application inside, or refuses."""
        request, answer = Request(scope), self.app
        try:
            if refusal := await run_in_threadpool(self.rule, request):
                answer = await run_in_threadpool(answer_problem, request, refusal, 403)
        except EcomstatError as error:
            answer = await run_in_threadpool(answer_known_error, request, error)
        await answer(scope, receive, send)


def _behind(rule: Rule) -> Callable[[Handler], Handler]:
    def wrap(handler: Handler) -> Handler:
        @functools.wraps(handler)
        def answer(request: Request) -> Response:
            refusal = rule(request)
            return handler(request) if refusal is None else answer_problem(request, refusal, 403)

        return answer

    return wrap


def _refuse_role(roles: tuple[str, ...], request: Request) -> str | None:
    if request.state.person.role in roles:
        return None
    return say("This page is not for your role ({role}): ask a methodologist if you need it.", role=name_role(request.state.person.role))
