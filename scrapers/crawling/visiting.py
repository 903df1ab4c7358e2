"""One website, visited: home page first, then the few pages that matter. Knows no engine; `fetch` asks for a page."""

from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit, urlunsplit

from catalogue.messages import say
from catalogue.sites import Site, find_site
from scrapers.archives.redirects import find_target, judge_target
from scrapers.archives.responses import SentResponse, open_page
from scrapers.crawling.candidates import Candidates
from scrapers.crawling.failures import RequestFailure
from scrapers.signals.links import rank_links
from scrapers.signals.reading import read_page
from scrapers.signals.records import PageReading
from store.records import Website

if TYPE_CHECKING:
    from catalogue.profiles import CountryProfile

MAX_HOPS = 6
MAX_BROKEN = 2
"""Pages beyond the home page that may fail before the rest is left alone."""

BUSY = frozenset({429, 503})
SCRIPT_REDIRECT_TEXT = 600
"""Characters of text above which a page is content, whatever its scripts say about moving on."""


class Fetcher(Protocol):
    """Asks for pages, at the pace that is due."""

    async def __call__(self, url: str) -> SentResponse:
        """The response; raises RequestFailure where none came or none may be asked for."""

    def pages_left(self) -> int:
        """How many more pages the site's budgets of pages and time allow."""

    def may_ask(self) -> bool:
        """Whether the home page may still be looked for."""


@dataclass(slots=True)
class Visit:
    """What a visit has found so far; `failure` where no home page came."""

    website: Website
    readings: list[PageReading] = field(default_factory=list)
    failure: tuple[str, str] | None = None
    line_failed_at: float | None = None
    heard_at: float = 0.0


async def visit_site(website: Website, fetch: Fetcher, *, depth: int, profile: "CountryProfile | None") -> Visit:
    """Visits a site: every page that is worth it and within the budgets."""
    visit = _Visiting(website, fetch, profile)
    home = await visit.open_home()
    if home is not None and home.http_status < 400:
        await visit.follow_links(home, depth)
    return visit.found


class _Visiting:
    def __init__(self, website: Website, fetch: Fetcher, profile: "CountryProfile | None") -> None:
        self.found = Visit(website)
        self._fetch_page = fetch
        self._profile = profile
        self._candidates = Candidates()

    async def open_home(self) -> PageReading | None:
        """The home page, wherever the start address leads within the business's own sites; None where none came."""
        website, todo = self.found.website, [start_url(self.found.website)]
        asked: set[str] = set()
        kept: PageReading | None = None
        while todo and len(asked) < MAX_HOPS and self._fetch_page.may_ask():
            url = todo.pop(0)
            if url in asked:
                continue
            asked.add(url)
            try:
                response = await self._fetch(url)
            except RequestFailure as failure:
                self.found.failure = self.found.failure or (failure.status, failure.reason)
                todo += find_variants(url, failure.status, website.kind)
                continue
            target = find_target(url, response.http_status, dict(response.headers))
            reading = None if target else self._read(response)
            if reading is not None and reading.redirect and reading.text_length < SCRIPT_REDIRECT_TEXT and reading.redirect not in asked:
                target, kept = reading.redirect, reading
            if target is not None:
                away = judge_target(website.host, website.kind, website.site, target)
                if away:
                    self._fail("redirected_away", away)
                    return None
                todo = [target]
                continue
            assert reading is not None
            root = urlunsplit((*urlsplit(url)[:2], "/", "", ""))
            if reading.http_status in {404, 410} and website.kind == "own" and root not in asked:
                kept, todo = kept or reading, [root]
                continue
            return self._keep_home(reading)
        if kept is not None:
            return self._keep_home(kept)
        if self.found.failure is None:
            self._fail("http_error", say("The address leads in a circle."))
        return None

    async def follow_links(self, home: PageReading, depth: int) -> None:
        """Reads further pages until a budget is spent."""
        site = _own_site(home.url, self.found.website)
        self._candidates.see(home.url)
        self._candidates.add(rank_links(home, site, self._profile), 1)
        broken = 0
        while self._fetch_page.pages_left() > 0 and broken < MAX_BROKEN and (link := self._candidates.take()):
            try:
                response = await self._fetch(keep_origin(link[0].url, home.url))
            except RequestFailure as failure:
                broken += failure.status != "robots"
                continue
            if response.http_status in BUSY:
                break
            reading = await self._settle(response, site)
            if reading is not None:
                self.found.readings.append(reading)
                if link[1] < depth:
                    self._candidates.add(rank_links(reading, site, self._profile), link[1] + 1)

    async def _settle(self, response: SentResponse, site: Site) -> PageReading | None:
        """The reading of a page, after one redirect within the site; None where it is none or not a page."""
        target = find_target(response.url, response.http_status, dict(response.headers))
        if target is not None:
            own = find_site(target)
            if own is None or own.site != site.site or not self._candidates.see(target) or self._fetch_page.pages_left() <= 0:
                return None
            try:
                response = await self._fetch(target)
            except RequestFailure:
                return None
        return self._read(response) if response.http_status == 200 else None

    async def _fetch(self, url: str) -> SentResponse:
        try:
            response = await self._fetch_page(url)
        except RequestFailure as failure:
            if failure.on_line:
                self.found.line_failed_at = monotonic()
            raise
        self.found.heard_at, self.found.line_failed_at = monotonic(), None
        return response

    def _read(self, response: SentResponse) -> PageReading:
        return read_page(open_page(response), self._profile)

    def _keep_home(self, reading: PageReading) -> PageReading:
        self.found.readings.append(reading)
        self.found.failure = None
        return reading

    def _fail(self, status: str, reason: str) -> None:
        self.found.failure = (status, reason)


def start_url(website: Website) -> str:
    """Where a visit begins: the address given, with a scheme."""
    url = website.start_url or website.site
    return url if "://" in url else f"http://{url}"


def find_variants(url: str, status: str, kind: str) -> list[str]:
    """Other spellings of a start address that are worth one try after this failure."""
    parts = urlsplit(url)
    host, other = parts.netloc, {"http": "https", "https": "http"}[parts.scheme]
    if kind != "own":
        return []
    if status == "dns":
        toggled = host.removeprefix("www.") if host.startswith("www.") else f"www.{host}"
        return [urlunsplit(parts._replace(netloc=toggled))]
    if status in {"tls", "timeout"} and not parts.port:
        return [urlunsplit(parts._replace(scheme=other))]
    return []


def keep_origin(url: str, home: str) -> str:
    """A link of the home page's host in the spelling in which the home page answered: with `www.` or without, https where it was."""
    parts, own = urlsplit(url), urlsplit(home)
    if parts.netloc.removeprefix("www.") != own.netloc.removeprefix("www."):
        return url
    return urlunsplit(parts._replace(netloc=own.netloc, scheme="https" if own.scheme == "https" else parts.scheme))


def _own_site(url: str, website: Website) -> Site:
    """The site whose pages count as the business's own after the home page was found there."""
    return find_site(url) or Site(website.site, website.host, website.kind, url)
