"""Fingerprint patterns made ready for the engines: what to look for first, and how to confirm it."""

import re
from dataclasses import dataclass

from catalogue.fingerprints import split_pattern

FURTHEST = 1000  # bytes that one star may stand for


@dataclass(frozen=True, slots=True)
class MarkupPattern:
    """`expression` finds candidates (Hyperscan's syntax), `anchor` is a part that must be there, `confirm` decides."""

    expression: str
    anchor: bytes
    confirm: re.Pattern[bytes]


def compile_pattern(pattern: str) -> MarkupPattern:
    """A pattern of `catalogue/fingerprints/` for markup in lower case."""
    parts = [re.escape(part.lower()) for part in split_pattern(pattern)]
    anchor = max(split_pattern(pattern), key=len).lower().encode("ascii")
    before = "" if not pattern[0].isalnum() else "(?<![a-z0-9])"
    after = "" if not pattern[-1].isalnum() else "(?![a-z0-9])"
    confirm = before + f"[^<>]{{0,{FURTHEST}}}?".join(parts) + after
    return MarkupPattern("[^<>]*".join(parts), anchor, re.compile(confirm.encode("ascii")))
