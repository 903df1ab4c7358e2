"""Which of a page's links deserve a visit: the few that say what a business does, never one that changes anything."""

from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from catalogue.sites import Site
from scrapers.signals.addresses import host_of, is_same_site, normalise_address
from scrapers.signals.matching import load_matcher
from scrapers.signals.normalising import normalise, normalise_path
from scrapers.signals.records import PageReading, RankedLink
from scrapers.signals.safety import is_safe

if TYPE_CHECKING:
    from catalogue.profiles import CountryProfile

MAX_LINKS = 60
"""Ranked links given for one page."""

WEIGHTS = {
    **{"shop": 10, "order_online": 9.6, "basket": 9.2, "checkout": 7.0, "order_form": 8.8, "book_now": 8.4, "reserve": 8.0, "buy_now": 7.6},
    **{"catalogue": 7.2, "price": 6.4, "contact": 6.0, "imprint": 5.6, "about": 5.2, "vacancies": 4.8, "delivery": 4.4, "payment": 4.0},
    **{"my_account": 3.6, "terms_of_sale": 3.2, "privacy": 2.8, "quote": 2.4, "track_order": 2.2, "returns": 2.0, "availability": 7.8},
    **{"customise": 1.8, "apply": 1.6, "feedback": 1.4, "shipping_abroad": 1.2, "app": 1.0, "order_by_messenger": 4.2},
}
"""How much a page on each concept tells of what a business does on the web."""

def rank_links(reading: PageReading, site: Site, profile: "CountryProfile | None" = None) -> list[RankedLink]:
    """The internal links worth a visit: one of each concept, weightiest first, then seconds, then others; at most `MAX_LINKS`."""
    best: dict[str, RankedLink] = {}
    for url, words in _read_candidates(reading, site).items():
        concept, weight = _weigh(words)
        score = round(weight - 0.02 * min(urlsplit(url).path.strip("/").count("/"), 5) - 0.05 * ("?" in url), 3)
        best[url] = RankedLink(url, score, concept)
    return _take_turns(sorted(best.values(), key=lambda link: (-link.score, len(link.url), link.url)))[:MAX_LINKS]


def _read_candidates(reading: PageReading, site: Site) -> dict[str, list[tuple[str, str]]]:
    """Addresses of other pages of the site that are safe to visit, each with (place, words) of its links and its path."""
    own = normalise_address(reading.url)
    found: dict[str, list[tuple[str, str]]] = {}
    for link in reading.links:
        url = normalise_address(link.url)
        if url and url != own and is_safe(url) and _is_of_site(url, site):
            found.setdefault(url, [("url", normalise_path(url))]).append(("link", normalise(link.text[:100])))
    return found


def _is_of_site(url: str, site: Site) -> bool:
    """Whether an address belongs to the site: below its path on a shared host, of the same registered domain elsewhere."""
    host = host_of(url)
    if "/" in site.site:
        return f"{host}{urlsplit(url).path}".startswith(site.site)
    return is_same_site(site.host, host)


def _weigh(words: list[tuple[str, str]]) -> tuple[str, float]:
    """The weightiest concept that a link's words and path speak of; words count more than paths."""
    found: dict[str, float] = {}
    for place, text in words:
        for hit in load_matcher().find_phrases(text):
            concept = hit.phrase.concept
            if concept in WEIGHTS and place in hit.phrase.places:
                share = min(1.0, len(hit.phrase.text) / max(len(text), 1) + 0.5)
                found[concept] = max(found.get(concept, 0.0), WEIGHTS[concept] + (0.5 if place == "link" else 0.3) * share)
    return max(found.items(), key=lambda item: (item[1], item[0])) if found else ("other", 0.3)


def _take_turns(links: list[RankedLink]) -> list[RankedLink]:
    """The best link of each concept first, then the second best, and so on; `other` links last of each turn."""
    turns: Counter[str] = Counter()
    keyed = []
    for link in links:
        turns[link.concept] += 1
        keyed.append((turns[link.concept], link))
    return [link for _, link in sorted(keyed, key=lambda pair: pair[0])]
