"""One run of a crawl: its store, lock, archive and report. Whole sites are committed together, a few at a time."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic

from catalogue.messages import say
from scrapers.archives.places import archive_folder, name_file
from scrapers.archives.writing import ArchiveFile, name_archive, place_pages
from scrapers.crawling.locking import lock_country, lock_shard
from scrapers.crawling.mending import BATCH, mend_broken_runs
from scrapers.crawling.options import CrawlReport
from scrapers.crawling.scopes import ENTERPRISES, Scope
from scrapers.crawling.shards import ALL, Shard
from scrapers.crawling.telling import Teller
from store.burdens import VisitTimes, add_times
from store.candidates import settle_candidates
from store.crawl import ArchiveSize, count_open, count_websites, find_rests, leave_out_kinds, note_archive
from store.opening import Store, open_store
from store.records import SiteVisit
from store.runs import program_version, recording
from store.websites import count_statuses, write_visits

SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class FinishedVisit:
    """A site with everything that is committed for it: its rows and its records; those of `urls` come before the last one."""

    visit: SiteVisit
    records: Sequence[bytes] = field(repr=False)
    urls: Sequence[str]
    requests: int
    bytes: int
    times: VisitTimes


class CrawlSession:
    """Opens at once; `close` ends the run. Raises CrawlError where another crawl of the country runs on the same store."""

    def __init__(
        self,
        store_path: Path,
        country: str,
        wave: str,
        *,
        archive_dir: Path | None,
        description: dict[str, str],
        teller: Teller,
        lock_seconds: float,
        scope: Scope = ENTERPRISES,
        shard: Shard = ALL,
    ) -> None:
        self.country, self.wave, self.teller, self._scope = country, wave, teller, scope
        with ExitStack() as stack:
            lock = lock_country(store_path, country, lock_seconds) if shard == ALL else lock_shard(store_path, country, shard, lock_seconds)
            stack.enter_context(lock)
            self.store: Store = stack.enter_context(open_store(store_path, create=False))
            if not scope.is_of_candidates:
                settle_candidates(self.store, country, wave)  # finding may have broken off before it decided
            self._refuse_empty()
            folder = archive_dir or archive_folder(store_path)
            place = name_archive(folder, country, wave, datetime.now(UTC), shard.index if shard.count > 1 else 0)
            self._archive = ArchiveFile(place, describe_archive(country, wave, description))
            self._archive.check_place()
            part = "" if shard == ALL else str(shard)
            mend_broken_runs(self.store, country, scope.command, part)
            arguments = {"country": country, "wave": wave, **description, **({"shard": part} if part else {})}
            self._counts = (run := recording(self.store, scope.command, arguments, country, wave)).__enter__()
            self._run = run
            self._note_archive()
            self._stack = stack.pop_all()
        self._is_over = False
        self._batch: list[FinishedVisit] = []
        self._flushed_at = monotonic()
        self._visited = self._requests = self._bytes = 0
        reasons = {
            "social": say("Social networks are not visited."),
            "marketplace": say("Marketplaces are not visited."),
        }
        leave_out_kinds(self.store, country, wave, reasons)

    def keep(self, finished: FinishedVisit) -> list[str]:
        """Takes a finished site; gives the sites that were committed by now."""
        self._batch.append(finished)
        self._requests += finished.requests
        self._bytes += finished.bytes
        return self.flush() if len(self._batch) >= BATCH else []

    def flush_old(self) -> list[str]:
        """Commits what has waited for a second; gives the sites committed."""
        return self.flush() if monotonic() - self._flushed_at >= SECONDS else []

    def flush(self) -> list[str]:
        """Commits what is there: archive first, so that no row points into nothing."""
        batch, self._batch, self._flushed_at = self._batch, [], monotonic()
        if not batch:
            return []
        with ExitStack() as unfinished:
            unfinished.callback(self._archive.cut, self._archive.size)
            visits = [_archive_visit(self.store.path, self._archive, finished) for finished in batch]
            with self.store.writing():
                write_visits(self.store, visits)
                add_times(self.store, [finished.times for finished in batch])
                self._note_archive()
            unfinished.pop_all()
        self._visited += len(batch)
        self.teller.advance(len(batch))
        return [finished.visit.website.site for finished in batch]

    def close(self, *, interrupted: bool) -> None:
        """Commits the rest, reports and lets go of store and lock; nothing after `abandon`."""
        if self._is_over:
            return
        self._is_over = True
        with self._stack:
            self.flush()
            report = self._report(interrupted)
            self._counts.update(visited=report.visited, requests=report.requests, bytes=report.bytes, **report.statuses)
            stop = KeyboardInterrupt() if interrupted else None
            self._run.__exit__(type(stop) if stop else None, stop, None)
            self.teller.report(report)

    def abandon(self, error: BaseException) -> None:
        """Notes that the run failed and lets go of store and lock."""
        self._is_over = True
        with self._stack:
            self._run.__exit__(type(error), error, error.__traceback__)

    def _note_archive(self) -> None:
        """So that whoever comes after a kill knows what of the archive the store holds."""
        note_archive(self.store, self._counts["run"], ArchiveSize(name_file(self.store.path, self._archive.path), self._archive.size))

    def _report(self, interrupted: bool) -> CrawlReport:
        of_candidates = self._scope.is_of_candidates
        again, _ = count_open(self.store, self.country, self.wave, candidates=of_candidates)
        archive = self._archive.path if self._archive.path.exists() else None
        statuses = count_statuses(self.store, self.country, self.wave, candidates=of_candidates)
        report = CrawlReport(
            self.country, self.wave, self._visited, statuses, again, None, self._requests, self._bytes, archive, interrupted
        )  # fmt: skip
        return say_when(self.store, report, candidates=of_candidates) if again and not interrupted else report

    def _refuse_empty(self) -> None:
        if not count_websites(self.store, self.country, self.wave, candidates=self._scope.is_of_candidates):
            raise self._scope.refuse_empty(self.country, self.wave)


def say_when(store: Store, report: CrawlReport, *, candidates: bool = False) -> CrawlReport:
    """The report with the day from which open sites are tried again, and those that are to be left alone for longer."""
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
    rests = find_rests(store, report.country, report.wave, tomorrow, candidates=candidates)
    return replace(report, try_again_from=rests.day, resting=rests.count, resting_until=rests.until)


def describe_archive(country: str, wave: str, description: dict[str, str]) -> dict[str, str]:
    """The fields of an archive's warcinfo record."""
    return {"software": f"ecomstat/{program_version()}", "format": "WARC File Format 1.0", "country": country, "wave": wave, **description}


def _archive_visit(store_path: Path, archive: ArchiveFile, finished: FinishedVisit) -> SiteVisit:
    """Writes a site's records; gives its visit with the places of its pages."""
    offsets = archive.append(finished.records)
    of_pages = offsets[len(offsets) - len(finished.urls) - 1 : -1]
    return place_pages(finished.visit, name_file(store_path, archive.path), dict(zip(finished.urls, of_pages, strict=True)))
