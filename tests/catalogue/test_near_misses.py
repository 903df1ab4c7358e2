"""Near misses are worth something only where somebody could confuse them with what they must not match."""

from collections.abc import Iterable

from rapidfuzz import fuzz

from catalogue.fingerprints import load_fingerprints
from catalogue.words import load_vocabularies

ALIKE = 50
"""Likeness (0 to 100) of the near miss with the nearest pattern or phrase, in any part of it; below, they have nothing in common."""

WORDS_APART, FINGERPRINTS_APART = 0.03, 0.08
"""Shares of near misses that may be of another kind, such as a homonym in English or opening hours for a closed shop."""


def likeness(near_miss: str, patterns: Iterable[str]) -> float:
    return max(fuzz.partial_ratio(pattern.replace("*", "").lower(), near_miss.lower()) for pattern in patterns)


def test_hardly_any_near_miss_of_words_has_nothing_in_common_with_its_phrases() -> None:
    entries = [(vocabulary.language, entry) for vocabulary in load_vocabularies() for entry in vocabulary.entries]
    apart = [(name, e.concept, e.near_miss) for name, e in entries if likeness(e.near_miss, (p.text for p in e.phrases)) < ALIKE]
    assert len(apart) <= WORDS_APART * len(entries), apart


def test_few_near_misses_of_fingerprints_have_nothing_in_common_with_their_patterns() -> None:
    prints = load_fingerprints()
    apart = [(found.key, found.near_miss) for found in prints if likeness(found.near_miss, found.patterns) < ALIKE]
    assert len(apart) <= FINGERPRINTS_APART * len(prints), apart
