"""Telling a dead website from a dead line: when too many sites in a row do not answer, hosts that must answer are asked."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from catalogue.messages import say

T = TypeVar("T")
LONGEST_PAUSE = 15
"""How many times the first pause the longest one is."""


@dataclass(frozen=True, slots=True)
class Heard(Generic[T]):
    """A visit, when it last heard from its host, and when the line failed it after that (None: it did not)."""

    visit: T
    heard_at: float
    line_failed_at: float | None


class LineWatch(Generic[T]):
    """Holds failed visits back until it is sure that the office's own line was up.

    `answers` says whether any of the hosts that must answer does; `threshold` is the number of failures in a row that make it ask;
    `give_back` gets visits that must be made again; `tell` gets sentences for the user.
    """

    def __init__(
        self,
        answers: Callable[[], Awaitable[bool]] | None,
        threshold: int,
        pause: float,
        give_back: Callable[[T], None],
        tell: Callable[[str], None],
    ) -> None:
        self._answers, self._threshold, self._pause = answers, threshold, pause
        self._give_back, self._tell = give_back, tell
        self._suspects: list[Heard[T]] = []
        self._last_heard = -1.0
        self._is_asking = False
        self.is_up = asyncio.Event()
        self.is_up.set()

    async def admit(self, heard: Heard[T]) -> list[T]:
        """The visits that now count, this one among them or not."""
        if self._answers is None:
            return [heard.visit]
        self._last_heard = max(self._last_heard, heard.heard_at)
        if heard.line_failed_at is not None:
            self._suspects.append(heard)
        if not self.is_up.is_set():
            return [heard.visit] if heard.line_failed_at is None else []
        cleared = self._clear() + ([heard.visit] if heard.line_failed_at is None else [])
        if len(self._suspects) >= self._threshold:
            cleared += await self.settle()
        return cleared

    async def settle(self) -> list[T]:
        """Asks whether the line is up: the suspects count if it is, and are given back once it is again if it is not."""
        if self._answers is None or not self._suspects or self._is_asking:
            return []
        self._is_asking = True
        try:
            is_up = await self._answers()
            if not is_up:
                await self._wait_for_line(self._answers)
        finally:
            self._is_asking = False
        suspects, self._suspects = self._suspects, []
        if is_up:
            return [suspect.visit for suspect in suspects]
        for suspect in suspects:
            self._give_back(suspect.visit)
        self.is_up.set()
        return []

    async def _wait_for_line(self, answers: Callable[[], Awaitable[bool]]) -> None:
        self.is_up.clear()
        self._tell(say("The office's own connection seems to be down: the crawl waits, and holds nothing against any website."))
        pause = self._pause
        while not await answers():
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE * self._pause)
        self._tell(say("The connection is back: the crawl goes on."))

    def _clear(self) -> list[T]:
        """Suspects that failed before some host was heard: the line was up."""
        cleared = [s for s in self._suspects if (s.line_failed_at or 0.0) <= self._last_heard]
        self._suspects = [s for s in self._suspects if s not in cleared]
        return [s.visit for s in cleared]
