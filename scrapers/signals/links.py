"""Which of a page's links deserve a visit: the few that say what a business does, never one that changes anything."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from catalogue.sites import Site
from scrapers.signals.addresses import host_of, is_same_site, normalise_address
from scrapers.signals.language_links import find_address_language, find_version_language
from scrapers.signals.matching import load_matcher
from scrapers.signals.normalising import normalise, normalise_path
from scrapers.signals.page_choice import ITEM, OTHER, PageChoice, is_product_page, load_choice, name_folder
from scrapers.signals.records import PageLink, PageReading, RankedLink
from scrapers.signals.safety import is_safe

MAX_LINKS = 60
"""Ranked links given for one page."""

MOST_ADDRESSES = 5000
"""Addresses of one page that are weighed; forty thousand would take eight seconds."""

MOST_WORDS = 100
"""Characters of a link's text that are looked at."""

PRESSED = frozenset(("add_to_basket", "log_out"))
"""Concepts of links that do something; where no other link leads to their address, it is left alone."""

MENUS = frozenset(("nav", "header", "footer"))
FOREIGN = 0.3
"""What a page in another language than this page's is worth of one in the same, as it mostly says the same again."""

FEW_ITEMS = 3
"""Pages in one folder from which on they are taken for items of one kind."""


def rank_links(reading: PageReading, site: Site, choice: PageChoice | None = None) -> list[RankedLink]:
    """The internal links worth a visit: one of each concept, weightiest first, then seconds, then others; at most `MAX_LINKS`.

    Scores are expected gains by `choice` (what ships, if not given) where nothing is known of the site yet, a little less for deep and for
    unclear addresses.
    """
    choice = choice or load_choice()
    linked = _read_candidates(reading, site)
    words = _Words(linked)
    found = {url: links for url, links in linked.items() if not all(words.are_pressed(link.text) for link in links)}
    others = _find_versions(reading, site, found)
    foreign, items = _find_foreign(reading, list(found)), _find_items(reading, list(found))
    ranked = [
        _rank(choice, words, url, links, FOREIGN if url in foreign else 1.0, ITEM if url in items else OTHER)
        for url, links in found.items()
        if url not in others
    ]
    ranked += [RankedLink(url, _score(choice, "language", url, 1.0), "language") for url in others]
    return _take_turns(sorted(ranked, key=lambda link: (-link.score, len(link.url), link.url)))[:MAX_LINKS]


def _read_candidates(reading: PageReading, site: Site) -> dict[str, list[PageLink]]:
    """Addresses of other pages of the site that are safe to visit, each with its links."""
    own = normalise_address(reading.url)
    found: dict[str, list[PageLink]] = {}
    for link in reading.links:
        url = normalise_address(link.url)
        if url and url != own and is_safe(url) and _is_of_site(url, site):
            found.setdefault(url, []).append(link)
            if len(found) >= MOST_ADDRESSES:
                break
    return found


class _Words:
    """The phrases in the words of a page's links and in the paths that they lead to: found in one pass over all of them."""

    def __init__(self, found: Mapping[str, Sequence[PageLink]]) -> None:
        self._texts = {text: normalise(text[:MOST_WORDS]) for text in {link.text for links in found.values() for link in links}}
        self._paths = {url: normalise_path(url) for url in found}
        texts = list({*self._texts.values(), *self._paths.values()})
        self._hits = dict(zip(texts, load_matcher().find_in_each(texts), strict=True))

    def are_pressed(self, text: str) -> bool:
        """Whether a link's words are those of a button that does something."""
        hits = self._hits[self._texts[text]]
        return any(hit.phrase.concept in PRESSED and hit.phrase.places & {"link", "button"} for hit in hits)

    def read_concepts(self, url: str, links: Iterable[PageLink]) -> Iterator[tuple[str, float]]:
        """The concepts of a link's words and path, each with how much of the words speak of it (0.5 to 1); words count more than paths."""
        if is_product_page(url):
            yield "product", 1.0
        for place, text in dict.fromkeys([("url", self._paths[url]), *(("link", self._texts[link.text]) for link in links)]):
            for hit in self._hits[text]:
                if place in hit.phrase.places:
                    share = (hit.end - hit.start) / max(len(text), 1)
                    yield hit.phrase.concept, (1.0 if place == "link" else 0.9) * (0.5 + 0.5 * share)


def _find_versions(reading: PageReading, site: Site, urls: Iterable[str]) -> list[str]:
    """The page's version in another language, the first that it leads to: one that it states, or that its address names."""
    stated = [signal for signal in reading.signals if signal.kind == "language_link" and signal.value != reading.language]
    for signal in sorted(stated, key=lambda signal: signal.place != "link"):
        url = normalise_address(signal.words.rpartition(" ")[2])
        if url and url != normalise_address(reading.url) and is_safe(url) and _is_of_site(url, site):
            return [url]
    named = ((url, find_version_language(url)) for url in urls)
    return [url for url, code in named if code not in {None, reading.language, find_address_language(reading.url)}][:1]


def _find_foreign(reading: PageReading, urls: list[str]) -> set[str]:
    """Addresses that name another language than the page's, unless most of them do."""
    own = {reading.language, find_address_language(reading.url)}
    foreign = {url for url in urls if (code := find_address_language(url)) and code not in own}
    return foreign if 2 * len(foreign) <= len(urls) else set()


def _is_of_site(url: str, site: Site) -> bool:
    """Whether an address belongs to the site: below its path on a shared host, of the same registered domain elsewhere."""
    host = host_of(url)
    if "/" in site.site:
        return f"{host}{urlsplit(url).path}".startswith(site.site)
    return is_same_site(site.host, host)


def _find_items(reading: PageReading, urls: list[str]) -> set[str]:
    """Addresses that lie with others in one folder which is not the page's own: goods, rooms, tours, projects, news."""
    own, folders = name_folder(reading.url), {url: name_folder(url) for url in urls}
    counts = Counter(folders.values())
    return {url for url, folder in folders.items() if folder not in {"", own} and counts[folder] >= FEW_ITEMS}


def _rank(choice: PageChoice, words: _Words, url: str, links: list[PageLink], share: float, wordless: str) -> RankedLink:
    """A link with the concept that most of its words, or else its path, speak of; `wordless` where they speak of none."""
    quality: dict[str, float] = {}
    for concept, found in words.read_concepts(url, links):
        if concept in choice.gains:
            quality[concept] = max(quality.get(concept, 0.0), found)
    concept = max(quality or {wordless: 1.0}, key=lambda name: (quality.get(name, 0.0), _score(choice, name, url, share), name))
    in_menu = any(link.place in MENUS for link in links)
    return RankedLink(url, round(_score(choice, concept, url, quality.get(concept, 1.0) * share) + (0.01 if in_menu else 0.0), 4), concept)


def _score(choice: PageChoice, concept: str, url: str, share: float) -> float:
    """The expected gain of a page on a concept, less for addresses that lie deep or carry a query."""
    return choice.expected.get(concept, 0.0) * share * (1 - 0.02 * _find_depth(url)) * (0.95 if "?" in url else 1.0)


@lru_cache(maxsize=1000)
def _find_depth(url: str) -> int:
    """Folders above an address's last part, five at most."""
    return min(urlsplit(url).path.strip("/").count("/"), 5)


def _take_turns(links: list[RankedLink]) -> list[RankedLink]:
    """The best link of each concept first, then the second best, and so on; `other` links last of each turn."""
    turns: Counter[str] = Counter()
    keyed = []
    for link in links:
        turns[link.concept] += 1
        keyed.append((turns[link.concept], link))
    return [link for _, link in sorted(keyed, key=lambda pair: pair[0])]
