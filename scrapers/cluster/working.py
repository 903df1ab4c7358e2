"""What a computer of the cluster does with a task: the same crawl or reading as anywhere, in a folder and store of the shard's own."""

import os
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from catalogue.errors import CrawlError
from catalogue.messages import say
from catalogue.progress import Quiet
from scrapers.archives.ingesting import ingest_archives
from scrapers.cluster.archives import find_local
from scrapers.cluster.manifests import ARCHIVE, LARGEST, find_manifest, place_shard, put_shard
from scrapers.cluster.rows import write_visits
from scrapers.cluster.storage import Storage, is_local
from scrapers.cluster.tasks import CrawlTask, HostVisit, IngestTask, Task, decode_hosts, decode_task, name_shard
from scrapers.crawling.launching import launch_crawl, log_path
from scrapers.crawling.options import CrawlOptions
from store.opening import Store, open_store
from store.records import Website
from store.settings import add_opt_outs
from store.shards import read_visits
from store.websites import add_websites

MOST_HOSTS = 512 * 2**20
"""Bytes of a file of hosts."""

MOST_LOG = 1 << 20


def perform_task(encoded: bytes) -> str:
    """Does a task, unless it was done before, and gives its shard's name: what came out stands at the storage.

    Raises:
        CrawlError: it could not be done; whoever gave it tries again elsewhere.
    """
    task, shard = decode_task(encoded), name_shard(encoded)
    storage = Storage(task.storage)
    if find_manifest(storage, task.country, task.wave, shard) is not None:
        return shard
    with TemporaryDirectory(prefix="ecomstat-", dir=find_own_folder(), ignore_cleanup_errors=True) as name:
        folder = Path(name)
        made_at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        sites = _crawl(task, storage, shard, folder) if isinstance(task, CrawlTask) else _ingest(task, storage, folder)
        put_shard(storage, folder, task.country, task.wave, shard, sites=sites, made_at=made_at)
    return shard


def find_own_folder() -> str | None:
    """The folder that the cluster gives this process, which it clears after a crash; None for the system's."""
    from distributed import get_worker

    try:
        return str(get_worker().local_directory)
    except ValueError:  # called by hand
        return None


def _crawl(task: CrawlTask, storage: Storage, shard: str, folder: Path) -> int:
    path = folder / "shard.db"
    _make_store(path, task, task.hosts, task.opt_outs)
    try:
        report = launch_crawl(path, build_options(task, folder / "archive"), Quiet())
        if report.interrupted:
            raise CrawlError(say("The crawl of a shard was stopped."))
    except CrawlError:
        _keep_log(path, storage, f"{place_shard(task.country, task.wave, shard)}/failed-{uuid4().hex}.log")
        raise
    if report.archive is not None:
        report.archive.rename(folder / ARCHIVE)
    with open_store(path, create=False) as store:
        return write_visits(read_visits(store, task.country, task.wave), folder, lambda _: 0)


def build_options(task: CrawlTask, archive_dir: Path) -> CrawlOptions:
    """How a shard is crawled."""
    manners = task.manners
    return CrawlOptions(
        task.country, task.wave, contact_name=manners.contact_name, contact_url=manners.contact_url, connect_to=manners.connect_to,
        allow_private=manners.allow_private, delay=manners.delay, retries=manners.retries, same_day=manners.same_day, pages=manners.pages,
        archive_dir=archive_dir, canaries=manners.canaries, hours=manners.hours or None, time_zone=manners.time_zone or None,
        settings=manners.settings, is_evidence=manners.is_evidence,
    )  # fmt: skip


def _ingest(task: IngestTask, storage: Storage, folder: Path) -> int:
    path, content = folder / "shard.db", storage.read(task.hosts_file, MOST_HOSTS)
    if content is None or sha256(content).hexdigest() not in task.hosts_file:
        raise CrawlError(say("The list of hosts at the storage is damaged: run the command again."))
    _make_store(path, task, decode_hosts(content), ())
    files = [_bring(address, folder / str(number)) for number, address in enumerate(task.archives)]
    numbers = {str(file): number for number, file in enumerate(files)}
    with open_store(path, create=False) as store:
        ingest_archives(store, files, country=task.country, wave=task.wave, progress=Quiet())
        return write_visits(read_visits(store, task.country, task.wave), folder, numbers.__getitem__)


def _bring(address: str, folder: Path) -> Path:
    """An archive's file on this computer."""
    if is_local(address):
        return find_local(address)
    folder.mkdir()
    place, _, name = address.rpartition("/")
    file = folder / name
    Storage(place).fetch(name, file, LARGEST[ARCHIVE])
    return file


def _make_store(path: Path, task: Task, hosts: "list[HostVisit] | tuple[HostVisit, ...]", opt_outs: tuple[str, ...]) -> None:
    with open_store(path) as store:
        add_websites(store, (_build_website(task, host) for host in hosts))
        _leave_alone(store, opt_outs)


def _leave_alone(store: Store, opt_outs: tuple[str, ...]) -> None:
    if opt_outs:
        add_opt_outs(store, list(opt_outs), "")


def _build_website(task: Task, host: HostVisit) -> Website:
    return Website(
        task.country, task.wave, host.site, host.site, "own", host.start_url, attempts=host.attempts, first_attempt_at=host.first_attempt_at
    )


def _keep_log(path: Path, storage: Storage, place: str) -> None:
    """The end of a failed crawl's log, beside where its shard would stand."""
    log = log_path(path)
    if log.exists():
        with log.open("rb") as stream, suppress(CrawlError):
            stream.seek(max(0, os.fstat(stream.fileno()).st_size - MOST_LOG))
            storage.write(place, stream.read())
