"""One crawl of a country on a store at a time, in however many processes."""

from pathlib import Path

from filelock import FileLock, Timeout

from catalogue.errors import CrawlError
from catalogue.messages import say
from scrapers.crawling.shards import Shard


def lock_country(store_path: Path, country: str, seconds: float) -> FileLock:
    """The lock of a country's crawl, held; parts that a killed crawl left behind have ended by then.

    Raises:
        CrawlError: another crawl holds it for so many seconds.
    """
    lock = _hold(store_path, country, "", seconds)
    for path in sorted(store_path.parent.glob(f"{store_path.stem}-{country}-*of*.lock")):
        part = path.stem.removeprefix(f"{store_path.stem}-{country}")
        try:
            _hold(store_path, country, part, seconds).release()
        except CrawlError:
            lock.release()
            raise
    return lock


def lock_shard(store_path: Path, country: str, shard: Shard, seconds: float) -> FileLock:
    """The lock of one part of a crawl, held; the lock of the whole is held by who started the parts."""
    return _hold(store_path, country, f"-{shard.index}of{shard.count}", seconds)


def _hold(store_path: Path, country: str, part: str, seconds: float) -> FileLock:
    lock = FileLock(store_path.with_name(f"{store_path.stem}-{country}{part}.lock"), timeout=seconds)
    try:
        lock.acquire()
    except Timeout:
        raise CrawlError(
            say("A crawl of {country} is already running on {path}: wait for it, or stop it first.", country=country, path=store_path)
        ) from None
    return lock
