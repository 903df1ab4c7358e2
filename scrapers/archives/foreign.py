"""Anybody's archives: responses in any order and without outcomes, so that they are listed first and then read site by site."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from catalogue.sites import find_site
from scrapers.archives.concluding import Attempt, conclude_visit
from scrapers.archives.homes import ArchivedPage, keep_newest, order_pages
from scrapers.archives.judging import find_odd_status
from scrapers.archives.reading import Damage, read_archive, read_response
from scrapers.archives.redirects import find_target, judge_target, sends_on
from scrapers.archives.responses import SentResponse
from scrapers.signals.records import PageReading
from store.records import SiteVisit, Website
from store.site_lists import SiteList

MOST_PAGES = 60
"""Pages of one site that are read."""

MOST_LISTED = 2000
"""Pages of one site that are chosen from, so that no archive of a single huge site fills the memory."""

Read = Callable[[SentResponse], PageReading]


class ForeignSite(msgspec.Struct, frozen=True, array_like=True, tag="foreign"):
    """A site's pages in archives, the most home-like first; `files`: the archives' paths and what the store calls them, by number."""

    website: Website
    pages: tuple[ArchivedPage, ...]
    files: dict[int, tuple[str, str]]


def list_pages(path: Path, number: int, listed: SiteList, is_known: Callable[[str], bool], damage: Damage) -> None:
    """Adds an archive's pages to the list; `is_known` is asked once of every site met."""
    for record in read_archive(path, damage):
        response = record.response
        if response is None or urlsplit(response.url).path == "/robots.txt":
            continue
        found = find_site(response.url)
        if found is None:
            continue
        if listed.is_wanted(found.site) is None:
            listed.meet(found.site, is_wanted=is_known(found.site))
        if listed.is_wanted(found.site):
            listed.add(found.site, (response.url, response.http_status, number, record.offset, response.fetched_at))


def list_foreign_sites(
    listed: SiteList, paths: Sequence[Path], names: Sequence[str], find: Callable[[str], Website | None]
) -> Iterator[ForeignSite]:
    """Each listed site with the pages of it that are worth reading, by name."""
    for site, rows in listed.read(MOST_LISTED):
        website = find(site)
        if website is not None:
            pages = order_pages(keep_newest([ArchivedPage(*row) for row in rows]), website.start_url)[:MOST_PAGES]
            files = {page.archive: (str(paths[page.archive]), names[page.archive]) for page in pages}
            yield ForeignSite(website, tuple(pages), files)


def read_foreign_site(site: ForeignSite, read: Read) -> SiteVisit | None:
    """The site's visit; None where the archives hold nothing that says how it is.

    Raises:
        CrawlError: an archive is gone or was changed meanwhile.
    """
    website, pages = site.website, site.pages
    responses = {page.url: read_response(Path(site.files[page.archive][0]), page.offset) for page in pages}
    readings = [read(responses[page.url]) for page in pages if page.http_status == 200]
    failure = None
    if not readings:
        failure, home = _judge_unread(website, responses[pages[0].url], read)
        if failure is None and home is None:
            return None
        readings = [home] if home else []
    first = min(page.fetched_at for page in pages)
    before = replace(website, attempts=0, first_attempt_at=first, requests=0, bytes=0)
    attempt = Attempt(before, max(page.fetched_at for page in pages), len(pages), sum(len(r.body) for r in responses.values()), failure)
    visit = conclude_visit(attempt, list(responses.values()), _put_home_first(readings), 2)
    by_url = {page.url: page for page in pages}
    placed = tuple(replace(p, warc_file=site.files[by_url[p.url].archive][1], warc_offset=by_url[p.url].offset) for p in visit.pages)
    return replace(visit, pages=placed)


def _judge_unread(website: Website, response: SentResponse, read: Read) -> tuple[tuple[str, str] | None, PageReading | None]:
    """(failure, home page) of a site without a single answered page; nothing where it only redirects within itself."""
    target = find_target(response.url, response.http_status, dict(response.headers))
    if target is None:
        odd = find_odd_status(response.http_status)
        return odd, None if odd else read(response)
    away = judge_target(website.host, website.kind, website.site, target)
    return (("redirected_away", away), None) if away else (None, None)


def _put_home_first(readings: list[PageReading]) -> list[PageReading]:
    """The readings, beginning with the page that the home page's markup sends visitors on to."""
    if not readings or not sends_on(readings[0]):
        return readings
    onward = [r for r in readings if r.url == readings[0].redirect]
    return [*onward, *(r for r in readings if r not in onward)]
