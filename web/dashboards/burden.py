"""What a crawl asked of sites: as a distribution for everybody, site by site for methodologists."""

from collections.abc import Sequence
from functools import partial
from itertools import pairwise

import numpy as np

from aggregate.charts.bars import draw_bars
from aggregate.charts.records import Bar, Text
from catalogue.messages import say
from catalogue.numbers import write_number, write_share
from store.health import SiteBurden, read_burdens, read_heaviest
from web.dashboards.names import name_status
from web.dashboards.panels import WIDE, Asked, Drawing, Panel
from web.dashboards.sheets import COUNT, SHARE, Column, Sheet, write_cell

REQUESTS = (1, 5, 10, 20, 50, 100, 1000)
KILOBYTES = (0, 10, 100, 1_000, 10_000, 100_000)
KILO = 1000
MOST_SITES = 200


def describe_burden(asked: Asked) -> list[Panel]:
    """A panel, or none where no site was asked for anything."""
    where = (asked.country, asked.wave)
    burdens = asked.measurements.read(("burdens", *where), lambda store: read_burdens(store, *where))
    return [_describe(burdens["requests"], burdens["bytes"])] if burdens["requests"] else []


def count_classes(amounts: Sequence[float], edges: Sequence[int]) -> list[int]:
    """How many amounts lie from each edge to below the next, the last without an end; nothing after the last class that has any."""
    counts = [int(n) for n in np.histogram(amounts, [*edges, np.inf])[0]]
    return counts[: max((place for place, count in enumerate(counts) if count), default=-1) + 1]


def describe_sites(asked: Asked) -> Panel:
    """The sites that were asked for most, by name: for methodologists only."""
    where = (asked.country, asked.wave)
    sites = asked.measurements.read(("heaviest", *where), lambda store: read_heaviest(store, *where, limit=MOST_SITES))
    columns = (
        *(Column("site", say("Site")), Column("status", say("Status")), Column("requests", say("Requests"), COUNT)),
        *(Column("pages", say("Pages kept"), COUNT), Column("bytes", say("Bytes"), COUNT), Column("attempts", say("Visits"), COUNT)),
    )
    lead = say("The {count} sites that were asked for most. That you looked at this list is noted with your name.", count=len(sites))
    return Panel("sites", say("Sites by number of requests"), lead, Sheet(columns, tuple(_row(site) for site in sites)), shape=WIDE)


def _row(site: SiteBurden) -> tuple[str | int, ...]:
    return (site.site, name_status(site.status), site.requests, site.pages, site.bytes, site.attempts)


def _describe(requests: Sequence[int], received: Sequence[int]) -> Panel:
    total, rows, drawings = len(requests), list[tuple[str | float, ...]](), []
    kilobytes = [size / KILO for size in received]
    for measure, title, amounts, edges in (
        ("requests", say("Sites by number of requests"), requests, REQUESTS),
        ("kilobytes", say("Sites by kilobytes received"), kilobytes, KILOBYTES),
    ):
        counts = count_classes(amounts, edges)
        names = _name_classes(edges, whole=measure == "requests")
        rows += [(measure, title, name, n, n / total) for name, n in zip(names, counts, strict=False)]
        bars = [Bar(name, n, f"{write_cell(n, COUNT)}  ({write_share(n / total)})") for name, n in zip(names, counts, strict=False)]
        drawings.append(Drawing(title, partial(draw_bars, tuple(bars), Text(title, say("One bar a class of sites.")))))
    columns = (
        *(Column("measure", ""), Column("measure_name", say("Measure")), Column("class", say("From – to"))),
        *(Column("sites", say("Sites"), COUNT), Column("share", say("Share"), SHARE)),
    )
    lead = say(
        "{requests} requests to {sites} sites, {size} received. Half of the sites got {median} requests or fewer, 19 in 20 got"
        " {high} or fewer, none more than {most}.",
        requests=write_number(sum(requests)),
        sites=write_number(total),
        size=write_size(sum(received)),
        median=write_number(float(np.quantile(requests, 0.5, method="inverted_cdf"))),
        high=write_number(float(np.quantile(requests, 0.95, method="inverted_cdf"))),
        most=write_number(max(requests)),
    )
    return Panel("burden", say("Burden on sites"), lead, Sheet(columns, tuple(rows)), tuple(drawings))


def write_size(size: int) -> str:
    """Bytes as kilobytes, or as megabytes from one on."""
    if size >= KILO**2:
        return say("{number} MB", number=write_number(size / KILO**2, 1))
    return say("{number} kB", number=write_number(size / KILO))


def _name_classes(edges: Sequence[int], *, whole: bool) -> list[str]:
    """Classes in words; of whole numbers the last one that is in, of others the first one that is not."""
    ends = [f"{write_number(low)}–{write_number(high - 1 if whole else high)}" for low, high in pairwise(edges)]
    return [*ends, say("{number} or more", number=write_number(edges[-1]))]
