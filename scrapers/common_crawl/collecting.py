"""A crawl of Common Crawl's becomes an archive of ours that holds the register's websites; it goes on where it stopped."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from catalogue.errors import CrawlError
from catalogue.leaving import check_hosts_only, describe_leaving
from catalogue.messages import say
from catalogue.progress import Progress
from scrapers.archives.own import PART_OF
from scrapers.archives.places import archive_folder
from scrapers.archives.writing import ArchiveFile
from scrapers.common_crawl.asking import PoliteClient
from scrapers.common_crawl.captures import Capture, choose_captures
from scrapers.common_crawl.cdx import ask_captures
from scrapers.common_crawl.columnar import list_captures
from scrapers.common_crawl.plans import Plan, place_plan
from scrapers.common_crawl.records import KeptRecords, fetch_record
from scrapers.common_crawl.sources import Source, find_leaving, is_address
from scrapers.crawling.contact import name_agent
from scrapers.crawling.locking import lock_country
from scrapers.crawling.opting_out import OptOuts
from scrapers.readers.ordering import answer_in_order
from store.crawl import end_broken_runs
from store.opening import Store
from store.runs import program_version, recording
from store.settings import find_settings, read_opt_outs
from store.site_lists import SiteList
from store.websites import read_websites

KINDS = frozenset({"own", "shared"})
AT_ONCE = 4
"""Records that the storage is asked for at the same time; `Source.storage_seconds` lie between the beginnings of two questions."""

LOCK_SECONDS = 2.0
StartUrls = Mapping[str, str | None]
"""{site: the address of its home page, if the register names one}"""


@dataclass(frozen=True, slots=True)
class Collected:
    """What was fetched: `lacking` sites are not in the crawl, `damaged` records could not be had whole; `archive`: None without any."""

    archive: Path | None
    sites: int
    lacking: int
    records: int
    damaged: int


def collect_crawl(store: Store, source: Source, allowed: Collection[str] = (), *, country: str, wave: str, progress: Progress) -> Collected:
    """Looks the wave's websites up in the crawl and fetches their records into an archive beside the store.

    Raises:
        CrawlError: index or storage cannot be read (what was fetched is kept), or are servers and `allowed` does not hold the leave for
            that, or something else works on the country's websites.
    """
    leaving = find_leaving(source, allowed)
    arguments = {
        "country": country, "wave": wave, "crawl": source.crawl, "index": source.index, "storage": source.storage,
        **describe_leaving([leaving] if leaving else []),
    }  # fmt: skip
    with lock_country(store.path, country, LOCK_SECONDS):
        end_broken_runs(store, country, "common-crawl")
        with recording(store, "common-crawl", arguments, country, wave) as counts:
            collected = _Collection(store, source, country, wave, progress).collect()
            counts.update(sites=collected.sites, lacking=collected.lacking, records=collected.records, damaged=collected.damaged)
    return collected


def find_archive(folder: Path, country: str, wave: str, crawl: str) -> Path:
    """The archive that a crawl's records go to: as it is called since it was last written anew without websites that opted out."""
    first = folder / f"{country}-{wave}-{crawl}.warc.gz"
    return max([*folder.glob(f"{country}-{wave}-{crawl}-p*.warc.gz")], default=first, key=lambda path: (len(path.name), path.name))


class _Collection:
    """One run: what it is of, where it is kept."""

    def __init__(self, store: Store, source: Source, country: str, wave: str, progress: Progress) -> None:
        folder = archive_folder(store.path)
        folder.mkdir(parents=True, exist_ok=True)
        settings = find_settings(store, country, wave)
        self._store, self._source, self._country, self._wave, self._progress = store, source, country, wave, progress
        self._agent = name_agent(settings.get("contact_name", ""), settings.get("contact_url", ""))
        self._plan = Plan(place_plan(folder, country, wave, source.crawl))
        description = {
            "software": f"ecomstat/{program_version()}", "format": "WARC File Format 1.0", "country": country, "wave": wave,
            "description": f"Records of Common Crawl's {source.crawl}", PART_OF: source.crawl,
        }  # fmt: skip
        self._archive = ArchiveFile(find_archive(folder, country, wave, source.crawl), description)

    def collect(self) -> Collected:
        """What the crawl has of the wave's websites, fetched."""
        websites = self._read_sites()
        self._look_up(websites)
        with SiteList() as listed, closing(PoliteClient(self._agent, seconds=self._source.storage_seconds)) as client:
            return self._fetch(websites, KeptRecords(self._archive, listed), client)

    def _read_sites(self) -> dict[str, str | None]:
        """The wave's websites that a crawl would visit, without those that are not to be."""
        opt_outs = OptOuts(read_opt_outs(self._store))
        found = read_websites(self._store, self._country, self._wave)
        wanted = (one for one in found if one.kind in KINDS and one.status != "opted_out" and not opt_outs.hold(one.site))
        return {website.site: website.start_url for website in wanted}

    def _look_up(self, websites: StartUrls) -> None:
        """Adds the sites to the plan that are not in it."""
        known = {site for site, _ in self._plan.read()}
        missing = [site for site in websites if site not in known]
        if not missing:
            return
        self._progress.start(say("Looking up websites in {crawl}", crawl=self._source.crawl), len(missing))
        for site, captures in self._find_captures(missing):
            self._plan.add(site, choose_captures(captures, websites[site], self._source.pages))
            known.add(site)
            self._progress.advance()
        for site in missing:
            if site not in known:
                self._plan.add(site, ())

    def _find_captures(self, missing: list[str]) -> Iterator[tuple[str, list[Capture]]]:
        source, hosts = self._source, check_hosts_only(site.partition("/")[0] for site in missing)
        if is_address(source.index):
            with closing(PoliteClient(self._agent, seconds=source.index_seconds)) as client:
                for site in missing:
                    yield site, ask_captures(client, source.index, source.crawl, site)
            return
        wanted = set(missing)
        yield from (found for found in list_captures(Path(source.index), source.crawl, hosts) if found[0] in wanted)

    def _fetch(self, wanted: Collection[str], kept: KeptRecords, client: PoliteClient) -> Collected:
        """Fetches what the archive does not have of the sites that are wanted still, a few records at once."""
        storage = self._source.storage
        if not is_address(storage) and not Path(storage).is_dir():
            raise CrawlError(say("There is no folder {folder}: --storage names the one with the crawl's archives.", folder=storage))
        planned = [bool(captures) for site, captures in self._plan.read() if site in wanted]
        self._progress.start(say("Fetching pages of {crawl}", crawl=self._source.crawl), sum(planned))
        records = damaged = 0
        for record in answer_in_order(lambda capture: fetch_record(client, storage, capture), self._list_open(wanted, kept), AT_ONCE):
            if record is None:
                damaged += 1
            else:
                kept.add(record)
                records += 1
        path = self._archive.path if self._archive.path.exists() else None
        return Collected(path, sum(planned), len(planned) - sum(planned), records, damaged)

    def _list_open(self, wanted: Collection[str], kept: KeptRecords) -> Iterator[Capture]:
        """What the archive does not have of the sites that are wanted, site by site."""
        for site, captures in self._plan.read():
            if site in wanted and captures:
                yield from (capture for capture in captures if not kept.hold(capture))
                self._progress.advance()
