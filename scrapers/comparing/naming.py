"""How far a site names itself as the register names an enterprise: order, accents, script and legal form set aside."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from catalogue.profiles import CountryProfile
from scrapers.comparing.findings import Finding
from scrapers.comparing.marks import load_claims
from scrapers.comparing.register_words import RegisterWords
from scrapers.comparing.site_texts import Passage, SiteText, Statement, is_unspaced
from scrapers.comparing.statements import bare_hosts, is_empty_name
from scrapers.finding.guessing.spelling import list_spellings
from scrapers.finding.names import NameReading, cut_legal_forms, fold_words, read_name
from store.records import Enterprise

LEVELS = ("exact", "most", "part", "none")
OWNER_PLACES = frozenset({"copyright", "structured", "imprint", "meta"})
"""Places that name a site's owner; titles and headings may speak of anything."""

MOST_READINGS = 8
MOST, PART = 0.7, 0.3
"""Shares of a name's weight that must be met."""

EMPTY_WORTH = 0.2
"""What words that every site has (home, site, new) are worth beside others in a name, so that `Site Map` is not most of `Site A`."""

ALIKE_WORD, ALIKE_KEY, ALIKE_SOUNDS = 86, 90, 92
"""Likeness (0 to 100) from which on two words, two whole names, or the consonants of two names count as one."""

SHORT_KEY, SHORT_SOUNDS, FEW_SIGNS = 6, 5, 3
FORMED_BY = 1.6
"""Names longer than what was met by this factor are some other name that holds it."""

_VOWELS = str.maketrans("", "", "aeiouyhw")


@dataclass(frozen=True, slots=True)
class NameMatch:
    """The best that a site says for one of an enterprise's names."""

    name: NameReading
    level: str
    statement: Statement | None = None


def read_names(enterprise: Enterprise, profile: CountryProfile) -> list[NameReading]:
    """The enterprise's trade and legal name, plainly and as its languages write them in Latin letters; each once, the plain ones first.

    Names such as `Home page` are nobody's and left out.
    """
    written = [bare_hosts(text) for text in dict.fromkeys(filter(None, (enterprise.trade_name, enterprise.name)))]
    plain = [read_name(text, profile) for text in written]
    readings = [*plain, *(reading for name in plain if not name.written.isascii() for reading in _spell(name, profile))]
    found: dict[tuple[str, ...], NameReading] = {}
    for reading in readings:
        if reading.words and not is_empty_name(reading.words):
            found.setdefault(reading.words, reading)
    return list(found.values())[:MOST_READINGS]


def _spell(name: NameReading, profile: CountryProfile) -> Iterator[NameReading]:
    """The name by the customs of the country's languages."""
    for spelling in list_spellings(cut_legal_forms(name.written, profile), profile):
        yield NameReading(name.written, read_name(spelling.text, profile).words, name.legal_forms)


def match_names(names: Sequence[NameReading], site: SiteText, register: RegisterWords) -> NameMatch | None:
    """The best level over all names and all places where the site says who it is; legal statements first among equals."""
    best: NameMatch | None = None
    for name in names:
        for statement in site.statements:
            level = grade_name(name.words, statement.words, register)
            if best is None or _rank(level, statement) < _rank(best.level, best.statement):
                best = NameMatch(name, level, statement)
    if best is None or best.level == "none":
        return NameMatch(names[0], "none") if names else None
    return best


def match_title(enterprise: Enterprise, site: SiteText, profile: CountryProfile) -> NameMatch | None:
    """Level exact where a name that names nobody (`Home page`) is all that the site's first page has for a title; else None.

    Registers made from websites hold such names; how many sites are called so, `compare_rarity` says.
    """
    title = Passage(site.passages[0].page_url, "title", site.titles[0]) if site.titles and site.passages else None
    for written in filter(None, (enterprise.trade_name, enterprise.name)):
        name = read_name(written, profile)
        if title is not None and name.words and fold_words(title.text) == fold_words(written):
            return NameMatch(name, "exact", Statement(title, name.words))
    return None


def find_name(match: NameMatch) -> Finding:
    """The finding of kind `name`."""
    statement = match.statement
    return Finding("name", match.level, " ".join(statement.words) if statement else None, statement.passage if statement else None)


def find_name_in_text(names: Sequence[NameReading], site: SiteText, profile: CountryProfile, register: RegisterWords) -> Finding:
    """Level exact where a name stands in running text word by word, most where most of its weight stands close together."""
    most: Finding | None = None
    for name in names:
        found = _find_words(name.words, site, len(name.words))
        if found is not None and len(name.key) >= SHORT_KEY:
            return Finding("name_in_text", "exact", name.written, found)
        weights = {word: register.weigh(word) for word in name.words}
        for left_out in sorted(weights, key=weights.__getitem__)[:2] if len(name.words) > 2 and most is None else ():
            kept = tuple(word for word in name.words if word != left_out)
            if sum(map(weights.__getitem__, kept)) >= MOST * sum(weights.values()) and len("".join(kept)) >= SHORT_KEY:
                passage = _find_words(kept, site, len(kept) + 2)
                most = Finding("name_in_text", "most", name.written, passage) if passage else most
    return _find_unspaced(names, site, profile) or most or Finding("name_in_text", "none")


def grade_name(own: tuple[str, ...], said: tuple[str, ...], register: RegisterWords) -> str:
    """Level exact, most, part or none: how far one name is another; both as folded words without legal forms."""
    key, said_key = "".join(own), "".join(said)
    if key == said_key or (len(own) > 1 and sorted(own) == sorted(said)):
        return "exact"
    if _holds(said, own):
        return _grade_inside(own, said, key)
    share = _share_met(own, said, register)
    if share >= MOST and _share_met(said, own, register) * FORMED_BY >= 1 / FORMED_BY:
        return "most"
    if min(len(key), len(said_key)) >= SHORT_KEY and fuzz.ratio(key, said_key) >= ALIKE_KEY:
        return "most"
    if _sound_alike(own, said):
        return "most"
    return "part" if share >= PART else "none"


def _grade_inside(own: tuple[str, ...], said: tuple[str, ...], key: str) -> str:
    """Where a site's name holds the whole name and more: the longer the name, the surer."""
    if len(own) > 1 and len(key) >= 8:
        return "exact" if len(said) <= len(own) + 3 else "most"
    return "most" if len(key) >= 5 and len(said) <= len(own) + 2 else "part"


def _holds(said: tuple[str, ...], own: tuple[str, ...]) -> bool:
    return any(said[start : start + len(own)] == own for start in range(len(said) - len(own) + 1))


def _share_met(own: tuple[str, ...], said: tuple[str, ...], register: RegisterWords) -> float:
    """The share of a name's weight whose words (or near spellings of them) are among the other's."""
    empty = load_claims().empty
    weights = {word: register.weigh(word) * (EMPTY_WORTH if word in empty else 1) for word in own}
    total = sum(weights.values())
    joined = _list_joined(own, said)
    met = sum(weight for word, weight in weights.items() if word in said or word in joined or any(_is_near(word, other) for other in said))
    return met / total if total else 0.0


def _list_joined(own: tuple[str, ...], said: tuple[str, ...]) -> set[str]:
    """The words that the other name writes as one with their neighbours, or in pieces: `canak windows` and `canakwindows`."""
    found = set[str]()
    for length in (2, 3):
        for start in range(len(own) - length + 1):
            if "".join(own[start : start + length]) in said:
                found.update(own[start : start + length])
        found.update(word for start in range(len(said) - length + 1) if (word := "".join(said[start : start + length])) in own)
    return found


def _is_near(word: str, other: str) -> bool:
    return min(len(word), len(other)) >= 5 and word[0] == other[0] and fuzz.ratio(word, other) >= ALIKE_WORD


def _sound_alike(own: tuple[str, ...], said: tuple[str, ...]) -> bool:
    """Whether two names have the same consonants: what is left of Arabic or Hebrew names written with and without vowels."""
    first, second = ("".join(words).translate(_VOWELS) for words in (own, said))
    return min(len(first), len(second)) >= SHORT_SOUNDS and fuzz.ratio(first, second) >= ALIKE_SOUNDS and len(own) == len(said)


def _find_words(words: tuple[str, ...], site: SiteText, span: int) -> Passage | None:
    """The first passage in which all these words stand within `span` words, in their order where the span is their number."""
    places = [site.positions.get(word) for word in words]
    if not all(places):
        return None
    rarest = min((p for p in places if p), key=len)
    index = next(i for i, p in enumerate(places) if p is rarest)
    others = [set(p) for i, p in enumerate(places) if p and i != index]
    shifts = [i - index for i in range(len(words)) if i != index]
    for at in list(rarest)[:200]:
        if span == len(words):
            is_met = all(at + shift in other for shift, other in zip(shifts, others, strict=True))
        else:
            is_met = all(any(at + d in other for d in range(-span + 1, span)) for other in others)
        if is_met:
            return site.passage_at(at)
    return None


def _find_unspaced(names: Sequence[NameReading], site: SiteText, profile: CountryProfile) -> Finding | None:
    """A name in a script that sets no blanks, letter by letter in the text."""
    for name in names:
        written = max(cut_legal_forms(name.written, profile).split(), key=len, default="")
        if len(written) >= FEW_SIGNS and is_unspaced(written):
            passage = next((p for p in site.passages if written in p.text.replace(" ", "")), None)
            if passage is not None:
                return Finding("name_in_text", "exact", name.written, passage)
    return None


def _rank(level: str, statement: Statement | None) -> tuple[int, bool, bool]:
    """The better the smaller: by level, then places that name the owner, then a legal form beside the name."""
    if statement is None:
        return LEVELS.index(level), True, True
    return LEVELS.index(level), statement.passage.place not in OWNER_PLACES, not statement.is_legal
