"""How an answer is taken in: as Scrapy does, and no more of it before its body than a server in earnest sends."""

from typing import TYPE_CHECKING, Any

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler, _LenientHTTP11ClientFactory, _LenientHTTP11ClientProtocol
from twisted.python.failure import Failure
from twisted.web._newclient import HEADER, STATUS

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

MOST_HEADERS = 256 * 1024
"""Bytes of an answer before its body. `DOWNLOAD_MAXSIZE` counts the body's only, so that headers without end would fill the memory."""


class LongHeadersError(Exception):
    """An answer had more headers, or more announcements of an answer, than are read."""


class BoundedHandler(HTTP11DownloadHandler):
    """Scrapy's own, with an end to what may come before a body."""

    def __init__(self, crawler: "Crawler") -> None:
        super().__init__(crawler)
        self._pool._factory = _BoundedFactory


class _BoundedProtocol(_LenientHTTP11ClientProtocol):
    _received = 0

    def request(self, request: Any) -> Any:
        self._received = 0
        return super().request(request)

    def dataReceived(self, data: bytes) -> None:
        if self._parser is not None and self._parser.state in {STATUS, HEADER}:
            self._received += len(data)
            if self._received > MOST_HEADERS:
                self._giveUp(Failure(LongHeadersError()))  # type: ignore[no-untyped-call]
                return
        super().dataReceived(data)  # type: ignore[no-untyped-call]


class _BoundedFactory(_LenientHTTP11ClientFactory):
    noisy = False

    def buildProtocol(self, addr: Any) -> _BoundedProtocol:
        return _BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]
