"""Which concepts the words of a page speak of, and where."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from scrapers.signals.addresses import host_of, is_for_visitors, is_same_site
from scrapers.signals.document import Document, Segment
from scrapers.signals.facts import MAX_WORDS, Facts
from scrapers.signals.matching import Matcher
from scrapers.signals.normalising import normalise_lines, normalise_path, normalise_with_offsets
from scrapers.signals.order_links import note_order_link

SHORT = {"link": 100, "button": 80, "heading": 160, "title": 300, "form": 160}
"""Characters up to which words count as those of their place; longer ones are running text."""

COUNTS_AS = {"meta": "text", "image": "text"}
"""The place whose phrases are looked for at places that have none of their own."""

HEADING_REACH = 5
"""Runs of words that may stand between a heading and the form that it announces."""

ACCOUNTS = frozenset(("my_account", "log_in", "sign_up"))
"""Ways in: a link to the administration of the site or of its mail is for staff, not for customers."""

LABELS = ACCOUNTS | {"add_to_basket", "basket", "checkout", "buy_now", "track_order", "wish_list"}
LABEL_LENGTH, LABEL_SHARE = 50, 0.2
"""Characters up to which a link with words of these concepts names a step, and the share that the words must have; others are headlines."""

PAGES = frozenset(("privacy", "terms_of_sale", "imprint", "vacancies", "returns"))
DEAD = frozenset(("", "#", "#!", "#0", "/#", "javascript:;", "javascript:void(0)", "javascript:void(0);"))
"""A link to a page of these concepts that leads nowhere is a theme's sample."""

OF_POLICIES = frozenset(("privacy", "contact", "imprint", "terms_of_sale"))
"""What the running text of a privacy policy may speak of; it names cards, accounts and deliveries that a business may not even have."""

FOREIGN_LENGTH = 8
"""Characters that a phrase of a language that the page is not in must have."""


def match_words(document: Document, matcher: Matcher, languages: frozenset[str], facts: Facts) -> dict[int, set[str]]:
    """Notes every concept that the page's words and the paths of its links speak of; `languages` are those that short words may be of.

    Returns the concepts of the words inside each form, and of the heading just above it, by the form's number.
    """
    by_form = _FormConcepts(document)
    paths = list(_read_paths(document))
    segments = [*document.segments, *paths]
    encoded = "\n".join([normalise_lines(s.text for s in document.segments), *(s.text for s in paths)]).encode("utf-8", "replace")
    lines = encoded.split(b"\n")
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    is_policy = False
    for start, _, number in matcher.find_spellings(encoded):
        segment = segments[index := bisect_right(starts, start) - 1]
        place = _place_of(segment)
        for sense in _accept(matcher, number, place, languages):
            is_policy = is_policy or (segment.place == "title" and sense.concept == "privacy")
            if _leads_on(sense, segment, place) and not (is_policy and place == "text" and sense.concept not in OF_POLICIES):
                is_known = facts.knows("word", sense.concept, segment.place)
                words = "" if is_known else _quote(segment, lines[index], start - starts[index])
                facts.add("word", sense.concept, segment.place, words, sense.rule)
                by_form.add(index, segment, sense.concept)
                if place in {"link", "button"}:
                    note_order_link(sense.concept, segment, document.url, facts)
    return by_form.concepts


@dataclass(frozen=True, slots=True)
class Sense:
    """A concept that a spelling speaks of; `is_step` names a step of ordering, `is_page` a kind of page."""

    concept: str
    rule: str
    length: int
    is_step: bool
    is_page: bool


@lru_cache(maxsize=50_000)
def _accept(matcher: Matcher, number: int, place: str, languages: frozenset[str]) -> tuple[Sense, ...]:
    """What a spelling speaks of at a place of a page in one of these languages; longer phrases, and other scripts, count in all."""
    return tuple(
        Sense(p.concept, f"word/{p.language}@1{p.origin}", len(p.text), p.concept in LABELS, p.concept in PAGES)
        for p in matcher.phrases_of(number)
        if place in p.places and (p.language in languages or not p.text.isascii() or len(p.text) >= FOREIGN_LENGTH)
    )


class _FormConcepts:
    """The concepts that each form's own words speak of."""

    def __init__(self, document: Document) -> None:
        self.concepts: dict[int, set[str]] = {}
        self.loose = next((n for n, form in enumerate(document.forms) if not form.method), -1)
        self.above: dict[int, int] = {}
        if not document.forms:
            return
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
def _normalise_path(url: str) -> str:
    return normalise_path(url)


def _place_of(segment: Segment) -> str:
    """The place whose phrases count there; too long words are running text."""
    place = COUNTS_AS.get(segment.place, segment.place)
    return "text" if place in SHORT and len(segment.text) > SHORT[place] else place


def _leads_on(sense: Sense, segment: Segment, place: str) -> bool:
    """Whether a link or path may speak of a concept: neither a headline instead of a step's name, nor a dead link instead of a page."""
    if sense.is_page and place == "link":
        return segment.href.strip().lower() not in DEAD
    if not sense.is_step or place not in {"link", "url"}:
        return True
    if sense.concept in ACCOUNTS and not is_for_visitors(segment.href):
        return False
    return len(segment.text) <= LABEL_LENGTH and (place == "url" or sense.length >= LABEL_SHARE * len(segment.text))


def _quote(segment: Segment, line: bytes, start: int) -> str:
    """The original words around a hit that starts at byte `start` of the segment's normalised text."""
    if segment.place == "url":
        return segment.href
    if len(segment.text) <= MAX_WORDS:
        return segment.text
    start, length = len(line[:start].decode()), len(line.decode())
    if length != len(segment.text):
        _, origins = normalise_with_offsets(segment.text)
        start = origins[min(start, len(origins) - 1)]
    first = max(0, start - 50)
    return segment.text[first : first + MAX_WORDS]
