"""The crawl itself: workers take sites from the frontier, visit them and hand them on to be committed."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

from scrapy import Request

from catalogue.messages import say
from catalogue.sites import Site
from scrapers.archives.concluding import Attempt, conclude_visit
from scrapers.archives.evidence import choose_evidence, list_left_out
from scrapers.archives.outcomes import SiteOutcome
from scrapers.archives.responses import SentResponse
from scrapers.crawling.failures import EXPECTED, RequestFailure
from scrapers.crawling.fetching import SiteFetcher
from scrapers.crawling.frontier import Frontier
from scrapers.crawling.line_watch import Heard, LineWatch
from scrapers.crawling.nights import Hours, NightWatch
from scrapers.crawling.opting_out import OptOuts
from scrapers.crawling.options import Limits
from scrapers.crawling.session import CrawlSession, FinishedVisit
from scrapers.crawling.site_log import ROBOTS
from scrapers.crawling.spellings import start_url
from scrapers.crawling.visiting import Reader, Visit, visit_site
from scrapers.readers.pool import ReaderPool
from scrapers.readers.tasks import Look, PackVisit, ReadPage
from scrapers.signals.page_choice import PageChoice
from store.burdens import VisitTimes
from store.records import Page, SiteVisit, Website
from store.rows import current_time

IDLE = 0.02
CANARY_SECONDS = 15.0


@dataclass(slots=True)
class CrawlPlan:
    """How the rounds go: budgets, retries, how many sites at once, who is left alone, which hosts must answer."""

    limits: Limits
    retries: int
    concurrency: int
    opt_outs: OptOuts
    canaries: tuple[str, ...] = ()
    suspicious: int = 10
    pause: float = 20.0
    choice: PageChoice | None = None
    only_alive: bool = False
    hours: Hours | None = None
    is_evidence: bool = False
    open_fetcher: Callable[[Any, Limits], SiteFetcher] = SiteFetcher


@dataclass(slots=True)
class _Ended:
    """A visit that may still turn out to be the line's fault."""

    website: Website
    finished: FinishedVisit = field(repr=False)


class Rounds:
    """Runs a crawl to its end, or until `stop`."""

    def __init__(self, engine: Any, session: CrawlSession, frontier: Frontier, plan: CrawlPlan, readers: ReaderPool) -> None:
        self._engine, self._session, self._frontier, self._plan, self._readers = engine, session, frontier, plan, readers
        answers = self._canary_answers if plan.canaries else None
        self._watch: LineWatch[_Ended] = LineWatch(answers, plan.suspicious, plan.pause, self._give_back, session.teller.note)
        self._nights = NightWatch(plan.hours, session.teller.note)
        self._finished: asyncio.Queue[FinishedVisit] = asyncio.Queue()
        self._visiting = 0
        self._failure: BaseException | None = None
        self.is_stopped = False
        self._workers: list[asyncio.Task[None]] = []

    async def run(self) -> AsyncIterator[FinishedVisit]:
        """Every finished site, in the order of ending."""
        first = True
        while not self.is_stopped and (due := await self._frontier.begin_round(first=first)):
            label = say("Visiting websites") if first else say("Trying websites again")
            self._session.teller.start(label, due)
            self._workers = [asyncio.create_task(self._work()) for _ in range(min(self._plan.concurrency, due))]
            try:
                async for finished in self._collect():
                    yield finished
            finally:
                await self._end_workers()
            first = False

    def stop(self) -> None:
        """Ends the crawl: sites under way are left undone."""
        self.is_stopped = True
        for worker in self._workers:
            worker.cancel()

    async def _collect(self) -> AsyncIterator[FinishedVisit]:
        while True:
            if self._failure is not None:
                raise self._failure
            self._release(self._session.flush_old())
            try:
                yield await asyncio.wait_for(self._finished.get(), 0.2)
            except TimeoutError:
                failed = next((w for w in self._workers if w.done() and not w.cancelled() and w.exception()), None)
                if failed is not None:
                    raise failed.exception() from None  # type: ignore[misc]
                if self.is_stopped or (all(worker.done() for worker in self._workers) and self._finished.empty()):
                    self._release(self._session.flush())
                    return

    async def _end_workers(self) -> None:
        for worker in self._workers:
            worker.cancel()
        await asyncio.gather(*self._workers, return_exceptions=True)

    async def _work(self) -> None:
        """Visits one site after the other until the round is over."""
        while not self.is_stopped:
            await self._watch.is_up.wait()
            await self._nights.wait()
            website = self._frontier.take()
            if website is not None:
                await self._visit(website)
            elif self._visiting:
                await asyncio.sleep(IDLE)
            elif cleared := await self._watch.settle():
                self._hand_on(cleared)
            elif not self._frontier.is_busy:
                return
            else:
                self._release(self._session.flush_old())
                await asyncio.sleep(IDLE)

    async def _visit(self, website: Website) -> None:
        self._visiting += 1
        try:
            fetcher = self._plan.open_fetcher(self._engine, self._plan.limits)
            started = current_time()
            if self._plan.opt_outs.hold(website.site):
                visit = Visit(website, failure=("opted_out", say("The owner asked not to be visited.")))
            else:
                visit = await visit_site(
                    website,
                    fetcher,
                    self._look_for(fetcher),
                    depth=self._plan.limits.depth,
                    choice=self._plan.choice,
                    only_alive=self._plan.only_alive,
                )
            ended = _Ended(website, await self._finish(visit, fetcher, started))
            self._hand_on(await self._watch.admit(Heard(ended, visit.heard_at, visit.line_failed_at)))
        finally:
            self._visiting -= 1

    async def _finish(self, visit: Visit, fetcher: SiteFetcher, started_at: str) -> FinishedVisit:
        return await finish_visit(visit, fetcher, started_at, self._plan.retries, self._readers, is_evidence=self._plan.is_evidence)

    def _look_for(self, fetcher: SiteFetcher) -> Reader:
        """Reads a site's pages beside the crawl; what that takes is not held against the host."""

        async def look(response: SentResponse, site: Site) -> Look:
            with fetcher.standing_still():
                return await self._readers.look_soon(ReadPage(response, site, self._plan.only_alive))

        return look

    def _hand_on(self, ended: list[_Ended]) -> None:
        for one in ended:
            self._finished.put_nowait(one.finished)

    def _give_back(self, ended: _Ended) -> None:
        self._frontier.give_back(ended.website.site)

    def _release(self, sites: list[str]) -> None:
        for site in sites:
            self._frontier.release(site)

    def keep(self, finished: FinishedVisit) -> None:
        """Takes a site back from the item pipelines, to be committed; where that fails, the crawl ends with it."""
        with ExitStack() as failing:
            failing.push(self._note_failure)
            self._release(self._session.keep(finished))

    def _note_failure(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        """Keeps an error for `run`, since the pipelines pass over it."""
        self._failure = error or self._failure

    async def _canary_answers(self) -> bool:
        """Whether any host that must answer does."""
        for host in self._plan.canaries:
            scheme = "http" if self._plan.limits.plain_http else "https"
            meta = {ROBOTS: True, "download_timeout": CANARY_SECONDS, "download_slot": host}
            try:
                await self._engine.download_async(Request(f"{scheme}://{host}/robots.txt", meta=meta))
            except (*EXPECTED, RequestFailure):
                continue
            return True
        return False


async def finish_visit(
    visit: Visit, fetcher: SiteFetcher, started_at: str, retries: int, readers: ReaderPool, *, is_evidence: bool = False
) -> FinishedVisit:
    """All that is committed for a visit: rows, and records of its archive, with `is_evidence` only those of pages that decided."""
    log = fetcher.log
    attempt = Attempt(visit.website, started_at, log.requests, log.bytes, visit.failure, fetcher.is_rendering)
    rows = conclude_visit(attempt, log.responses, visit.readings, retries)
    kept = choose_evidence(rows, log.responses, visit.readings) if is_evidence else log.responses
    outcome = describe_outcome(rows, visit, len(kept), list_left_out(rows, kept))
    records = await readers.pack_soon(PackVisit(tuple(log.robots), tuple(kept), outcome))
    times = VisitTimes(rows.website, fetcher.seconds, fetcher.not_before)
    return FinishedVisit(rows, records, [r.url for r in kept], log.requests, log.bytes, times)


def describe_outcome(rows: SiteVisit, visit: Visit, responses: int, left_out: tuple[Page, ...] = ()) -> SiteOutcome:
    """The metadata record of a visit."""
    w = rows.website
    return SiteOutcome(
        w.country, w.wave, w.site, w.host, w.kind, start_url(w), visit.failure, tuple(r.url for r in visit.readings), responses,
        w.status, w.is_final, w.attempts, w.first_attempt_at or "", w.last_attempt_at or "", w.requests, w.bytes, left_out, w.is_rendered,
    )  # fmt: skip
