"""Currencies that visitors may choose: a select, or a list of links or buttons, that offers several codes."""

import re
from collections.abc import Iterator

from scrapers.signals.currencies import find_currency
from scrapers.signals.document import Document
from scrapers.signals.facts import Facts

LONGEST = 40
"""Characters of a link or button that offers one currency, such as `USD`, `€ EUR` or `Kenya (KES KSh)`."""

_CODE = re.compile(r"(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])")


def read_currency_choice(document: Document, facts: Facts) -> None:
    """Notes each currency offered, where at least two are."""
    for place, offered in _read_offers(document):
        if len(offered) > 1:
            for code, words in offered.items():
                facts.add("currency_choice", code, place, words, "currency/choice@1")


def _read_offers(document: Document) -> Iterator[tuple[str, dict[str, str]]]:
    for form in document.forms:
        for field in form.fields:
            if field.type == "select":
                yield "form", dict.fromkeys(_find_codes(field.words), field.words)
    pressed = [s for s in document.segments if s.place in {"link", "button"} and len(s.text) <= LONGEST]
    if len(_find_codes("\n".join([s.text for s in pressed]))) > 1:  # few pages name two: all are asked at once before each by itself
        yield "link", {codes[0]: s.text for s in pressed if len(codes := _find_codes(s.text)) == 1}


def _find_codes(text: str) -> list[str]:
    return [code for code in dict.fromkeys(_CODE.findall(text)) if find_currency(code, ()) == code]
