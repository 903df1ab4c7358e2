"""The traces that platforms, payment means and other services leave in a page's markup: files in `catalogue/fingerprints/`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from catalogue.errors import ProfileError
from catalogue.messages import say
from catalogue.tables import check_names, check_table, load_table, read_text, read_texts

FINGERPRINTS = Path(__file__).parent / "fingerprints"
PROVES = ("basket", "payment_step", "platform", "plugin", "state", "widget")
FIELDS = ("name", "of", "proves", "patterns", "example", "near_miss", "countries")
SHORTEST_LITERAL = 4


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A trace in markup and what it proves; `subject` is the platform or means it speaks of (its own key unless the file says `of`).

    A pattern is plain ASCII, matched without regard to case; `*` stands for anything within one tag or one stretch of text.
    A part neither starts inside a word nor does the last one end there, unless the pattern itself starts or ends with `*`.
    `origin`: the mark of an office's additions, '' where it ships.
    """

    key: str
    name: str
    category: str
    proves: str
    patterns: tuple[str, ...]
    example: str
    near_miss: str
    countries: tuple[str, ...] = ()
    subject: str = ""
    origin: str = ""


@cache
def load_fingerprints() -> tuple[Fingerprint, ...]:
    """All fingerprints, file by file; a file's name is the category. ProfileError names the file and the entry that is wrong."""
    prints = tuple(found for path in sorted(FINGERPRINTS.glob("*.toml")) for found in read_fingerprints(path))
    keys = [found.key for found in prints]
    for found in prints:
        check_names([found.subject], keys, f"{found.category}.toml, [{found.key}]")
        if keys.count(found.key) > 1:
            raise ProfileError(say("{file}.toml: the fingerprint {key} stands in another file too.", file=found.category, key=found.key))
    return prints


def read_fingerprints(path: Path) -> tuple[Fingerprint, ...]:
    """The fingerprints that a file holds, checked."""
    return tuple(_read_fingerprint(path, key, entry) for key, entry in load_table(path).items())


def split_pattern(pattern: str) -> tuple[str, ...]:
    """The literal parts of a pattern, between its stars."""
    return tuple(part for part in pattern.split("*") if part)


def is_usable(pattern: str) -> bool:
    """Whether a pattern is plain ASCII and has a part long enough to look for."""
    return pattern.isascii() and any(len(part) >= SHORTEST_LITERAL for part in split_pattern(pattern))


def _read_fingerprint(path: Path, key: str, entry: Mapping[str, Any]) -> Fingerprint:
    where = f"{path.name}, [{key}]"
    check_table(entry, where)
    check_names(entry, FIELDS, where)
    patterns, proves = read_texts(entry, "patterns", where), read_text(entry, "proves", where)
    check_names([proves], PROVES, where)
    for pattern in patterns:
        if not is_usable(pattern):
            raise ProfileError(
                say(
                    "{where}: the pattern {pattern} must be plain ASCII and hold a part of at least {count} characters.",
                    where=where,
                    pattern=pattern,
                    count=SHORTEST_LITERAL,
                )
            )
    if not patterns:
        raise ProfileError(say("{where}: patterns must hold at least one pattern.", where=where))
    texts = [read_text(entry, name, where) for name in ("name", "example", "near_miss")]
    countries, subject = read_texts(entry, "countries", where), read_text(entry, "of", where, default=key)
    return Fingerprint(key, texts[0], path.stem, proves, patterns, texts[1], texts[2], countries, subject)
