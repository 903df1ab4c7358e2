"""Requests that change something: only from our own pages, and read whole, so that a plain function can answer them."""

import asyncio
import hmac
import json
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from catalogue.messages import say
from web.people.cookies import form_token
from web.problems import answer_problem

HEADER = "x-ecomstat"
FIELD = "csrf"
FORM = "application/x-www-form-urlencoded"
LONGEST = 1_000_000  # bytes of a request
LONGEST_OF_STRANGERS = 20_000  # bytes: a log-in is short, and anybody can send one
SLOWEST = 60.0  # seconds that a request may take to arrive; without an end, many slow ones would hold connections and memory
MOST_FIELDS = 1000


class ForgeryCheck:
    """An ASGI application around another one, which finds a form in `request.state.form`, JSON in `request.state.content`, else {} there.

    A request that changes something must come from our own pages as the browser sees it, and carry the header `x-ecomstat: 1` (which
    another website cannot send) or, in a form, the session's token.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers by the application inside, or refuses."""
        if scope["type"] != "http" or scope["method"] in {"GET", "HEAD"}:
            await self.app(scope, receive, send)
            return
        request = Request(scope, receive)
        request.state.form, request.state.content = {}, {}
        try:
            async with asyncio.timeout(SLOWEST):
                body = await _read_body(request) if comes_from_here(request) else b""
        except ClientDisconnect:
            return
        except TimeoutError:
            late = answer_problem(request, say("This request cannot be read."), 408, connection="close")
            await late(scope, receive, send)
            return
        refusal = find_refusal(request, body)
        await (refusal or self.app)(scope, _replay(body or b"", receive), send)


def find_refusal(request: Request, body: bytes | None) -> Response | None:
    """Why the request is not taken, or None; then its form or content is in the request's state. `body` is None where it is too long."""
    if not comes_from_here(request):
        return answer_problem(request, say("This did not come from a page of ecomstat: open the page again and repeat it there."), 403)
    if body is None:
        return answer_problem(
            request, say("This is too much at once: send less than {limit} bytes.", limit=f"{find_limit(request):,}"), 413
        )
    if request.headers.get(HEADER) == "1":
        return None if _read_content(request, body) else answer_problem(request, say("This request cannot be read."), 400)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM or not _read_form(request, body):
        return answer_problem(request, say("This request cannot be read."), 400)
    expected = form_token(request.state.session if request.state.person else None)
    if not hmac.compare_digest(request.state.form.get(FIELD, "").encode(), expected.encode()):
        return answer_problem(request, say("This page was open for too long: open it again and repeat what you did."), 403)
    return None


def comes_from_here(request: Request) -> bool:
    """Whether the browser says that one of our own pages made the request; one that says nothing is not believed."""
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    own = f"{request.url.scheme}://{request.headers.get('host', '')}".lower()
    if origin is not None and origin != "null" and origin.lower() != own:
        return False
    return site == "same-origin" if site is not None else origin is not None and origin.lower() == own


async def _read_body(request: Request) -> bytes | None:
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > find_limit(request):
            return None
    return bytes(body)


def find_limit(request: Request) -> int:
    """How many bytes whoever asks may send."""
    return LONGEST if request.state.person else LONGEST_OF_STRANGERS


def _read_content(request: Request, body: bytes) -> bool:
    """Keeps the content if it is an object of proper numbers and of texts that can be written."""
    try:
        content = json.loads(body or b"{}", parse_constant=_refuse_constant)
        json.dumps(content, ensure_ascii=False).encode("utf-8")  # half of a surrogate pair cannot
    except (ValueError, RecursionError):
        return False
    request.state.content = content
    return isinstance(content, dict)


def _refuse_constant(name: str) -> None:
    raise ValueError(name)  # NaN and Infinity, which JSON does not know


def _read_form(request: Request, body: bytes) -> bool:
    try:
        fields = parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        return False
    request.state.form = dict(fields)
    return True


def _replay(body: bytes, receive: Receive) -> Receive:
    """Gives the body again to an application that reads it itself."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return waiting.pop() if waiting else await receive()

    return replay
