"""One page as text that can be compared: its words by place, how to reach whoever made it, and what kind of page it is."""

from collections.abc import Iterator
from functools import cache
from urllib.parse import urlsplit

from catalogue.profiles import CountryProfile
from catalogue.words import load_vocabularies
from scrapers.comparing.organisations import Organisation, read_organisations
from scrapers.comparing.site_texts import Mention, PageText, Passage
from scrapers.comparing.statements import read_statements
from scrapers.signals.contacts import read_contacts
from scrapers.signals.document import Document, Segment
from scrapers.signals.facts import Facts
from scrapers.signals.identifiers import find_identifiers
from scrapers.signals.json_ld import read_json_ld, types_of
from scrapers.signals.language import detect_language
from scrapers.signals.normalising import normalise, normalise_path

KINDS = {"imprint": "imprint", "contact": "contact", "about": "about", "terms_of_sale": "terms", "privacy": "terms"}
"""Concepts of the vocabularies that say what a page is, the strongest first."""

READ = frozenset({"title", "meta", "heading", "text", "link", "button", "image"})
MOST_SEGMENTS = 3_000
MOST_IDENTIFIED = 40
LONGEST_HEADING = 60


def read_page_text(document: Document, profile: CountryProfile, *, is_home: bool) -> PageText:
    """What a page's document says, for comparing; `is_home` where it is the page that the site begins with."""
    kind = name_kind(document)
    kind = "home" if is_home and kind == "other" else kind
    organisations = read_organisations(document)
    passages = [*_read_passages(document, kind), *(o.describe(document.url) for o in organisations)]
    facts = Facts(document.url)
    read_contacts(document, profile.phone_region, facts)
    stated = list(_mention_stated(organisations, document.url))
    phones = {s.value: Mention(s.value, Passage(s.page_url, s.place, s.words, True)) for s in facts.signals() if s.kind == "phone"}
    emails = {s.value: Mention(s.value, Passage(s.page_url, s.place, s.words, True)) for s in facts.signals() if s.kind == "email"}
    return PageText(
        url=document.url, kind=kind, title=document.title,
        language=detect_language(document.visible_text(), document.language, profile.languages),
        passages=tuple(passages),
        statements=tuple(read_statements(document, kind, passages, organisations, profile)),
        identifiers=tuple(_find_identifiers(passages, profile)),
        phones=tuple(phones.values()), emails=tuple(emails.values()),
        places=tuple(m for name, m in stated if name == "place"),
        postcodes=tuple(m for name, m in stated if name == "postcode"),
        countries=tuple(m for name, m in stated if name == "country"),
        types=frozenset(_read_types(document)),
    )  # fmt: skip


def name_kind(document: Document) -> str:
    """What a page is by its address, or else by its title or first heading: imprint, contact, about, terms; home or other."""
    parts = urlsplit(document.url)
    if parts.path.strip("/") == "" and not parts.query:
        return "home"
    path = f" {normalise_path(document.url)} "
    headings = [document.title, *(s.text for s in document.segments if s.place == "heading")][:2]
    said = {normalise(part) for heading in headings if len(heading) <= LONGEST_HEADING for part in (heading, heading.split(" | ")[0])}
    for concept, kind in KINDS.items():
        phrases, paths = _words_of(concept)
        if any(f" {words} " in path for words in paths) or not phrases.isdisjoint(said):
            return kind
    return "other"


@cache
def _words_of(concept: str) -> tuple[frozenset[str], frozenset[str]]:
    """The phrases of a concept in all languages, and its words in addresses, normalised."""
    entries = [entry for vocabulary in load_vocabularies() for entry in vocabulary.entries if entry.concept == concept]
    phrases = {normalise(p.text) for e in entries for p in e.phrases if p.places - {"url", "text"}}
    paths = {normalise(p.text) for e in entries for p in e.phrases if "url" in p.places}
    return frozenset(phrases), frozenset(paths)


def _read_passages(document: Document, kind: str) -> Iterator[Passage]:
    """The words of a page; on contact pages and imprints, and in every footer, they are contacts."""
    for segment in document.segments[:MOST_SEGMENTS]:
        if segment.place in READ and segment.text:
            yield Passage(document.url, segment.place, segment.text, _is_contact(segment, kind))


def _is_contact(segment: Segment, kind: str) -> bool:
    if segment.place in {"title", "meta"}:
        return False
    return segment.zone == "footer" or (kind in {"contact", "imprint"} and segment.zone in {"main", "aside"})


def _find_identifiers(passages: list[Passage], profile: CountryProfile) -> Iterator[Mention]:
    """The tax and company numbers behind their labels, `scheme number`."""
    searched = 0
    for passage in passages:
        if searched >= MOST_IDENTIFIED:
            return
        if sum(map(str.isdigit, passage.text[:400])) >= 6 or passage.is_contact:
            found = [Mention(value, passage) for value in find_identifiers(passage.text[:2000], profile.tax_ids)] if profile.tax_ids else []
            searched += bool(found)
            yield from found


def _mention_stated(organisations: list[Organisation], url: str) -> Iterator[tuple[str, Mention]]:
    """What structured data says of towns, postcodes and countries."""
    for organisation in organisations:
        passage = organisation.describe(url)
        for name in ("place", "postcode", "country"):
            if value := getattr(organisation, name):
                yield name, Mention(value, passage)


def _read_types(document: Document) -> Iterator[str]:
    """What the page says it is: its types in JSON-LD, and in Open Graph as `og:article`."""
    yield from (f"og:{content[:40].lower()}" for name, content in document.metas if name == "og:type")
    yield from (kind for item in read_json_ld(document.structured) for kind in types_of(item))
