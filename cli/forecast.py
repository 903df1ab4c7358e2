"""What a crawl is expected to take, said before it starts."""

import os
import shutil
from pathlib import Path

import click

from catalogue.memory import MOST_VISITS, share_crawl, write_memory
from catalogue.messages import say, say_count
from catalogue.numbers import write_number
from scrapers.crawling.forecasting import Forecast, Means, Rates, find_rates, forecast_crawl, measure_open_share
from scrapers.crawling.launching import name_hours
from scrapers.crawling.nights import read_hours
from scrapers.crawling.options import ONE_SERVER, CrawlOptions
from scrapers.settings import DOWNLOAD_DELAY
from store.additions import archive_folder
from store.forecasts import count_unfinished, find_totals
from store.opening import Store


def announce_crawl(store: Store, crawl: CrawlOptions) -> None:
    """Says what the crawl will take, by what, and whether the disk has room for it.

    Raises CrawlError where the crawl's hours, and MemoryLimitError where its processes, cannot be as asked for.
    """
    websites = count_unfinished(store, crawl.country, crawl.wave)
    if not websites:
        click.echo(say("No website is left to visit."))
        return
    delay = DOWNLOAD_DELAY if crawl.delay is None else crawl.delay
    rates = find_rates(find_totals(store, crawl.country, crawl.wave), delay)
    found = forecast_crawl(websites, rates, plan_means(crawl))
    click.echo(describe_forecast(found))
    click.echo(describe_rates(rates))
    folder = crawl.archive_dir or archive_folder(store.path)
    if (free := measure_free(folder)) is not None and free < found.disk:
        click.echo(describe_want(found, folder, free, is_evidence=crawl.is_evidence), err=True)


def plan_means(crawl: CrawlOptions) -> Means:
    """What the crawl works with."""
    most = crawl.concurrency or (ONE_SERVER if crawl.connect_to else MOST_VISITS)
    visits = crawl.workers * share_crawl(crawl.memory, crawl.workers, 1, most).visits
    hours = name_hours(crawl)
    opened = measure_open_share(read_hours(hours, crawl.country, crawl.time_zone or "") if hours else None)
    return Means(visits, os.cpu_count() or 1, opened, crawl.pages, crawl.is_evidence)


def describe_forecast(found: Forecast) -> str:
    """The forecast in a sentence."""
    return say_count(
        "{count} website is left to visit: about {pages} pages with {requests} requests, {volume} to receive, {disk} of disk, {days}.",
        "{count} websites are left to visit: about {pages} pages with {requests} requests, {volume} to receive, {disk} of disk, {days}.",
        found.websites,
        pages=write_number(found.pages),
        requests=write_number(found.requests),
        volume=write_memory(found.bytes),
        disk=write_memory(found.disk),
        days=say("{days} days", days=write_number(found.days, 1)) if found.days >= 0.1 else say("less than 0.1 days"),
    )


def describe_rates(rates: Rates) -> str:
    """What the forecast goes by."""
    if rates.wave is None:
        return say("That goes by averages of other websites: after the first hundred it goes by yours.")
    return say("That goes by {websites} websites visited in wave {wave}.", websites=write_number(rates.websites), wave=rates.wave)


def describe_want(found: Forecast, folder: Path, free: float, *, is_evidence: bool) -> str:
    """What to do where the disk is too small."""
    lacking = say(
        "Careful: only {free} are free at {folder}. The crawl stops when the disk is full, and goes on when there is room again.",
        free=write_memory(free),
        folder=folder,
    )
    advice = say("Name a folder on a larger disk with --archive-folder, or visit fewer enterprises with --phase-one.")
    if is_evidence:
        return f"{lacking} {advice}"
    return f"{lacking} {advice} " + say("--archive evidence keeps only the pages that decided.")


def measure_free(folder: Path) -> int | None:
    """Bytes free where a folder is or would be; None where the system does not tell."""
    place = folder.absolute()
    while not place.exists() and place != place.parent:
        place = place.parent
    try:
        return shutil.disk_usage(place).free
    except OSError:
        return None
