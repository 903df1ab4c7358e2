"""A visit becomes what is committed: the same way for a site just crawled and for one read from an archive."""

from collections.abc import Sequence
from dataclasses import dataclass

from catalogue.statuses import load_statuses
from scrapers.archives.responses import SentResponse, describe_page
from scrapers.signals.records import PageReading
from scrapers.signals.sites import conclude_site
from store.records import Page, SiteVisit, Website


@dataclass(frozen=True, slots=True)
class Attempt:
    """What is known of a visit before its pages are judged: `website` as it stood, when the visit began, what it cost.

    `is_rendered`: a browser opened the pages.
    """

    website: Website
    started_at: str
    requests: int
    bytes: int
    failure: tuple[str, str] | None = None
    is_rendered: bool = False


def conclude_visit(attempt: Attempt, responses: Sequence[SentResponse], readings: Sequence[PageReading], last_attempt: int) -> SiteVisit:
    """The site's row, its pages and its signals; a failure that may pass is final only at attempt number `last_attempt`."""
    before = attempt.website
    start_url = before.start_url or f"http://{before.site}/"
    outcome = conclude_site(start_url, readings, attempt.failure)
    attempts = before.attempts + 1
    website = Website(
        country=before.country, wave=before.wave, site=before.site, host=before.host, kind=before.kind, start_url=before.start_url,
        status=outcome.status, reason=outcome.reason,
        is_final=attempts >= last_attempt or not may_pass(outcome.status),
        attempts=attempts, first_attempt_at=before.first_attempt_at or attempt.started_at, last_attempt_at=attempt.started_at,
        final_url=outcome.final_url, languages=outcome.languages, platform=outcome.platform,
        page_count=len({r.url for r in responses}), requests=before.requests + attempt.requests, bytes=before.bytes + attempt.bytes,
        is_candidate=before.is_candidate, is_rendered=attempt.is_rendered,
    )  # fmt: skip
    read = {reading.url: reading for reading in readings}
    pages = {r.url: _describe(r, read.get(r.url)) for r in responses}
    return SiteVisit(website, tuple(pages.values()), outcome.signals)


def _describe(response: SentResponse, reading: PageReading | None) -> Page:
    if reading is None:
        return describe_page(response)
    return describe_page(response, title=reading.title, language=reading.language)


def may_pass(status: str) -> bool:
    """Whether a failure of this status may pass, so that the site is tried again."""
    return load_statuses()[status].retry


def was_read(status: str) -> bool:
    """Whether the pages of a site with this status can be judged."""
    return load_statuses()[status].read
