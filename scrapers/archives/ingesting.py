"""Archives into the store: the same rows that a crawl would have left, without any network."""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import chain, islice
from pathlib import Path

from catalogue.additions import using_additions
from catalogue.errors import CrawlError
from catalogue.memory import GB, share_reading
from catalogue.messages import say, say_count
from catalogue.progress import Progress
from scrapers.archives.concluding import was_read
from scrapers.archives.foreign import list_foreign_sites, list_pages
from scrapers.archives.own import holds_visits, list_own_sites
from scrapers.archives.places import name_file
from scrapers.archives.reading import Damage
from scrapers.archives.reports import IngestReport, Tally
from scrapers.crawling.locking import lock_country
from scrapers.crawling.opting_out import OptOuts
from scrapers.readers.pool import ReaderPool
from scrapers.readers.tasks import ArchivedSite, Beginning
from scrapers.signals.matching import check_examples
from store.additions import additions_folder
from store.crawl import end_broken_runs
from store.opening import Store
from store.records import SiteVisit, Website
from store.runs import recording
from store.settings import read_opt_outs
from store.site_lists import SiteList
from store.websites import count_statuses, find_website, write_visits

BATCH = 20
LOCK_SECONDS = 2.0


def ingest_archives(
    store: Store, paths: Sequence[Path], *, country: str, wave: str, progress: Progress, memory: int = 2 * GB
) -> IngestReport:
    """Reads web archives into the store: our own, or any WARC. Only sites that the register names are taken.

    This process lists what the archives hold and writes the store; as many others as the machine has cores, and as fit into `memory`
    (bytes, for all together), read the sites.

    Websites whose owners asked not to be visited are left out.

    Raises:
        CrawlError: a file is missing or is no web archive, or something else works on the country's websites.
        ProfileError: the words that the office added are not in order.
    """
    if not paths:
        raise CrawlError(say("Say which archives to read: one or more .warc or .warc.gz files."))
    additions, shares = additions_folder(store.path).absolute(), share_reading(memory, os.cpu_count() or 1)
    with ExitStack() as stack:
        check_examples(stack.enter_context(using_additions(additions)))
        stack.enter_context(lock_country(store.path, country, LOCK_SECONDS))
        end_broken_runs(store, country, "ingest")
        pool = stack.enter_context(ReaderPool(Beginning(country, str(additions), shares.reader), shares.readers))
        listed = stack.enter_context(SiteList())
        return _ingest(_Ingestion(store, country, wave, progress, listed), paths, pool)


def _ingest(ingestion: "_Ingestion", paths: Sequence[Path], pool: ReaderPool) -> IngestReport:
    store, country, wave = ingestion.store, ingestion.country, ingestion.wave
    with recording(store, "ingest", {"country": country, "wave": wave, "files": [p.name for p in paths]}, country, wave) as counts:
        own = [path for path in paths if holds_visits(path)]
        foreign = [path for path in paths if path not in own]
        sites = chain(ingestion.list_own(own), ingestion.list_foreign(foreign))
        for batch in _batches(ingestion.admit(pool.read_in_order(sites))):
            write_visits(store, batch)
        report = ingestion.report()
        counts.update(sites=report.sites, pages=report.pages, not_registered=report.not_registered)
    return report


class _Ingestion:
    def __init__(self, store: Store, country: str, wave: str, progress: Progress, listed: SiteList) -> None:
        self.store, self.country, self.wave, self._progress, self._listed = store, country, wave, progress, listed
        self._tally = Tally()
        self._opt_outs = OptOuts(read_opt_outs(store))

    def list_own(self, paths: Sequence[Path]) -> Iterator[ArchivedSite]:
        """The visits in our own archives, oldest file first."""
        for path in sorted(paths, key=lambda path: path.name):
            self._progress.start(say("Reading {name}", name=path.name))
            damage = Damage()
            for site, found in list_own_sites(path, name_file(self.store.path, path), self._find, damage):
                if found is None:
                    self._listed.meet(site, is_wanted=False)
                else:
                    self._tally.left_out += len(found.outcome.left_out)
                    yield found
            self._note_damage(path, damage)

    def list_foreign(self, paths: Sequence[Path]) -> Iterator[ArchivedSite]:
        """The sites in other archives, each with its pages in all of them."""
        for number, path in enumerate(paths):
            self._progress.start(say("Listing {name}", name=path.name))
            damage = Damage()
            list_pages(path, number, self._listed, self._is_known, damage)
            self._note_damage(path, damage)
        if paths:
            self._progress.start(say("Reading websites"), self._listed.count_with_pages())
        yield from list_foreign_sites(self._listed, paths, [name_file(self.store.path, path) for path in paths], self._find)

    def admit(self, visits: Iterable[SiteVisit | None]) -> Iterator[SiteVisit]:
        """The visits but those that say nothing, and those of which the store holds one that says more."""
        for visit in visits:
            self._progress.advance()
            if visit is None:
                self._tally.unusable += 1
                continue
            stored = self._find(visit.website.site)
            if stored is not None and not replaces(visit.website, stored):
                self._tally.kept += 1
                continue
            self._tally.sites += 1
            self._tally.pages += len(visit.pages)
            yield visit

    def report(self) -> IngestReport:
        """What was done."""
        tally, opted_out = self._tally, len(self._tally.opted_out)
        if tally.left_out:
            tally.notes.append(describe_left_out(tally.left_out))
        return IngestReport(
            self.country, self.wave, tally.sites, tally.pages, count_statuses(self.store, self.country, self.wave), tally.kept,
            self._listed.count(is_wanted=False) - opted_out, tally.unusable, tally.skipped_records, tuple(tally.notes), opted_out,
        )  # fmt: skip

    def _find(self, site: str) -> Website | None:
        if self._opt_outs.hold(site):
            self._tally.opted_out.add(site)
            return None
        return find_website(self.store, self.country, self.wave, site)

    def _is_known(self, site: str) -> bool:
        return self._find(site) is not None

    def _note_damage(self, path: Path, damage: Damage) -> None:
        self._tally.skipped_records += damage.skipped
        if damage.truncated is not None:
            sentence = say(
                "{name} is damaged or cut off ({reason}): what comes before that was read.", name=path.name, reason=damage.truncated
            )
            self._tally.notes.append(sentence)


def describe_left_out(count: int) -> str:
    """What is said of pages that a crawl read and did not archive."""
    return say_count(
        "{count} page was read by the crawl and not archived (--archive evidence): what is found now rests on the others.",
        "{count} pages were read by the crawl and not archived (--archive evidence): what is found now rests on the others.",
        count,
    )


def replaces(new: Website, stored: Website) -> bool:
    """Whether an archived visit takes the place of the stored one: it is no older, or it was read and the other was not.

    None does where the owner asked not to be visited, for as long as the wave lasts.
    """
    if stored.status == "opted_out":
        return False
    if stored.last_attempt_at is None or (new.last_attempt_at or "") >= stored.last_attempt_at:
        return True
    return was_read(new.status) and not was_read(stored.status)


def _batches(visits: Iterable[SiteVisit]) -> Iterator[list[SiteVisit]]:
    iterator = iter(visits)
    while batch := list(islice(iterator, BATCH)):
        yield batch
