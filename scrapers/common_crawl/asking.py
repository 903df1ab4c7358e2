"""Questions to Common Crawl's servers, or to a mirror: at a pace that the server can bear, again after a failure."""

import time
from collections.abc import Callable, Mapping
from threading import Event, Lock
from urllib.parse import urlsplit

from catalogue.errors import CrawlError
from catalogue.messages import say
from scrapers.finding.searching.asking import BUSY, FAILURES, LONGEST_WAIT, WAITS, Answer, fetch


class PoliteClient:
    """Begins at most one question every `seconds`, from whatever thread; while the server is busy, nobody asks.

    `agent` is told to the server; private addresses are allowed, as an office may have a mirror. Closed, it asks nothing any more.
    """

    def __init__(
        self,
        agent: str,
        *,
        seconds: float,
        pause: Callable[[float], object] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._headers = {"User-Agent": agent, "Accept": "*/*"}
        self._closed, self._lock = Event(), Lock()
        self._seconds, self._pause, self._clock = seconds, pause or self._closed.wait, clock
        self._next = float("-inf")

    def ask(self, address: str, headers: Mapping[str, str] | None = None) -> Answer:
        """The first answer that is no failure that may pass.

        Raises:
            CrawlError: there is none after several attempts.
        """
        reason = ""
        for wait in (*WAITS, None):
            self._keep_pace()
            if self._closed.is_set():
                break
            asked_wait = 0.0
            try:
                answer = fetch(address, {**self._headers, **(headers or {})}, allow_private=True)
            except FAILURES as error:
                reason = (error.strerror if isinstance(error, OSError) else None) or type(error).__name__
            else:
                if answer.status not in BUSY:
                    return answer
                reason, asked_wait = say("status {status}", status=answer.status), answer.wait or 0.0
            if wait is not None:
                self._hold(min(max(wait, asked_wait), LONGEST_WAIT))
        host = urlsplit(address).netloc
        raise CrawlError(
            say(
                "{host} does not answer ({reason}). What was fetched is kept: run the same command again later to go on.",
                host=host,
                reason=reason,
            )
        )

    def close(self) -> None:
        """Ends all waits."""
        self._closed.set()

    def _keep_pace(self) -> None:
        with self._lock:
            now = self._clock()
            wait, self._next = max(0.0, self._next - now), max(now, self._next) + self._seconds
        if wait:
            self._pause(wait)

    def _hold(self, seconds: float) -> None:
        """Puts everybody's next question off."""
        with self._lock:
            self._next = max(self._next, self._clock() + seconds)
