"""Aho-Corasick: the same hits as Hyperscan, more slowly, for machines that Hyperscan has no wheel for."""

from collections.abc import Sequence

import ahocorasick_rs


class FallbackEngine:
    """Finds phrases in text and candidates among patterns in markup."""

    def __init__(self, phrases: Sequence[str], expressions: Sequence[str], anchors: Sequence[bytes]) -> None:
        self._phrases = ahocorasick_rs.BytesAhoCorasick([phrase.encode() for phrase in phrases])
        self._anchors = ahocorasick_rs.BytesAhoCorasick(list(anchors))

    def find_literals(self, text: bytes) -> list[tuple[int, int, int]]:
        """Phrase number, start and end in bytes, of every occurrence, overlapping ones too."""
        return list(self._phrases.find_matches_as_indexes(text, overlapping=True))

    def find_candidates(self, markup: bytes) -> dict[int, int]:
        """Numbers of the patterns that may match, and where the first of their anchors ends."""
        found: dict[int, int] = {}
        for number, _, end in self._anchors.find_matches_as_indexes(markup, overlapping=True):
            found.setdefault(number, end)
        return found
