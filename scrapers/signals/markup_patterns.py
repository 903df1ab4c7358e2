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
    parts = [part.lower() for part in split_pattern(pattern)]
    starts = "" if pattern.startswith("*") else _word_start(parts[0])
    ends = "(?![a-z0-9])" if pattern[-1].isalnum() else ""
    followers = "".join(f"[^<>]{{0,{FURTHEST}}}?{_word_start(part)}{re.escape(part)}" for part in parts[1:])
    confirm = f"{starts}{re.escape(parts[0])}{followers}{ends}".encode("ascii")
    return MarkupPattern("[^<>]*".join(map(re.escape, parts)), max(parts, key=len).encode("ascii"), re.compile(confirm))


def _word_start(part: str) -> str:
    return "(?<![a-z0-9])" if part[0].isalnum() else ""
