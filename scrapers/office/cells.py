"""Cells that all sheets have: lists, choices, countries; what is wrong with one is raised as its reason."""

import re
from collections.abc import Iterable

from catalogue.messages import say
from catalogue.profiles import list_countries

KEY = re.compile(r"[a-z][a-z0-9_]{1,59}")


class RowError(Exception):
    """Raised when a row cannot be taken; says why."""


def split_cell(text: str) -> tuple[str, ...]:
    """The parts of a cell that commas, semicolons or lines part, each once."""
    return tuple(dict.fromkeys(part.strip() for part in re.split(r"[,;\n]", text) if part.strip()))


def check_choice(column: str, text: str, allowed: Iterable[str]) -> str:
    """The text, which must be one of those allowed; a wrong one gets the nearest right one."""
    from rapidfuzz import process

    if text in (known := sorted(allowed)):
        return text
    nearest = process.extractOne(text, known, score_cutoff=60)
    if nearest and len(known) > 12:
        raise RowError(say("{column}: {text} is not known. Did you mean {nearest}?", column=column, text=repr(text), nearest=nearest[0]))
    if len(known) > 12:
        raise RowError(say("{column}: {text} is not known; the sheet Instructions lists what is.", column=column, text=repr(text)))
    raise RowError(say("{column}: {text} is not one of {allowed}.", column=column, text=repr(text), allowed=", ".join(known)))


def check_text(column: str, text: str, longest: int = 500) -> str:
    """The text, which may neither be empty nor hold what cannot be shown."""
    if not text:
        raise RowError(say("{column} is empty.", column=column))
    if len(text) > longest:
        raise RowError(say("{column} is longer than {count} characters.", column=column, count=longest))
    if any((ord(c) < 32 and c not in "\n\t") or ord(c) == 127 or 0xD800 <= ord(c) <= 0xDFFF for c in text):
        raise RowError(say("{column} holds a character that cannot be shown: type it again.", column=column))
    return text


def check_key(text: str) -> str:
    """A key: small letters, digits and underscores."""
    if not KEY.fullmatch(text):
        raise RowError(say("key: {text} must be small letters a-z, digits and _, such as lipa_soko.", text=repr(text)))
    return text


def check_countries(text: str) -> tuple[str, ...]:
    """Two-letter codes of countries."""
    codes = tuple(code.upper() for code in split_cell(text))
    if unknown := [code for code in codes if code not in list_countries()]:
        raise RowError(say("countries: {codes} is no two-letter code of a country, such as KE.", codes=", ".join(unknown)))
    return codes
