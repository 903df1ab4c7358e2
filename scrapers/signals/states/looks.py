"""What the rules on states see of a page."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scrapers.signals.addresses import domain_of, host_of
from scrapers.signals.document import Document
from scrapers.signals.facts import Facts
from scrapers.signals.marks import load_marks
from store.records import Signal

SHELL_TEXT = 250
"""Characters below which a page with scripts and a root element is a shell."""

SPAM = ("spam", "gambling", "adult")
"""Concepts by which a domain that was taken over speaks: the first of touts alone, the others of licensed businesses too."""

_CONCEPTS = frozenset(
    (
        *("for_sale", "parked", "captcha", "blocked", "not_found", "gate", "log_in"),
        *("coming_soon", "under_construction", "closed_shop", "demo_content", "enable_scripts"),
        *SPAM,
    )
)
_ROOT = re.compile(
    rb"""<(?:div|main|section)[^>]{0,200}\bid=["']?(?:root|app|__next|__nuxt|___gatsby|q-app|svelte|main-app|react-root|application)["'\s>]|<app-root""",
    re.IGNORECASE,
)
_DENSE = re.compile("[\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff]")
_DENSE_WEIGHT = 1.5
"""What a Chinese, Japanese or Korean sign says more than a letter."""

_LOUD, _SAID = frozenset(("title", "heading")), frozenset(("title", "heading", "text", "meta", "button", "link", "form"))
_REACHED = frozenset(("street_address", "identifier", "phone", "email"))
_SOLD = frozenset(("price", "product_block", "product"))


@dataclass(frozen=True, slots=True)
class PageLook:
    """What rules see of a page.

    `size`: characters of text, a sign of a dense script counting for more. `own_links`: addresses within the site, `outside`: domains
    elsewhere.
    `titled` are concepts of the title, `loud` of title and headings, `said` of any place, `times` how often by (concept, place).
    `traces`: states that a fingerprint speaks of. `reached`: kinds of contact details; `sells`: prices or products.
    `foreign`: in a language that is not the country's.
    """

    url: str
    title: str
    http_status: int
    size: int
    own_links: int
    outside: frozenset[str]
    image_count: int
    forms: frozenset[str]
    script_count: int
    has_root: bool
    titled: frozenset[str]
    loud: frozenset[str]
    said: frozenset[str]
    times: Mapping[tuple[str, str], int]
    traces: Mapping[str, Signal]
    reached: frozenset[str]
    sells: bool
    foreign: bool

    @property
    def link_count(self) -> int:
        """Addresses within the site and domains outside of it."""
        return self.own_links + len(self.outside)


def look_at_page(document: Document, markup: bytes, text: str, http_status: int, facts: Facts, expected: Iterable[str]) -> PageLook:
    """What the rules on states need to know of a page."""
    signals = facts.signals()
    words = [s for s in signals if s.kind == "word" and s.value in _CONCEPTS]
    kinds = {s.kind for s in signals}
    own_links, outside = _sort_links(document)
    language = next((s.value for s in signals if s.kind == "language"), None)
    return PageLook(
        url=document.url,
        title=document.title.lower(),
        http_status=http_status,
        size=measure_text(text),
        own_links=own_links,
        outside=outside,
        image_count=len(document.images),
        forms=frozenset(s.value for s in signals if s.kind == "form"),
        script_count=len(document.scripts) + bool(document.script_length),
        has_root=len(text) < SHELL_TEXT and bool(_ROOT.search(markup)),
        titled=frozenset(s.value for s in words if s.place == "title"),
        loud=frozenset(s.value for s in words if s.place in _LOUD),
        said=frozenset(s.value for s in words if s.place in _SAID),
        times=Counter({(s.value, s.place): s.times for s in words if s.value in SPAM}),
        traces={s.value: s for s in signals if s.kind == "state_trace"},
        reached=frozenset(kinds & _REACHED),
        sells=bool(kinds & _SOLD),
        foreign=_is_foreign(language, frozenset(expected)),
    )


def measure_text(text: str) -> int:
    """Characters of a text, counting a Chinese, Japanese or Korean sign as what it takes to say as much in letters."""
    return len(text) if text.isascii() else len(text) + int(_DENSE_WEIGHT * len(_DENSE.findall(text[:8_000])))


def begins_listing(look: PageLook) -> bool:
    """Whether the title is that of a server's list of files."""
    return look.title.startswith(tuple(load_marks()["states"]["listing_titles"]))


def _sort_links(document: Document) -> tuple[int, frozenset[str]]:
    """How many addresses within the site are linked, and which domains elsewhere."""
    own = domain_of(host_of(document.url))
    hosts = {anchor.url: anchor.host for anchor in document.anchors if anchor.url.startswith(("http://", "https://"))}
    domains = Counter[str]()
    for host, count in Counter(hosts.values()).items():
        domains[domain_of(host)] += count
    return domains.pop(own, 0), frozenset(domains)


def _is_foreign(language: str | None, expected: frozenset[str]) -> bool:
    return bool(expected) and language is not None and language not in {*expected, "en"}
