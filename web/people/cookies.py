"""The cookie that holds a session, and the token that its forms carry."""

import hashlib
import hmac
from typing import Any

from starlette.requests import HTTPConnection
from starlette.responses import Response

HALF_A_YEAR = 183 * 24 * 3600  # seconds


def cookie_name(request: HTTPConnection) -> str:
    """The cookie's name, with the port: cookies are shared by all ports of a host. Under TLS no other name may set it."""
    return _name(request, "ecomstat")


def device_cookie_name(request: HTTPConnection) -> str:
    """The name of the cookie that stays when a session has ended."""
    return _name(request, "ecomstat_device")


def read_cookie(request: HTTPConnection) -> str | None:
    """The session's token, or None."""
    return request.cookies.get(cookie_name(request)) or None


def write_cookie(request: HTTPConnection, response: Response, token: str) -> None:
    """Gives the browser a session's token: no script reads it, no other website sends it, and it ends with the browser."""
    response.set_cookie(cookie_name(request), token, **_attributes(request))


def drop_cookie(request: HTTPConnection, response: Response) -> None:
    """Takes the session's token from the browser."""
    response.delete_cookie(cookie_name(request), **_attributes(request))


def read_device(request: HTTPConnection) -> str:
    """What tells a browser in which somebody has logged in before; empty in others."""
    return request.cookies.get(device_cookie_name(request), "")


def write_device(request: HTTPConnection, response: Response, device: str) -> None:
    """Lets the browser be known at the next log-in."""
    response.set_cookie(device_cookie_name(request), device, max_age=HALF_A_YEAR, **_attributes(request))


def form_token(session: str | None) -> str:
    """What a form must carry to be taken: follows from the session, and tells nothing about it. Empty without a session."""
    return hmac.new(session.encode(), b"form", hashlib.sha256).hexdigest() if session else ""


def is_secure(request: HTTPConnection) -> bool:
    """Whether the request came over TLS."""
    return request.url.scheme == "https"


def _name(request: HTTPConnection, stem: str) -> str:
    _, port = request.scope["server"]
    return f"{'__Host-' if is_secure(request) else ''}{stem}_{port}"


def _attributes(request: HTTPConnection) -> dict[str, Any]:
    return {"path": "/", "httponly": True, "samesite": "strict", "secure": is_secure(request)}
