"""Whether a text may hold an amount with a currency beside it: asked before any number is looked at, since most numbers are no prices."""

import re
from collections.abc import Iterable
from functools import cache

from scrapers.signals.currencies import load_writings

GAP = " \t\n\u00a0\u202f\u2009\u200e\u200f\u202a\u202b\u202c\u202d\u202e:"
MAX_GAP = 4
"""Characters that may stand between an amount and its currency, and how many of them."""


def may_hold_price(text: str) -> bool:
    """False only where no number has the writing of a currency before or behind it."""
    folded = text.casefold()
    behind, before = _compile_writings()
    return behind.search(folded) is not None or before.search(folded[::-1]) is not None


@cache
def _compile_writings() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What finds a writing behind a number; and one before a number, in a text read backwards."""
    known = load_writings().known
    return (
        re.compile(rf"(?:\d|[.,](?:-|–|—|=)){_any_of(known)}"),
        re.compile(rf"\d{_any_of(writing[::-1] for writing in known)}"),
    )


def _any_of(writings: Iterable[str]) -> str:
    """An expression for a gap and one of the writings, not followed by a letter; grouped by first letters, which are looked at first."""
    groups: dict[str, list[str]] = {}
    for writing in sorted(writings, key=len, reverse=True):
        groups.setdefault(writing[0], []).append(re.escape(writing[1:]) + ("(?![a-z])" if writing[-1].isalpha() else ""))
    firsts = "".join(map(re.escape, groups))
    parts = "|".join(f"{re.escape(first)}(?:{'|'.join(rests)})" for first, rests in groups.items())
    return f"[{GAP}]{{0,{MAX_GAP}}}(?=[{firsts}])(?:{parts})"
