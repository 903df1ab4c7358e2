"""A page goes in, everything it says comes out."""

from typing import TYPE_CHECKING

from scrapers.signals.decoding import decode_page, is_html
from scrapers.signals.document import Document
from scrapers.signals.language import detect_language
from scrapers.signals.records import FetchedPage, PageLink, PageReading
from scrapers.signals.walking import walk_markup

if TYPE_CHECKING:
    from catalogue.profiles import CountryProfile

RULES_VERSION = "1"
"""Goes up whenever a rule changes what it sees, so that stored signals can be told apart."""


def read_page(page: FetchedPage, profile: "CountryProfile | None" = None) -> PageReading:
    """What one response says; what is not markup gives a reading without links and signals."""
    if not is_html(page):
        return PageReading(page.url, page.http_status, "", None, 0)
    document = walk_markup(page.url, decode_page(page))
    text = document.visible_text()
    language = detect_language(text, document.language, profile.languages if profile else ())
    return PageReading(page.url, page.http_status, document.title, language, len(text), _read_links(document))


def _read_links(document: Document) -> tuple[PageLink, ...]:
    links = {}
    for anchor in document.anchors:
        if anchor.url.startswith(("http://", "https://")):
            links.setdefault((anchor.url, anchor.text), PageLink(anchor.url, anchor.text[:200], anchor.zone, anchor.rel))
    return tuple(links.values())
