"""Who asks: every request gets `request.state.person`, and whoever has not logged in sees the log-in page only."""

import time
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from catalogue.errors import EcomstatError
from catalogue.messages import say, use_language
from store.accounts import Person, find_session
from web.people.cookies import read_cookie
from web.problems import answer_problem, is_framed, wants_page
from web.stores import AccountFiles

OPEN = ("/login", "/setup", "/language")
OPEN_FOLDERS = ("/static/",)


class Identification:
    """An ASGI application around another one, which then knows `person` (name, role, language) and `session` (the token)."""

    def __init__(self, app: ASGIApp, accounts: AccountFiles) -> None:
        self.app = app
        self.accounts = accounts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers by the application inside, or asks to log in."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        request.state.person, request.state.session = None, read_cookie(request)
        answer: ASGIApp = self.app
        try:
            request.state.person = await run_in_threadpool(self._find_person, request.state.session)
            if request.state.person and request.state.person.language:
                use_language(request.state.person.language)
            if request.state.person is None and not is_open(scope["path"]):
                answer = _ask_to_log_in(request)
        except EcomstatError as error:
            answer = answer_problem(request, str(error), 503)
        await answer(scope, receive, send)

    def _find_person(self, token: str | None) -> Person | None:
        if token is None:
            return None
        with self.accounts.using() as accounts:
            return find_session(accounts, token, time.time())


def is_open(path: str) -> bool:
    """Whether a page is there for everybody."""
    return path in OPEN or path.startswith(OPEN_FOLDERS)


def local_path(path: str) -> str:
    """The path if it is one of this application, else the start page: nobody is sent elsewhere after logging in."""
    plain = path.startswith("/") and not path.startswith("//") and "\\" not in path and path.isprintable()
    return path if plain else "/"


def _ask_to_log_in(request: Request) -> Response:
    if is_framed(request) or not wants_page(request):
        return answer_problem(request, say("You are not logged in, or were away for too long: log in again."), 401)
    wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    where = "/login" if wanted == "/" or request.method == "POST" else f"/login?{urlencode({'next': wanted})}"
    return RedirectResponse(where, 303, headers={"cache-control": "no-store"})
