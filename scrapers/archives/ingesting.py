"""Archives into the store: the same rows that a crawl would have left, without any network."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from catalogue.additions import using_additions
from catalogue.errors import CrawlError
from catalogue.messages import say
from catalogue.profiles import load_profile
from catalogue.progress import Progress
from scrapers.archives.concluding import was_read
from scrapers.archives.foreign import Group, list_pages, read_foreign_visits
from scrapers.archives.own import is_ours, read_own_visits
from scrapers.archives.places import name_file
from scrapers.archives.reading import Damage
from scrapers.archives.reports import IngestReport, Tally
from store.additions import additions_folder
from store.opening import Store
from store.records import SiteVisit, Website
from store.runs import recording
from store.websites import count_statuses, find_website, write_visits

BATCH = 20


def ingest_archives(store: Store, paths: Sequence[Path], *, country: str, wave: str, progress: Progress) -> IngestReport:
    """Reads web archives into the store: our own, or any WARC. Only sites that the register names are taken.

    Raises:
        CrawlError: a file is missing or is no web archive.
    """
    if not paths:
        raise CrawlError(say("Say which archives to read: one or more .warc or .warc.gz files."))
    with using_additions(additions_folder(store.path)):
        return _ingest(store, paths, country, wave, progress)


def _ingest(store: Store, paths: Sequence[Path], country: str, wave: str, progress: Progress) -> IngestReport:
    ingestion = _Ingestion(store, country, wave, progress)
    with recording(store, "ingest", {"country": country, "wave": wave, "files": [p.name for p in paths]}, country, wave) as counts:
        own = [path for path in paths if is_ours(path)]
        foreign = [path for path in paths if path not in own]
        for batch in _batches(chain(ingestion.read_own(own), ingestion.read_foreign(foreign))):
            write_visits(store, batch)
        report = ingestion.report()
        counts.update(sites=report.sites, pages=report.pages, not_registered=report.not_registered)
    return report


class _Ingestion:
    def __init__(self, store: Store, country: str, wave: str, progress: Progress) -> None:
        self._store, self._country, self._wave, self._progress = store, country, wave, progress
        self._profile = load_profile(country)
        self._tally = Tally()

    def read_own(self, paths: Sequence[Path]) -> Iterator[SiteVisit]:
        """The visits in our own archives, oldest file first."""
        for path in sorted(paths, key=lambda path: path.name):
            self._progress.start(say("Reading {name}", name=path.name))
            damage = Damage()
            for site, visit in read_own_visits(path, name_file(self._store.path, path), self._find, self._profile, damage):
                if visit is None:
                    self._tally.meet_stranger(site)
                else:
                    yield from self._admit(visit)
            self._note_damage(path, damage)

    def read_foreign(self, paths: Sequence[Path]) -> Iterator[SiteVisit]:
        """The visits in other archives, site by site over all of them."""
        groups: Group = {}
        for number, path in enumerate(paths):
            self._progress.start(say("Listing {name}", name=path.name))
            damage = Damage()
            list_pages(path, number, groups, self._is_known, damage)
            self._note_damage(path, damage)
        if paths:
            self._progress.start(say("Reading websites"), len(groups))
        names = [name_file(self._store.path, path) for path in paths]
        for _, visit in read_foreign_visits(paths, names, groups, self._find, self._profile):
            if visit is None:
                self._tally.unusable += 1
                self._progress.advance()
            else:
                yield from self._admit(visit)

    def report(self) -> IngestReport:
        """What was done."""
        tally = self._tally
        return IngestReport(
            self._country, self._wave, tally.sites, tally.pages, count_statuses(self._store, self._country, self._wave), tally.kept,
            len(tally.strangers), tally.unusable, tally.skipped_records, tuple(tally.notes),
        )  # fmt: skip

    def _admit(self, visit: SiteVisit) -> Iterator[SiteVisit]:
        """The visit, unless the store holds one that says more."""
        self._progress.advance()
        stored = self._find(visit.website.site)
        if stored is not None and not replaces(visit.website, stored):
            self._tally.kept += 1
            return
        self._tally.sites += 1
        self._tally.pages += len(visit.pages)
        yield visit

    def _find(self, site: str) -> Website | None:
        return find_website(self._store, self._country, self._wave, site)

    def _is_known(self, site: str) -> bool:
        known = self._find(site) is not None
        if not known:
            self._tally.meet_stranger(site)
        return known

    def _note_damage(self, path: Path, damage: Damage) -> None:
        self._tally.skipped_records += damage.skipped
        if damage.truncated is not None:
            sentence = say(
                "{name} is damaged or cut off ({reason}): what comes before that was read.", name=path.name, reason=damage.truncated
            )
            self._tally.notes.append(sentence)


def replaces(new: Website, stored: Website) -> bool:
    """Whether an archived visit takes the place of the stored one: it is no older, or it was read and the other was not."""
    if stored.last_attempt_at is None or (new.last_attempt_at or "") >= stored.last_attempt_at:
        return True
    return was_read(new.status) and not was_read(stored.status)


def _batches(visits: Iterable[SiteVisit]) -> Iterator[list[SiteVisit]]:
    iterator = iter(visits)
    while batch := list(islice(iterator, BATCH)):
        yield batch
