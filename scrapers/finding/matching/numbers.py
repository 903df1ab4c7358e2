"""Telephone and tax numbers in the one spelling in which lists and registers meet."""

import re

NO_DIGITS = re.compile(r"\D+")
NO_LETTERS = re.compile(r"[^0-9a-z]+")
PHONE_DIGITS = 8


def phone_key(text: str | None) -> str | None:
    """The last digits of the first telephone number, which leave out country and trunk prefix; None for what is too short to be one."""
    digits = NO_DIGITS.sub("", re.split(r"[;/,]|\bext\b", text or "", maxsplit=1)[0])
    return f"t{digits[-PHONE_DIGITS:]}" if len(digits) >= PHONE_DIGITS and len(set(digits[-PHONE_DIGITS:])) > 2 else None


def tax_key(text: str | None, country: str) -> str | None:
    """The number's letters and digits without the country's code before it; None for what has too few digits to tell anybody apart."""
    plain = NO_LETTERS.sub("", (text or "").lower())
    plain = plain.removeprefix(country.lower()) if plain[len(country) :].isdigit() else plain
    return f"x{plain[:40]}" if sum(c.isdigit() for c in plain) >= 6 and len(set(plain)) > 2 else None
