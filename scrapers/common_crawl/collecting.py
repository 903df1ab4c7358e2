"""A crawl of Common Crawl's becomes an archive of ours that holds the register's websites; it goes on where it stopped."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from catalogue.errors import CrawlError
from catalogue.messages import say
from catalogue.progress import Progress
from scrapers.archives.places import archive_folder
from scrapers.archives.writing import ArchiveFile
from scrapers.common_crawl.asking import PoliteClient
from scrapers.common_crawl.captures import Capture, check_crawl, choose_captures
from scrapers.common_crawl.cdx import ask_captures
from scrapers.common_crawl.columnar import list_captures
from scrapers.common_crawl.plans import Plan
from scrapers.common_crawl.records import KeptRecords, fetch_record
from scrapers.crawling.contact import name_agent
from scrapers.crawling.opting_out import OptOuts
from store.opening import Store
from store.records import Website
from store.runs import recording
from store.settings import find_settings, read_opt_outs
from store.site_lists import SiteList
from store.websites import read_websites

LEAVE = "common_crawl"
"""What --allow-disclosure must name before a server is told which websites the register has."""

INDEX, STORAGE = "https://index.commoncrawl.org", "https://data.commoncrawl.org"
PAGES = 20
"""Pages of one site that are fetched."""

INDEX_SECONDS, STORAGE_SECONDS = 1.0, 0.1
"""Between two questions to the index, and between two records."""

KINDS = frozenset({"own", "shared"})


@dataclass(frozen=True, slots=True)
class Source:
    """Where a crawl is. `index` is a folder with its columnar index, or a CDX server's address; `storage` a folder or an address."""

    crawl: str
    index: str
    storage: str
    pages: int = PAGES
    index_seconds: float = INDEX_SECONDS
    storage_seconds: float = STORAGE_SECONDS

    @property
    def told(self) -> tuple[str, ...]:
        """The servers that learn which websites the register has."""
        return tuple(place for place in (self.index, self.storage) if is_address(place))


@dataclass(frozen=True, slots=True)
class Collected:
    """What was fetched: `lacking` sites are not in the crawl, `damaged` records could not be had whole; `archive`: None without any."""

    archive: Path | None
    sites: int
    lacking: int
    records: int
    damaged: int


def is_address(place: str) -> bool:
    """Whether a place is a server's address and no folder."""
    return urlsplit(place).scheme in {"http", "https"}


def find_source(store: Store, country: str, wave: str, crawl: str, index: str | None, storage: str | None) -> Source:
    """The places that were given, else those of the settings, else Common Crawl's own. Raises CrawlError for no crawl's name."""
    settings = find_settings(store, country, wave)
    places = index or settings.get("common_crawl_index", INDEX), storage or settings.get("common_crawl_storage", STORAGE)
    return Source(check_crawl(crawl), *places)


def check_leave(source: Source, allowed: Collection[str]) -> None:
    """Raises CrawlError where a server would be told of the register without leave, or leave is given for something else."""
    if unknown := sorted(set(allowed) - {LEAVE}):
        raise CrawlError(
            say("{unknown} is nothing that ingest can be allowed: --allow-disclosure takes {known}.", unknown=unknown[0], known=LEAVE)
        )
    if source.told and LEAVE not in allowed:
        raise CrawlError(
            say(
                "{places} would learn which websites the register names. --allow-disclosure {leave} allows it; or give folders of your own:"
                " --index with the crawl's columnar index in Parquet, --storage with its archives.",
                places=", ".join(source.told),
                leave=LEAVE,
            )
        )


def collect_crawl(store: Store, source: Source, *, country: str, wave: str, progress: Progress) -> Collected:
    """Looks the wave's websites up in the crawl and fetches their records into an archive beside the store.

    Raises:
        CrawlError: index or storage cannot be read; what was fetched is kept.
    """
    path = archive_folder(store.path) / f"{country}-{wave}-{source.crawl}.warc.gz"
    path.parent.mkdir(parents=True, exist_ok=True)
    told = {"disclosed": dict.fromkeys(source.told, "hosts of the register")}
    arguments = {"country": country, "wave": wave, "crawl": source.crawl, "index": source.index, "storage": source.storage, **told}
    with recording(store, "common-crawl", arguments, country, wave) as counts:
        plan = Plan(path.with_name(f"{path.name}.plan"))
        agent = _name_agent(store, country, wave)
        websites = {website.site: website for website in read_sites(store, country, wave)}
        _look_up(source, plan, websites, progress, agent)
        collected = _fetch(source, plan, path, websites, progress, agent)
        counts.update(sites=collected.sites, lacking=collected.lacking, records=collected.records, damaged=collected.damaged)
    return collected


def read_sites(store: Store, country: str, wave: str) -> list[Website]:
    """The wave's websites that a crawl would visit, without those that are not to be."""
    opt_outs = OptOuts(read_opt_outs(store))
    return [w for w in read_websites(store, country, wave) if w.kind in KINDS and not opt_outs.hold(w.site)]


def _look_up(source: Source, plan: Plan, websites: Mapping[str, Website], progress: Progress, agent: str) -> None:
    """Adds the sites to the plan that are not in it."""
    known = {site for site, _ in plan.read()}
    missing = {site: website for site, website in websites.items() if site not in known}
    progress.start(say("Looking up websites in {crawl}", crawl=source.crawl), len(missing))
    for site, captures in _find_captures(source, missing, agent):
        plan.add(site, choose_captures(captures, missing[site].start_url, source.pages))
        known.add(site)
        progress.advance()
    for site in missing:
        if site not in known:
            plan.add(site, ())


def _find_captures(source: Source, missing: Mapping[str, Website], agent: str) -> Iterator[tuple[str, list[Capture]]]:
    if not missing:
        return
    if is_address(source.index):
        client = PoliteClient(agent, seconds=source.index_seconds)
        for site in missing:
            yield site, ask_captures(client, source.index, source.crawl, site)
        return
    for site, captures in list_captures(Path(source.index), source.crawl, {website.host for website in missing.values()}):
        if site in missing:
            yield site, captures


def _fetch(source: Source, plan: Plan, path: Path, wanted: Collection[str], progress: Progress, agent: str) -> Collected:
    """Fetches what the archive does not have of the sites that are wanted still."""
    client = PoliteClient(agent, seconds=source.storage_seconds)
    archive = ArchiveFile(path, {"description": f"Records of Common Crawl's {source.crawl}", "isPartOf": source.crawl})
    sites = lacking = records = damaged = 0
    progress.start(say("Fetching pages of {crawl}", crawl=source.crawl), len(wanted))
    with SiteList() as listed:
        kept = KeptRecords(archive, listed)
        for site, captures in plan.read():
            if site not in wanted:
                continue
            sites, lacking = sites + bool(captures), lacking + (not captures)
            for capture in captures:
                if kept.hold(capture):
                    continue
                record = fetch_record(client, source.storage, capture)
                if record is None:
                    damaged += 1
                else:
                    kept.add(record)
                    records += 1
            progress.advance()
    return Collected(path if path.exists() else None, sites, lacking, records, damaged)


def _name_agent(store: Store, country: str, wave: str) -> str:
    settings = find_settings(store, country, wave)
    return name_agent(settings.get("contact_name", ""), settings.get("contact_url", ""))
