"""What stands before every page: only this computer's own name, only its own pages, only reading, and headers that keep other sites out."""

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from catalogue.messages import say

HOSTS = frozenset({"127.0.0.1", "localhost"})
METHODS = frozenset({"GET", "HEAD"})
FOREIGN = frozenset({"cross-site", "same-site"})  # what a browser says of a request that another website made it send
OWN_PAGES = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
TABLES = (  # Datasette's pages carry small styles of their own; its scripts come from files, so none in the page may run
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; font-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}


class Guard:
    """An ASGI application around another one."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers by the application inside, or refuses."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, _with_headers(scope["path"], send))

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = _find_refusal(scope)
        await (refusal or self.app)(scope, receive, send)


def _find_refusal(scope: Scope) -> PlainTextResponse | None:
    """A page under a foreign name could be read by a foreign site (DNS rebinding), so only this computer's names are answered."""
    if not is_own_host(Headers(scope=scope).get("host", "")):
        return PlainTextResponse(say("Open this page as http://127.0.0.1 on this computer: other names are not answered."), 421)
    if scope["path"] != "/" and Headers(scope=scope).get("sec-fetch-site", "none") in FOREIGN:
        return PlainTextResponse(say("Open this page from the start page: other websites may not ask for it."), 403)
    if scope["method"] not in METHODS:
        return PlainTextResponse(say("This page only shows: nothing can be changed here."), 405, {"allow": "GET, HEAD"})
    return None


def is_own_host(host: str) -> bool:
    """Whether a Host header names this computer, with or without a port."""
    name, _, port = host.partition(":")
    return name.lower() in HOSTS and (port.isdecimal() or host == name)


def _with_headers(path: str, send: Send) -> Send:
    policy = TABLES if path.startswith("/tables/") else OWN_PAGES
    ours = {name.encode(): value.encode() for name, value in {**HEADERS, "content-security-policy": policy}.items()}

    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            theirs = [(name, value) for name, value in message.get("headers", ()) if name.lower() not in ours]
            message = {**message, "headers": [*theirs, *ours.items()]}
        await send(message)

    return send_with_headers
