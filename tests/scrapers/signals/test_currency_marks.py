"""What may hold a price is looked at; the test must never be stricter than the reading of prices."""

import pytest

from scrapers.signals.currencies import load_writings
from scrapers.signals.currency_marks import may_hold_price
from scrapers.signals.prices import find_prices


@pytest.mark.parametrize(
    "text", ["Open 8.30 to 17.00", "Since 1994", "5 minutes away", "Room 12, 3rd floor", "Call 0700 000 000", "$ and €"]
)
def test_a_text_without_a_currency_beside_a_number_is_passed_over(text: str) -> None:
    assert not may_hold_price(text)


@pytest.mark.parametrize(
    "text", ["KSh 1,200", "1 200 руб.", "٥٠ ر.س", "12€50", "1'299.- CHF", "Rs.\u00a0450/-", "3,–€", "￥500", "US$5", "20EUROS"]
)
def test_a_text_with_a_currency_beside_a_number_is_looked_at(text: str) -> None:
    assert may_hold_price(text)


def test_every_writing_is_seen_before_and_behind_a_number() -> None:
    for writing in load_writings().known:
        for written in (writing, writing.upper()):
            for text in (f"{written} 25", f"25 {written}", f"25{written}", f"{written}25"):
                assert may_hold_price(text) or not find_prices(text, (writing.upper(),)), text
