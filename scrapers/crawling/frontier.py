"""Which site is next: fed lazily from the store, so that a crawl can stop anywhere and go on later."""

import asyncio
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from scrapers.crawling.scopes import ENTERPRISES, Scope
from scrapers.crawling.shards import ALL, Shard
from store.opening import Store
from store.records import Website
from store.rows import current_time
from store.websites import read_some_websites

VISITED_KINDS = frozenset({"own", "shared"})
CHUNK = 2000


@dataclass(frozen=True, slots=True)
class RetryPlan:
    """After how many attempts a failure is final, whether all on one day, and seconds between two rounds of a run."""

    retries: int = 3
    same_day: bool = False
    spacing: float = 15.0

    def is_due(self, website: Website, today: str) -> bool:
        """Whether a site may be visited now: its last attempt is for a later day than its first."""
        if website.kind not in VISITED_KINDS:
            return False
        if self.same_day or website.attempts == 0 or website.attempts < self.retries - 1:
            return True
        first = (website.first_attempt_at or "")[:10]
        return first < today or first > _day_after(today)  # which only a clock that was wrong can have written


def _day_after(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


class Frontier:
    """The open sites of a wave, in rounds: every site once, then those that failed and may be tried again.

    Which sites a round has is settled at its beginning, so that a clock that is set meanwhile brings none twice and leaves none out.
    """

    def __init__(self, store: Store, country: str, wave: str, plan: RetryPlan, scope: Scope = ENTERPRISES, shard: Shard = ALL) -> None:
        self._store, self._country, self._wave, self._plan, self._scope, self._shard = store, country, wave, plan, scope, shard
        self._taken: dict[str, Website] = {}
        self._waiting: list[Website] = []
        self._round: deque[str] = deque()
        self._before = current_time()

    def is_any_due(self) -> bool:
        """Whether there is a site to visit now."""
        return any(True for _ in self._due())

    async def begin_round(self, *, first: bool) -> int:
        """Starts a round, once the last attempts lie at least a second (or the plan's spacing) back; gives the number of sites due."""
        await asyncio.sleep(1.0 - datetime.now(UTC).microsecond / 1e6)
        self._before = current_time()
        self._round = deque(website.site for website in self._due())
        if self._round and not first:
            await asyncio.sleep(self._plan.spacing)
        return len(self._round)

    def take(self) -> Website | None:
        """The next site whose host nobody visits just now; None where there is none at the moment."""
        while not self._waiting and self._round:
            chunk = [self._round.popleft() for _ in range(min(CHUNK, len(self._round)))]
            self._waiting = read_some_websites(self._store, self._country, self._wave, chunk)
        busy = {website.host for website in self._taken.values()}
        for index, website in enumerate(self._waiting):
            if website.host not in busy:
                self._taken[website.site] = self._waiting.pop(index)
                return website
        return None

    def release(self, site: str) -> None:
        """A site is committed."""
        self._taken.pop(site, None)

    def give_back(self, site: str) -> None:
        """A site was visited in vain and nothing is held against it: it comes again in this round."""
        self._waiting.append(self._taken.pop(site))

    @property
    def is_busy(self) -> bool:
        """Whether sites are being visited or not yet committed."""
        return bool(self._taken)

    def _due(self) -> Iterator[Website]:
        today = self._before[:10]
        for website in self._scope.read_open(self._store, self._country, self._wave, before=self._before):
            if self._plan.is_due(website, today) and self._shard.holds(website.host):
                yield website
