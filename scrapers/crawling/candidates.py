"""Which page of a site to ask for next."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from scrapers.signals.page_choice import PageChoice
from scrapers.signals.records import RankedLink

SEEN_AGAIN, MOST_AGAIN = 0.02, 3
"""How much better a link is for every further page that leads to it, up to so many."""

INDEX_PAGE = re.compile(r"/(?:index|default)\.(?:html?|php\d?|aspx?|jsp)$", re.IGNORECASE)
"""The end of an address that names the index page of a folder."""

USUAL = re.compile(r"https?://(?:www\.)?+([a-z0-9.-]+)(/[\w/.~%+=&,:@!$'()*;-]*)?(?:\?([\w/.~%+=&,:@!$'()*;-]*))?", re.ASCII)
"""Addresses as nearly all links have them; host, path and query are seen at once, without taking the address apart."""


@dataclass(slots=True)
class _Open:
    link: RankedLink
    depth: int
    mentions: int = 1


class Candidates:
    """The links of a site still to visit, and how many pages on each concept were read."""

    def __init__(self, choice: PageChoice, seen: Iterable[str] = ()) -> None:
        self._choice = choice
        self._open: dict[str, _Open] = {}
        self._seen = {name_page(url) for url in seen}
        self._read: Counter[str] = Counter()
        self._dead: Counter[str] = Counter()

    def add(self, links: Iterable[RankedLink], depth: int) -> None:
        """Links found on a page; one that is known keeps its higher score and its first depth, and is surer for being seen again."""
        for link in links:
            name = name_page(link.url)
            if name in self._seen:
                continue
            known = self._open.get(name)
            if known is None:
                self._open[name] = _Open(link, depth)
                continue
            known.mentions += 1
            if known.link.score < link.score:
                known.link = link

    def see(self, url: str) -> bool:
        """Notes a page as visited; False where it was before."""
        name = name_page(url)
        self._open.pop(name, None)
        new = name not in self._seen
        self._seen.add(name)
        return new

    def take(self, still_open: Mapping[str, float]) -> tuple[RankedLink, int] | None:
        """The link that promises most for what is still open, and its depth; None where none promises enough."""
        shares: dict[str, tuple[float, float]] = {}
        best: tuple[float, str] | None = None
        for entry in self._open.values():
            concept = entry.link.concept
            share, alive = shares.get(concept) or shares.setdefault(
                concept, (self._share_open(concept, still_open), self._share_alive(concept))
            )
            value = _value(entry, share)
            if value >= self._choice.enough and (best is None or (-value * alive, entry.link.url) < best):
                best, taken = (-value * alive, entry.link.url), entry
        if best is None:
            return None
        self.see(taken.link.url)
        self._read[taken.link.concept] += 1
        return taken.link, taken.depth

    def note_dead(self, link: RankedLink) -> None:
        """A link that was taken led to no page."""
        self._read[link.concept] -= 1
        self._dead[link.concept] += 1

    def _share_open(self, concept: str, still_open: Mapping[str, float]) -> float:
        """The share of what a concept tells that is still open, less for every page on it."""
        return self._choice.value(concept, still_open, self._read[concept]) / (self._choice.expected.get(concept) or 1.0)

    def _share_alive(self, concept: str) -> float:
        """The share of a concept's links that led to pages so far, as if one more had: dead ones come together."""
        return (self._read[concept] + 1) / (self._read[concept] + self._dead[concept] + 1)


def _value(entry: _Open, share: float) -> float:
    """The link's score, as far as what its concept tells is still open."""
    return round(entry.link.score * share * (1 + SEEN_AGAIN * min(entry.mentions - 1, MOST_AGAIN)), 6)


@lru_cache(maxsize=20_000)
def name_page(url: str) -> str:
    """One name for the spellings of a page's address: without scheme, `www.`, fragment, the name of an index page and last slash."""
    if usual := USUAL.fullmatch(url):
        host, path, query = usual.groups(default="")
        return f"{host}{INDEX_PAGE.sub('/', path).rstrip('/')}?{query}"
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}{INDEX_PAGE.sub('/', parts.path).rstrip('/')}?{parts.query}"
