"""Questions to Common Crawl's servers, or to a mirror: one after the other, with a pause, again after a failure."""

import time
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from catalogue.errors import CrawlError
from catalogue.messages import say
from scrapers.finding.searching.asking import BUSY, FAILURES, LONGEST_WAIT, WAITS, Answer, fetch


class PoliteClient:
    """Asks at most once every `seconds`. `agent` is told to the server; private addresses are allowed, as an office may have a mirror."""

    def __init__(
        self,
        agent: str,
        *,
        seconds: float,
        pause: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._headers = {"User-Agent": agent, "Accept": "*/*"}
        self._seconds, self._pause, self._clock = seconds, pause, clock
        self._next = float("-inf")

    def ask(self, address: str, headers: Mapping[str, str] | None = None) -> Answer:
        """The first answer that is no failure that may pass.

        Raises:
            CrawlError: there is none after several attempts.
        """
        reason = ""
        for wait in (*WAITS, None):
            self._keep_pace()
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
                self._pause(min(max(wait, asked_wait), LONGEST_WAIT))
        host = urlsplit(address).netloc
        raise CrawlError(
            say(
                "{host} does not answer ({reason}). What was fetched is kept: run the same command again later to go on.",
                host=host,
                reason=reason,
            )
        )

    def _keep_pace(self) -> None:
        now = self._clock()
        if now < self._next:
            self._pause(self._next - now)
        self._next = max(now, self._next) + self._seconds
