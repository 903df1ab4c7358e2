"""One crawl, or one purge, of a country at a time on a store: a lock file beside the store."""

from pathlib import Path

from filelock import FileLock, Timeout

from catalogue.errors import CrawlError
from catalogue.messages import say


def lock_country(store_path: Path, country: str, seconds: float) -> FileLock:
    """The country's lock, held until it is released. Raises CrawlError where somebody else holds it for so many seconds."""
    lock = FileLock(store_path.with_name(f"{store_path.stem}-{country}.lock"), timeout=seconds)
    try:
        lock.acquire()
    except Timeout:
        raise CrawlError(
            say("A crawl of {country} is already running on {path}: wait for it, or stop it first.", country=country, path=store_path)
        ) from None
    return lock
