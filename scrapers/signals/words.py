"""Which concepts the words of a page speak of, and where."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from catalogue.words import Phrase
from scrapers.signals.addresses import host_of, is_same_site
from scrapers.signals.document import Document, Segment
from scrapers.signals.facts import MAX_WORDS, Facts
from scrapers.signals.matching import Matcher, PhraseHit
from scrapers.signals.normalising import normalise, normalise_path, normalise_with_offsets

SHORT = {"link": 100, "button": 80, "heading": 160, "title": 300, "form": 160}
"""Characters up to which words count as those of their place; longer ones are running text."""

COUNTS_AS = {"meta": "text", "image": "text"}
"""The place whose phrases are looked for at places that have none of their own."""

HEADING_REACH = 5
"""Runs of words that may stand between a heading and the form that it announces."""

LABELS = frozenset(("add_to_basket", "basket", "checkout", "buy_now", "my_account", "log_in", "track_order", "wish_list"))
LABEL_LENGTH, LABEL_SHARE = 50, 0.2
"""Characters up to which a link with words of these concepts names a step, and the share that the words must have; others are headlines."""

PAGES = frozenset(("privacy", "terms_of_sale", "imprint", "vacancies", "returns"))
DEAD = frozenset(("", "#", "#!", "#0", "/#", "javascript:;", "javascript:void(0)", "javascript:void(0);"))
"""A link to a page of these concepts that leads nowhere is a theme's sample."""

FOREIGN_LENGTH = 8
"""Characters that a phrase of a language that the page is not in must have."""


@dataclass(slots=True)
class PhraseFound:
    """A phrase that counts where it stands: in the segment of this number, from character `start` of its normalised `text` on."""

    phrase: Phrase
    index: int
    segment: Segment
    text: str
    start: int


def match_words(document: Document, matcher: Matcher, languages: frozenset[str], facts: Facts) -> dict[int, set[str]]:
    """Notes every concept that the page's words and the paths of its links speak of; `languages` are those that short words may be of.

    Returns the concepts of the words inside each form, and of the heading just above it, by the form's number.
    """
    by_form = _FormConcepts(document)
    for found in match_phrases(document, matcher, languages):
        phrase, segment = found.phrase, found.segment
        is_known = facts.knows("word", phrase.concept, segment.place)
        words = "" if is_known else _quote(segment, found.text, found.start)
        facts.add("word", phrase.concept, segment.place, words, f"word/{phrase.language}@1{phrase.origin}")
        by_form.add(found.index, segment, phrase.concept)
    return by_form.concepts


def match_phrases(document: Document, matcher: Matcher, languages: frozenset[str]) -> Iterator[PhraseFound]:
    """Every phrase that counts where it stands on the page; `languages` are those that short words may be of."""
    segments = [*document.segments, *_read_paths(document)]
    parts, starts, position = [], [], 0
    for segment in segments:
        part = segment.text if segment.place == "url" else _normalise(segment.text)
        parts.append(part)
        starts.append(position)
        position += len(part) + 1
    for hit in matcher.find_phrases("\n".join(parts)):
        segment = segments[index := bisect_right(starts, hit.start) - 1]
        if _counts(hit, segment, languages):
            yield PhraseFound(hit.phrase, index, segment, parts[index], hit.start - starts[index])


class _FormConcepts:
    """The concepts that each form's own words speak of."""

    def __init__(self, document: Document) -> None:
        self.concepts: dict[int, set[str]] = {}
        self.loose = next((n for n, form in enumerate(document.forms) if not form.method), -1)
        self.above: dict[int, int] = {}
        heading = -10
        for index, segment in enumerate(document.segments):
            if segment.place == "heading" and segment.form < 0:
                heading = index
            elif segment.form >= 0 and segment.form not in self.above.values() and index - heading <= HEADING_REACH:
                self.above[heading] = segment.form

    def add(self, index: int, segment: Segment, concept: str) -> None:
        """Takes a concept to the form that its words belong to, if any."""
        number = segment.form if segment.form >= 0 else self.above.get(index, -1)
        if number < 0 and segment.place == "button":
            number = self.loose
        if number >= 0:
            self.concepts.setdefault(number, set()).add(concept)


def _read_paths(document: Document) -> Iterable[Segment]:
    """The words of the paths of the page and of its links within the site, each once."""
    host = host_of(document.url)
    urls = dict.fromkeys([document.url, *(a.url for a in document.anchors if is_same_site(host, host_of(a.url)))])
    return [Segment("url", path, href=url) for url in urls if (path := _normalise_path(url))]


@lru_cache(maxsize=20_000)
def _normalise(text: str) -> str:
    """Kept, since menus and footers come again on every page of a site."""
    return normalise(text)


@lru_cache(maxsize=20_000)
def _normalise_path(url: str) -> str:
    return normalise_path(url)


def _counts(hit: PhraseHit, segment: Segment, languages: frozenset[str]) -> bool:
    phrase, place = hit.phrase, COUNTS_AS.get(segment.place, segment.place)
    if place in SHORT and len(segment.text) > SHORT[place]:
        place = "text"
    if place not in phrase.places or (place in {"link", "url"} and not _leads_on(phrase, segment)):
        return False
    return phrase.language in languages or not phrase.text.isascii() or len(phrase.text) >= FOREIGN_LENGTH


def _leads_on(phrase: Phrase, segment: Segment) -> bool:
    """Whether a link or path may speak of a concept: neither a headline instead of a step's name, nor a dead link instead of a page."""
    if phrase.concept in PAGES and segment.place == "link":
        return segment.href.strip().lower() not in DEAD
    if phrase.concept not in LABELS:
        return True
    return len(segment.text) <= LABEL_LENGTH and (segment.place == "url" or len(phrase.text) >= LABEL_SHARE * len(segment.text))


def _quote(segment: Segment, normalised: str, start: int) -> str:
    """The original words around a hit that starts at `start` of the segment's normalised text."""
    if segment.place == "url":
        return segment.href
    if len(segment.text) <= MAX_WORDS:
        return segment.text
    if len(normalised) != len(segment.text):
        _, origins = normalise_with_offsets(segment.text)
        start = origins[min(start, len(origins) - 1)]
    first = max(0, start - 50)
    return segment.text[first : first + MAX_WORDS]
