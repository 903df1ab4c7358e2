"""A page goes in, everything it says comes out."""

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from catalogue.tax_ids import TaxId
from scrapers.signals.addresses import host_of, is_for_visitors
from scrapers.signals.blocks import count_blocks
from scrapers.signals.contacts import read_contacts
from scrapers.signals.currencies import UNKNOWN, currencies_of_domain
from scrapers.signals.currency_choice import read_currency_choice
from scrapers.signals.decoding import decode_page, is_html
from scrapers.signals.document import Document
from scrapers.signals.facts import Facts
from scrapers.signals.forms import name_forms
from scrapers.signals.identifiers import read_identifiers
from scrapers.signals.language import detect_language, read_language_tag
from scrapers.signals.language_choice import read_language_choice
from scrapers.signals.language_links import read_language_links
from scrapers.signals.matching import load_matcher
from scrapers.signals.order_frames import note_order_frames
from scrapers.signals.order_path import find_steps
from scrapers.signals.prices import note_prices
from scrapers.signals.profiles import read_profiles
from scrapers.signals.records import FetchedPage, PageLink, PageReading
from scrapers.signals.redirects import find_redirect
from scrapers.signals.states import note_states
from scrapers.signals.structured import read_structured, stated_currencies
from scrapers.signals.traces import match_traces
from scrapers.signals.walking import walk_markup
from scrapers.signals.words import match_words

if TYPE_CHECKING:
    from catalogue.profiles import CountryProfile

RULES_VERSION = "5"
"""Goes up whenever a rule changes what it sees, so that stored signals can be told apart."""

MAX_PRICES = 60
"""Prices of one page that are noted."""


def read_page(page: FetchedPage, profile: "CountryProfile | None" = None) -> PageReading:
    """What one response says; what is not markup, or not made for visitors, gives a reading without links and signals."""
    if not is_html(page) or not is_for_visitors(page.url):
        return PageReading(page.url, page.http_status, "", None, 0)
    markup = decode_page(page)
    document = walk_markup(page.url, markup)
    text = document.visible_text()
    language = detect_language(text, document.language, profile.languages if profile else ())
    facts = _gather_facts(document, markup, text, language, page.http_status, profile)
    redirect = find_redirect(document, len(text))
    reading = PageReading(page.url, page.http_status, document.title, language, len(text), _read_links(document), facts.signals(), redirect)
    return replace(reading, steps=find_steps(reading))


def _gather_facts(
    document: Document, markup: bytes, text: str, language: str | None, http_status: int, profile: "CountryProfile | None"
) -> Facts:
    """Every rule in turn; later ones look at what earlier ones found."""
    facts, matcher, host = Facts(document.url), load_matcher(), host_of(document.url)
    if language:
        facts.add("language", language, "text", document.title or text[:100], "language/text@1")
    concepts = match_words(document, matcher, expect_languages(document, language, profile), facts)
    match_traces(markup, matcher, facts)
    name_forms(document, concepts, facts)
    note_order_frames(document, facts)
    read_structured(document, facts)
    _note_prices(document, (*stated_currencies(document, facts), *_country_currencies(host, profile)), facts)
    read_currency_choice(document, facts)
    read_contacts(document, _phone_region(host, profile), facts)
    read_identifiers(document, _tax_ids(host, profile), facts)
    read_profiles(document, host, facts)
    read_language_links(document, language, facts)
    read_language_choice(document, language, facts)
    note_states(document, markup, text, http_status, facts, _home_languages(host, profile))
    return facts


def expect_languages(document: Document, language: str | None, profile: "CountryProfile | None" = None) -> frozenset[str]:
    """The languages that short words may be of: the text's, the one its page declares, English, and the country's."""
    return frozenset(filter(None, (language, read_language_tag(document.language), "en", *(profile.languages if profile else ()))))


def _note_prices(document: Document, expected: tuple[str, ...], facts: Facts) -> None:
    """Notes prices, their currencies, and the blocks that repeat around them."""
    priced: dict[int, bool] = {}
    noted = 0
    for segment in map(document.segments.__getitem__, document.numbered()):
        if noted >= MAX_PRICES or segment.place in {"meta", "image"}:
            continue
        for price in note_prices(segment.text, expected):
            noted += 1
            priced[segment.element] = priced.get(segment.element, False) or price.has_name
            facts.add("price", price.written, segment.place, price.words, "price/text@1")
            if price.currency != UNKNOWN:
                facts.add("currency", price.currency, segment.place, price.words, "price/text@1")
    blocks, example = count_blocks(document, priced)
    if blocks:
        words = " · ".join(s.text for s in document.segments if _stands_in(document, s.element, example))
        facts.add("product_block", str(blocks), "text", words, "price/blocks@1")


def _stands_in(document: Document, element: int, block: int) -> bool:
    for _ in range(12):
        if element == block:
            return True
        if element <= block:
            return False
        element = document.parents[element]
    return False


def _read_links(document: Document) -> tuple[PageLink, ...]:
    links: dict[tuple[str, str], PageLink] = {}
    for anchor in document.anchors:
        key = (anchor.url, anchor.text)
        if key not in links and anchor.url.startswith(("http://", "https://")):
            links[key] = PageLink(anchor.url, anchor.text[:200], anchor.zone, anchor.rel)
    return tuple(links.values())


def _country_currencies(host: str, profile: "CountryProfile | None") -> tuple[str, ...]:
    return tuple(dict.fromkeys([*(profile.currencies if profile else ()), *currencies_of_domain(host)]))


def _phone_region(host: str, profile: "CountryProfile | None") -> str | None:
    if profile is not None and profile.phone_region:
        return profile.phone_region
    domain = _profile_of_domain(host)
    return domain.phone_region if domain else None


def _tax_ids(host: str, profile: "CountryProfile | None") -> tuple[TaxId, ...]:
    if profile is not None and profile.tax_ids:
        return profile.tax_ids
    domain = _profile_of_domain(host)
    return domain.tax_ids if domain else ()


def _home_languages(host: str, profile: "CountryProfile | None") -> tuple[str, ...]:
    home = profile if profile is not None and profile.languages else _profile_of_domain(host)
    return tuple(home.languages) if home else ()


@lru_cache(maxsize=2000)
def _profile_of_domain(host: str) -> "CountryProfile | None":
    """The profile of the country whose top-level domain a host is under, or None."""
    from catalogue.profiles import list_countries, load_profile

    ending = host.rpartition(".")[2].upper()
    code = {"UK": "GB", "SU": "RU"}.get(ending, ending)
    return load_profile(code) if len(code) == 2 and code in list_countries() else None
