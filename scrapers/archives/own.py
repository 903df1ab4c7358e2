"""Our own archives: a site is complete at its metadata record, so that one site after the other is listed, and read by whoever has time."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
from fastwarc import ArchiveIterator, WarcRecordType

from scrapers.archives.concluding import Attempt, conclude_visit
from scrapers.archives.outcomes import SiteOutcome
from scrapers.archives.reading import FAULTS, Damage, open_archive, read_archive, read_response
from scrapers.archives.responses import SentResponse
from scrapers.archives.writing import place_pages
from scrapers.signals.records import PageReading
from store.records import Page, SiteVisit, Website

PART_OF = "isPartOf"
"""The field of an archive of ours that holds records of somebody else's collection, which it names."""

LONGEST = 10_000
"""Bytes of a description that are read."""

MOST_RESPONSES = 200
"""Responses of one site that are read; our own crawls stay far below."""


class OwnSite(msgspec.Struct, frozen=True, array_like=True, tag="own"):
    """A visit in an archive of ours: the file and what the store calls it, and where the responses begin, in their order."""

    website: Website
    outcome: SiteOutcome
    path: str
    file_name: str
    offsets: tuple[int, ...]


def read_description(path: Path) -> dict[str, str]:
    """The fields of an archive's first record, where it describes the file; none otherwise."""
    with open_archive(path) as stream:
        try:
            first = next(iter(ArchiveIterator(stream, parse_http=False, strict_mode=False)), None)
            text = first.reader.read(LONGEST) if first is not None and first.record_type == WarcRecordType.warcinfo else b""
        except FAULTS:
            return {}
    lines = text.decode("utf-8", "replace").splitlines()
    return dict(line.split(": ", 1) for line in lines if ": " in line)


def is_ours(path: Path) -> bool:
    """Whether ecomstat wrote an archive, from its own visits or from the records of others."""
    return read_description(path).get("software", "").startswith("ecomstat/")


def holds_visits(path: Path) -> bool:
    """Whether an archive holds visits of ecomstat's crawler, each with its outcome."""
    return is_ours(path) and PART_OF not in read_description(path)


def list_own_sites(
    path: Path, file_name: str, find: Callable[[str], Website | None], damage: Damage
) -> Iterator[tuple[str, OwnSite | None]]:
    """Each visit of an archive; None where `find` does not know the site."""
    pending: list[int] = []
    for record in read_archive(path, damage):
        if record.outcome is None:
            pending = [*pending, record.offset][-MOST_RESPONSES:]
            continue
        outcome, own = record.outcome, pending[-record.outcome.responses :] if record.outcome.responses else []
        pending = []
        website = find(outcome.site)
        yield outcome.site, None if website is None else OwnSite(website, outcome, str(path), file_name, tuple(own))


def read_own_site(site: OwnSite, read: Callable[[SentResponse], PageReading]) -> SiteVisit:
    """The visit as the crawl concluded it, judged by today's rules.

    Raises:
        CrawlError: the archive is gone or was changed meanwhile.
    """
    outcome = site.outcome
    before = replace(site.website, attempts=outcome.attempts - 1, first_attempt_at=outcome.first_attempt_at, requests=0, bytes=0)
    attempt = Attempt(before, outcome.last_attempt_at, outcome.requests, outcome.bytes, outcome.failure, outcome.is_rendered)
    placed = [(read_response(Path(site.path), offset), offset) for offset in site.offsets]
    responses = {response.url: response for response, _ in placed}
    readings = [read(responses[url]) for url in outcome.read if url in responses]
    visit = conclude_visit(attempt, list(responses.values()), readings, outcome.attempts + (0 if outcome.is_final else 1))
    visit = add_pages(visit, tuple(page for page in outcome.left_out if page.url not in responses))
    return place_pages(visit, site.file_name, {response.url: offset for response, offset in placed})


def add_pages(visit: SiteVisit, left_out: tuple[Page, ...]) -> SiteVisit:
    """The visit with the pages that were read in it and not archived; their languages come after those of the others."""
    languages = dict.fromkeys((*visit.website.languages, *(page.language for page in left_out if page.language)))
    website = replace(visit.website, page_count=visit.website.page_count + len(left_out), languages=tuple(languages))
    return replace(visit, website=website, pages=(*visit.pages, *left_out))
