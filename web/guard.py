"""What stands before every page: only our own names, only what is offered, and headers that keep other sites out."""

from collections.abc import Collection, Sequence

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from catalogue.messages import say

LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})
READING = frozenset({"GET", "HEAD"})
FOREIGN = frozenset({"cross-site", "same-site"})  # what a browser says of a request that another website made it send
ENTRANCES = frozenset({"/", "/login", "/setup"})  # where a link from elsewhere may lead
PAGES = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
TABLES = (  # Datasette's pages carry small styles of their own; its scripts come from files, so none in the page may run
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; font-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
ARCHIVED = (  # pages of strangers: no script, no request to anywhere, no form, no way out of their frame
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
POLICIES = {"/tables/": TABLES, "/register/": TABLES, "/archive/": ARCHIVED}
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}
IN_FRAME = {  # in place of these for archived pages; a sandboxed page with an opener policy would not open in a tab of its own
    "x-frame-options": "SAMEORIGIN",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "unsafe-none",
}
NOT_KEPT = {"cache-control": "no-store"}  # for all but our own styles and scripts, whoever forgets to say so


class Guard:
    """An ASGI application around another one.

    `names` are host names besides this computer's own, `posts` the routes that change something.
    """

    def __init__(self, app: ASGIApp, names: Collection[str] = (), posts: Sequence[BaseRoute] = ()) -> None:
        self.app = app
        self.names = LOOPBACK | {name.lower() for name in names}
        self.posts = posts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers by the application inside, or refuses."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, _with_headers(scope["path"], send))

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = self._find_refusal(scope)
        await (refusal or self.app)(scope, receive, send)

    def _find_refusal(self, scope: Scope) -> PlainTextResponse | None:
        """A page under a foreign name could be read by a foreign site (DNS rebinding), so only names that we know are answered."""
        headers = Headers(scope=scope)
        if not is_own_host(headers.get("host", ""), self.names):
            return PlainTextResponse(say("Open this page by the address that `ecomstat serve` printed: other names are not answered."), 421)
        if scope["path"] not in ENTRANCES and headers.get("sec-fetch-site", "none") in FOREIGN:
            return PlainTextResponse(say("Open this page from the start page: other websites may not ask for it."), 403)
        if scope["method"] not in READING and not self._may_post(scope):
            return PlainTextResponse(say("This page only shows: nothing can be changed here."), 405, {"allow": "GET, HEAD"})
        return None

    def _may_post(self, scope: Scope) -> bool:
        return scope["method"] == "POST" and any(route.matches(scope)[0] == Match.FULL for route in self.posts)


def is_own_host(host: str, names: Collection[str] = LOOPBACK) -> bool:
    """Whether a Host header names this computer by one of these names (an IPv6 address in brackets), with or without a port."""
    bracket = host.find("]") + 1
    rest, separator, port = host[bracket:].partition(":")
    return (host[:bracket] + rest).lower() in names and (port.isdecimal() or not separator)


def write_headers(path: str) -> dict[str, str]:
    """The headers that keep other sites out of the answer at this path, and the answer out of caches."""
    policy = next((policy for folder, policy in POLICIES.items() if path.startswith(folder)), PAGES)
    special = {**(IN_FRAME if policy is ARCHIVED else {}), **({} if path.startswith("/static/") else NOT_KEPT)}
    return {**HEADERS, **special, "content-security-policy": policy}


def _with_headers(path: str, send: Send) -> Send:
    ours = {name.encode(): value.encode() for name, value in write_headers(path).items()}

    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            theirs = [(name, value) for name, value in message.get("headers", ()) if name.lower() not in ours]
            message = {**message, "headers": [*theirs, *ours.items()]}
        await send(message)

    return send_with_headers
