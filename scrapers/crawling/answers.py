"""How an answer is taken in: as Scrapy does, and no more of it before its body than a server in earnest sends.

Scrapy has no setting for this (its pull request 7813 would add one), and its signals come after the headers. What is used of the inside of
Scrapy 2.19 and Twisted is listed in `INSIDES`, and `pyproject.toml` allows no other Scrapy.
"""

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from twisted.internet import endpoints
from twisted.python.failure import Failure
from twisted.web import _newclient

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

MOST_HEADERS = 256 * 1024
"""Bytes of an answer before its body. `DOWNLOAD_MAXSIZE` counts the body's only, so that headers without end would fill the memory."""

KEPT_NAMES = 4096
"""Host names whose spelling is kept: many times those that are visited at once."""

INSIDES = {
    "handler": ("_pool",),
    "pool": ("_factory",),
    "factory": ("buildProtocol",),
    "protocol": ("request", "dataReceived", "_parser", "_giveUp"),
    "twisted.web._newclient": ("STATUS", "HEADER"),
    "twisted.internet.endpoints": ("_idnaBytes",),
}
"""What is used without being promised; a test says which of it a newer version lacks."""


class LongHeadersError(Exception):
    """An answer had more headers, or more announcements of an answer, than are read."""


class BoundedHandler(HTTP11DownloadHandler):
    """Scrapy's own, with an end to what may come before a body."""

    def __init__(self, crawler: "Crawler") -> None:
        super().__init__(crawler)
        self._pool._factory = bound_factory(self._pool._factory)
        remember_names()


@cache
def remember_names() -> None:
    """Names of hosts are checked and written as the network wants them once each, and not again for every request."""
    inside: Any = endpoints
    inside._idnaBytes = lru_cache(KEPT_NAMES)(inside._idnaBytes)


def bound_factory(factory: Any) -> Any:
    """A factory as this one, whose connections end where too much comes before a body."""

    def build(self: Any, address: Any) -> Any:
        protocol = factory.buildProtocol(self, address)
        protocol.__class__ = _bound_protocol(type(protocol))  # type: ignore[arg-type]  # a class can be hashed
        return protocol

    return type(f"Bounded{factory.__name__}", (factory,), {"noisy": False, "buildProtocol": build})


@cache
def _bound_protocol(protocol: Any) -> type:
    return type(f"Bounded{protocol.__name__}", (_Bounds, protocol), {})


class _Bounds:
    """Counts what comes before a body; stands before Scrapy's protocol."""

    _parser: Any
    _received = 0

    def request(self, request: Any) -> Any:
        self._received = 0
        return super().request(request)  # type: ignore[misc]

    def dataReceived(self, data: bytes) -> None:
        if self._parser is not None and self._parser.state in {_newclient.STATUS, _newclient.HEADER}:
            self._received += len(data)
            if self._received > MOST_HEADERS:
                self._giveUp(Failure(LongHeadersError()))  # type: ignore[attr-defined, no-untyped-call]
                return
        super().dataReceived(data)  # type: ignore[misc]
