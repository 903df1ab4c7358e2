"""What a task for another computer carries: hosts and how to visit them; never a firm's name, a register's number or a store."""

from collections.abc import Sequence
from hashlib import sha256

import msgspec

from catalogue.errors import CrawlError
from catalogue.leaving import check_hosts_only
from catalogue.messages import say
from store.runs import program_version


class HostVisit(msgspec.Struct, frozen=True, array_like=True):
    """A host to visit: its site, whether its visit begins at `www.` and by https, and what earlier attempts of the wave were."""

    site: str
    is_www: bool
    is_https: bool
    attempts: int = 0
    first_attempt_at: str | None = None

    @property
    def start_url(self) -> str:
        """Where the visit begins."""
        return f"{'https' if self.is_https else 'http'}://{'www.' if self.is_www else ''}{self.site}/"


class Manners(msgspec.Struct, frozen=True):
    """How hosts are visited: the options of a crawl that are the same for all shards, as `CrawlOptions` has them."""

    contact_name: str
    contact_url: str
    pages: int
    retries: int
    same_day: bool
    delay: float | None
    hours: str
    time_zone: str
    connect_to: str | None
    allow_private: bool
    canaries: tuple[str, ...] | None
    is_evidence: bool
    settings: dict[str, str]


class CrawlTask(msgspec.Struct, frozen=True, tag="crawl"):
    """Hosts to be visited, and those that must be left alone; `version` is the ecomstat that asks."""

    country: str
    wave: str
    storage: str
    hosts: tuple[HostVisit, ...]
    opt_outs: tuple[str, ...]
    manners: Manners
    version: str = msgspec.field(default_factory=program_version)


class IngestTask(msgspec.Struct, frozen=True, tag="ingest"):
    """Archives to be read together, and the file at the storage that holds the hosts worth reading (`SITES` gives its content)."""

    country: str
    wave: str
    storage: str
    archives: tuple[str, ...]
    hosts_file: str
    version: str = msgspec.field(default_factory=program_version)


Task = CrawlTask | IngestTask


def encode_task(task: Task) -> bytes:
    """The task as JSON, the only thing that goes to another computer.

    Raises:
        CrawlError: it names more than hosts.
    """
    if isinstance(task, CrawlTask):
        check_hosts_only((*(host.site for host in task.hosts), *task.opt_outs))
    return msgspec.json.encode(task)


def decode_task(encoded: bytes) -> Task:
    """The task.

    Raises:
        CrawlError: it comes from another version of ecomstat.
    """
    task: Task = msgspec.json.decode(encoded, type=Task)
    if task.version != program_version():
        raise CrawlError(
            say(
                "This computer of the cluster has ecomstat {ours}, and the task comes from {theirs}: install the same version on all.",
                ours=program_version(),
                theirs=task.version,
            )
        )
    return task


def name_shard(encoded: bytes) -> str:
    """A task's name: the same for the same task, so that what was done once is found again."""
    return sha256(encoded).hexdigest()[:24]


def encode_hosts(hosts: Sequence[HostVisit]) -> bytes:
    """The content of a file of hosts.

    Raises:
        CrawlError: it names more than hosts.
    """
    check_hosts_only(host.site for host in hosts)
    return msgspec.json.encode(list(hosts))


def decode_hosts(encoded: bytes) -> list[HostVisit]:
    """The hosts in a file. Raises CrawlError where it is none."""
    try:
        return msgspec.json.decode(encoded, type=list[HostVisit])
    except msgspec.DecodeError as error:
        raise CrawlError(say("The list of hosts at the storage is damaged: run the command again.")) from error
