"""A response is read as a page, and no page stops a crawl or an ingestion."""

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from catalogue.messages import say
from scrapers.archives.responses import SentResponse, open_page
from scrapers.signals.reading import read_page
from scrapers.signals.records import FetchedPage, PageReading

if TYPE_CHECKING:
    from catalogue.profiles import CountryProfile

FAULTS = (ValueError, LookupError, RecursionError, OverflowError)
"""What hostile markup may trip a reader into; the page then counts as one that says nothing."""

MOST_MARKUP = 4 * 2**20
"""Bytes of a page that are read for what it says: more of them would hold all other sites up."""

HOLDING = frozenset({200, 203})
"""Codes of answers that hold a page; those from 400 on hold an error's page, which says what happened."""

logger = logging.getLogger(__name__)


def read_response_page(response: SentResponse, profile: "CountryProfile | None") -> PageReading:
    """What the response says; nothing at all where it cannot be made sense of, which the log notes."""
    try:
        return read_page(open_readable(response), profile)
    except FAULTS as fault:
        logger.warning("page not understood url=%s fault=%r", response.url, fault)
        return PageReading(response.url, response.http_status, "", None, 0)


def open_readable(response: SentResponse) -> FetchedPage:
    """The page in a response, no longer than what can be read in reasonable time; `walk_markup` cuts what a parser would labour over."""
    page = open_page(response)
    return replace(page, body=page.body[:MOST_MARKUP])


def get_ready(profile: "CountryProfile | None") -> None:
    """Loads words and fingerprints, so that no host waits for that in the middle of an answer."""
    headers, body = (
        (("content-type", "text/html"),),
        b"<!doctype html><html lang=en><title>Shop</title><p>Buy chairs and tables online.</p></html>",
    )
    read_response_page(SentResponse("http://ready.example/", 200, headers, body, "2026-01-01T00:00:00Z"), profile)


def find_odd_status(http_status: int) -> tuple[str, str] | None:
    """(status, reason) where the answer to a request for a home page holds none by its very code, such as 204; None otherwise."""
    if 400 <= http_status <= 599 or http_status in HOLDING:
        return None
    return "http_error", say("The home page answered {status}.", status=http_status)
