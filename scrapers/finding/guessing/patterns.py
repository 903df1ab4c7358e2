"""The ways in which a name becomes a domain name: each pattern gives cores (domain names without their suffix) from the words of a name."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from catalogue.name_words import load_name_words
from catalogue.profiles import CountryProfile
from scrapers.finding.guessing.model import LONGEST
from scrapers.finding.guessing.spelling import space_syllables
from scrapers.finding.names import fold_words

ANDS = ("n", "und", "et", "y", "e", "i")
Cores = Iterator[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known beside the name, by words in lower-case ASCII; `own`: those of country and place."""

    country: frozenset[str]
    tails: tuple[str, ...]
    place: tuple[str, ...]
    activity: tuple[str, ...]
    own: frozenset[str]


@dataclass(frozen=True, slots=True)
class WordKinds:
    """Words by what they do in domain names, in lower-case ASCII."""

    links: frozenset[str]
    generic: frozenset[str]
    activity: frozenset[str]
    added: tuple[str, ...]
    hyphened: tuple[str, ...]
    short: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class NameParts:
    """A name as patterns need it: all `words`, those `kept` without links, `bare` also without generic ones at the end, legal `forms`."""

    words: tuple[str, ...]
    kept: tuple[str, ...]
    bare: tuple[str, ...]
    forms: tuple[str, ...]


def list_cores(words: Sequence[str], forms: Sequence[str], around: Surroundings) -> dict[str, str]:
    """{core: the first pattern that gives it} for a name's words."""
    parts, found = _take_apart(tuple(words), tuple(forms)), dict[str, str]()
    for pattern_group in GROUPS:
        for pattern, core in pattern_group(parts, around):
            if 1 < len(core) <= LONGEST and core not in found:
                found[core] = pattern
    return found


@lru_cache(maxsize=1000)
def find_surroundings(profile_code: str, country_name: str, domains: tuple[str, ...], place: str, section: str) -> Surroundings:
    """The words around the names of an enterprise."""
    words, own = load_name_words(), domains[0] if domains else ""
    names = [*load_name_words().countries.get(profile_code, ()), "".join(fold_words(country_name))]
    code = [profile_code.lower(), *([own] if own and "." not in own else [])] if profile_code != "XX" else []
    activity = [word for text in words.activity.get(section, ())[:4] for word in fold_words(text)]
    country = frozenset([*names, *code, *fold_words(country_name)]) if code else frozenset()
    tails = tuple(dict.fromkeys([*code, *names])) if code else ()
    at = fold_words(space_syllables(place))
    return Surroundings(country, tails, at, tuple(activity), country.union(at))


def surround(profile: CountryProfile, place: str | None, section: str | None) -> Surroundings:
    """The words around the names of an enterprise in a place and a section of activities."""
    return find_surroundings(profile.code, profile.name, profile.domains, place or "", section or "")


@lru_cache(maxsize=1)
def load_word_kinds() -> WordKinds:
    """The words of the catalogue, folded."""
    words = load_name_words()
    activity = (text for texts in words.activity.values() for text in texts)
    return WordKinds(_fold(words.links), _fold(words.generic), _fold(activity), words.added, words.hyphened, dict(words.short))


def _fold(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word for text in texts for word in fold_words(text))


def _take_apart(words: tuple[str, ...], forms: tuple[str, ...]) -> NameParts:
    kinds = load_word_kinds()
    kept = tuple(word for word in words if word not in kinds.links) or words
    end = len(kept)
    while end > 1 and kept[end - 1] in kinds.generic:
        end -= 1
    return NameParts(words, kept, kept[:end], _list_forms(forms))


@lru_cache(maxsize=10_000)
def _list_forms(forms: tuple[str, ...]) -> tuple[str, ...]:
    """The words of legal forms as domain names have them: of `co ltd` both, of `limited` also `ltd`."""
    short = load_word_kinds().short
    words = [word for form in forms for word in form.split() if word != "and"]
    return tuple(dict.fromkeys([*(word for w in words for word in short.get(w, (w,))), *words]))[:4]


def _whole(parts: NameParts, around: Surroundings) -> Cores:
    full = "".join(parts.words)
    yield "full", full
    if len(parts.kept) < len(parts.words):
        yield "no links", "".join(parts.kept)
    if len(parts.bare) < len(parts.kept):
        yield "no generic", "".join(parts.bare)
    if "and" in parts.words:
        for other in ANDS:
            yield "other and", "".join(other if word == "and" else word for word in parts.words)


def _parts_left_out(parts: NameParts, around: Surroundings) -> Cores:
    kinds, bare = load_word_kinds(), parts.bare
    if len(bare) == 1:
        return
    if len(own := [word for word in bare if word not in around.own]) < len(bare):
        yield "no place", "".join(own)
    if len(own := [word for word in own if word not in kinds.generic]) < len(bare):
        yield "no generic or place", "".join(own)
        yield "hyphens, no place", "-".join(own)
    if len(own := [word for word in own if word not in kinds.activity]) < len(bare):
        yield "no activity", "".join(own)


def _beginnings(parts: NameParts, around: Surroundings) -> Cores:
    kept = parts.kept
    if len(kept) > 1:
        yield "first word", kept[0]
        yield "second word", kept[1]
    if len(kept) > 2:
        yield "first two words", kept[0] + kept[1]
        yield "last word", kept[-1]
        yield "words two and three", kept[1] + kept[2]
        yield "second word and initials", kept[1] + "".join([word[0] for word in kept[2:]])
    if len(kept) > 3:
        yield "first three words", kept[0] + kept[1] + kept[2]


def _initials(parts: NameParts, around: Surroundings) -> Cores:
    kept = parts.kept
    if len(kept) < 2:
        return
    letters = "".join([word[0] for word in kept])
    yield "initials", letters
    if len(parts.words) > len(kept):
        yield "initials with links", "".join([word[0] for word in parts.words])
    for form in parts.forms:
        yield "initials and form", letters + form[0]
        yield "initials and whole form", letters + form
    if around.tails:
        yield "initials and country", letters + around.tails[-1]
        yield "initials and country", letters + around.tails[0]
    yield "first word and initials", kept[0] + letters[1:]
    yield "initials and last word", letters[:-1] + kept[-1]
    if len(kept) > 2:
        yield "initials of first words", letters[:-1]
        yield "initial and second word", letters[0] + kept[1]
    yield "initials and group", letters + "group"


def _shortened(parts: NameParts, around: Surroundings) -> Cores:
    short = load_word_kinds().short
    for choice in range(2):
        cut = [short[word][min(choice, len(short[word]) - 1)] if word in short else word for word in parts.kept]
        if tuple(cut) != parts.kept:
            yield "shortened", "".join(cut)
            yield "shortened, hyphens", "-".join(cut)
            if len(cut) > 2:
                yield "shortened first two", cut[0] + cut[1]
    if len(parts.kept) > 1:
        first, second = parts.kept[0], parts.kept[1]
        yield "syllables", first[:3] + second[:3]
        yield "first and syllable", first + second[:3]
        yield "first and syllable", first + second[:4]
        yield "syllable and second", first[:3] + second


def _hyphens(parts: NameParts, around: Surroundings) -> Cores:
    if len(parts.kept) > 1:
        yield "hyphens", "-".join(parts.kept)
        if len(parts.kept) > 2:
            yield "hyphen first two", f"{parts.kept[0]}-{parts.kept[1]}"
        if 1 < len(parts.bare) < len(parts.kept):
            yield "hyphens, no generic", "-".join(parts.bare)


def _added(parts: NameParts, around: Surroundings) -> Cores:
    base, kinds = "".join(parts.bare), load_word_kinds()
    yield from _with_forms(base, "", parts.forms)
    for word in kinds.added:
        yield f"{word} added", base + word
    for word in kinds.hyphened:
        yield f"{word} added, hyphen", f"{base}-{word}"
    for tail in around.tails:
        yield "country added", base + tail
    if around.tails:
        yield "country added, hyphen", f"{base}-{around.tails[0]}"
        yield "country before", around.tails[0] + base
    if around.place:
        yield "place added", base + "".join(around.place)
        yield "place added, hyphen", f"{base}-{'-'.join(around.place)}"
    for word in around.activity:
        yield "activity added", base + word
    if parts.forms and len(parts.forms[-1]) < 4:
        yield "form before", parts.forms[-1] + "".join(parts.words)
    yield "the before", "the" + base
    yield "my before", "my" + base
    yield "plural", base[:-1] if base.endswith("s") else base + "s"


def _added_to_first(parts: NameParts, around: Surroundings) -> Cores:
    if len(parts.bare) > 1:
        base = parts.kept[0]
        yield from _with_forms(base, " to first word", parts.forms)
        yield "group added to first word", base + "group"
        yield "corp added to first word", base + "corp"
        yield "hyphen group added to first word", f"{base}-group"
        for tail in around.tails:
            yield "country added to first word", base + tail
        for word in around.activity[:2]:
            yield "activity added to first word", base + word
    if len(parts.bare) < len(parts.kept):
        yield from _with_forms("".join(parts.kept), " to whole", parts.forms)


def _with_forms(base: str, of: str, forms: Sequence[str]) -> Cores:
    for form in forms:
        yield f"form added{of}", base + form
        yield f"form added{of}, hyphen", f"{base}-{form}"


GROUPS: tuple[Callable[[NameParts, Surroundings], Cores], ...] = (
    _whole, _beginnings, _parts_left_out, _initials, _shortened, _hyphens, _added, _added_to_first,
)  # fmt: skip
