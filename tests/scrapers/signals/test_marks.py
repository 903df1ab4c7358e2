"""Lists of marks as expressions: in lower case they match what they match without regard to case."""

import pytest

from scrapers.signals.marks import compile_lowered, compile_mark

TEXTS = ("E-Mail *", "Sana ya leo", "ĐT: 0903 123 456", "TÉLÉPHONE", "T. 020 555", "Straße", "Order Date", "Datum", "ТЕЛ.", "option[Size]")


@pytest.mark.parametrize(
    ("section", "name"), [("phones", "near"), ("fields", "date"), ("fields", "email"), ("fields", "item"), ("fields", "address")]
)
def test_marks_match_the_same_in_lower_case(section: str, name: str) -> None:
    found = [any(pattern.search(text.lower()) for pattern in compile_lowered(section, name)) for text in TEXTS]
    assert found == [compile_mark(section, name).search(text) is not None for text in TEXTS]
    assert any(found)
    assert not all(found)
