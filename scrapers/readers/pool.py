"""Several reading processes at once: whoever has a task waits for a free one; one that dies is replaced and the work goes on."""

import asyncio
import logging
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from queue import LifoQueue
from threading import Event, Lock, Thread
from time import monotonic
from types import TracebackType
from typing import Self

import msgspec

from catalogue.errors import CrawlError
from catalogue.messages import say
from catalogue.sites import Site
from scrapers.archives.responses import SentResponse
from scrapers.archives.writing import pack_visit
from scrapers.readers.ordering import answer_in_order
from scrapers.readers.process import NotStartedError, Reader
from scrapers.readers.tasks import ArchivedSite, Beginning, Look, PackVisit, ReadPage, Task, read_site, see_nothing
from scrapers.signals.records import PageReading
from store.records import SiteVisit

PAGE_SECONDS = 60.0
"""How long one task may take; a page that takes longer says nothing."""

MOST_FAILED_STARTS = 5
"""Processes in a row that end before they take a task, which says that none can work."""

TRIES = 2
"""How often a task is given to a process before its page is blamed: the first may have died of what came before."""

logger = logging.getLogger(__name__)


class ReaderPool:
    """`count` processes (as many as the machine has cores, if not given), each started when there is work for it.

    Tasks are answered from any thread or coroutine. A task that takes more than `seconds` ends its process.
    """

    def __init__(self, beginning: Beginning, count: int = 0, seconds: float = PAGE_SECONDS) -> None:
        self.count = count or os.cpu_count() or 1
        start = msgspec.msgpack.encode(beginning)
        self._readers = [Reader(start) for _ in range(self.count)]
        self._free: LifoQueue[Reader] = LifoQueue()
        for reader in reversed(self._readers):
            self._free.put(reader)
        self._seconds, self._failed_starts = seconds, 0
        self._lock, self._over = Lock(), Event()
        self._threads = ThreadPoolExecutor(self.count, thread_name_prefix="reader")
        self._watch = Thread(target=self._stop_slow, name="reader-watch", daemon=True)
        self._watch.start()

    def look(self, task: ReadPage) -> Look:
        """What a page says; nothing where a process died over it."""
        answer = self._ask(task)
        if answer is None:
            logger.warning("page not understood url=%s: it ended the process that read it", task.response.url)
            return see_nothing(task.response)
        return msgspec.msgpack.decode(answer, type=Look)

    def pack(self, task: PackVisit) -> list[bytes]:
        """The records of a visit."""
        answer = self._ask(task)
        if answer is None:
            return pack_visit(task.robots, task.responses, task.outcome)
        return msgspec.msgpack.decode(answer, type=list[bytes])

    def read(self, site: ArchivedSite) -> SiteVisit | None:
        """The visit that archives hold of a site; where a process died over it, each page is read by itself, and one alone says nothing."""
        answer = self._ask(site)
        if answer is not None:
            return msgspec.msgpack.decode(answer, type=SiteVisit | None)
        website = site.website
        within = Site(website.site, website.host, website.kind, website.start_url or f"http://{website.site}/")

        def read_page(response: SentResponse) -> PageReading:
            return self.look(ReadPage(response, within)).reading

        return read_site(site, read_page)

    def read_in_order(self, sites: Iterable[ArchivedSite]) -> Iterator[SiteVisit | None]:
        """The visits of all sites, in their order, while the processes read ahead."""
        return answer_in_order(self.read, sites, self.count)

    def get_ready(self) -> None:
        """Starts one process, so that no host waits for that in the middle of an answer; the others start when there is work for them."""
        reader = self._free.get()
        try:
            reader.start()
        except NotStartedError:
            self._note_start(is_failed=True)
        finally:
            self._free.put(reader)

    async def look_soon(self, task: ReadPage) -> Look:
        """As `look`, while others go on."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, partial(self.look, task))

    async def pack_soon(self, task: PackVisit) -> list[bytes]:
        """As `pack`, while others go on."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, partial(self.pack, task))

    def numbers(self) -> list[int]:
        """The process numbers of those that run now."""
        return [number for reader in self._readers if (number := reader.number) is not None]

    def close(self) -> None:
        """Ends the processes; tasks under way end with them."""
        self._over.set()
        for reader in self._readers:
            reader.stop()
        self._threads.shutdown(wait=True, cancel_futures=True)
        for reader in self._readers:
            reader.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _ask(self, task: Task) -> bytes | None:
        """The answer; None where processes die over the task.

        Raises:
            CrawlError: no process ever answers.
        """
        encoded, tries = msgspec.msgpack.encode(task), 0
        while tries < TRIES and not self._over.is_set():
            reader = self._free.get()
            try:
                answer = reader.ask(encoded)
                is_slow = reader.was_stopped
            except NotStartedError:
                self._note_start(is_failed=True)
                continue
            finally:
                self._free.put(reader)
            self._note_start(is_failed=False)
            if answer is not None or is_slow:
                return answer
            tries += 1
        return None

    def _note_start(self, *, is_failed: bool) -> None:
        with self._lock:
            self._failed_starts = self._failed_starts + 1 if is_failed else 0
            if self._failed_starts >= MOST_FAILED_STARTS and not self._over.is_set():
                raise CrawlError(say("The processes that read pages end as soon as they begin: the log says why."))

    def _stop_slow(self) -> None:
        while not self._over.wait(min(1.0, self._seconds / 4)):
            for reader in self._readers:
                if (since := reader.asked_at) is not None and monotonic() - since > self._seconds:
                    reader.stop()
