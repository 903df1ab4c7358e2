"""What was read from websites whose owners asked not to be visited goes: archived pages, and all rows that rest on them."""

from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass, replace

from catalogue.errors import CrawlError
from catalogue.messages import say
from catalogue.progress import Progress
from scrapers.archives.places import archive_folder
from scrapers.common_crawl.plans import Plan, list_plans
from scrapers.crawling.locking import lock_country, lock_decisions
from scrapers.crawling.opting_out import OptOuts
from scrapers.purging.finding import Archives, find_archives
from scrapers.purging.rewriting import remove_noted, rewrite_archive
from store.opening import Store
from store.purging.removals import end_purge, prepare_purge, read_removals
from store.purging.sites import HeldPage, HeldSite, find_held_pages, find_held_sites, purge_sites

LOCK_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class SitesPlan:
    """What was read from the websites: their rows of all waves, pages, and the archives that may hold them."""

    entries: tuple[str, ...]
    sites: tuple[HeldSite, ...]
    pages: tuple[HeldPage, ...]
    archives: Archives
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class SitesPurge:
    """What went: records of archives, the archives written again; files that could not be removed."""

    records: int
    rewritten: int
    stuck: tuple[str, ...]


def plan_sites(store: Store, entries: Iterable[str], *, elsewhere: bool = False) -> SitesPlan:
    """What a purge of these websites, spelled as `catalogue.sites` does, would take from the store and its archives.

    All archives of a wave that knows one of the websites are looked through: a crawl that was killed leaves pages that no row knows.
    """
    entries = tuple(sorted(set(entries)))
    opt_outs = OptOuts(set(entries))
    sites = {held for entry in entries for held in find_held_sites(store, entry) if opt_outs.hold(held.site)}
    pages = {
        held.page: held
        for entry in entries
        for held in find_held_pages(store, [s for s in sites if OptOuts({entry}).hold(s.site)], entry, opt_outs.hold_address)
    }
    named = {held.warc_file for held in pages.values() if held.warc_file}
    waves = {(held.country, held.wave) for held in sites}
    found, leftover = find_archives(store.path, named, waves, elsewhere=elsewhere), set(read_removals(store))
    archives = replace(found, ours=tuple(file for file in found.ours if file not in leftover))
    return SitesPlan(entries, tuple(sorted(sites, key=str)), tuple(pages.values()), archives, elsewhere)


def purge_opted_out(store: Store, plan: SitesPlan, progress: Progress) -> SitesPurge:
    """Writes the archives again without the websites, then takes their rows out of the store; again after a break, it goes on.

    Raises:
        CrawlError: a crawl of one of the countries is running.
    """
    opt_outs = OptOuts(set(plan.entries))
    with ExitStack() as locks:
        for country in sorted({held.country for held in plan.sites}):
            _lock(store, country, locks)
        plan = plan_sites(store, plan.entries, elsewhere=plan.elsewhere)  # what was read since it was shown
        prepare_purge(store)
        remove_noted(store)
        progress.start(say("Looking through archives"), len(plan.archives.ours))
        lost = []
        for file in plan.archives.ours:
            lost.append(rewrite_archive(store, file, opt_outs))
            progress.advance()
        for country, wave in sorted({(held.country, held.wave) for held in plan.sites}):
            for path in list_plans(archive_folder(store.path), country, wave):
                Plan(path).leave_out(opt_outs.hold)
        purge_sites(store, plan.sites, plan.pages, opt_outs.hold_address, say("The owner asked not to be visited."))
        stuck = remove_noted(store)
        end_purge(store)
    return SitesPurge(sum(lost), sum(map(bool, lost)), tuple(stuck))


def _lock(store: Store, country: str, locks: ExitStack) -> None:
    """Keeps crawls and decisions of a country away for this block. Raises CrawlError where one is at work."""
    try:
        locks.enter_context(lock_country(store.path, country, LOCK_SECONDS))
        locks.enter_context(lock_decisions(store.path, country, LOCK_SECONDS))
    except CrawlError as error:
        again = say("Nothing was deleted yet: give the same command again when it has ended. The next crawl does not visit the websites.")
        raise CrawlError(f"{error} {again}") from error
