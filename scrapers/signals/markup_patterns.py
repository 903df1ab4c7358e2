"""Fingerprint patterns made ready for the engines: what to look for first, and how to confirm it."""

import re
from dataclasses import dataclass

from catalogue.fingerprints import split_pattern

FURTHEST = 1000  # bytes that one star may stand for


@dataclass(frozen=True, slots=True)
class MarkupPattern:
    """`expression` finds candidates (Hyperscan's syntax), `anchor` is a part that must be there, `first` begins it, `confirm` decides.

    `span`: bytes that a match has at most.
    """

    expression: str
    anchor: bytes
    first: bytes
    confirm: re.Pattern[bytes]
    span: int

    def search(self, markup: bytes, end: int) -> re.Match[bytes] | None:
        """The first match, where the first candidate or its anchor ends at `end`, so that no match begins long before.

        Looks for the first part by itself, since an expression that looks behind is slow to search with.
        """
        start = markup.find(self.first, max(0, end - self.span))
        while start >= 0:
            if match := self.confirm.match(markup, start):
                return match
            start = markup.find(self.first, start + 1)
        return None


def compile_pattern(pattern: str) -> MarkupPattern:
    """A pattern of `catalogue/fingerprints/` for markup in lower case."""
    parts = [part.lower() for part in split_pattern(pattern)]
    starts = "" if pattern.startswith("*") else _word_start(parts[0])
    ends = "(?![a-z0-9])" if pattern[-1].isalnum() else ""
    followers = "".join(f"[^<>]{{0,{FURTHEST}}}?{_word_start(part)}{re.escape(part)}" for part in parts[1:])
    confirm = f"{starts}{re.escape(parts[0])}{followers}{ends}".encode("ascii")
    span = sum(map(len, parts)) + FURTHEST * (len(parts) - 1)
    anchor = max(parts, key=len).encode("ascii")
    return MarkupPattern("[^<>]*".join(map(re.escape, parts)), anchor, parts[0].encode("ascii"), re.compile(confirm), span)


def _word_start(part: str) -> str:
    return "(?<![a-z0-9])" if part[0].isalnum() else ""
