"""Finished shards come into the store: in whole sites, once, and only what the store may have asked for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from catalogue.errors import CrawlError
from catalogue.messages import say
from scrapers.archives.ingesting import replaces
from scrapers.archives.own import is_ours
from scrapers.archives.places import archive_folder, name_file
from scrapers.cluster.checking import build_visit
from scrapers.cluster.manifests import ARCHIVE, Manifest, fetch_file, find_manifest, place_shard
from scrapers.cluster.rows import FILES, read_visits
from scrapers.cluster.storage import Storage
from scrapers.crawling.opting_out import OptOuts
from scrapers.crawling.shards import Shard
from store.burdens import VisitTimes, add_times
from store.opening import Store
from store.records import SiteVisit, Website
from store.shards import AskedShard, is_merged, note_merged
from store.websites import find_website, write_visits

BATCH = 50
"""Sites that are committed together."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What a shard added; sites that are opted out by now, and how many the store does not know."""

    sites: int = 0
    pages: int = 0
    requests: int = 0
    bytes: int = 0
    opted_out: tuple[str, ...] = ()
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class _Taken:
    """A visit that the store takes, and what is to be added for it."""

    visit: SiteVisit
    times: VisitTimes
    requests: int
    bytes: int


class Merger:
    """Brings a wave's shards from a storage into its store; `archive_dir` takes their archives (otherwise beside the store)."""

    def __init__(self, store: Store, storage: Storage, opt_outs: OptOuts, archive_dir: Path | None = None) -> None:
        self._store, self._storage, self._opt_outs = store, storage, opt_outs
        self._archives = (archive_dir or archive_folder(store.path)).absolute()

    def merge(self, asked: AskedShard, archives: Sequence[Path] = ()) -> Merged | None:
        """Takes a shard; its pages lie in its own archive, or in these. None where it is not finished; nothing where it was taken before.

        What the shard left at the storage is removed afterwards, so that there is one place from which pages are purged.

        Raises:
            CrawlError: what stands at the storage is not what it should be.
        """
        if is_merged(self._store, asked):
            return Merged()
        found = find_manifest(self._storage, asked.country, asked.wave, asked.shard)
        if found is None:
            return None
        manifest, digest = found
        with TemporaryDirectory(prefix="ecomstat-", ignore_cleanup_errors=True) as name:
            for file in FILES.values():
                fetch_file(self._storage, manifest, file, Path(name) / file)
            files = list(archives) or self._fetch_archive(manifest)
            places = [(name_file(self._store.path, file), file.stat().st_size) for file in files]
            self._check(asked, Path(name), places)
            merged = self._write(asked, Path(name), places)
        note_merged(self._store, asked, digest)
        self._storage.remove(place_shard(asked.country, asked.wave, asked.shard))
        return merged

    def _fetch_archive(self, manifest: Manifest) -> list[Path]:
        if ARCHIVE not in manifest.files:
            return []
        stamp = manifest.made_at.replace("-", "").replace(":", "")
        path = self._archives / f"{manifest.country}-{manifest.wave}-{stamp}-{manifest.shard}.warc.gz"
        self._archives.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}.part")
        try:
            fetch_file(self._storage, manifest, ARCHIVE, part)
            if not is_ours(part):
                raise CrawlError(say("{path} is not a web archive (WARC): give a .warc or .warc.gz file.", path=ARCHIVE))
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
        return [path]

    def _check(self, asked: AskedShard, folder: Path, places: Sequence[tuple[str, int]]) -> None:
        """Looks at all rows before any is taken."""
        part = Shard.read(asked.part)
        for row, pages, signals in read_visits(folder):
            site = row["site"]
            if not part.holds(site):
                raise CrawlError(say("The shard {shard} holds {site}, which does not belong to it.", shard=asked.shard, site=site))
            if stored := find_website(self._store, asked.country, asked.wave, site):
                build_visit(stored, row, pages, signals, places)

    def _write(self, asked: AskedShard, folder: Path, places: Sequence[tuple[str, int]]) -> Merged:
        merged = Merged()
        taken = self._take(asked, folder, places)
        while batch := list(islice(taken, BATCH)):
            ours = [one for one in batch if isinstance(one, _Taken)]
            with self._store.writing():
                write_visits(self._store, [one.visit for one in ours])
                if asked.command == "crawl":
                    add_times(self._store, [one.times for one in ours])
            merged = replace(
                merged,
                sites=merged.sites + len(ours),
                pages=merged.pages + sum(len(one.visit.pages) for one in ours),
                requests=merged.requests + sum(one.requests for one in ours),
                bytes=merged.bytes + sum(one.bytes for one in ours),
                opted_out=(*merged.opted_out, *(one for one in batch if isinstance(one, str))),
                unknown=merged.unknown + sum(one is None for one in batch),
            )
        return merged

    def _take(self, asked: AskedShard, folder: Path, places: Sequence[tuple[str, int]]) -> Iterator[_Taken | str | None]:
        """The visits to be written; the name of a site that is opted out by now; None for one that the store does not know."""
        is_crawl = asked.command == "crawl"
        for row, pages, signals in read_visits(folder):
            stored = find_website(self._store, asked.country, asked.wave, row["site"])
            if stored is None:
                yield None
            elif self._opt_outs.hold(stored.site):
                yield stored.site
            else:
                visit = build_visit(stored, row, pages, signals, places)
                if _is_newer(visit.website, stored) if is_crawl else replaces(visit.website, stored):
                    times = VisitTimes(visit.website, row["seconds"], row["not_before"])
                    total = _add_burden(visit, stored) if is_crawl else visit
                    yield _Taken(total, times, row["requests"], row["bytes"])


def _is_newer(new: Website, stored: Website) -> bool:
    """Whether a visit was made after the one that the store has; the same visit is not."""
    return (new.last_attempt_at or "") > (stored.last_attempt_at or "")


def _add_burden(visit: SiteVisit, stored: Website) -> SiteVisit:
    website = visit.website
    total = replace(website, requests=stored.requests + website.requests, bytes=stored.bytes + website.bytes)
    return replace(visit, website=total)
