"""Which page of a site to ask for next."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from scrapers.signals.page_choice import PageChoice
from scrapers.signals.records import RankedLink

SEEN_AGAIN = (1.0, 1.02, 1.04, 1.06)
"""How much better a link is for every further page that leads to it; more pages than these add nothing."""
LAST_AGAIN = len(SEEN_AGAIN) - 1

DIGITS, ROUNDING = 6, 1e-6
"""Links are compared by so many digits, so that the order of a sum's parts decides nothing."""

INDEX_PAGE = re.compile(r"/(?:index|default)\.(?:html?|php\d?|aspx?|jsp)$", re.IGNORECASE)
"""The end of an address that names the index page of a folder."""

USUAL = re.compile(r"https?://(?:www\.)?+([a-z0-9.-]+)(/[\w/.~%+=&,:@!$'()*;-]*)?(?:\?([\w/.~%+=&,:@!$'()*;-]*))?", re.ASCII)
"""Addresses as nearly all links have them; host, path and query are seen at once, without taking the address apart."""


@dataclass(slots=True)
class _Open:
    """A link not visited yet; `weight` is its score, more where several pages lead to it."""

    link: RankedLink
    depth: int
    weight: float
    again: int = 0


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
                self._open[name] = _Open(link, depth, link.score)
                continue
            is_better = known.link.score < link.score
            if is_better:
                known.link = link
            if is_better or known.again < LAST_AGAIN:
                known.again = min(known.again + 1, LAST_AGAIN)
                known.weight = known.link.score * SEEN_AGAIN[known.again]

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
        best, taken, enough = 0.0, None, self._choice.enough
        for entry in self._open.values():
            concept = entry.link.concept
            if (known := shares.get(concept)) is None:
                known = shares[concept] = (self._share_open(concept, still_open), self._share_alive(concept))
            if entry.weight * known[0] < enough - ROUNDING:
                continue
            value = round(entry.weight * known[0], DIGITS)
            if value < enough:
                continue
            worth = value * known[1]
            if taken is None or worth > best or (worth == best and entry.link.url < taken.link.url):
                best, taken = worth, entry
        if taken is None:
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


@lru_cache(maxsize=20_000)
def name_page(url: str) -> str:
    """One name for the spellings of a page's address: without scheme, `www.`, fragment, the name of an index page and last slash."""
    if usual := USUAL.fullmatch(url):
        host, path, query = usual.groups(default="")
        return f"{host}{INDEX_PAGE.sub('/', path).rstrip('/')}?{query}"
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}{INDEX_PAGE.sub('/', parts.path).rstrip('/')}?{parts.query}"
