"""Which currency a writing such as `KSh`, `R$` or `руб.` stands for, given the country's and the page's own currencies."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from babel.core import get_global
from babel.numbers import get_territory_currencies, list_currencies

import catalogue
from catalogue.tables import load_table

UNKNOWN = "XXX"
"""ISO 4217's code for no known currency."""

_FILE = Path(catalogue.__file__).parent / "data" / "currencies.toml"
_TERRITORY_OF_DOMAIN = {"uk": "GB", "eu": "DE", "su": "RU"}


@dataclass(frozen=True, slots=True)
class Writings:
    """What stands beside amounts: codes by writing in lower case, ISO codes, and those that need the country's word.

    `known`: all writings, ISO codes included, in lower case.
    """

    codes: dict[str, tuple[str, ...]]
    iso: frozenset[str]
    shared: frozenset[str]
    certain: frozenset[str]
    words: frozenset[str]
    known: frozenset[str]
    lengths_by_first: dict[str, tuple[int, ...]]
    lengths_by_last: dict[str, tuple[int, ...]]


@cache
def load_writings() -> Writings:
    """All writings of all currencies."""
    table = load_table(_FILE)
    codes: dict[str, list[str]] = {}
    for code, writings in table["writings"].items():
        for writing in dict.fromkeys(w.casefold() for w in writings):
            codes.setdefault(writing, []).append(code)
    shared, certain = (frozenset(w.casefold() for w in table[name]) for name in ("shared", "certain"))
    iso = frozenset(list_currencies()) - {UNKNOWN, "XTS", "XAU", "XAG", "XPD", "XPT", "XDR", "XSU", "XUA"}
    known = frozenset([*codes, *(code.lower() for code in iso)])
    firsts, lasts = (_group_lengths(known, end) for end in (0, -1))
    return Writings({w: tuple(c) for w, c in codes.items()}, iso, shared, certain, frozenset(table["words"]), known, firsts, lasts)


def _group_lengths(writings: Iterable[str], end: int) -> dict[str, tuple[int, ...]]:
    """The lengths of writings by their first or last character, longest first."""
    lengths: dict[str, set[int]] = {}
    for writing in writings:
        lengths.setdefault(writing[end], set()).add(len(writing))
    return {character: tuple(sorted(found, reverse=True)) for character, found in lengths.items()}


def find_currency(writing: str, expected: Sequence[str]) -> str | None:
    """The code that a writing stands for; XXX where only the country could tell and does not; None where it is no currency."""
    writings = load_writings()
    if writing in writings.iso:
        return writing if writing not in writings.words or writing in expected else None
    folded = writing.casefold()
    if writing.islower() and writing.upper() in expected:
        return writing.upper()
    codes = writings.codes.get(folded, ())
    if not codes:
        return None
    known = next((code for code in expected if code in codes), None)
    if known:
        return known
    if _is_too_short(folded) and folded.rstrip(".") not in writings.certain:
        return None
    return codes[0] if folded not in writings.shared else UNKNOWN


def _is_too_short(writing: str) -> bool:
    """Whether a writing is one or two letters of a script in which that may be any word."""
    letters = writing.rstrip(".")
    return len(letters) <= 2 and letters.isalpha() and not any("\u2e80" <= c <= "\uffff" for c in letters)


@lru_cache(maxsize=1000)
def currencies_of_domain(host: str) -> tuple[str, ...]:
    """The currencies of the country whose top-level domain a host is under; () where that is no country's."""
    ending = host.rpartition(".")[2]
    territory = _TERRITORY_OF_DOMAIN.get(ending, ending.upper())
    if len(ending) != 2 or territory not in get_global("territory_currencies"):
        return ()
    return tuple(get_territory_currencies(territory))
