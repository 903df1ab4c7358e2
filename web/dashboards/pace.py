"""How fast a crawl was: pages and sites by minute, hour or day, whichever its length asks for."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial

from aggregate.charts.pace import draw_pace
from aggregate.charts.records import Step, Text
from catalogue.messages import say
from store.health import count_pages_by_minute, count_sites_by_minute
from web.dashboards.panels import WIDE, Asked, Drawing, Panel
from web.dashboards.sheets import COUNT, Column, Sheet, write_cell
from web.languages import write_moment

STRETCHES = {"minute": timedelta(minutes=1), "hour": timedelta(hours=1), "day": timedelta(days=1)}
LONGEST = {"minute": timedelta(hours=3), "hour": timedelta(days=4)}
BEGINS = {"minute": (16, ":00+00:00"), "hour": (13, ":00:00+00:00"), "day": (10, "T00:00:00+00:00")}
"""How many letters of a minute tell the stretch, and what makes them the moment at which it begins."""

Minutes = Mapping[str, int]


def describe_pace(asked: Asked) -> list[Panel]:
    """A panel, or none where nothing was fetched yet."""
    where = (asked.country, asked.wave)
    pages = asked.measurements.read(("pages by minute", *where), lambda store: count_pages_by_minute(store, *where))
    sites = asked.measurements.read(("sites by minute", *where), lambda store: count_sites_by_minute(store, *where))
    minutes = sorted({*pages, *sites})
    return [_describe(pages, sites, choose_stretch(minutes[0], minutes[-1]))] if minutes else []


def choose_stretch(first: str, last: str) -> str:
    """minute, hour or day: about a hundred columns at most for a crawl of some weeks."""
    length = datetime.fromisoformat(last) - datetime.fromisoformat(first)
    return next((stretch for stretch, longest in LONGEST.items() if length <= longest), "day")


def add_up(minutes: Minutes, stretch: str) -> dict[str, int]:
    """{begin of the stretch, ISO in UTC: amount}."""
    (length, rest), amounts = BEGINS[stretch], Counter[str]()
    for minute, amount in minutes.items():
        amounts[minute[:length] + rest] += amount
    return dict(sorted(amounts.items()))


def _describe(pages: Minutes, sites: Minutes, stretch: str) -> Panel:
    by_page, by_site = add_up(pages, stretch), add_up(sites, stretch)
    names = {"minute": say("by minute"), "hour": say("by hour"), "day": say("by day")}
    page_text = Text(say("Pages fetched {stretch}", stretch=names[stretch]), say("Columns over time (UTC)."))
    site_text = Text(
        say("Sites visited {stretch}", stretch=names[stretch]), say("Columns over time (UTC), by the newest visit of each site.")
    )
    moments = sorted({*by_page, *by_site})
    columns = (
        *(Column("begins", ""), Column("begins_name", say("From (UTC)"))),
        *(Column("pages", say("Pages"), COUNT), Column("sites", say("Sites"), COUNT)),
    )
    rows = tuple((m, write_moment(m), by_page.get(m, 0), by_site.get(m, 0)) for m in moments)
    lead = say(
        "{pages} pages of {sites} sites, the last on {moment} (UTC).",
        pages=write_cell(sum(pages.values()), COUNT),
        sites=write_cell(sum(sites.values()), COUNT),
        moment=write_moment(max([*pages, *sites])),
    )
    draw = tuple(
        Drawing(text.title, partial(draw_pace, tuple(_steps(amounts, stretch)), text))
        for amounts, text in ((by_page, page_text), (by_site, site_text))
        if amounts
    )
    return Panel("pace", say("Pace"), lead, Sheet(columns, rows), draw, shape=WIDE)


def _steps(amounts: Minutes, stretch: str) -> list[Step]:
    length = STRETCHES[stretch]
    return [Step(begin, (datetime.fromisoformat(begin) + length).isoformat(), amount) for begin, amount in amounts.items()]
