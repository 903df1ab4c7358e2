"""Which page of a site to ask for next."""

from collections import Counter
from collections.abc import Iterable
from urllib.parse import urlsplit

from scrapers.signals.records import RankedLink


class Candidates:
    """The links of a site still to visit: the best first, one of each concept before seconds of any."""

    def __init__(self, seen: Iterable[str] = ()) -> None:
        self._open: dict[str, tuple[RankedLink, int]] = {}
        self._seen = {name_page(url) for url in seen}
        self._taken: Counter[str] = Counter()

    def add(self, links: Iterable[RankedLink], depth: int) -> None:
        """Links found on a page; one that is known keeps its higher score."""
        for link in links:
            name = name_page(link.url)
            known = self._open.get(name)
            if name not in self._seen and (known is None or known[0].score < link.score):
                self._open[name] = (link, depth if known is None else known[1])

    def see(self, url: str) -> bool:
        """Notes a page as visited; False where it was before."""
        name = name_page(url)
        self._open.pop(name, None)
        new = name not in self._seen
        self._seen.add(name)
        return new

    def take(self) -> tuple[RankedLink, int] | None:
        """The next link and its depth, or None."""
        if not self._open:
            return None
        link, depth = min(self._open.values(), key=lambda entry: (self._taken[entry[0].concept], -entry[0].score, entry[0].url))
        self._taken[link.concept] += 1
        self.see(link.url)
        return link, depth


def name_page(url: str) -> str:
    """One name for the spellings of a page's address: without scheme, `www.`, fragment and last slash."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}?{parts.query}"
