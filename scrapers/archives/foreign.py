"""Anybody's archives: responses in any order and without outcomes, so that they are listed first and then read site by site."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from catalogue.sites import find_site
from scrapers.archives.concluding import Attempt, conclude_visit
from scrapers.archives.homes import ArchivedPage, keep_newest, order_pages
from scrapers.archives.judging import find_odd_status, read_response_page
from scrapers.archives.reading import Damage, read_archive, read_response
from scrapers.archives.redirects import find_target, judge_target, sends_on
from scrapers.archives.responses import SentResponse
from scrapers.signals.records import PageReading
from store.records import SiteVisit, Website

if TYPE_CHECKING:
    from catalogue.profiles import CountryProfile

MOST_PAGES = 60
"""Pages of one site that are read."""

MOST_LISTED = 2000
"""Pages of one site that are listed, so that no archive of a single huge site fills the memory."""

Group = dict[str, list[ArchivedPage]]


def list_pages(path: Path, number: int, groups: Group, is_known: Callable[[str], bool], damage: Damage) -> None:
    """Adds an archive's pages to `groups`, {site: pages}; `is_known` is asked of every site met."""
    for record in read_archive(path, damage):
        response = record.response
        if response is None or urlsplit(response.url).path == "/robots.txt":
            continue
        found = find_site(response.url)
        if found is None or not is_known(found.site):
            continue
        pages = groups.setdefault(found.site, [])
        if len(pages) < MOST_LISTED:
            pages.append(ArchivedPage(response.url, response.http_status, number, record.offset, response.fetched_at))


def read_foreign_visits(
    paths: Sequence[Path], names: Sequence[str], groups: Group, find: Callable[[str], Website | None], profile: "CountryProfile | None"
) -> Iterator[tuple[str, SiteVisit | None]]:
    """Each site's visit, by name; None where the archives hold nothing that says how the site is."""
    for site in sorted(groups):
        website = find(site)
        if website is not None:
            yield site, _visit(website, groups[site], paths, names, profile)


def _visit(
    website: Website, listed: Sequence[ArchivedPage], paths: Sequence[Path], names: Sequence[str], profile: "CountryProfile | None"
) -> SiteVisit | None:
    pages = order_pages(keep_newest(listed), website.start_url)[:MOST_PAGES]
    responses = {page.url: read_response(paths[page.archive], page.offset) for page in pages}
    readings = {page.url: read_response_page(responses[page.url], profile) for page in pages if page.http_status == 200}
    failure = None
    if not readings:
        failure, home = _judge_unread(website, responses[pages[0].url], profile)
        if failure is None and home is None:
            return None
        ordered = [home] if home else []
    else:
        ordered = _put_home_first(list(readings.values()))
    first = min(page.fetched_at for page in pages)
    before = replace(website, attempts=0, first_attempt_at=first, requests=0, bytes=0)
    attempt = Attempt(before, max(page.fetched_at for page in pages), len(pages), sum(len(r.body) for r in responses.values()), failure)
    visit = conclude_visit(attempt, list(responses.values()), ordered, 2)
    by_file = {page.url: page for page in pages}
    placed = tuple(replace(p, warc_file=names[by_file[p.url].archive], warc_offset=by_file[p.url].offset) for p in visit.pages)
    return replace(visit, pages=placed)


def _judge_unread(
    website: Website, response: SentResponse, profile: "CountryProfile | None"
) -> tuple[tuple[str, str] | None, PageReading | None]:
    """(failure, home page) of a site without a single answered page; nothing where it only redirects within itself."""
    target = find_target(response.url, response.http_status, dict(response.headers))
    if target is None:
        odd = find_odd_status(response.http_status)
        return odd, None if odd else read_response_page(response, profile)
    away = judge_target(website.host, website.kind, website.site, target)
    return (("redirected_away", away), None) if away else (None, None)


def _put_home_first(readings: list[PageReading]) -> list[PageReading]:
    """The readings, beginning with the page that the home page's markup sends visitors on to."""
    home = readings[0]
    if not sends_on(home):
        return readings
    onward = [r for r in readings if r.url == home.redirect]
    return [*onward, *(r for r in readings if r not in onward)]
