"""Amounts of money in running text: a number with a currency beside it."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import NamedTuple

from price_parser.parser import parse_number

from scrapers.signals.blocks import has_letters
from scrapers.signals.currencies import UNKNOWN, find_currency, load_writings
from scrapers.signals.currency_marks import GAP, MAX_GAP, may_hold_price

MAX_AMOUNT = Decimal(10) ** 11
"""Larger numbers beside a currency are no price of anything."""

_NUMBER = re.compile(r"(?<![\d.,])\d(?:[\d.,'’`´٬٫\u00a0\u202f\u2009 ]{0,40}\d)?(?:[.,](?:-{1,2}|–|—|=))?")
_GROUPS = re.compile(r"\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?!\d)")
_FOREIGN_DIGIT = re.compile(r"[^\D0-9]")
_BLANK = re.compile("[ \u00a0\u202f\u2009]")
_LARGE = re.compile(r"\s?(?:million|billion|trillion|[bm]n\b|mln\b|mio\b|mrd\b|milliard|miliard|milh|millones|млн|млрд)", re.IGNORECASE)
"""Words behind an amount that make it a turnover or a budget."""
_DASHES = re.compile(r"[.,](?:-{1,2}|–|—|=)$")
_EURO_COMMA = re.compile(r"(\d)€(\d{2})(?!\s*[\d.,€])")
_NO_DECIMALS = frozenset("CLP IDR JPY KRW PYG UGX VND XAF XOF GNF RWF ISK BIF DJF KMF VUV XPF COP HUF TZS IQD LAK MMK UZS".split())  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Price:
    """An amount with the ISO code of its currency (XXX: not known) and where it stands in the text."""

    currency: str
    amount: Decimal
    start: int
    end: int

    def __str__(self) -> str:
        """Code and amount without needless zeros, such as `KES 1200`."""
        amount = self.amount.quantize(Decimal(1)) if self.amount == self.amount.to_integral() else self.amount.normalize()
        return f"{self.currency} {amount:f}"


class PriceNote(NamedTuple):
    """A price as it is noted: `KES 1200`, its currency, the words around it, and whether other words stand beside it."""

    written: str
    currency: str
    words: str
    has_name: bool


@lru_cache(maxsize=20_000)
def note_prices(text: str, expected: Sequence[str]) -> tuple[PriceNote, ...]:
    """Every price in a text as `find_prices` finds it; kept, since the same lines come again on every page of a site."""
    return tuple(
        PriceNote(
            str(price),
            price.currency,
            text[max(0, price.start - 60) : price.end + 60],
            has_letters(text[: price.start] + text[price.end :]),
        )
        for price in find_prices(text, expected)
    )


def find_prices(text: str, expected: Sequence[str] = ()) -> tuple[Price, ...]:
    """Every price in a text, in order; `expected` are the currencies of the page and the country, the likeliest first."""
    if not may_hold_price(text):
        return ()
    if not text.isascii():
        text = _EURO_COMMA.sub(r"\1,\2€", fold_digits(text))
    spans = (span for match in _NUMBER.finditer(text) for span in _split_number(text, *match.span()))
    return tuple(price for start, end in spans if (price := _read_price(text, start, end, expected)))


def fold_digits(text: str) -> str:
    """The text with digits of all scripts as 0-9 and Arabic separators as `,` and `.`, of the same length."""
    if text.isascii():
        return text
    folded = _FOREIGN_DIGIT.sub(lambda digit: str(unicodedata.digit(digit[0])), text)
    return folded.replace("٬", ",").replace("٫", ".").replace("،", ",")


def read_amount(text: str, currency: str = UNKNOWN) -> Decimal | None:
    """The amount that a number as written means: `1'299.-`, `1.299,50`, `12 000`; None for what is no amount."""
    bare = _DASHES.sub("", text)
    bare = re.sub(r"['’`´\s\u00a0\u202f\u2009]", "", bare)
    if currency in _NO_DECIMALS and re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", bare):
        bare = re.sub(r"[.,]", "", bare)
    decimal = max((".", ","), key=bare.rfind) if "." in bare and "," in bare else None
    try:
        amount = parse_number(bare, decimal)
    except (InvalidOperation, ValueError):
        return None
    return amount if amount is not None and amount <= MAX_AMOUNT else None


def _split_number(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The spans of the numbers in a run of digits and separators: blanks part numbers unless they part thousands."""
    run = text[start:end]
    if not _BLANK.search(run):
        return [(start, end)]
    grouped = _GROUPS.match(run)
    if grouped:
        rest = re.match(r"[.,]\d{1,2}(?!\d)|[.,]-{1,2}", run[grouped.end() :])
        stop = grouped.end() + (rest.end() if rest else 0)
        following = run[stop:].lstrip()
        spans = [(start, start + stop)]
        return spans + (_split_number(text, end - len(following), end) if following[:1].isdigit() else [])
    return [(start + m.start(), start + m.end()) for m in re.finditer(r"[^\s\u00a0\u202f\u2009]+", run) if m.group()[0].isdigit()]


def _read_price(text: str, start: int, end: int, expected: Sequence[str]) -> Price | None:
    before = _currency_before(text, start, expected)
    after = None if before and before[0] != UNKNOWN else _currency_after(text, end, expected)
    found = next((c for c in (before, after) if c and c[0] != UNKNOWN), before or after)
    if found is None or text[end : end + 2].lstrip()[:1] == "%" or _LARGE.match(text, end):
        return None
    currency, length = found
    amount = read_amount(text[start:end], currency)
    if not amount:
        return None
    return Price(currency, amount, start - length if found is before else start, end + length if found is after else end)


def _currency_before(text: str, start: int, expected: Sequence[str]) -> tuple[str, int] | None:
    """The currency written before an amount and how many characters it and the gap take."""
    before = text[max(0, start - 24) : start]
    bare = before.rstrip(GAP)
    gap, writings = len(before) - len(bare), load_writings()
    for length in writings.lengths_by_last.get(bare[-1].casefold(), ()) if bare and gap <= MAX_GAP else ():
        writing = bare[-length:]
        if writing.casefold() not in writings.known or length > len(bare):  # most words beside numbers are none: asked first
            continue
        if _is_letter(writing[0]) and length < len(bare) and _is_letter(bare[-length - 1]):
            continue
        currency = find_currency(writing, expected)
        if currency:
            return currency, length + gap
    return None


def _currency_after(text: str, end: int, expected: Sequence[str]) -> tuple[str, int] | None:
    """The currency written after an amount and how many characters the gap and it take."""
    after = text[end : end + 40]
    bare = after.lstrip(GAP)
    gap, writings = len(after) - len(bare), load_writings()
    for length in writings.lengths_by_first.get(bare[:1].casefold(), ()) if gap <= MAX_GAP else ():
        writing = bare[:length]
        if writing.casefold() not in writings.known:
            continue
        follower = bare[length : length + 1]
        if (_is_letter(writing[-1]) and _is_letter(follower)) or (not writing[-1].isalpha() and follower.isdigit()):
            continue
        currency = find_currency(writing, expected)
        if currency:
            return currency, gap + length
    return None


def _is_letter(character: str) -> bool:
    return character.isalpha() and not "\u4e00" <= character <= "\u9fff"
