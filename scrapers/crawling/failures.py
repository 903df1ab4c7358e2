"""What went wrong with a request, in the words of statuses.toml."""

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    StopDownload,
    UnsupportedURLSchemeError,
)
from twisted.internet.defer import CancelledError
from twisted.internet.error import ConnectError, ConnectionClosed

from catalogue.messages import say
from scrapers.crawling.answers import LongHeadersError

EXPECTED = (
    CannotResolveHostError, DownloadCancelledError, DownloadConnectionRefusedError, DownloadFailedError, DownloadTimeoutError,
    ResponseDataLossError, StopDownload, UnsupportedURLSchemeError, CancelledError, ConnectError, ConnectionClosed, OSError, ValueError,
)  # fmt: skip
"""What a request may end with besides a response; anything else is a fault of ours."""

LINE = frozenset({"dns", "timeout"})
"""Failures that our own line could be to blame for."""


class RequestFailure(IgnoreRequest):
    """Raised in place of a response: `status` of statuses.toml and a reason in words; `on_line` where no answer came at all."""

    def __init__(self, status: str, reason: str, *, on_line: bool | None = None) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason
        self.on_line = status in LINE if on_line is None else on_line


def name_failure(error: BaseException) -> RequestFailure:
    """The failure that an engine's error amounts to."""
    if isinstance(error, RequestFailure):
        return error
    if isinstance(error, CannotResolveHostError):
        return RequestFailure("dns", say("The host name leads to no public address."))
    if isinstance(error, StopDownload):
        return RequestFailure("empty", say("The address holds a file and not a web page."), on_line=False)
    if isinstance(error, DownloadTimeoutError):
        return RequestFailure("timeout", say("No complete answer came in time."))
    if isinstance(error, DownloadCancelledError) or any(isinstance(cause, LongHeadersError) for cause in _list_causes(error)):
        return RequestFailure("http_error", say("The page is larger than what is read."), on_line=False)
    if _is_about_tls(error):
        return RequestFailure("tls", say("No secure connection could be made."))
    if isinstance(error, DownloadConnectionRefusedError):
        return RequestFailure("timeout", say("The host refuses connections."))
    if isinstance(error, UnsupportedURLSchemeError | ValueError):
        return RequestFailure("http_error", say("The address is malformed."), on_line=False)
    return RequestFailure("timeout", say("The connection broke before an answer came."))


def _is_about_tls(error: BaseException) -> bool:
    """Whether OpenSSL stands anywhere in the causes of an error."""
    return any(type(cause).__module__.startswith("OpenSSL") or "ssl" in type(cause).__name__.lower() for cause in _list_causes(error))


def _list_causes(error: BaseException) -> list[BaseException]:
    causes = [error, error.__cause__, *(reason.value for reason in getattr(error.__cause__, "reasons", None) or ())]
    return [cause for cause in causes if cause is not None]
