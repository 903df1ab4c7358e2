"""A crawl's settings become its plan; what is missing or wrong is said before anything is visited."""

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from catalogue.errors import CrawlError
from catalogue.memory import MOST_VISITS, Shares, read_memory, share_crawl
from catalogue.messages import say
from catalogue.sites import find_site
from scrapers.crawling.frontier import RetryPlan
from scrapers.crawling.nights import Hours, read_hours
from scrapers.crawling.opting_out import OptOuts, read_opt_out_file
from scrapers.crawling.options import CANARIES, ONE_SERVER, Limits
from scrapers.crawling.rounds import CrawlPlan
from scrapers.crawling.scopes import ENTERPRISES, Scope
from scrapers.crawling.shards import Shard
from scrapers.signals.safety import is_safe
from store.crawl import find_newest_crawl_wave
from store.opening import Store, open_store
from store.settings import read_opt_outs, read_settings

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings


def find_wave(store_path: Path, country: str) -> str:
    """The wave that a crawl is of when none is named: the country's newest in the store, else this year."""
    with open_store(store_path, create=False) as store:
        return find_newest_crawl_wave(store, country) or str(datetime.now(UTC).year)


def find_contact(settings: "BaseSettings", store: Store) -> tuple[str, str]:
    """(name, contact page) of the office: as given, else as the store has them."""
    kept = read_settings(store)
    return settings.get("ECOMSTAT_CONTACT_NAME") or kept.get("contact_name", ""), settings.get("ECOMSTAT_CONTACT_URL") or kept.get(
        "contact_url", ""
    )


def plan_retries(settings: "BaseSettings") -> RetryPlan:
    """After how many attempts a failure is final, and when they are made."""
    retries = settings.getint("ECOMSTAT_RETRIES")
    if retries < 1:
        raise CrawlError(say("The number of attempts must be 1 or more."))
    return RetryPlan(retries, settings.getbool("ECOMSTAT_SAME_DAY"), settings.getfloat("ECOMSTAT_RETRY_SPACING"))


def plan_crawl(
    settings: "BaseSettings", store: Store, contact_url: str, country: str, scope: Scope = ENTERPRISES, visits: int = MOST_VISITS
) -> CrawlPlan:
    """The whole plan of a crawl of `visits` sites at the same time."""
    file = settings.get("ECOMSTAT_OPT_OUT_FILE")
    opt_outs = OptOuts(read_opt_outs(store) | (read_opt_out_file(Path(file)) if file else set()))
    return CrawlPlan(
        plan_limits(settings), settings.getint("ECOMSTAT_RETRIES"), visits, opt_outs,
        plan_canaries(settings, contact_url), settings.getint("ECOMSTAT_SUSPICIOUS_FAILURES"), settings.getfloat("ECOMSTAT_LINE_PAUSE"),
        scope.load_choice(), scope.is_of_candidates, plan_hours(settings, country),
        settings.getbool("ECOMSTAT_EVIDENCE"),
        scope.open_fetcher,
    )  # fmt: skip


def plan_hours(settings: "BaseSettings", country: str) -> Hours | None:
    """The hours in which visits begin; None for all."""
    asked = settings.get("ECOMSTAT_HOURS")
    return read_hours(asked, country, settings.get("ECOMSTAT_TIME_ZONE") or "") if asked else None


def plan_shares(settings: "BaseSettings", shard: Shard) -> Shares:
    """What this part of a crawl may take: sites visited at the same time (few where one server, perhaps a plain one, answers for all of
    them), processes that read pages (those of all parts together are as many as the machine has cores), and memory for each of these.

    What the settings ask for by number is done; else both are fewer where memory is small.
    """
    asked, readers = settings.getint("ECOMSTAT_CONCURRENCY"), settings.getint("ECOMSTAT_READERS")
    visits = asked if asked > 0 else ONE_SERVER if settings.get("ECOMSTAT_CONNECT_TO") else MOST_VISITS
    cores = max(1, (os.cpu_count() or 1) // shard.count)
    shares = share_crawl(read_memory(settings["ECOMSTAT_MEMORY"]), shard.count, readers or cores, visits)
    return replace(shares, visits=asked if asked > 0 else shares.visits, readers=readers or shares.readers)


def plan_limits(settings: "BaseSettings") -> Limits:
    """What one visit may cost."""
    if settings.getint("ECOMSTAT_PAGES") < 1:
        raise CrawlError(say("The number of pages per website must be 1 or more."))
    return Limits(
        pages=settings.getint("ECOMSTAT_PAGES"), depth=settings.getint("ECOMSTAT_DEPTH"), delay=settings.getfloat("DOWNLOAD_DELAY"),
        page_seconds=settings.getfloat("DOWNLOAD_TIMEOUT"), site_seconds=settings.getfloat("ECOMSTAT_SITE_SECONDS"),
        longest_wait=settings.getfloat("ECOMSTAT_MAX_CRAWL_DELAY"), plain_http=bool(settings.get("ECOMSTAT_CONNECT_TO")),
    )  # fmt: skip


def plan_canaries(settings: "BaseSettings", contact_url: str) -> tuple[str, ...]:
    """The hosts that must answer; none by default where every connection goes to one place anyway."""
    given = settings.get("ECOMSTAT_CANARIES") or ""
    if given != "default":
        return tuple(host.strip() for host in given.split(",") if host.strip())
    if settings.get("ECOMSTAT_CONNECT_TO"):
        return ()
    own = urlsplit(contact_url).hostname
    return (own, *CANARIES) if own else CANARIES


def load_rules() -> None:
    """Loads what addresses are judged by, so that no host waits for that in the middle of its visit."""
    find_site("http://ready.example/")
    is_safe("http://ready.example/")


def is_watched() -> bool:
    """Whether another ecomstat process started this one and reads what it tells."""
    return os.environ.get("ECOMSTAT_PROGRESS") == "json"
