"""Our own archives: a site is complete at its metadata record, so that one site at a time is in memory."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from fastwarc import ArchiveIterator, WarcRecordType

from scrapers.archives.concluding import Attempt, conclude_visit
from scrapers.archives.judging import read_response_page
from scrapers.archives.outcomes import SiteOutcome
from scrapers.archives.reading import ArchivedRecord, Damage, open_archive, read_archive
from scrapers.archives.writing import place_pages
from store.records import SiteVisit, Website

if TYPE_CHECKING:
    from catalogue.profiles import CountryProfile

MOST_RESPONSES = 200
"""Responses of one site that are held at once; our own crawls stay far below."""


def is_ours(path: Path) -> bool:
    """Whether an archive was written by ecomstat's crawler, by its first record."""
    with open_archive(path) as stream:
        try:
            first = next(iter(ArchiveIterator(stream, parse_http=False, strict_mode=False)), None)
            return (
                first is not None and first.record_type == WarcRecordType.warcinfo and b"software: ecomstat/" in first.reader.read(10_000)
            )
        except (OSError, ValueError, EOFError, RuntimeError):
            return False


def read_own_visits(
    path: Path, file_name: str, find: Callable[[str], Website | None], profile: "CountryProfile | None", damage: Damage
) -> Iterator[tuple[str, SiteVisit | None]]:
    """Each site of an archive with its visit; None where `find` does not know the site."""
    pending: list[ArchivedRecord] = []
    for record in read_archive(path, damage):
        if record.outcome is None:
            pending = [*pending, record][-MOST_RESPONSES:]
            continue
        outcome, own = record.outcome, pending[-record.outcome.responses :] if record.outcome.responses else []
        pending = []
        website = find(outcome.site)
        yield outcome.site, None if website is None else _conclude(website, outcome, own, file_name, profile)


def _conclude(
    website: Website, outcome: SiteOutcome, records: list[ArchivedRecord], file_name: str, profile: "CountryProfile | None"
) -> SiteVisit:
    """The visit as the crawl concluded it, judged by today's rules."""
    before = replace(website, attempts=outcome.attempts - 1, first_attempt_at=outcome.first_attempt_at, requests=0, bytes=0)
    attempt = Attempt(before, outcome.last_attempt_at, outcome.requests, outcome.bytes, outcome.failure)
    responses = {record.response.url: record.response for record in records if record.response}
    readings = [read_response_page(responses[url], profile) for url in outcome.read if url in responses]
    visit = conclude_visit(attempt, list(responses.values()), readings, outcome.attempts + (0 if outcome.is_final else 1))
    return place_pages(visit, file_name, {record.response.url: record.offset for record in records if record.response})
