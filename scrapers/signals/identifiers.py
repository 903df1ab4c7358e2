"""Tax and company numbers of the country that stand on a page, their check digits valid."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from catalogue.tax_ids import TaxId
from scrapers.signals.document import Document
from scrapers.signals.facts import Facts
from scrapers.signals.marks import load_marks

MAX_SEGMENTS = 60
"""Segments of a page that are searched for numbers."""

_NUMBER = r"[:.\s#№º°/\-]{0,6}(?:n[o°º.]{0,2}|number|nr|num|no|code)?[:.\s#№º°\-]{0,4}([A-Za-z]{0,4}[\s-]?\d[\dA-Za-z.\s/\-]{4,28})"
_DIGITS = re.compile(r"\d[\d\s./-]{4,}\d")


def read_identifiers(document: Document, tax_ids: Sequence[TaxId], facts: Facts) -> None:
    """Notes every valid number of the given kinds that stands right behind one of their labels."""
    if not tax_ids:
        return
    labels = _compile_labels(tuple(tax_ids))
    searched = 0
    for segment in (document.segments[number] for number in document.numbered()):
        if segment.place in {"text", "heading", "link"} and _DIGITS.search(segment.text) and labels.search(segment.text):
            for value in find_identifiers(segment.text, tax_ids):
                facts.add("identifier", value, segment.place, segment.text, f"identifier/{value.split(' ')[0]}@1")
            searched += 1
            if searched >= MAX_SEGMENTS:
                return


def find_identifiers(text: str, tax_ids: Sequence[TaxId]) -> Iterator[str]:
    """`scheme number` of every valid number behind a label, such as `ke.pin P051234567Q`; each once."""
    seen = set()
    for match in _compile_labels(tuple(tax_ids)).finditer(text):
        label, written = match.group(1), match.group(2)
        for tax_id in tax_ids:
            if tax_id.module is None and not _is_label_of(label, tax_id):
                continue
            number = _first_valid(tax_id, written)
            if number and (tax_id.scheme, number) not in seen:
                seen.add((tax_id.scheme, number))
                yield f"{tax_id.scheme} {number}"


def _first_valid(tax_id: TaxId, written: str) -> str | None:
    """The longest beginning of the written text, cut at blanks, that is a valid number."""
    pieces = written.strip(" .-/").split()
    for length in range(min(len(pieces), 8), 0, -1):
        candidate = " ".join(pieces[:length]).strip(".-/,;")
        if sum(map(str.isdigit, candidate)) >= 6 and (number := tax_id.compact(candidate)):
            return number
    return None


def _is_label_of(label: str, tax_id: TaxId) -> bool:
    return any(label.casefold() == own.casefold() for own in tax_id.labels)


@lru_cache(maxsize=300)
def _compile_labels(tax_ids: tuple[TaxId, ...]) -> re.Pattern[str]:
    own = (re.escape(label) for tax_id in tax_ids for label in tax_id.labels if len(label) > 1)
    labels = {*load_marks()["numbers"]["labels"], *own}
    alternatives = "|".join(sorted(labels, key=lambda label: (-len(label), label)))
    return re.compile(rf"(?<![\w])({alternatives}){_NUMBER}", re.IGNORECASE)
