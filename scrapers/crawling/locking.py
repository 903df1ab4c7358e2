"""One command at a time works on a country's websites in a store: a crawl, in however many processes, an ingestion or a purge."""

from contextlib import AbstractContextManager
from pathlib import Path

from filelock import BaseFileLock, FileLock, Timeout

from catalogue.errors import CrawlError
from catalogue.messages import say
from scrapers.crawling.shards import Shard

Held = AbstractContextManager[BaseFileLock]
"""A lock that is held already, until the block ends that it is given to."""


def lock_country(store_path: Path, country: str, seconds: float) -> Held:
    """The lock of a country's websites, held; parts that a killed crawl left behind have ended by then.

    Raises:
        CrawlError: another command holds it for so many seconds.
    """
    held = _hold(store_path, country, "", seconds)
    for path in sorted(store_path.parent.glob(f"{store_path.stem}-{country}-*of*.lock")):
        part = path.stem.removeprefix(f"{store_path.stem}-{country}")
        try:
            with _hold(store_path, country, part, seconds):
                pass
        except CrawlError:
            with held:
                raise
    return held


def lock_shard(store_path: Path, country: str, shard: Shard, seconds: float) -> Held:
    """The lock of one part of a crawl, held; the lock of the whole is held by who started the parts."""
    return _hold(store_path, country, f"-{shard.index}of{shard.count}", seconds)


def lock_decisions(store_path: Path, country: str, seconds: float) -> Held:
    """The lock of what is decided from pages, held: while somebody decides, a purge waits, or words that it takes away would come back.

    Raises:
        CrawlError: another command holds it for so many seconds.
    """
    try:
        return _acquire(store_path, country, "-decisions", seconds)
    except Timeout:
        raise CrawlError(
            say(
                "Websites of {country} are being decided about or purged on {path} (find, classify, purge, opt-out): wait for that, or stop"
                " it first.",
                country=country,
                path=store_path,
            )
        ) from None


def is_locked(store_path: Path, country: str) -> bool:
    """Whether a crawl, an ingestion or a purge of the country is running."""
    try:
        with _acquire(store_path, country, "", 0.0):
            return False
    except Timeout:
        return True


def _hold(store_path: Path, country: str, part: str, seconds: float) -> Held:
    try:
        return _acquire(store_path, country, part, seconds)
    except Timeout:
        raise CrawlError(
            say(
                "A crawl, ingestion or purge of {country} is already running on {path}: wait for it, or stop it first.",
                country=country,
                path=store_path,
            )
        ) from None


def _acquire(store_path: Path, country: str, part: str, seconds: float) -> Held:
    """Raises Timeout where another process, or another part of this one, holds the lock for so many seconds."""
    return FileLock(store_path.with_name(f"{store_path.stem}-{country}{part}.lock"), timeout=seconds).acquire()
