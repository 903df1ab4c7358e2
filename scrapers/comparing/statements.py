"""Where a site says who it is: title, site name, structured data, copyright line, logo, first heading, imprint."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from urllib.parse import urlsplit

from catalogue.profiles import CountryProfile, load_legal_forms
from catalogue.suffixes import find_suffix
from scrapers.comparing.marks import load_claims
from scrapers.comparing.organisations import Organisation
from scrapers.comparing.site_texts import Passage, Statement, is_unspaced
from scrapers.finding.names import fold_words, read_name
from scrapers.signals.document import Document

SITE_NAMES = frozenset({"og:site_name", "application-name", "apple-mobile-web-app-title"})
PARTS = re.compile(r"\s*(?:[|•·»«›‹;]|\s[-–—:~/]\s|:\s)\s*|\s*,\s+(?=\D)")
TITLE_PARTS = re.compile(r"\s*[|–—•·»«›‹:]\s*|\s+-\s+")
COPYRIGHT = re.compile(r"©|\(c\)\s*(?:19|20)\d\d|\bcopyright\b|ⓒ|&copy;", re.IGNORECASE)
YEARS = re.compile(r"\b(?:19|20)\d\d\b(?:\s*[-–—/]\s*(?:(?:19|20)?\d\d\b)?)?|[©ⓒ]|\(c\)|\bcopyright\b|\bby\b", re.IGNORECASE)
MOST_WORDS, MOST_LINES, LONGEST_LINE = 12, 80, 160
MOST_BARE = 6
"""Words of a line without a legal form that may be a name, on contact pages and imprints."""

_HOST = re.compile(r"\b(?:www\.)?([\w-]{3,})((?:\.[A-Za-z]{2,}){1,2})\b")
FIRST_IMAGES = 2
LOGO = re.compile(r"logo|brand", re.IGNORECASE)
TELLING = frozenset({"home", "contact", "imprint", "about", "terms"})
"""Pages on which the title and lines with a legal form speak of the site's owner."""


def read_statements(
    document: Document, kind: str, passages: Sequence[Passage], organisations: Sequence[Organisation], profile: CountryProfile
) -> Iterator[Statement]:
    """Every name that the page gives the site or its owner, once for each place."""
    seen = set[tuple[str, tuple[str, ...]]]()
    for passage, name in (*_name_head(document, kind), *_name_body(document, kind, passages), *_name_structured(document, organisations)):
        reading = read_name(bare_hosts(name), profile)
        words = reading.words[:MOST_WORDS] if passage.place == "title" else reading.words
        if not words or (passage.place, words) in seen or len(words) > MOST_WORDS or is_empty_name(words):
            continue
        if passage.place == "imprint" and not reading.legal_forms and (kind not in {"imprint", "contact"} or len(words) > MOST_BARE):
            continue
        seen.add((passage.place, words))
        yield Statement(passage, words, bool(reading.legal_forms))


def bare_hosts(text: str) -> str:
    """The text with host names in it cut down to their first label, since `Mazuko.co.ke` is called Mazuko."""
    return _HOST.sub(_bare_host, text) if "." in text else text


def _bare_host(found: re.Match[str]) -> str:
    return found[1] if find_suffix(found[0].lower()) == found[2][1:].lower() else found[0]


def is_empty_name(words: Sequence[str]) -> bool:
    """Whether words are such as every site has (home, welcome, contact), and so name nobody."""
    return all(word in load_claims().empty or word.isdigit() for word in words)


def _name_head(document: Document, kind: str) -> Iterator[tuple[Passage, str]]:
    if document.title and kind in TELLING:
        passage = Passage(document.url, "title", document.title)
        yield passage, document.title
        for part in TITLE_PARTS.split(document.title):
            yield passage, part
    for name, content in document.metas:
        if name in SITE_NAMES:
            yield Passage(document.url, "meta", content), content


def _name_structured(document: Document, organisations: Sequence[Organisation]) -> Iterator[tuple[Passage, str]]:
    for organisation in organisations:
        for name in organisation.names:
            yield organisation.describe(document.url), name


def _name_body(document: Document, kind: str, passages: Sequence[Passage]) -> Iterator[tuple[Passage, str]]:
    yield from _name_logo(document)
    if kind == "home" and (heading := next((p for p in passages if p.place == "heading"), None)) is not None:
        yield heading, heading.text
    lines = 0
    for passage in passages:
        if passage.place not in {"text", "heading", "link"}:
            continue
        if COPYRIGHT.search(passage.text):
            yield from _name_copyright(passage)
        elif passage.is_contact and len(passage.text) <= LONGEST_LINE and lines < MOST_LINES:
            lines += 1
            place = Passage(passage.page_url, "imprint", passage.text, True)
            for part in PARTS.split(load_claims().makers.split(passage.text)[0]):
                if 2 < len(part) <= 100:
                    yield place, cut_behind_form(part)


def cut_behind_form(text: str) -> str:
    """The text up to a legal form inside it: `Axinda srl via Maggio` gives `Axinda srl`; the whole text where there is none."""
    parts = text.split()
    for number, part in enumerate(parts[1:-1], 2):
        folded = "".join(fold_words(part))
        if folded in _short_forms() and (len(folded) > 2 or part.isupper()):
            return " ".join(parts[:number])
    return text


@cache
def _short_forms() -> frozenset[str]:
    """Legal forms of one word that are no word of a language."""
    forms = (fold_words(form) for form in load_legal_forms())
    return frozenset(form[0] for form in forms if len(form) == 1) - {"company", "co", "enterprises", "corporation", "cooperativa", "me"}


def _name_copyright(passage: Passage) -> Iterator[tuple[Passage, str]]:
    """The names in a line of copyright: what stands beside years and the sign, up to the reservation of rights."""
    at = COPYRIGHT.search(passage.text)
    text = passage.text[max(0, (at.start() if at else 0) - 80) : (at.end() if at else 0) + 160]
    place = Passage(passage.page_url, "copyright", text, True)
    bare = load_claims().reserved.split(YEARS.sub(" | ", load_claims().makers.split(text)[0]))
    for part in (part for piece in bare for part in PARTS.split(piece)):
        name = part.strip(" .,-–—")
        if 1 < len(name) <= 100:
            yield place, cut_behind_form(name)
            if " " in name and is_unspaced(name):
                yield from ((place, word) for word in name.split() if is_unspaced(word))
            if "." in name:
                yield from ((place, sentence) for sentence in name.split(". ")[:2] if len(sentence) > 1)


def _name_logo(document: Document) -> Iterator[tuple[Passage, str]]:
    """What the logo's picture or the link home in the head of the page is called; further down stand those of customers."""
    logos = {number for number, source in document.images if LOGO.search(source)}
    first = {number for number, _ in document.images[:FIRST_IMAGES]}
    for segment in document.segments:
        if segment.place == "image" and segment.element in logos and (segment.zone in {"header", "nav"} or segment.element in first):
            yield Passage(document.url, "image", segment.text), LOGO.sub("", segment.text)
    for anchor in document.anchors[:40]:
        if anchor.is_own and anchor.text and anchor.zone == "header" and urlsplit(anchor.url).path in {"", "/"} and len(anchor.text) <= 80:
            yield Passage(document.url, "image", anchor.text), LOGO.sub("", anchor.text)
