"""One question to a search service: over a connection that only leads to public addresses, in its own time, again after a failure."""

import http.client
import json
import socket
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from catalogue.messages import say
from scrapers.crawling.addresses import is_public
from scrapers.finding.searching.result_paths import follow_path
from scrapers.finding.searching.services import SearchService, SearchStopped

PATIENCE = 30.0
"""Seconds that a connection, the next bytes of an answer, and the whole of its body may take."""

LARGEST = 5_000_000
"""Bytes of an answer that are read."""

CHUNK = 1 << 16
"""Bytes that are read at once."""

WAITS = (2.0, 8.0, 30.0)
"""Seconds before each further attempt, unless the service says how long to wait."""

LONGEST_WAIT = 120.0
BUSY = frozenset((408, 425, 429, 500, 502, 503, 504))
UNKNOWN_QUESTIONS = 3
"""Questions in a row that a service does not understand until none is asked any more."""

FAILURES = (OSError, http.client.HTTPException)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a service answered: `wait` are the seconds after which it wants to be asked again, if it says."""

    status: int
    body: bytes
    wait: float | None = None


class PoliteSearch:
    """Asks a service one question at a time, at most one every `seconds`; a `SearchSource`."""

    def __init__(
        self,
        service: SearchService,
        *,
        seconds: float = 1.0,
        pause: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.name = service.name
        self._service, self._seconds, self._pause, self._clock = service, seconds, pause, clock
        self._next = float("-inf")
        self._not_understood = 0

    def ask(self, query: str) -> tuple[str, ...]:
        """Addresses, the best first; () where the service finds nothing or does not understand the question.

        Raises:
            SearchStopped: the quota is used up, the key refused, the service out of order, or its answers are no JSON.
        """
        answer = self._ask_patiently(query)
        if answer.status != 200:
            self._judge(answer.status)
            return ()
        self._not_understood = 0
        try:
            return tuple(follow_path(json.loads(answer.body), self._service.results))
        except (ValueError, RecursionError) as error:
            raise SearchStopped(say("{service} does not answer in JSON: check its address.", service=self.name)) from error

    def _ask_patiently(self, query: str) -> Answer:
        """The first answer that is not a failure that may pass, or the last of all attempts."""
        address, headers, reason = self._service.fill_address(query), self._service.fill_headers(), ""
        answer = None
        for wait in (*WAITS, None):
            self._keep_pace()
            try:
                answer = fetch(address, headers, allow_private=self._service.allow_private)
            except FAILURES as error:
                answer, reason = None, (error.strerror or type(error).__name__) if isinstance(error, OSError) else type(error).__name__
            if answer is not None and answer.status not in BUSY:
                return answer
            if wait is not None:
                self._pause(min(max(wait, (answer.wait if answer else None) or 0.0), LONGEST_WAIT))
        if answer is None:
            raise SearchStopped(
                say(
                    "{service} cannot be reached ({reason}): check its address, and run again later to go on.",
                    service=self.name,
                    reason=reason,
                )
            )
        return answer

    def _keep_pace(self) -> None:
        now = self._clock()
        if now < self._next:
            self._pause(self._next - now)
        self._next = max(now, self._next) + self._seconds

    def _judge(self, status: int) -> None:
        """Raises SearchStopped for a status after which asking on is of no use."""
        stopped = describe_status(self.name, status)
        if stopped is None:
            self._not_understood += 1
            if self._not_understood < UNKNOWN_QUESTIONS:
                return
            stopped = say(
                "{service} does not understand the questions (status {status}): check its address and what it wants in it.",
                service=self.name,
                status=status,
            )
        raise SearchStopped(stopped)


def describe_status(service: str, status: int) -> str | None:
    """Why no further question is of use after this status; None where it may be the single question that was not understood."""
    if status in {402, 429}:
        return say(
            "{service} answers no more questions for now (status {status}: the quota is used up). Run again later to go on.",
            service=service,
            status=status,
        )
    if status in {401, 403}:
        return say(
            "{service} refuses the key (status {status}): check it in the environment, and what it may be used for.",
            service=service,
            status=status,
        )
    if status in BUSY or status >= 500:
        return say("{service} is out of order (status {status}): run again later to go on.", service=service, status=status)
    if status < 400:
        return say(
            "{service} sends questions on to another address (status {status}): give that one, since none is followed.",
            service=service,
            status=status,
        )
    return None


def fetch(address: str, headers: Mapping[str, str], *, allow_private: bool = False) -> Answer:
    """What a GET of the address brings; redirects are not followed, and proxies of the environment not used.

    Raises OSError or http.client.HTTPException where there is no answer, PermissionError where the name leads to no public address.
    """
    parts = urlsplit(address)
    connection = _Connection(parts.hostname or "", parts.port, secure=parts.scheme == "https", allow_private=allow_private)
    try:
        connection.request("GET", f"{parts.path or '/'}?{parts.query}", headers={"Accept": "application/json", **headers})
        response = connection.getresponse()
        return Answer(response.status, _read_body(response, time.monotonic() + PATIENCE), _read_wait(response.getheader("Retry-After")))
    finally:
        connection.close()


def _read_body(response: http.client.HTTPResponse, end: float) -> bytes:
    """The body, as far as it is read; TimeoutError where it trickles in beyond the end, IncompleteRead where it breaks off."""
    body = b""
    while len(body) < LARGEST and (part := response.read1(min(LARGEST - len(body), CHUNK))):
        body += part
        if time.monotonic() > end:
            raise TimeoutError(0, say("its answer takes too long"))
    if response.length and len(body) < LARGEST:
        raise http.client.IncompleteRead(body, response.length)
    return body


class _Connection(http.client.HTTPConnection):
    """A connection to the first public address of a host, checked before anything is sent."""

    def __init__(self, host: str, port: int | None, *, secure: bool, allow_private: bool) -> None:
        super().__init__(host, port or (443 if secure else 80), timeout=PATIENCE)
        self._secure, self._allow_private = secure, allow_private

    def connect(self) -> None:
        found = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)
        addresses = [str(entry[4][0]) for entry in found if self._allow_private or is_public(str(entry[4][0]))]
        if not addresses:
            raise PermissionError(0, say("its name leads to no public address"))
        self.sock = socket.create_connection((addresses[0], self.port), timeout=PATIENCE)
        if self._secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


def _read_wait(text: str | None) -> float | None:
    return float(text) if text and text.strip().isdigit() else None
