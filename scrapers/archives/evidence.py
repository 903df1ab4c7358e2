"""Which pages of a visit are archived where only those are kept that decided, and how the others are noted."""

from collections.abc import Sequence

from scrapers.archives.concluding import was_read
from scrapers.archives.responses import SentResponse
from scrapers.signals.records import PageReading
from scrapers.signals.sites import conclude_site
from store.records import Page, SiteVisit


def choose_evidence(visit: SiteVisit, responses: Sequence[SentResponse], readings: Sequence[PageReading]) -> list[SentResponse]:
    """The responses that are archived: the home page, and each page on which a signal rests; `readings` are those of the visit.

    All are where the site could not be read, which rests on the few that came, and where it would not end alike without the others.
    """
    website = visit.website
    bearing = {website.final_url, *(signal.page_url for signal in visit.signals)}
    kept = [reading for reading in readings if reading.url in bearing]
    if not was_read(website.status) or conclude_site(website.start_url or f"http://{website.site}/", kept).status != website.status:
        return list(responses)
    return [response for response in responses if response.url in bearing]


def list_left_out(visit: SiteVisit, kept: Sequence[SentResponse]) -> tuple[Page, ...]:
    """The pages of a visit that are not archived, for the record that closes it."""
    urls = {response.url for response in kept}
    return tuple(page for page in visit.pages if page.url not in urls)
