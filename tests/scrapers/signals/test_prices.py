"""Prices in running text: what is written, whose country reads it, what it means."""

import pytest

from scrapers.signals.currencies import currencies_of_domain, find_currency, load_writings
from scrapers.signals.prices import find_prices, read_amount


@pytest.mark.parametrize(
    ("text", "expected", "prices"),
    [
        ("KSh 1,200 or Ksh. 450/=", (), ["KES 1200", "KES 450"]),
        ("KES 1200", (), ["KES 1200"]),
        ("only 2,500/= each", ("TZS",), ["TZS 2500"]),
        ("only 2,500/= each", (), ["XXX 2500"]),
        ("TSh 15,000/-", (), ["TZS 15000"]),
        ("Rp 31.500", (), ["IDR 31500"]),
        ("199.000₫", (), ["VND 199000"]),
        ("Giá: 1.250.000 đ", ("VND",), ["VND 1250000"]),
        ("R$ 1.299,90 à vista", (), ["BRL 1299.9"]),
        ("R 120.50", ("ZAR",), ["ZAR 120.5"]),
        ("₦12,500.00", (), ["NGN 12500"]),
        ("GH₵50.00 and GHS 20", (), ["GHS 50", "GHS 20"]),
        ("12 000 FCFA", ("XOF",), ["XOF 12000"]),
        ("12 000 F CFA", ("XAF",), ["XAF 12000"]),
        ("150 DH", ("MAD",), ["MAD 150"]),
        ("150 درهم", ("MAD",), ["MAD 150"]),
        ("٣٤٫٥٠ ر.س", (), ["SAR 34.5"]),
        ("١٬٢٥٠ ج.م", ("EGP",), ["EGP 1250"]),
        ("₹1,49,999.00", (), ["INR 149999"]),
        ("Rs. 1,499.00 Rs. 999", ("INR",), ["INR 1499", "INR 999"]),
        ("Rs. 1,499.00", ("PKR",), ["PKR 1499"]),
        ("৳ 250", (), ["BDT 250"]),
        ("₱1,299.00", (), ["PHP 1299"]),
        ("S/ 25.90", ("PEN",), ["PEN 25.9"]),
        ("1 250 руб. и 20 ₽", (), ["RUB 1250", "RUB 20"]),
        ("99元", (), ["XXX 99"]),
        ("99元", ("CNY",), ["CNY 99"]),
        ("¥1200", ("JPY",), ["JPY 1200"]),
        ("3,500円", (), ["JPY 3500"]),
        ("CHF 1'299.-", (), ["CHF 1299"]),
        ("1’299.50 CHF", (), ["CHF 1299.5"]),
        ("299,- kr", ("SEK",), ["SEK 299"]),
        ("35€99", (), ["EUR 35.99"]),
        ("de 1.234,56 € à 2 000 €", (), ["EUR 1234.56", "EUR 2000"]),
        ("1 299,00 zł", (), ["PLN 1299"]),
        ("$12.99", ("USD",), ["USD 12.99"]),
        ("$12.99", ("MXN",), ["MXN 12.99"]),
        ("US$ 40", ("MXN",), ["USD 40"]),
        ("$12.99", (), ["XXX 12.99"]),
        ("ብር 300 or 300 birr", ("ETB",), ["ETB 300", "ETB 300"]),
        ("123,456.789 OMR", (), ["OMR 123456.789"]),
    ],
)
def test_a_price_is_read_as_its_country_writes_it(text: str, expected: tuple[str, ...], prices: list[str]) -> None:
    assert [str(price) for price in find_prices(text, expected)] == prices


@pytest.mark.parametrize(
    "text",
    [
        "Call 0722 123 456 or +254 722 123 456",
        "50% off until 31.12.2026",
        "TOP 10 of ALL 50 ITEMS, TRY 3",
        "route 66, 5 km from the city, 25 m deep",
        "$0.00",
        "Open 24/7, since 1998",
        "EUR and USD are accepted",
        "Nike Air Max 90 R",
        "12345678901234567890 EUR",
    ],
)
def test_numbers_without_a_currency_are_no_prices(text: str) -> None:
    assert [str(price) for price in find_prices(text)] == []


def test_a_price_knows_where_it_stands() -> None:
    price = next(iter(find_prices("Bread, KSh 65 a loaf")))
    assert "Bread, KSh 65 a loaf"[price.start : price.end] == "KSh 65"


@pytest.mark.parametrize(
    ("text", "currency", "amount"),
    [
        ("1.299", "EUR", "1299"),
        ("1.29", "EUR", "1.29"),
        ("12 000", "XOF", "12000"),
        ("650.000", "VND", "650000"),
        ("1'049,95", "CHF", "1049.95"),
    ],
)
def test_an_amount_is_read_by_its_separators(text: str, currency: str, amount: str) -> None:
    assert str(read_amount(text, currency)) == amount


def test_shared_writings_need_a_country() -> None:
    assert find_currency("kr", ("NOK",)) == "NOK"
    assert find_currency("kr", ()) == "XXX"
    assert find_currency("km", ()) is None
    assert find_currency("km", ("BAM",)) == "BAM"


def test_a_top_level_domain_tells_the_currency() -> None:
    assert currencies_of_domain("duka.co.ke") == ("KES",)
    assert currencies_of_domain("shop.co.uk") == ("GBP",)
    assert currencies_of_domain("shop.com") == ()


def test_every_currency_of_the_file_is_one_of_iso_4217() -> None:
    codes = {code for written in load_writings().codes.values() for code in written}
    assert codes - load_writings().iso == set()


@pytest.mark.parametrize("text", ["a $90 million saving", "revenue of €1.5 billion", "US$ 3bn", "12 млн руб. в год", "R$ 4 milhões"])
def test_turnovers_are_no_prices(text: str) -> None:
    assert list(find_prices(text, ("USD", "RUB"))) == []
    assert list(find_prices("a $90 million-dollar look for $90")) != []
