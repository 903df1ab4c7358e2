"""Every phrase of every language in one pass over a text, every fingerprint in one pass over markup."""

import gc
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate
from typing import Protocol

from catalogue.additions import Additions, current_additions
from catalogue.errors import ProfileError
from catalogue.fingerprints import Fingerprint, load_fingerprints
from catalogue.messages import say
from catalogue.words import Phrase, Vocabulary, WordEntry, load_vocabularies
from scrapers.signals.boundaries import follows_letter, is_spaced_letter, precedes_letter
from scrapers.signals.fallback_engine import FallbackEngine
from scrapers.signals.markup_patterns import MarkupPattern, compile_pattern
from scrapers.signals.normalising import fold_accents, normalise, normalise_path


@dataclass(frozen=True, slots=True)
class PhraseHit:
    """A phrase (its `text` normalised) at `start` to `end`, in characters of the normalised text."""

    phrase: Phrase
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FingerprintHit:
    """The first place in the markup, in bytes of its UTF-8, where a fingerprint was found, and the markup that matched."""

    fingerprint: Fingerprint
    start: int
    text: str


class Engine(Protocol):
    """What finds phrases and candidates; all engines find the same."""

    def find_literals(self, text: bytes) -> list[tuple[int, int, int]]:
        """Phrase number, start and end in bytes, of every occurrence."""

    def find_candidates(self, markup: bytes) -> dict[int, int]:
        """Numbers of the patterns that may match, and where the first candidate (or a part of it) ends."""


class Matcher:
    """Finds phrases and fingerprints. Made once; safe to use from several threads."""

    def __init__(self, phrases: Iterable[Phrase], fingerprints: Iterable[Fingerprint], engine: str = "auto") -> None:
        spelled: dict[str, list[Phrase]] = {}
        for phrase in phrases:
            spelled.setdefault(phrase.text, []).append(phrase)
        self._phrases = list(map(tuple, spelled.values()))
        self._edges = [(is_spaced_letter(text[0]), is_spaced_letter(text[-1])) for text in spelled]
        self._prints = [(fingerprint, compile_pattern(pattern)) for fingerprint in fingerprints for pattern in fingerprint.patterns]
        self._by_key: dict[str, list[MarkupPattern]] = {}
        for fingerprint, pattern in self._prints:
            self._by_key.setdefault(fingerprint.key, []).append(pattern)
        patterns = [pattern for _, pattern in self._prints]
        self._engine = _make_engine(engine, list(spelled), [p.expression for p in patterns], [p.anchor for p in patterns])

    def find_phrases(self, normalised_text: str) -> list[PhraseHit]:
        """All phrases in a normalised text that are not a part of a longer word, in the order of start, end and key."""
        encoded = normalised_text.encode("utf-8", "replace")
        places = self.find_spellings(encoded)
        characters = _count_characters(encoded, {offset for start, end, _ in places for offset in (start, end)})
        return [PhraseHit(p, characters[start], characters[end]) for start, end, number in places for p in self._phrases[number]]

    def find_in_each(self, normalised_texts: Sequence[str]) -> list[list[PhraseHit]]:
        """What `find_phrases` gives for each of many short texts, in one pass over all; no text has line breaks."""
        found: list[list[PhraseHit]] = [[] for _ in normalised_texts]
        begins = list(accumulate((len(text) + 1 for text in normalised_texts), initial=0))
        for hit in self.find_phrases("\n".join(normalised_texts)):
            number = bisect_right(begins, hit.start) - 1
            found[number].append(PhraseHit(hit.phrase, hit.start - begins[number], hit.end - begins[number]))
        return found

    def find_spellings(self, encoded: bytes) -> list[tuple[int, int, int]]:
        """Start, end (in bytes) and number of the spellings in a normalised text in UTF-8 that are no part of a longer word, in order."""
        edges, found = self._edges, []
        for number, start, end in self._engine.find_literals(encoded):
            begins, stops = edges[number]
            if not (begins and follows_letter(encoded, start)) and not (stops and precedes_letter(encoded, end)):
                found.append((start, end, number))
        return sorted(set(found))

    def phrases_of(self, number: int) -> tuple[Phrase, ...]:
        """The phrases of all languages and concepts that are spelled so."""
        return self._phrases[number]

    def find_fingerprints(self, markup: str | bytes) -> list[FingerprintHit]:
        """The first place of each fingerprint in the raw markup, in the order of their start and key."""
        encoded = markup.encode("utf-8", "replace") if isinstance(markup, str) else markup
        lowered = encoded.lower()
        first: dict[str, tuple[int, int, Fingerprint]] = {}
        for number, end in sorted(self._engine.find_candidates(lowered).items()):
            fingerprint, pattern = self._prints[number]
            match = pattern.search(lowered, end)
            if match and match.start() < first.get(fingerprint.key, (len(lowered),))[0]:
                first[fingerprint.key] = (match.start(), match.end(), fingerprint)
        places = sorted(first.values(), key=lambda place: (place[0], place[2].key))
        return [FingerprintHit(found, start, encoded[start:end].decode(errors="replace")) for start, end, found in places]

    def has_fingerprint(self, lowered: bytes, key: str) -> bool:
        """Whether the fingerprint of this key is found in markup in lower case."""
        return any(pattern.search(lowered, 0) for pattern in self._by_key.get(key, ()))


def load_matcher(engine: str = "auto") -> Matcher:
    """The matcher of the catalogue's words and fingerprints and of the additions that count now; engine auto, hyperscan or fallback.

    Raises:
        ProfileError: an addition does not match its own example, or matches its near miss.
    """
    return _build_matcher(engine, current_additions())


@lru_cache(maxsize=6)
def _build_matcher(engine: str, additions: Additions) -> Matcher:
    """One for each set of additions: an office's payment means replaces the shipped one of the same key, its words come on top."""
    check_examples(additions)
    shipped = [phrase for vocabulary in load_vocabularies() for phrase in spell_phrases(vocabulary)]
    replaced = {found.key for found in additions.payments}
    prints = [found for found in load_fingerprints() if found.key not in replaced]
    matcher = Matcher([*shipped, *_spell_added(additions, shipped)], [*prints, *additions.payments], engine)
    gc.freeze()  # words and patterns stay: the garbage collector need not look through them again and again
    return matcher


def _spell_added(additions: Additions, shipped: Iterable[Phrase]) -> Iterable[Phrase]:
    """The additions' phrases where the shipped ones do not count already, so that no words are counted twice."""
    known = {(phrase.language, phrase.concept, phrase.text): phrase.places for phrase in shipped}
    for phrase in (phrase for vocabulary in additions.vocabularies for phrase in spell_phrases(vocabulary)):
        if places := phrase.places - known.get((phrase.language, phrase.concept, phrase.text), frozenset()):
            yield replace(phrase, places=places)


def check_examples(additions: Additions) -> None:
    """Refuses additions whose examples do not match, or whose near misses do.

    Raises:
        ProfileError: names the entry and the text.
    """
    for vocabulary in additions.vocabularies:
        for entry in vocabulary.entries:
            if problem := find_wrong_words(entry, vocabulary.accents):
                raise ProfileError(say("The office's words/{language}.toml, [{concept}]: {problem}", language=vocabulary.language,
                                       concept=entry.concept, problem=problem))  # fmt: skip
    for payment in additions.payments:
        if problem := find_wrong_trace(payment):
            raise ProfileError(say("The office's fingerprints/payment.toml, [{key}]: {problem}", key=payment.key, problem=problem))


def find_wrong_words(entry: WordEntry, accents: str) -> str | None:
    """What is wrong with the examples of an entry, None where they are as they must be. A text that begins with / is read as a path."""
    spelled = spell_phrases(Vocabulary("", "", "", accents, (entry,)))
    spoken = [phrase for phrase in spelled if phrase.places != {"url"}]
    if not _finds_words(spelled if entry.example.startswith("/") or not spoken else spoken, entry.example):
        return say("The example “{text}” does not contain the phrase.", text=entry.example)
    if _finds_words(spelled if entry.near_miss.startswith("/") or not spoken else spoken, entry.near_miss):
        return say("The near miss “{text}” contains the phrase, although it must not.", text=entry.near_miss)
    return None


def find_wrong_trace(fingerprint: Fingerprint) -> str | None:
    """What is wrong with the examples of a fingerprint, None where they are as they must be."""
    matcher = Matcher([], [fingerprint], "fallback")
    if not matcher.find_fingerprints(fingerprint.example):
        return say("The pattern is not found in the example “{text}”.", text=fingerprint.example)
    if matcher.find_fingerprints(fingerprint.near_miss):
        return say("The pattern is found in the near miss “{text}”, although it must not be.", text=fingerprint.near_miss)
    return None


def _finds_words(phrases: Iterable[Phrase], text: str) -> bool:
    normal = normalise_path(text) if text.startswith("/") else normalise(text)
    return bool(Matcher(phrases, [], "fallback").find_phrases(normal))


def spell_phrases(vocabulary: Vocabulary) -> list[Phrase]:
    """The vocabulary's phrases as they stand in normalised text; with and without accents where those are optional or in a path."""
    spelled: dict[tuple[str, str], Phrase] = {}
    for phrase in (phrase for entry in vocabulary.entries for phrase in entry.phrases):
        for text, places in _spell(phrase, vocabulary.accents).items():
            known = spelled.get((phrase.concept, text), replace(phrase, text=text, places=frozenset()))
            spelled[phrase.concept, text] = replace(known, places=known.places | places)
    return [phrase for phrase in spelled.values() if phrase.places]


def _spell(phrase: Phrase, accents: str) -> dict[str, frozenset[str]]:
    """The spellings of a phrase, and where each counts: as written, without its first letter's accent, without any."""
    text = normalise(phrase.text)
    bare = phrase.places if accents == "optional" else phrase.places & {"url"}
    return {fold_accents(text): bare, fold_accents(text[:1]) + text[1:]: bare, text: phrase.places}


def _make_engine(name: str, phrases: Sequence[str], expressions: Sequence[str], anchors: Sequence[bytes]) -> Engine:
    if name == "fallback":
        return FallbackEngine(phrases, expressions, anchors)
    try:
        from scrapers.signals.hyperscan_engine import HyperscanEngine
    except ImportError:
        if name == "hyperscan":
            raise
        return FallbackEngine(phrases, expressions, anchors)
    return HyperscanEngine(phrases, expressions, anchors)


def _count_characters(encoded: bytes, offsets: set[int]) -> dict[int, int]:
    """The index in characters for each byte offset of a text in UTF-8."""
    counted, done, total = {}, 0, 0
    for offset in sorted(offsets):
        total, done = total + len(encoded[done:offset].decode()), offset
        counted[offset] = total
    return counted
