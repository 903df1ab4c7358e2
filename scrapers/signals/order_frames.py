"""Forms and calendars of somebody else in a page: a booking engine in a frame, a form service's form, a script that draws either.

What they ask is not among the page's own markup. Two things tell: an address that speaks of booking or ordering, and a page that says in
its own address or title that one books or orders there.
"""

from functools import lru_cache
from urllib.parse import urlsplit

from catalogue.sites import find_known_host
from scrapers.signals.addresses import domain_of, host_of, resolve_address
from scrapers.signals.document import Document
from scrapers.signals.facts import Facts
from scrapers.signals.marks import compile_mark
from scrapers.signals.matching import Matcher, load_matcher
from scrapers.signals.normalising import normalise_path
from scrapers.signals.order_links import find_order_domain, is_page_of_rules
from scrapers.signals.profiles import is_profile

ANNOUNCING = frozenset(("book_now", "reserve", "availability", "order_online", "order_form"))
"""Concepts of an address's words that make it the page of a booking or an order."""

MAX_FRAMES = 20
"""Frames and scripts of one page that are looked at."""


def note_order_frames(document: Document, facts: Facts) -> None:
    """Notes frames and scripts that take an order, `named` by their address or `announced` by the page, and links of a page of booking."""
    host = host_of(document.url)
    announced = announces_order(document)
    for address in document.frames[:MAX_FRAMES]:
        value = "named" if names_order(address) else "announced" if announced else ""
        if value and is_elsewhere(address, host):
            facts.add("order_frame", value, "script", address, f"order-frame/{value}@1")
    if not announced:
        return
    for address in document.scripts[: 3 * MAX_FRAMES]:
        source = resolve_address(document.base, address)
        if is_elsewhere(source, host) and (names_order(source) or _is_form_service(source) or "/embed" in urlsplit(source).path):
            facts.add("order_frame", "announced", "script", source, "order-frame/script@1")
    _note_links(document, host, facts)


def announces_order(document: Document) -> bool:
    """Whether a page's own address, or its title where it is not the home page, says that one books or orders there."""
    path = urlsplit(document.url).path.lower()
    if not path.strip("/") or is_page_of_rules(document.url):
        return False
    told = f"{path} {compile_mark('links', 'title_ends').split(document.title, maxsplit=1)[0]}"
    return compile_mark("forms", "booking_page").search(told) is not None or not ANNOUNCING.isdisjoint(_concepts_of(path, load_matcher()))


@lru_cache(maxsize=10_000)
def names_order(address: str) -> bool:
    """Whether an address elsewhere speaks of booking or ordering, such as `book.boats.example` or `/reservation/salon`."""
    parts = urlsplit(address)
    return compile_mark("links", "order_address").search(f"/{host_of(address)}{parts.path}") is not None


@lru_cache(maxsize=10_000)
def is_elsewhere(address: str, host: str) -> bool:
    """Whether an address leads to another website on which something can be ordered: no video, map, advert, chat or share button."""
    if not address.startswith("http") or find_order_domain(address, host) is None:
        return False
    parts = urlsplit(address)
    return compile_mark("links", "no_order_frames").search(f"{parts.netloc}{parts.path}".lower()) is None


def _note_links(document: Document, host: str, facts: Facts) -> None:
    """Links in the main part of a booking page that lead to a form service, or to the business's own offer on a marketplace."""
    for anchor in document.anchors:
        if anchor.is_own or anchor.zone != "main" or not is_elsewhere(anchor.url, host):
            continue
        known = find_known_host(anchor.host)
        offered = known is not None and known.category == "marketplaces" and is_profile(anchor)
        if offered or _is_form_service(anchor.url):
            facts.add("order_link", domain_of(anchor.host), "link", f"{anchor.text} {anchor.url}", "order-link/announced@1")


def _is_form_service(address: str) -> bool:
    parts = urlsplit(address)
    return compile_mark("links", "form_services").search(f"//{parts.netloc}{parts.path}".lower()) is not None


@lru_cache(maxsize=10_000)
def _concepts_of(path: str, matcher: Matcher) -> frozenset[str]:
    hits = matcher.find_phrases(normalise_path(path))
    return frozenset(hit.phrase.concept for hit in hits if "url" in hit.phrase.places)
