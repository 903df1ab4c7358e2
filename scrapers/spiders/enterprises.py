"""The spider that visits the known websites of a country's enterprises."""

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import scrapy
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider

from catalogue.additions import use_additions
from catalogue.errors import CrawlError, EcomstatError
from catalogue.messages import say
from scrapers.crawling.contact import check_contact, name_agent
from scrapers.crawling.fetching import cut_robots, refuse_files
from scrapers.crawling.frontier import Frontier
from scrapers.crawling.opting_out import OptOuts
from scrapers.crawling.parenthood import watch_parent
from scrapers.crawling.preparing import find_contact, find_wave, is_watched, load_rules, plan_crawl, plan_retries, plan_shares
from scrapers.crawling.rounds import Rounds
from scrapers.crawling.scopes import ENTERPRISES, Scope
from scrapers.crawling.session import CrawlSession, FinishedVisit
from scrapers.crawling.shards import Shard
from scrapers.crawling.telling import Teller
from scrapers.readers.pool import ReaderPool
from scrapers.readers.tasks import Beginning
from scrapers.signals.matching import check_examples
from store.additions import additions_folder
from store.opening import open_store
from store.troubles import describe_trouble

YOUNG_OBJECTS = 20_000
"""New objects after which the garbage collector looks for unused ones: a request and its answer take thousands, and leave few behind."""


class EnterprisesSpider(scrapy.Spider):
    """Visits the sites that the store holds for a country and wave; `scrapy crawl enterprises -a country=KE [-a wave=2026]`."""

    name = "enterprises"
    scope: Scope = ENTERPRISES
    rounds: Rounds
    agent: str
    opt_outs: OptOuts
    has_failed = False

    def __init__(self, country: str = "", wave: str = "", **arguments: Any) -> None:
        super().__init__(**arguments)
        self.country, self.wave = country.strip().upper(), wave.strip()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> "EnterprisesSpider":
        """The spider, listening for downloads that are files, or more than is read of them."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(refuse_files, signals.headers_received)
        crawler.signals.connect(cut_robots, signals.bytes_received)
        return spider

    async def start(self) -> AsyncIterator[FinishedVisit]:
        """Every finished site: they go through the item pipeline into the store."""
        teller = Teller(as_json=is_watched())
        with ExitStack() as beginning:
            beginning.push(lambda _kind, error, _trace: self._refuse(teller, error))
            session = self._open_session(teller)
        watch = watch_parent(asyncio.get_running_loop(), self.rounds.stop) if is_watched() else None
        with ExitStack() as ending:
            ending.callback(lambda: session.close(interrupted=self.rounds.is_stopped))
            ending.callback(self._readers.close)
            await asyncio.to_thread(self._readers.get_ready)
            gc.freeze()  # what is loaded by now stays: the garbage collector need not look through it again and again
            gc.set_threshold(YOUNG_OBJECTS)
            if watch is not None:
                ending.callback(watch.cancel)
            ending.push(lambda _kind, error, _trace: self._note_end(session, teller, error))
            async for finished in self.rounds.run():
                yield finished

    def _refuse(self, teller: Teller, error: BaseException | None) -> None:
        """Says why a crawl cannot begin; errors that nobody foresaw go on."""
        sentence = str(error) if isinstance(error, EcomstatError) else describe_trouble(error) if error is not None else None
        if sentence is not None:
            self.has_failed = True
            teller.fail(sentence)
            raise CloseSpider("not_begun") from None

    def _note_end(self, session: CrawlSession, teller: Teller, error: BaseException | None) -> None:
        """What an end before its time leaves: a crawl that was stopped can go on, one that failed says why; the error goes on."""
        if isinstance(error, (asyncio.CancelledError, GeneratorExit)):
            self.rounds.stop()
        elif error is not None:
            self.has_failed = True
            teller.fail(describe_trouble(error) or say("The crawl stopped: {reason}. Run it again to go on.", reason=error))
            session.abandon(error)

    def _open_session(self, teller: Teller) -> CrawlSession:
        """The run's session, and in `rounds` what is to be done in it."""
        settings, path = self.crawler.settings, Path(self.crawler.settings["ECOMSTAT_DB"])
        if not self.country:
            raise CrawlError(say("Say which country: `scrapy crawl {spider} -a country=KE`.", spider=self.name))
        check_examples(use_additions(additions_folder(path)))
        load_rules()
        retries, shard = plan_retries(settings), Shard.read(settings["ECOMSTAT_SHARD"])
        shares = plan_shares(settings, shard)
        with open_store(path, create=False) as store:
            name, url = find_contact(settings, store)
            check_contact(name, url, is_live=not settings.get("ECOMSTAT_CONNECT_TO"))
            plan = plan_crawl(settings, store, url, self.country, self.scope, shares.visits)
        wave = self.wave or find_wave(path, self.country)
        self.agent, self.opt_outs = name_agent(name, url), plan.opt_outs
        folder = settings.get("ECOMSTAT_ARCHIVE_DIR")
        session = CrawlSession(
            path, self.country, wave, archive_dir=Path(folder) if folder else None,
            description={"http-header-user-agent": self.agent, "robots": "obeyed (RFC 9309)"}, teller=teller,
            lock_seconds=settings.getfloat("ECOMSTAT_LOCK_SECONDS"), scope=self.scope, shard=shard,
        )  # fmt: skip
        frontier = Frontier(session.store, self.country, wave, retries, self.scope, shard)
        beginning = Beginning(self.country, str(additions_folder(path).absolute()), shares.reader)
        self._readers = ReaderPool(beginning, shares.readers)
        self.rounds = Rounds(self.crawler.engine, session, frontier, plan, self._readers)
        return session
