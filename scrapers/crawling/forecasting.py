"""What a crawl will take, before it starts: pages, requests, data, disk and days."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from catalogue.tables import load_table
from scrapers.crawling.nights import Hours
from store.forecasts import VisitTotals

FILE = Path(__file__).parents[2] / "catalogue" / "data" / "crawl_averages.toml"
DAY = 86400.0
STEP = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Rates:
    """What one website takes on average: pages, requests, bytes received, seconds from a request to the start of the next.

    Of `wave` (None: averages that ship), over so many `websites`.
    """

    pages: float
    requests: float
    bytes: float
    pace: float
    wave: str | None = None
    websites: int = 0


@dataclass(frozen=True, slots=True)
class Means:
    """What the crawl works with: websites at once over all processes, cores, share of the day in which visits begin, pages of a website
    at most, and whether pages are kept as evidence only.
    """

    visits: int
    cores: int
    open_share: float = 1.0
    most_pages: int = 10
    is_evidence: bool = False


@dataclass(frozen=True, slots=True)
class Forecast:
    """What is expected of a crawl; `disk` is that of archive and store together, in bytes; `days` of 24 hours, waiting included."""

    websites: int
    pages: int
    requests: int
    bytes: int
    disk: int
    days: float


def forecast_crawl(websites: int, rates: Rates, means: Means) -> Forecast:
    """The forecast for so many websites.

    A smaller budget of pages lowers what a website takes in proportion. Websites are visited side by side, one request at a time each;
    where that is faster than the cores can read, reading sets the pace.
    """
    share = min(1.0, means.most_pages / rates.pages) if rates.pages else 1.0
    pages, requests, received = (websites * share * each for each in (rates.pages, rates.requests, rates.bytes))
    kept = average("evidence") if means.is_evidence else 1.0
    disk = kept * (received + pages * average("record_bytes")) + websites * average("website_bytes")
    visiting = requests * rates.pace / max(1, min(means.visits, websites))
    reading = pages / (average("read_pages") * means.cores)
    days = max(visiting, reading) / DAY / means.open_share
    return Forecast(websites, round(pages), round(requests), round(received), round(disk), days)


def find_rates(totals: VisitTotals | None, delay: float) -> Rates:
    """The rates by what was visited before, else by averages; `delay` is the set pause between two requests to a host, in seconds."""
    if totals is None:
        pace = max(delay, average("pace") if delay else average("pace") / 2)
        return Rates(average("pages"), average("requests"), average("bytes"), pace)
    n = totals.websites
    pace = max(delay, totals.seconds / totals.requests)
    return Rates(totals.pages / n, totals.requests / n, totals.bytes / n, pace, totals.wave, n)


def measure_open_share(hours: Hours | None, now: datetime | None = None) -> float:
    """The share of the coming day in which visits may begin."""
    if hours is None:
        return 1.0
    begin = now or datetime.now(UTC)
    moments = int(timedelta(days=1) / STEP)
    return max(1, sum(hours.is_open(begin + n * STEP) for n in range(moments))) / moments


def average(name: str) -> float:
    """An average that ships."""
    return _load()[name]


@cache
def _load() -> dict[str, float]:
    return {name: float(entry["value"]) for name, entry in load_table(FILE).items()}
