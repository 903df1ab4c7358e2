"""Street, postcode and town of an enterprise against those on a site."""

import re
from collections.abc import Callable, Iterator, Sequence

from rapidfuzz import fuzz

from scrapers.comparing.findings import Finding, find_mention
from scrapers.comparing.register_words import RegisterWords
from scrapers.comparing.site_texts import Mention, Passage, SiteText, is_unspaced
from scrapers.comparing.street_words import load_street_words
from scrapers.finding.names import fold_words, split_words
from store.records import Enterprise

NEAR = 5
"""Words between which a street's name and its number may stand."""

_PARTS = re.compile(r"[,;\n|]+")
_YEAR = re.compile(r"(?:19|20)\d\d")


def compare_street(enterprise: Enterprise, site: SiteText) -> Finding | None:
    """Level equal where street and number stand together, street where the street alone does."""
    wanted = list(read_streets(enterprise.address or ""))
    if not wanted:
        return None
    street: Finding | None = None
    for names, number in wanted:
        for at in _find_in_order(names, site, load_street_words().spell):
            passage = site.passage_at(at)
            value = " ".join((*names, *filter(None, [number])))
            if number and any(at - NEAR <= p <= at + len(names) + NEAR for p in site.positions.get(number, ())):
                return Finding("street", "equal", value, passage)
            if not load_street_words().boxes.issuperset(names):
                street = street or Finding("street", "street", " ".join(names), passage)
    return street or Finding("street", "none")


def read_streets(address: str) -> Iterator[tuple[tuple[str, ...], str | None]]:
    """(words of the street's name without its kind, house number or None) of every part of an address that can be a street."""
    parts = [fold_words(part) for part in _PARTS.split(address)]
    if len(parts) > 1 and not any(word.isalpha() for word in parts[0]):
        parts[:2] = [parts[0] + parts[1]]
    for part, following in zip(parts, [*parts[1:], ()], strict=True):
        names, number, has_kind = _read_street(part)
        if number is None and names:
            later, number, _ = _read_street(following)
            number = None if later else number
        length = len("".join(names))
        if (has_kind and length >= 5) or (number and length >= 3):
            yield names[:4], number


def _read_street(part: Sequence[str]) -> tuple[tuple[str, ...], str | None, bool]:
    """(words of the name, number, whether a kind of street stands there)."""
    words = load_street_words()
    number = next((word for word in part if word[0].isdigit()), None)
    letters = [word for word in part if not any(map(str.isdigit, word))]
    bare = [words.split_kind(word) for word in letters]
    names = tuple(word for word in bare if word not in words.kinds and word not in words.small)
    return names, number, any(word in words.kinds for word in bare) or bare != letters


def compare_postcode(enterprise: Enterprise, site: SiteText) -> Finding | None:
    """Level equal, other where the site's contacts name a postcode of the same form and never this one."""
    wanted = split_words(enterprise.postcode or "")
    key = "".join(wanted)
    if len(key) < 3 or not any(map(str.isdigit, key)):
        return None
    for words in {wanted, (key,), *_cut(key)}:
        for at in _find_in_order(words, site):
            if _is_postcode(key, site.passage_at(at)):
                return Finding("postcode", "equal", enterprise.postcode, site.passage_at(at))
    shape = _shape(key)
    for mention in site.postcodes:
        if _shape("".join(fold_words(mention.value))) == shape:
            return find_mention("postcode", "other", mention)
    return Finding("postcode", "none")


def compare_place(enterprise: Enterprise, site: SiteText, register: RegisterWords) -> Finding | None:
    """Level contact, text, other (contacts name another place of the register and never this one) or none."""
    spellings = list(spell_place(enterprise.place or ""))
    if not spellings:
        return None
    text: Finding | None = None
    for words in spellings:
        for passage in _find_place(words, enterprise.place or "", site):
            if passage.is_contact:
                return Finding("place", "contact", enterprise.place, passage)
            text = text or Finding("place", "text", enterprise.place, passage)
    keys = {"".join(words) for words in spellings}
    near = next((m for m in site.places if any(fuzz.ratio("".join(fold_words(m.value)), key) >= 88 for key in keys)), None)
    if near is not None:
        return find_mention("place", "contact", near)
    if text is not None:
        return text
    other = next((m for m in _list_places(site, register)), None)
    return find_mention("place", "other", other) if other is not None else Finding("place", "none")


def spell_place(place: str) -> Iterator[tuple[str, ...]]:
    """The spellings of a town: as given, up to a comma or bracket, and its names in other languages."""
    seen = set[tuple[str, ...]]()
    for text in (place, re.split(r"[,(/]", place)[0]):
        for words in (fold_words(text), *load_street_words().other_names(fold_words(text))):
            if words and len("".join(words)) > 2 and words not in seen:
                seen.add(words)
                yield words


def _find_place(words: Sequence[str], written: str, site: SiteText) -> Iterator[Passage]:
    """The passages that name a town; of a script that sets no blanks, those that hold its signs."""
    yield from (site.passage_at(at) for at in _find_in_order(words, site))
    if is_unspaced(written):
        yield from (passage for passage in site.passages if written in passage.text)


def _list_places(site: SiteText, register: RegisterWords) -> Iterator[Mention]:
    """The towns that the site's contacts name: in structured data, or beside a postcode as a town that the register knows."""
    yield from site.places
    for passage in site.passages:
        if passage.is_contact and len(passage.text) <= 300 and passage.place != "structured":
            words = fold_words(passage.text)
            for i, word in enumerate(words):
                beside = (*words[max(0, i - 2) : i], *words[i + 1 : i + 3])
                if word in register.places and any(w.isdigit() and 4 <= len(w) <= 6 and not _YEAR.fullmatch(w) for w in beside):
                    yield Mention(word, passage)


def _find_in_order(words: Sequence[str], site: SiteText, spell: Callable[[str], Sequence[str]] = lambda word: (word,)) -> Iterator[int]:
    """Where these words stand one behind the other; kinds of streets between the words of a name are passed over."""
    places = [[at for spelt in spell(word) for at in site.positions.get(spelt, ())] for word in words]
    if not words or not all(places):
        return
    following = [frozenset(p) for p in places[1:]]
    for at in places[0][:300]:
        last = at
        for other in following:
            step = next((last + d for d in (1, 2, 3) if last + d in other), None)
            if step is None:
                break
            last = step
        else:
            yield at


def _cut(key: str) -> Iterator[tuple[str, ...]]:
    """A postcode written in two parts: `SW1A 1AA`, `123 45`."""
    yield from ((key[:cut], key[cut:]) for cut in (2, 3, 4) if cut < len(key))


def _is_postcode(key: str, passage: Passage) -> bool:
    """Whether a number that was met is a postcode, and no year or small number that stands on any page."""
    if not key.isdigit() or len(key) > 4:
        return True
    return passage.is_contact and not (_YEAR.fullmatch(key) and "©" in passage.text)


def _shape(key: str) -> str:
    return "".join("9" if c.isdigit() else "A" for c in key)
