"""`crawl --scheduler`: a wave's websites visited by other computers, and what they found brought into the store."""

from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

from catalogue.messages import say
from catalogue.progress import Progress
from scrapers.cluster.connecting import connecting
from scrapers.cluster.merging import Merged, Merger
from scrapers.cluster.options import ClusterOptions, ClusterReport
from scrapers.cluster.planning import SITES, Plan, build_tasks, choose_manners, list_opt_outs, plan_shards
from scrapers.cluster.storage import Storage, is_local
from scrapers.cluster.submitting import run_tasks
from scrapers.crawling.frontier import RetryPlan
from scrapers.crawling.launching import LOCK_SECONDS, check_crawl
from scrapers.crawling.locking import lock_country
from scrapers.crawling.mending import mend_broken_runs
from scrapers.crawling.opting_out import OptOuts, read_opt_out_file
from scrapers.crawling.options import CrawlOptions, CrawlReport
from scrapers.crawling.scopes import ENTERPRISES
from scrapers.purging.sites import plan_sites, purge_opted_out
from store.candidates import settle_candidates
from store.crawl import count_open, count_websites, leave_out_kinds
from store.opening import Store, open_store
from store.runs import recording
from store.settings import read_opt_outs
from store.shards import AskedShard, note_asked, read_unmerged
from store.websites import count_statuses


def crawl_on_cluster(store_path: Path, options: CrawlOptions, cluster: ClusterOptions, progress: Progress) -> ClusterReport:
    """Has a country's websites visited by the computers of a cluster; what was finished by an earlier run is taken first.

    Raises:
        CrawlError: the crawl could not begin, the cluster or its storage is out of reach, or what it brought is damaged.
    """
    check_crawl(store_path, options)
    storage = Storage(name_storage(cluster.storage))
    storage.check()
    with ExitStack() as afterwards:
        opted_out = list[str]()
        afterwards.callback(_purge, store_path, opted_out, progress)  # also where a later shard is damaged
        return _crawl(store_path, options, cluster, storage, progress, opted_out)


def _crawl(
    store_path: Path, options: CrawlOptions, cluster: ClusterOptions, storage: Storage, progress: Progress, opted_out: list[str]
) -> ClusterReport:
    with lock_country(store_path, options.country, LOCK_SECONDS), open_store(store_path, create=False) as store:
        _get_ready(store, options)
        arguments = {"country": options.country, "wave": options.wave, "scheduler": cluster.scheduler, "storage": storage.url}
        with recording(store, "crawl", {**arguments, **cluster.disclosed}, options.country, options.wave) as counts:
            report = _ClusterCrawl(store, options, cluster, storage, progress, opted_out).run()
            counts.update(visited=report.crawl.visited, requests=report.crawl.requests, bytes=report.crawl.bytes, shards=report.shards)
            counts.update(failed=len(report.failed), **report.crawl.statuses)
    return report


def _purge(store_path: Path, sites: list[str], progress: Progress) -> None:
    """Takes sites that are opted out by now out of the archives that shards brought."""
    if sites:
        with open_store(store_path, create=False) as store:
            purge_opted_out(store, plan_sites(store, sites), progress)


def name_storage(place: str) -> str:
    """The storage as all computers find it: a folder by its whole path."""
    return str(Path(place).absolute()) if is_local(place) and "://" not in place else place.rstrip("/")


def _get_ready(store: Store, options: CrawlOptions) -> None:
    """What every crawl does before its first visit."""
    settle_candidates(store, options.country, options.wave)
    if not count_websites(store, options.country, options.wave):
        raise ENTERPRISES.refuse_empty(options.country, options.wave)
    mend_broken_runs(store, options.country, "crawl")
    reasons = {"social": say("Social networks are not visited."), "marketplace": say("Marketplaces are not visited.")}
    leave_out_kinds(store, options.country, options.wave, reasons)


class _ClusterCrawl:
    def __init__(
        self, store: Store, options: CrawlOptions, cluster: ClusterOptions, storage: Storage, progress: Progress, opted_out: list[str]
    ) -> None:
        self._opted_out = opted_out
        self._store, self._options, self._cluster, self._storage, self._progress = store, options, cluster, storage, progress
        self._entries = read_opt_outs(store) | (read_opt_out_file(options.opt_out_file) if options.opt_out_file else set())
        self._opt_outs = OptOuts(self._entries)
        self._merger = Merger(store, storage, self._opt_outs, options.archive_dir)
        self._merged: list[Merged] = []

    def run(self) -> ClusterReport:
        """Takes what is there, has the rest visited, and reports."""
        country, wave = self._options.country, self._options.wave
        for asked in read_unmerged(self._store, country, wave, "crawl", self._storage.url):
            self._merge(asked)
        retries = RetryPlan(self._options.retries, self._options.same_day)
        plan = plan_shards(self._store, country, wave, retries, self._opt_outs, self._cluster.sites or SITES)
        failed = self._visit(plan) if plan.sites else []
        return self._report(plan, failed)

    def _visit(self, plan: Plan) -> list[str]:
        country, wave = self._options.country, self._options.wave
        manners = choose_manners(self._store, self._options, self._cluster.at_once)
        tasks = build_tasks(plan, country, wave, self._storage.url, manners, list_opt_outs(self._entries))
        with ExitStack() as stack:
            client = stack.enter_context(connecting(self._cluster.scheduler, self._cluster.at_once, self._progress))
            self._progress.start(say("Visiting websites"), plan.sites)
            return run_tasks(client, tasks, self._cluster.at_once, self._ask, self._finish, self._progress)

    def _ask(self, asked: AskedShard) -> None:
        note_asked(self._store, asked)

    def _finish(self, asked: AskedShard) -> None:
        self._merge(asked)
        self._progress.advance(asked.sites)

    def _merge(self, asked: AskedShard) -> None:
        merged = self._merger.merge(asked)
        if merged is not None:
            self._merged.append(merged)
            self._opted_out.extend(merged.opted_out)

    def _report(self, plan: Plan, failed: list[str]) -> ClusterReport:
        country, wave, merged = self._options.country, self._options.wave, self._merged
        again, _ = count_open(self._store, country, wave)
        day = (datetime.now(UTC) + timedelta(days=1)).date().isoformat() if again else None
        crawl = CrawlReport(
            country, wave, sum(m.sites for m in merged), count_statuses(self._store, country, wave), again, day,
            sum(m.requests for m in merged), sum(m.bytes for m in merged), None,
        )  # fmt: skip
        opted_out = tuple(site for m in merged for site in m.opted_out)
        return ClusterReport(crawl, len(merged), plan.staying, tuple(failed), opted_out)
