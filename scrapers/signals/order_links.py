"""Links that take an order elsewhere: a shop of the same business, a booking service, a seller of tickets, an offer on a marketplace."""

from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import urlsplit

from catalogue.sites import find_known_host
from scrapers.signals.addresses import domain_of, host_of
from scrapers.signals.document import Anchor, Segment
from scrapers.signals.facts import Facts
from scrapers.signals.marks import compile_mark, load_marks

ORDERING = frozenset(("add_to_basket", "buy_now", "order_online", "checkout", "book_now", "reserve"))
"""Concepts of the words on a link that promises an order or a booking."""

BOOKING = frozenset(("book_now", "reserve"))

LONGEST = 50
"""Characters of a link's words up to which they name a step."""

MEANS = {
    "mailto": "mail", "tel": "phone", "callto": "phone", "sms": "phone", "whatsapp": "whatsapp", "viber": "viber", "tg": "telegram",
    "skype": "skype", "weixin": "wechat", "zalo": "zalo", "line": "line",
}  # fmt: skip
"""By what one writes or calls, by the beginning of the address."""

NO_STEP = frozenset(("social", "messengers", "app_stores", "job_boards", "search_engines"))
"""Kinds of known hosts where nothing is ordered."""

SHOP_HOSTS = tuple(
    f".{domain}"
    for domain in (
        "myshopify.com",
        "mitiendanube.com",
        "mybigcommerce.com",
        "youcan.shop",
        "myshopline.com",
        "ecwid.com",
        "bigcartel.com",
        "lojavirtualnuvem.com.br",
        "square.site",
        "company.site",
        "shoplazza.com",
        "bandcamp.com",
        "sumupstore.com",
        "kyte.site",
        "mystore.no",
        "myinsales.ru",
        "wixsite.com",
    )
)
"""Where shops have a host of their own under their maker's domain."""

SHORTEST = 4
"""Letters that two names must share whole to be alike; shorter ones meet by chance."""


def note_order_link(concept: str, segment: Segment, page_url: str, facts: Facts) -> None:
    """Notes a link whose words promise an order and that leaves the site; a mere "shop" counts where the other site is called alike."""
    if not segment.href.startswith("http") or len(segment.text) > LONGEST or concept not in ORDERING | {"shop"}:
        return
    domain = find_order_domain(segment.href, host_of(page_url))
    if domain is not None and is_own_service(segment.href, page_url):
        if concept == "shop" and not compile_mark("links", "order_address").search(f"//{host_of(segment.href)}/"):
            return
        facts.add("order_link", host_of(segment.href), segment.place, f"{segment.text} {segment.href}", "order-link/own@1")
    elif domain and (concept != "shop" or _are_alike(domain, domain_of(host_of(page_url)))):
        facts.add("order_link", domain, segment.place, f"{segment.text} {segment.href}", "order-link/elsewhere@1")


def note_basket_links(anchors: Iterable[Anchor], facts: Facts) -> None:
    """Notes a link within the site whose address puts an article into the basket, whatever its words or picture are."""
    for anchor in anchors:
        if anchor.is_own and "?" in anchor.url and compile_mark("links", "basket_link").search(anchor.url):
            facts.add("word", "add_to_basket", "link", f"{anchor.text} {anchor.url}".strip(), "order-link/basket@1")


@lru_cache(maxsize=10_000)
def is_page_of_rules(url: str) -> bool:
    """Whether a page's own address is that of terms or policies: what stands there of orders holds for all whom their author serves."""
    return compile_mark("links", "of_policies").search(urlsplit(url).path) is not None


def find_means(href: str, concept: str) -> str | None:
    """`mail`, `phone` or the messenger that a link opens, `mail` for a page of contact where one would buy, else None.

    Whoever orders so writes or calls, whatever the link is called; bookings are often taken on the page of contact itself.
    """
    if concept not in BOOKING and compile_mark("links", "contact_page").search(urlsplit(href).path):
        return "mail"
    scheme = href.partition(":")[0].lower()
    if scheme in MEANS:
        return MEANS[scheme]
    known = find_known_host(host_of(href)) if scheme in {"http", "https"} else None
    return known.key if known is not None and known.category == "messengers" else None


@lru_cache(maxsize=10_000)
def is_own_service(href: str, page_url: str) -> bool:
    """Whether a link leads to another part of the business's own domain, such as a calendar or a shop at `shop.duka.example`."""
    here, there = host_of(page_url), host_of(href)
    return here != there and domain_of(here) == domain_of(there) and len(there) > len(domain_of(here))


@lru_cache(maxsize=10_000)
def find_order_domain(href: str, host: str) -> str | None:
    """The domain elsewhere that an order goes to; None for links within the site, to where nothing is ordered, and of advertisers."""
    other = host_of(href)
    domain = domain_of(other)
    if not other or not host or other == host or other == domain_of(host) or other.endswith(".local"):
        return None
    known = find_known_host(other)
    if known is not None and known.category in NO_STEP:
        return None
    parts = urlsplit(href)
    if compile_mark("links", "affiliate").search(parts.query) or compile_mark("links", "share").search(f"{parts.path}?{parts.query}"):
        return None
    if compile_mark("links", "theme_shops").search(other):
        return None
    if domain in load_marks()["links"]["short"]:
        return None
    return other if other.endswith(SHOP_HOSTS) else domain


def _are_alike(domain: str, own: str) -> bool:
    names = ["".join(c for c in name.partition(".")[0] if c.isalnum()) for name in (domain, own)]
    return min(map(len, names)) >= SHORTEST and (names[0] in names[1] or names[1] in names[0])
