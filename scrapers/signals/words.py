"""Which concepts the words of a page speak of, and where."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import accumulate
from typing import NamedTuple, TypeAlias

from catalogue.words import Phrase
from scrapers.signals.addresses import is_for_visitors
from scrapers.signals.document import Document, Form, Segment
from scrapers.signals.facts import MAX_WORDS, Facts
from scrapers.signals.field_kinds import is_shown
from scrapers.signals.marks import compile_mark
from scrapers.signals.matching import Matcher
from scrapers.signals.normalising import normalise_lines, normalise_path
from scrapers.signals.order_links import BOOKING, ORDERING, find_means, is_page_of_rules, note_basket_links, note_order_link

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

LONE_SHARE = 0.3
"""The share that a single word must have of a heading that names vacancies: in many languages "work" and "employ" mean much else."""

PRINTED, FILES = frozenset(("order_form", "order_online")), (".pdf", ".doc", ".docx", ".odt", ".xls", ".xlsx")
"""An order form to print and send by mail is no ordering on the web."""
MENTIONS = frozenset(("link", "url", "heading"))
"""Places where a phrase may stand in passing."""

PART_WORDS = 3
"""Words that the part of an address that names vacancies may have besides; longer ones are headlines of articles."""

PAGES = frozenset(("privacy", "terms_of_sale", "imprint", "vacancies", "returns"))
DEAD = frozenset(("", "#", "#!", "#0", "/#", "javascript:;", "javascript:void(0)", "javascript:void(0);"))
"""A link to a page of these concepts that leads nowhere is a theme's sample."""

OF_POLICIES = frozenset(("privacy", "contact", "imprint", "terms_of_sale"))
"""What the running text of a privacy policy may speak of; it names cards, accounts and deliveries that a business may not even have."""

MAX_KEPT = 30_000
"""Segments and addresses whose phrases are kept for the next pages, for each set of languages."""

FOREIGN_LENGTH = 8
"""Characters that a phrase of a language that the page is not in must have."""


class PhraseFound(NamedTuple):
    """A phrase that counts where it stands, in the segment of this number; `words` are the segment's around it."""

    phrase: Phrase
    number: int
    segment: Segment
    words: str


Key: TypeAlias = tuple[str, str]
"""The place and the text of a segment, or `url` and an address."""
Found: TypeAlias = tuple[tuple[Phrase, str], ...]


def match_words(document: Document, matcher: Matcher, languages: frozenset[str], facts: Facts) -> dict[int, set[str]]:
    """Notes every concept that the page's words and the paths of its links speak of; `languages` are those that short words may be of.

    Returns the concepts of the words inside each form, and of the heading just above it, by the form's number.
    """
    by_form = _FormConcepts(document)
    open_forms = {number for number, form in enumerate(document.forms) if form.method and _takes_names(form)}
    is_policy, is_terms = False, is_page_of_rules(document.url)
    for phrase, index, segment, words in match_phrases(document, matcher, languages):
        is_policy = is_policy or (segment.place == "title" and phrase.concept == "privacy")
        if is_policy and segment.place == "text" and phrase.concept not in OF_POLICIES:
            continue
        if is_terms and segment.place not in {"button", "url"} and phrase.concept in ORDERING:
            continue
        if phrase.concept in ORDERING and segment.href and (means := find_means(segment.href, phrase.concept)):
            kind = "booking_message" if phrase.concept in BOOKING else "order_message"
            facts.add(kind, means, segment.place, f"{segment.text[:LABEL_LENGTH]} {segment.href}", "order-link/message@1")
            continue
        concept = "sign_up" if phrase.concept == "log_in" and segment.form in open_forms else phrase.concept
        facts.add("word", concept, segment.place, words, f"word/{phrase.language}@1{phrase.origin}")
        by_form.add(index, segment, phrase.concept)
        if segment.place in {"link", "button"}:
            note_order_link(phrase.concept, segment, document.url, facts)
    note_basket_links(document.anchors, facts)
    return by_form.concepts


def _takes_names(form: Form) -> bool:
    """Whether a form asks who one is, but no password: a word that means both to log in and to enrol means the latter there."""
    shown = [field for field in form.fields if is_shown(field)]
    return len(shown) > 1 and all(field.type != "password" for field in shown)


def match_phrases(document: Document, matcher: Matcher, languages: frozenset[str]) -> Iterator[PhraseFound]:
    """Every phrase that counts where it stands on the page; `languages` are those that short words may be of."""
    segments, addresses = document.segments, _list_addresses(document)
    kept = _open_cache(matcher, languages)
    if len(kept) > MAX_KEPT:
        kept.clear()
    keys = [(segment.place, segment.text) for segment in segments]
    keys += [("url", url) for url in addresses]
    found = list(map(kept.get, keys))
    if None in found:
        fresh = _scan_new(keys, segments, kept, partial(_scan_segments, matcher=matcher, languages=languages))
        found = [fresh[key] if hits is None else hits for key, hits in zip(keys, found, strict=True)]
    for index, hits in enumerate(found):
        if hits:
            segment = segments[index] if index < len(segments) else _read_path(keys[index][1])
            for phrase, words in hits:
                if segment.place not in MENTIONS or _leads_on(phrase, segment):
                    yield PhraseFound(phrase, index, segment, words)


def _scan_new(
    keys: Sequence[Key], segments: Sequence[Segment], kept: dict[Key, Found], scan: Callable[[list[Segment]], list[Found]]
) -> dict[Key, Found]:
    """What is found in words and addresses that are not kept yet, each once; those that are short are kept then."""
    new = {key: segment for key, segment in zip(keys, segments, strict=False) if key not in kept}
    new.update((key, _read_path(key[1])) for key in keys[len(segments) :] if key not in kept)
    fresh = dict(zip(new, scan(list(new.values())), strict=True))
    kept.update((key, found) for key, found in fresh.items() if len(key[1]) <= MAX_WORDS)
    return fresh


@lru_cache(maxsize=16)
def _open_cache(matcher: Matcher, languages: frozenset[str]) -> dict[Key, Found]:
    """What was found in the words of earlier pages: menus and footers come again on every page of a site."""
    return {}


def forget_phrases() -> None:
    """Empties what is kept of earlier pages."""
    _open_cache.cache_clear()


def _scan_segments(segments: Sequence[Segment], matcher: Matcher, languages: frozenset[str]) -> list[Found]:
    """For each segment the phrases that count there, with the words around them; all are searched in one pass."""
    written = "\n".join([segment.text for segment in segments])
    encoded = normalise_lines(written).encode("utf-8", "replace")
    lines = encoded.split(b"\n")
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    found: list[list[tuple[Phrase, str]]] = [[] for _ in segments]
    index = -1
    for start, _, number in matcher.find_spellings(encoded):
        if index < 0 or start >= starts[index + 1]:
            segment = segments[index := bisect_right(starts, start) - 1]
            place = _place_of(segment)
        for phrase in _accept(matcher, number, place, languages):
            found[index].append((phrase, _quote(segment, lines[index], start - starts[index])))
    return [tuple(hits) for hits in found]


@lru_cache(maxsize=50_000)
def _accept(matcher: Matcher, number: int, place: str, languages: frozenset[str]) -> tuple[Phrase, ...]:
    """What a spelling speaks of at a place of a page in one of these languages; longer phrases, and other scripts, count in all."""
    return tuple(
        phrase
        for phrase in matcher.phrases_of(number)
        if place in phrase.places and (phrase.language in languages or not phrase.text.isascii() or len(phrase.text) >= FOREIGN_LENGTH)
    )


class _FormConcepts:
    """The concepts that each form's own words speak of."""

    def __init__(self, document: Document) -> None:
        self.concepts: dict[int, set[str]] = {}
        self.loose = next((n for n, form in enumerate(document.forms) if not form.method), -1)
        self.above: dict[int, int] = {}
        heading = -10
        for index, segment in enumerate(document.segments if document.forms else ()):
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


def _list_addresses(document: Document) -> dict[str, None]:
    """The addresses of the page and of its links within the site, each once."""
    return dict.fromkeys([document.url, *[anchor.url for anchor in document.anchors if anchor.is_own]])


@lru_cache(maxsize=20_000)
def _read_path(url: str) -> Segment:
    """The words of one address; kept, since menus and footers come again on every page of a site."""
    return Segment("url", normalise_path(url), href=url)


def _place_of(segment: Segment) -> str:
    """The place whose phrases count there; too long words are running text."""
    place = COUNTS_AS.get(segment.place, segment.place)
    return "text" if place in SHORT and len(segment.text) > SHORT[place] else place


def _leads_on(phrase: Phrase, segment: Segment) -> bool:
    """Whether a link, path or heading may speak of a concept: no headline instead of a step's name, no dead link instead of a page."""
    if phrase.concept == "vacancies" and not _names_vacancies(phrase, segment):
        return False
    if phrase.concept in PAGES and segment.place == "link":
        return segment.href.strip().lower() not in DEAD
    if phrase.concept in PRINTED and segment.href.lower().endswith(FILES):
        return False
    if phrase.concept not in LABELS or segment.place == "heading":
        return True
    if phrase.concept in ACCOUNTS and (
        not is_for_visitors(segment.href)
        or compile_mark("links", "of_staff").search(segment.text)
        or compile_mark("links", "of_makers").search(segment.href)
    ):
        return False
    return len(segment.text) <= LABEL_LENGTH and (segment.place == "url" or len(phrase.text) >= LABEL_SHARE * len(segment.text))


def _names_vacancies(phrase: Phrase, segment: Segment) -> bool:
    """Whether words name a page or part of vacancies; headlines and the addresses of articles speak of careers and jobs in passing."""
    if segment.place != "url":
        share = len(phrase.text) / max(len(segment.text), 1)
        if segment.place == "heading" and " " not in phrase.text:
            return share >= LONE_SHARE
        return len(segment.text) <= LABEL_LENGTH or share >= LABEL_SHARE
    parts = [normalise_path(f"/{part}") for part in segment.href.partition("//")[2].split("/")[1:]]
    named = [part for part in parts if phrase.text in part]
    return not named or min(part.count(" ") for part in named) <= phrase.text.count(" ") + PART_WORDS


def _quote(segment: Segment, line: bytes, start: int) -> str:
    """The original words around a hit that starts at byte `start` of the segment's normalised text; of a path its address."""
    if segment.place == "url":
        return segment.href
    if len(segment.text) <= MAX_WORDS:
        return segment.text
    first = max(0, round(len(segment.text) * start / len(line)) - 50)
    return segment.text[first : first + MAX_WORDS]
