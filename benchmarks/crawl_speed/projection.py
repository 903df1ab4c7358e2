"""How long a country takes: what a page costs, carried forward to many websites."""

from collections.abc import Iterator
from dataclasses import dataclass

from scrapers.crawling.forecasting import average

PAGES, REQUESTS, PACE = average("pages"), average("requests"), average("pace")
"""Of a website, as the forecast of a crawl has them: pages read, requests for them, seconds from one request to the next."""

DAY = 86_400


@dataclass(frozen=True, slots=True)
class Projection:
    """Days that `sites` take with so many hosts at once and cores; `limit` is what it takes them for: `delay` or `processor`."""

    sites: int
    hosts: int
    cores: int
    days: float
    limit: str


def project(own: float, beside: float, sites: int, hosts: int, cores: int) -> Projection:
    """`own` and `beside` are milliseconds of processor a page: of the crawling processes and of those that read.

    A visit lasts as long as its pauses, however fast the machine; many hosts at once shorten a wave until the cores have no time left.
    """
    by_delay = sites * visit_seconds() / hosts
    by_processor = sites * PAGES * (own + beside) / 1000 / cores
    return Projection(sites, hosts, cores, max(by_delay, by_processor) / DAY, "delay" if by_delay >= by_processor else "processor")


def visit_seconds() -> float:
    """How long one website takes."""
    return REQUESTS * PACE


def count_hours(own: float, beside: float, sites: int) -> float:
    """Hours of processor for so many websites, on any number of cores."""
    return sites * PAGES * (own + beside) / 1000 / 3600


def describe_projections(own: float, beside: float, sites: int = 1_000_000) -> Iterator[str]:
    """The lines to print."""
    hours, alone = count_hours(own, beside, sites), count_hours(own, 0, sites)
    yield (
        f"{sites:,} websites of {PAGES} pages: {hours:.0f} hours of processor, {alone:.1f} of them in the crawling processes;"
        f" a visit lasts {visit_seconds():.1f} s with a request every {PACE:.0f} s"
    )
    for cores, hosts in ((2, 64), (2, 256), (4, 256), (8, 512), (16, 1024)):
        plan = project(own, beside, sites, hosts, cores)
        yield f"  {hosts:5} hosts at once, {cores:2} cores: {plan.days:5.1f} days (the {plan.limit} is the limit)"
