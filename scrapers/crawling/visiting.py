"""One website, visited: home page first, then the few pages that matter. Knows no engine; `fetch` asks for a page."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from time import monotonic
from typing import Protocol
from urllib.parse import urlsplit, urlunsplit

from catalogue.messages import say
from catalogue.sites import Site, find_site
from scrapers.archives.judging import find_odd_status
from scrapers.archives.redirects import find_target, judge_target, sends_on
from scrapers.archives.responses import SentResponse
from scrapers.crawling.candidates import Candidates
from scrapers.crawling.failures import RequestFailure
from scrapers.crawling.spellings import find_variants, is_within, keep_origin, name_folder, start_url
from scrapers.readers.tasks import Look
from scrapers.signals.page_choice import PageChoice, SiteFacts, load_choice
from scrapers.signals.records import PageReading, RankedLink
from scrapers.signals.safety import is_safe
from scrapers.signals.sites import conclude_site
from store.records import Website

MAX_HOPS = 6
MAX_BROKEN = 2
"""Requests in a row that may end without an answer, or with the server's own error, before the rest of a site is left alone."""

FOLDER_TRIES = 4
"""Dead links to index pages whose folder is asked for instead, until one answers."""

PATH_DEPTH = 4
"""Links deep that the order path is followed; other pages only as deep as the crawl's own limit."""

ON_PATH = frozenset(("product", "basket", "checkout"))

BUSY = frozenset({429, 503})
GONE = frozenset({404, 410})
LEFT_ALONE = frozenset({"robots", "opted_out", "empty"})
"""Failures that say nothing of the rest of the site: rules for one page, and files."""


class Fetcher(Protocol):
    """Asks for pages, at the pace that is due."""

    async def __call__(self, url: str) -> SentResponse:
        """The response; raises RequestFailure where none came or none may be asked for."""

    def pages_left(self) -> int:
        """How many more pages the site's budgets of pages and time allow."""

    def may_ask(self) -> bool:
        """Whether the home page may still be looked for."""

    def spell(self, url: str) -> str:
        """The address as it will be asked for."""


@dataclass(slots=True)
class Visit:
    """What a visit has found so far; `failure` where no home page came."""

    website: Website
    readings: list[PageReading] = field(default_factory=list)
    failure: tuple[str, str] | None = None
    line_failed_at: float | None = None
    heard_at: float = 0.0


Reader = Callable[[SentResponse, Site], Awaitable[Look]]
"""Gives what a page says and which of its links, within a site, are worth a visit."""


async def visit_site(
    website: Website,
    fetch: Fetcher,
    read: Reader,
    *,
    depth: int,
    choice: PageChoice | None = None,
    only_alive: bool = False,
) -> Visit:
    """Visits a site: every page that is worth it by `choice` (what ships, if not given) and within the budgets.

    With `only_alive` a site whose home page shows no business (parked, for sale, a shell) is left after that page.
    """
    visit = _Visiting(website, fetch, read, choice or load_choice())
    home = await visit.open_home()
    if home is not None and home.reading.http_status < 400 and not (only_alive and not _is_alive(website, home.reading)):
        await visit.follow_links(home, depth)
    return visit.found


class _Visiting:
    def __init__(self, website: Website, fetch: Fetcher, read: Reader, choice: PageChoice) -> None:
        self.found = Visit(website)
        self._fetch_page = fetch
        self._read_page = read
        self._choice = choice
        self._candidates = Candidates(choice)
        self._facts = SiteFacts()
        self._broken = 0
        self._by_folder, self._folder_tries = False, 0

    async def open_home(self) -> Look | None:
        """The home page, wherever the start address leads within the business's own sites; None where none came."""
        search = _Search([self._fetch_page.spell(start_url(self.found.website))])
        while self._fetch_page.may_ask() and (url := search.take()):
            try:
                response = await self._fetch(url)
            except RequestFailure as failure:
                self.found.failure = self.found.failure or (failure.status, failure.reason)
                search.todo += map(self._fetch_page.spell, find_variants(url, failure.status, self.found.website.kind))
                continue
            home = await self._look_at(response, search)
            if home is not None:
                return self._keep_home(home)
        if search.kept is not None and not search.is_away:
            return self._keep_home(search.kept)
        self.found.failure = self.found.failure or ("http_error", say("The address leads in a circle."))
        return None

    async def _look_at(self, response: SentResponse, search: "_Search") -> Look | None:
        """The look at a response that is the home page; None where the search goes on, or ends with another business."""
        target = find_target(response.url, response.http_status, dict(response.headers))
        if target is not None:
            self._go_on(target, search)
            return None
        look = await self._read_page(response, _own_site(response.url, self.found.website))
        if sends_on(look.reading) and look.reading.redirect not in search.asked:
            search.kept = look
            self._go_on(look.reading.redirect or "", search)
            return None
        if (odd := find_odd_status(response.http_status)) is not None:
            search.todo, self.found.failure = [], odd
            return None
        root = urlunsplit((*urlsplit(response.url)[:2], "/", "", ""))
        if response.http_status in GONE and self.found.website.kind == "own" and root not in search.asked:
            search.kept, search.todo = search.kept or look, [root]
            return None
        return look

    def _go_on(self, target: str, search: "_Search") -> None:
        """Lets the search go on at the target, or end where that is another business's."""
        website = self.found.website
        away = judge_target(website.host, website.kind, website.site, target)
        search.todo, search.is_away = [] if away else [self._fetch_page.spell(target)], bool(away)
        if away:
            self.found.failure = ("redirected_away", away)

    async def follow_links(self, home: Look, depth: int) -> None:
        """Reads further pages until a budget is spent or none promises anything that is not known."""
        site = _own_site(home.reading.url, self.found.website)
        self._candidates.see(home.reading.url)
        self._candidates.add(home.links, 1)
        while self._fetch_page.pages_left() > 0 and self._broken < MAX_BROKEN and (taken := self._take()):
            link, link_depth = taken
            look = await self._open_link(keep_origin(link.url, home.reading.url), site)
            if look is None:
                self._candidates.note_dead(link)
                continue
            self._note(look)
            further = look.links if link_depth < max(depth, PATH_DEPTH) else ()
            self._candidates.add([new for new in further if link_depth < depth or new.concept in ON_PATH], link_depth + 1)

    def _take(self) -> tuple[RankedLink, int] | None:
        """The next link, as far as what the pages read so far leave open makes one worth it."""
        return self._candidates.take(self._facts.find_open(self._choice))

    async def _open_link(self, url: str, site: Site) -> Look | None:
        """The look at the page behind a link; None where there is none. Counts what a server in trouble leaves unanswered."""
        folder = name_folder(url)
        response = await self._ask_on(folder if folder and self._by_folder else url)
        is_gone = response is not None and response.http_status in GONE
        if folder and is_gone and not self._by_folder and self._folder_tries < FOLDER_TRIES and self._fetch_page.pages_left() > 0:
            response = await self._ask_on(folder)
            self._by_folder, self._folder_tries = response is not None and response.http_status == 200, self._folder_tries + 1
        return await self._settle(response, site) if response is not None else None

    async def _ask_on(self, url: str) -> SentResponse | None:
        """The response to a request beyond the home page; None where none came, or the server has enough of us."""
        try:
            response = await self._fetch(url)
        except RequestFailure as failure:
            self._broken += failure.status not in LEFT_ALONE
            return None
        if response.http_status in BUSY:
            self._broken = MAX_BROKEN
            return None
        self._broken = self._broken + 1 if response.http_status >= 500 else 0
        return response

    async def _settle(self, response: SentResponse, site: Site) -> Look | None:
        """The look at a page, after one redirect within the site; None where it is none or not a page."""
        target = find_target(response.url, response.http_status, dict(response.headers))
        if target is not None:
            may_follow = is_within(target, site) and is_safe(target)
            if not may_follow or not self._candidates.see(target) or self._fetch_page.pages_left() <= 0:
                return None
            try:
                response = await self._fetch(target)
            except RequestFailure:
                return None
        return await self._read_page(response, site) if response.http_status == 200 else None

    async def _fetch(self, url: str) -> SentResponse:
        try:
            response = await self._fetch_page(url)
        except RequestFailure as failure:
            if failure.on_line:
                self.found.line_failed_at = monotonic()
            raise
        self.found.heard_at, self.found.line_failed_at = monotonic(), None
        return response

    def _keep_home(self, look: Look) -> Look:
        self._note(look)
        self.found.failure = None
        return look

    def _note(self, look: Look) -> None:
        self.found.readings.append(look.reading)
        self._facts.add(look.reading)


@dataclass(slots=True)
class _Search:
    """Where the home page is still looked for; `kept` is shown if nothing better comes."""

    todo: list[str]
    asked: set[str] = field(default_factory=set)
    kept: Look | None = None
    is_away: bool = False

    def take(self) -> str | None:
        """The next address that was not asked for before; None at the end, or after too many."""
        while self.todo and len(self.asked) < MAX_HOPS:
            url = self.todo.pop(0)
            if url not in self.asked:
                self.asked.add(url)
                return url
        return None


def _is_alive(website: Website, home: PageReading) -> bool:
    """Whether a home page shows a business."""
    return conclude_site(start_url(website), [home]).status == "ok"


def _own_site(url: str, website: Website) -> Site:
    """The site whose pages count as the business's own after the home page was found there."""
    return find_site(url) or Site(website.site, website.host, website.kind, url)
