"""A response is read as a page, and no page stops a crawl or an ingestion."""

import logging
from typing import TYPE_CHECKING

from scrapers.archives.responses import SentResponse, open_page
from scrapers.signals.reading import read_page
from scrapers.signals.records import PageReading

if TYPE_CHECKING:
    from catalogue.profiles import CountryProfile

FAULTS = (ValueError, LookupError, RecursionError, OverflowError)
"""What hostile markup may trip a reader into; the page then counts as one that says nothing."""

logger = logging.getLogger(__name__)


def read_response_page(response: SentResponse, profile: "CountryProfile | None") -> PageReading:
    """What the response says; nothing at all where it cannot be made sense of, which the log notes."""
    try:
        return read_page(open_page(response), profile)
    except FAULTS as fault:
        logger.warning("page not understood url=%s fault=%r", response.url, fault)
        return PageReading(response.url, response.http_status, "", None, 0)
