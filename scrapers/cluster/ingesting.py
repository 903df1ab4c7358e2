"""`ingest --scheduler`: archives read by other computers, and what they say brought into the store."""

from collections.abc import Iterator, Sequence
from hashlib import sha256

from catalogue.messages import say
from catalogue.progress import Progress
from scrapers.archives.ingesting import LOCK_SECONDS
from scrapers.archives.reports import IngestReport
from scrapers.cluster.archives import bring_archive, is_own_archive, list_archives
from scrapers.cluster.connecting import connecting
from scrapers.cluster.crawling import name_storage
from scrapers.cluster.merging import Merged, Merger
from scrapers.cluster.options import ClusterOptions
from scrapers.cluster.planning import find_host
from scrapers.cluster.storage import Storage
from scrapers.cluster.submitting import run_tasks
from scrapers.cluster.tasks import IngestTask, encode_hosts, encode_task, name_shard
from scrapers.crawling.locking import lock_country
from scrapers.crawling.opting_out import OptOuts
from store.opening import Store
from store.runs import recording
from store.settings import read_opt_outs
from store.shards import AskedShard, note_asked
from store.websites import count_statuses, read_websites


def ingest_on_cluster(
    store: Store, addresses: Sequence[str], *, country: str, wave: str, cluster: ClusterOptions, progress: Progress
) -> tuple[IngestReport, tuple[str, ...]]:
    """Has archives read by the computers of a cluster; gives the report, and why archives could not be read.

    Each archive of ours is a task; those of others are one task together, since a site's pages may be in several.

    Raises:
        CrawlError: an archive is missing, the cluster or its storage is out of reach, what it brought is damaged, or another
            command works on the country.
    """
    storage = Storage(name_storage(cluster.storage))
    storage.check()
    archives = list_archives(addresses)
    arguments = {"country": country, "wave": wave, "scheduler": cluster.scheduler, "storage": storage.url, "files": archives}
    with (
        lock_country(store.path, country, LOCK_SECONDS),
        recording(store, "ingest", {**arguments, **cluster.disclosed}, country, wave) as counts,
    ):
        ingestion = _ClusterIngestion(store, country, wave, cluster, storage, progress)
        failed = ingestion.run(archives)
        report = ingestion.report()
        counts.update(sites=report.sites, pages=report.pages, failed=len(failed))
    return report, tuple(failed)


class _ClusterIngestion:
    def __init__(self, store: Store, country: str, wave: str, cluster: ClusterOptions, storage: Storage, progress: Progress) -> None:
        self._store, self._country, self._wave = store, country, wave
        self._cluster, self._storage, self._progress = cluster, storage, progress
        self._opt_outs = OptOuts(read_opt_outs(store))
        self._merger = Merger(store, storage, self._opt_outs)
        self._archives: dict[str, tuple[str, ...]] = {}
        self._merged: list[Merged] = []
        self._staying = 0

    def run(self, archives: Sequence[str]) -> list[str]:
        """Has all archives read; gives the reasons of those that were not."""
        hosts_file = self._send_hosts()
        tasks = list(self._build_tasks(archives, hosts_file))
        with connecting(self._cluster.scheduler, self._cluster.at_once, self._progress) as client:
            self._progress.start(say("Reading archives"), len(archives))
            failed = run_tasks(client, tasks, self._cluster.at_once, self._ask, self._finish, self._progress)
        if not failed:
            self._storage.remove(hosts_file)
        return failed

    def report(self) -> IngestReport:
        """What was done."""
        notes = []
        if self._staying:
            notes.append(
                say(
                    "{count} websites have addresses of more than a host name, and were not sent: `ecomstat ingest` reads them here.",
                    count=self._staying,
                )
            )
        statuses = count_statuses(self._store, self._country, self._wave)
        sites, pages = sum(m.sites for m in self._merged), sum(m.pages for m in self._merged)
        return IngestReport(self._country, self._wave, sites, pages, statuses, notes=tuple(notes))

    def _send_hosts(self) -> str:
        """Puts the hosts that are worth reading at the storage, once; gives the file's name there."""
        hosts = []
        for website in read_websites(self._store, self._country, self._wave):
            if website.kind not in {"own", "shared"} or self._opt_outs.hold(website.site):
                continue
            if (host := find_host(website)) is None:
                self._staying += 1
            else:
                hosts.append(type(host)(host.site, host.is_www, host.is_https))
        content = encode_hosts(hosts)
        name = f"{self._country}-{self._wave}/hosts-{sha256(content).hexdigest()}.json"
        self._storage.write(name, content)
        return name

    def _build_tasks(self, archives: Sequence[str], hosts_file: str) -> Iterator[tuple[AskedShard, bytes]]:
        own = [address for address in archives if is_own_archive(address)]
        foreign = tuple(address for address in archives if address not in own)
        for together in (*((address,) for address in own), *([foreign] if foreign else [])):
            encoded = encode_task(IngestTask(self._country, self._wave, self._storage.url, together, hosts_file))
            shard = name_shard(encoded)
            self._archives[shard] = together
            yield AskedShard(self._country, self._wave, shard, "ingest", "1/1", self._storage.url, len(together)), encoded

    def _ask(self, asked: AskedShard) -> None:
        note_asked(self._store, asked)

    def _finish(self, asked: AskedShard) -> None:
        files = [bring_archive(address, self._store.path) for address in self._archives[asked.shard]]
        if (merged := self._merger.merge(asked, files)) is not None:
            self._merged.append(merged)
        self._progress.advance(len(files))
