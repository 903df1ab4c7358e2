"""What a command on a cluster is asked for besides, and what it reports."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Any

from catalogue.errors import CrawlError
from catalogue.messages import say
from scrapers.crawling.options import CrawlReport

NEEDED = ("distributed", "pyarrow", "fsspec")
LOCAL = re.compile(r"local(?::([1-9]\d?))?")
_ADDRESS = re.compile(r"(tcp|tls|ws|wss)://[^\s/@]+:\d+")


@dataclass(frozen=True, slots=True)
class ClusterOptions:
    """Where tasks and what comes of them go.

    `scheduler` is the address of a Dask scheduler, or `local` or `local:4` for processes on this computer; `storage` a place that all
    computers reach; so many shards are `at_once` under way; `disclosed` is what `runs` keeps of what left.
    """

    scheduler: str
    storage: str
    at_once: int = 1
    sites: int = 0
    disclosed: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ClusterReport:
    """What a crawl on a cluster did: as any crawl; `shards` merged, sites `staying` with this computer, and why shards `failed`."""

    crawl: CrawlReport
    shards: int
    staying: int
    failed: tuple[str, ...]
    opted_out: tuple[str, ...] = ()


def require_cluster() -> None:
    """Raises CrawlError where what a cluster needs is not installed."""
    if any(find_spec(name) is None for name in NEEDED):
        raise CrawlError(
            say("--scheduler needs Dask, which is not installed: `pip install 'ecomstat[cluster]'`, on all computers of the cluster.")
        )


def check_scheduler(scheduler: str) -> None:
    """Raises CrawlError for what is no address of a scheduler."""
    if LOCAL.fullmatch(scheduler) is None and _ADDRESS.fullmatch(scheduler) is None:
        raise CrawlError(
            say(
                "{scheduler} is no address of a Dask scheduler: write tls://HOST:8786, tcp://HOST:8786, or local:4 for processes here.",
                scheduler=scheduler,
            )
        )


def stays_here(scheduler: str, storage: str) -> bool:
    """Whether all work is done on this computer and put into a folder, so that nothing leaves."""
    return (scheduler == "local" or scheduler.startswith("local:")) and ("://" not in storage or storage.startswith("file://"))
