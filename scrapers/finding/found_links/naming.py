"""Which enterprises a link names: by its own words, by the words around it, or by the name of the host it leads to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from catalogue.profiles import CountryProfile
from catalogue.sites import registered_domain
from scrapers.finding.found_links.name_index import SHORTEST, NameIndex
from scrapers.finding.found_links.outbound import OutboundLink
from scrapers.finding.handles import find_handle
from scrapers.finding.names import fold_words, read_name

SAYS = {"link": 0.8, "entry": 0.6, "host": 0.5, "around": 0.4}
"""How likely a link is an enterprise's whose whole name is its words, a run of words beside it, its host's name; or stands among words.

Set before anything was measured; whoever visits the site decides.
"""

SAME_PLACE = 0.3
MOST_NAMESAKES = 5
"""Enterprises of one name beyond which a link tells them apart only where it names the place too."""

MOST_ENTRIES = 50
"""Other sites that a page links to beyond which it is a directory: only whole names count there."""

LONGEST_NAME = 8
"""Words of a name that is looked for in running text."""


@dataclass(frozen=True, slots=True)
class NamedLink:
    """A link that names an enterprise, by its position in the index: how likely it is that one's, and where the name stood."""

    enterprise: int
    link: OutboundLink
    score: float
    place: str


@dataclass(frozen=True, slots=True)
class _Phrase:
    key: str
    link: OutboundLink
    place: str


def match_links(links: Sequence[OutboundLink], index: NameIndex, profile: CountryProfile) -> Iterator[NamedLink]:
    """The enterprises that the links of one page name, each pair of enterprise and link once."""
    is_directory = len({link.site.site for link in links}) > MOST_ENTRIES
    phrases = [phrase for link in links for phrase in _read_phrases(link, profile) if not (is_directory and phrase.place == "around")]
    found: dict[tuple[int, int], list[str]] = {}
    numbers = {id(link): number for number, link in enumerate(links)}
    for phrase, enterprises in zip(phrases, index.find([phrase.key for phrase in phrases]), strict=True):
        for enterprise in enterprises if len(enterprises) <= MOST_NAMESAKES else _of_same_place(enterprises, phrase.link, index):
            found.setdefault((enterprise, numbers[id(phrase.link)]), []).append(phrase.place)
    for (enterprise, number), places in found.items():
        link = links[number]
        yield NamedLink(enterprise, link, _score(places, _names_place(link, index.places[enterprise])), max(places, key=SAYS.__getitem__))


def _read_phrases(link: OutboundLink, profile: CountryProfile) -> Iterator[_Phrase]:
    """What may be a name, with the place where it stands."""
    yield from _keep("link", link, read_name(link.text, profile).key)
    for run in link.around.split(" · "):
        yield from _keep("entry", link, read_name(run, profile).key)
        for key in _cut_names(fold_words(run)):
            yield from _keep("around", link, key)
    for key in _cut_names(fold_words(link.text)):
        yield from _keep("around", link, key)
    is_own = link.site.kind == "own"
    handle = registered_domain(link.site.host).partition(".")[0] if is_own else find_handle(link.site.site)
    yield from _keep("host", link, "".join(fold_words(handle or "")))


def _keep(place: str, link: OutboundLink, key: str) -> Iterator[_Phrase]:
    if len(key) >= SHORTEST:
        yield _Phrase(key, link, place)


def _cut_names(words: Sequence[str]) -> Iterator[str]:
    """Every run of two words or more, as one; one word among others is no name."""
    for start in range(len(words) - 1):
        for end in range(start + 2, min(start + LONGEST_NAME, len(words)) + 1):
            yield "".join(words[start:end])


def _of_same_place(enterprises: Sequence[int], link: OutboundLink, index: NameIndex) -> list[int]:
    named = [enterprise for enterprise in enterprises if _names_place(link, index.places[enterprise])]
    return named if len(named) <= MOST_NAMESAKES else []


def _names_place(link: OutboundLink, place: str) -> bool:
    return bool(place) and f" {place} " in f" {' '.join(fold_words(link.around))} {' '.join(fold_words(link.text))} "


def _score(places: Sequence[str], same_place: bool) -> float:
    """Probability that the best of the words, or the host, or the place is right, were these independent."""
    words = max((SAYS[place] for place in places if place != "host"), default=0.0)
    host = SAYS["host"] if "host" in places else 0.0
    return round(1.0 - (1.0 - words) * (1.0 - host) * (1.0 - SAME_PLACE * same_place), 4)
