"""Whole archived websites to crawl again: what a full crawl reads, what the crawl's own code reads within a budget, what is decided."""

import asyncio
import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from catalogue.sites import Site, find_site
from classify.deciding import decide_capabilities
from scrapers.archives.judging import read_response_page
from scrapers.archives.reading import Damage, read_archive
from scrapers.archives.responses import SentResponse
from scrapers.crawling.fetching import REQUESTS_PER_PAGE
from scrapers.crawling.spellings import is_within
from scrapers.crawling.visiting import visit_site
from scrapers.readers.tasks import Look
from scrapers.signals.links import rank_links
from scrapers.signals.page_choice import PageChoice
from scrapers.signals.records import PageReading
from scrapers.signals.safety import is_safe
from scrapers.signals.sites import conclude_site
from store.records import Website

if TYPE_CHECKING:
    from catalogue.profiles import CountryProfile

MOST_PAGES = 60
"""Pages of one site that a full crawl reads."""

PRESENCE = frozenset(("own_website", "web_presence", "social_or_marketplace_only"))
RENAMED = {"marketplace_sales": "marketplace_presence"}
"""Columns of sites.csv that are called otherwise than the capability."""


@dataclass(slots=True)
class ArchivedSite:
    """A site's archived pages, found by their address whatever spelling the mirror gave it; readings are made once.

    `confirmed` are the capabilities that people who read the site said it has.
    """

    website: Website
    alive: bool
    confirmed: frozenset[str]
    pages: dict[tuple[str, str], SentResponse] = field(default_factory=dict)
    readings: dict[str, PageReading] = field(default_factory=dict)

    def add(self, response: SentResponse) -> None:
        """Takes a page; the first of a path also stands for that path with any query."""
        path, query = _spell(response.url)
        self.pages.setdefault((path, query), response)
        self.pages.setdefault((path, ""), response)

    def find(self, url: str) -> SentResponse | None:
        """The archived page behind an address, or None."""
        if (urlsplit(url).hostname or "").removeprefix("www.") != self.website.host:
            return None
        path, query = _spell(url)
        return self.pages.get((path, query)) or self.pages.get((path, ""))

    def read(self, response: SentResponse, profile: "CountryProfile | None" = None) -> PageReading:
        """What a page says; links that lead to no archived page are left out where the site is `alive`."""
        if response.url not in self.readings:
            reading = read_response_page(response, profile)
            kept = tuple(link for link in reading.links if not self.alive or self.find(link.url))
            self.readings[response.url] = replace(reading, links=kept)
        return self.readings[response.url]


@dataclass(slots=True)
class ArchiveFetcher:
    """Asks the archive instead of the web, within the budgets of a crawl; a home page that was not archived leads to the shortest page."""

    site: ArchivedSite
    pages: int
    asked: int = 0
    answered: int = 0

    async def __call__(self, url: str) -> SentResponse:
        """The archived response, a redirect from a missing home page, or 404."""
        self.asked += 1
        found = self.site.find(url)
        if found is None:
            status, headers = (302, (("location", self._shortest()),)) if urlsplit(url).path in {"", "/"} else (404, ())
            return SentResponse(url, status, headers, b"", "2026-01-01T00:00:00Z")
        self.answered += 1
        return found

    def pages_left(self) -> int:
        """As the crawl counts."""
        return min(self.pages - self.answered, int(REQUESTS_PER_PAGE * self.pages) - self.asked)

    def may_ask(self) -> bool:
        """As the crawl counts."""
        return self.asked < REQUESTS_PER_PAGE * self.pages

    def spell(self, url: str) -> str:
        """As given: the archive does not mind."""
        return url

    def _shortest(self) -> str:
        return min((page.url for page in self.site.pages.values()), key=lambda url: (len(url), url))


def _spell(url: str) -> tuple[str, str]:
    """One spelling of a path (without index page, ending and last slash) and its query; mirrors rewrite all of these."""
    parts = urlsplit(url)
    path = re.sub(r"/(?:index|default|home)\.\w{2,5}$", "/", unquote(unquote(parts.path)).lower())
    return re.sub(r"\.(?:html?|php|aspx?)$", "", path.rstrip("/")).rstrip("/") or "/", parts.query


def load_sites(archive: Path, *, alive: bool) -> list[ArchivedSite]:
    """The readable sites of an archive with their pages, by the labels of the sites.csv beside it."""
    with (archive.parent / "sites.csv").open(encoding="utf-8-sig", newline="") as stream:
        hosts = {row["host"]: row for row in csv.DictReader(stream) if row["status"] == "ok"}
    sites: dict[str, ArchivedSite] = {}
    for record in read_archive(archive, Damage()):
        response = record.response
        host = (urlsplit(response.url).hostname or "").removeprefix("www.") if response else ""
        known = find_site(f"http://{host}/") if host in hosts else None
        if response is None or known is None or response.http_status != 200:
            continue
        website = Website("XX", "2026", known.site, known.host, known.kind, f"http://{host}/")
        confirmed = frozenset(RENAMED.get(column, column) for column, answer in hosts[host].items() if answer == "yes")
        sites.setdefault(host, ArchivedSite(website, alive, confirmed)).add(response)
    return [sites[host] for host in sorted(sites)]


def crawl_fully(site: ArchivedSite, home: PageReading) -> list[PageReading]:
    """The home page and every archived page that safe links lead to, nearest first."""
    found, todo = {home.url: home}, [home]
    while todo and len(found) < MOST_PAGES:
        for link in todo.pop(0).links:
            response = site.find(link.url) if is_safe(link.url) else None
            if response is not None and response.url not in found:
                found[response.url] = site.read(response)
                todo.append(found[response.url])
    return list(found.values())


def crawl(site: ArchivedSite, pages: int, choice: PageChoice) -> list[PageReading]:
    """What the crawl reads with this budget."""

    async def look(response: SentResponse, within: Site) -> Look:
        reading = site.read(response)
        return Look(reading, tuple(link for link in rank_links(reading, within, choice) if is_within(link.url, within)))

    return asyncio.run(visit_site(site.website, ArchiveFetcher(site, pages), look, depth=2, choice=choice)).readings


def decide(site: ArchivedSite, readings: Sequence[PageReading]) -> dict[str, tuple[str, float]]:
    """Answer and probability by capability, from these pages alone."""
    outcome = conclude_site(site.website.start_url or "", readings)
    website = replace(site.website, status=outcome.status, languages=outcome.languages, platform=outcome.platform)
    return {
        d.capability: (d.answer, d.probability or 0.0)
        for d in decide_capabilities(website, outcome.signals)
        if d.capability not in PRESENCE
    }


def find_positives(site: ArchivedSite, readings: Sequence[PageReading]) -> set[str]:
    """The capabilities that are decided yes."""
    return {capability for capability, (answer, _) in decide(site, readings).items() if answer == "yes"}
