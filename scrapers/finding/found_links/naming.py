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
    """Words that may be a name: `run` is what they stand in, `place` what it means where they are the whole name there."""

    key: str
    link: int
    place: str
    run: str
    words: int


def match_links(links: Sequence[OutboundLink], index: NameIndex, profile: CountryProfile) -> Iterator[NamedLink]:
    """The enterprises that the links of one page name, each pair of enterprise and link once."""
    is_directory = len({link.site.site for link in links}) > MOST_ENTRIES
    phrases = [phrase for number, link in enumerate(links) for phrase in _read_phrases(number, link)]
    found: dict[tuple[int, int], list[str]] = {}
    for phrase, enterprises in zip(phrases, index.find([phrase.key for phrase in phrases]), strict=True):
        place = _judge_place(phrase, profile) if enterprises else None
        if place is None or (is_directory and place == "around"):
            continue
        of_few = enterprises if len(enterprises) <= MOST_NAMESAKES else _of_same_place(enterprises, links[phrase.link], index)
        for enterprise in of_few:
            found.setdefault((enterprise, phrase.link), []).append(place)
    for (enterprise, number), places in found.items():
        link = links[number]
        yield NamedLink(enterprise, link, _score(places, _names_place(link, index.places[enterprise])), max(places, key=SAYS.__getitem__))


def _read_phrases(number: int, link: OutboundLink) -> Iterator[_Phrase]:
    """What may be a name: every run of words in and beside a link, and the name of the host or profile that it leads to."""
    runs = dict.fromkeys((*(("entry", run) for run in link.around.split(" · ") if run), ("link", link.text)))
    for place, run in runs:
        words = fold_words(run)
        for start in range(len(words)):
            for end in range(start + 1, min(start + LONGEST_NAME, len(words)) + 1):
                if len(key := "".join(words[start:end])) >= SHORTEST:
                    yield _Phrase(key, number, place, run, end - start)
    is_own = link.site.kind == "own"
    handle = registered_domain(link.site.host).partition(".")[0] if is_own else find_handle(link.site.site)
    if len(key := "".join(fold_words(handle or ""))) >= SHORTEST:
        yield _Phrase(key, number, "host", "", 1)


def _judge_place(phrase: _Phrase, profile: CountryProfile) -> str | None:
    """Where a name stands: alone in its run (but for legal forms), or among others, where a single word is no name (None)."""
    if phrase.place == "host" or read_name(phrase.run, profile).key == phrase.key:
        return phrase.place
    return "around" if phrase.words > 1 else None


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
