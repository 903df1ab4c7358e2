"""The pages of a site read again from their archive, without any network."""

import logging
from collections.abc import Iterator
from pathlib import Path

from catalogue.errors import CrawlError
from catalogue.profiles import CountryProfile
from scrapers.archives.judging import FAULTS, open_readable
from scrapers.archives.places import find_file
from scrapers.archives.reading import read_response
from scrapers.archives.responses import SentResponse
from scrapers.comparing.gathering import gather_site
from scrapers.comparing.pages import read_page_text
from scrapers.comparing.site_texts import PageText, SiteText, has_words
from scrapers.signals.decoding import decode_page, is_html
from scrapers.signals.walking import walk_markup
from store.opening import Store
from store.records import Page, Website
from store.websites import read_pages, read_signals

MOST_PAGES = 12
"""Pages of one site that are read, in the order of fetching."""

logger = logging.getLogger(__name__)


def read_site_text(store: Store, website: Website, profile: CountryProfile) -> SiteText:
    """What a site says, from its archived pages; one without pages has nothing but its status."""
    pages = read_pages(store, website.country, website.wave, website.site) if has_words(website.status) else []
    signals = read_signals(store, website.country, website.wave, website.site) if pages else []
    currencies = sorted({signal.value for signal in signals if signal.kind == "currency"})
    return gather_site(website, list(_read_texts(store.path, pages, profile)), currencies)


def find_gone_archive(store: Store, website: Website) -> str | None:
    """The name of an archive that the site's pages lie in and that is not there any more; None where all are."""
    files = {page.warc_file for page in read_pages(store, website.country, website.wave, website.site) if page.warc_file}
    return next((file for file in sorted(files) if not find_file(store.path, file).exists()), None)


def read_text_of(response: SentResponse, profile: CountryProfile, *, is_home: bool) -> PageText | None:
    """What one response says, for comparing; None where it is no page, or cannot be made sense of, which the log notes."""
    try:
        page = open_readable(response)
        return read_page_text(walk_markup(page.url, decode_page(page)), profile, is_home=is_home) if is_html(page) else None
    except FAULTS as fault:
        logger.warning("page not understood url=%s fault=%r", response.url, fault)
        return None


def _read_texts(store_path: Path, pages: list[Page], profile: CountryProfile) -> Iterator[PageText]:
    """The pages that answered with a page, as far as their archive is still there."""
    count = 0
    for page in pages:
        if page.warc_file is None or page.warc_offset is None or (page.http_status or 0) >= 400 or 300 <= (page.http_status or 0) < 400:
            continue
        try:
            response = read_response(find_file(store_path, page.warc_file), page.warc_offset)
        except CrawlError as error:
            logger.warning("%s", error)
            continue
        text = read_text_of(response, profile, is_home=count == 0)
        if text is not None:
            count += 1
            yield text
        if count >= MOST_PAGES:
            return
