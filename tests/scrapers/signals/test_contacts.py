"""E-mail addresses, telephone numbers, tax numbers."""

import pytest

from catalogue.profiles import load_profile
from scrapers.signals.contacts import find_emails, find_phones, read_phone
from scrapers.signals.identifiers import find_identifiers


@pytest.mark.parametrize(
    ("text", "emails"),
    [
        ("Write to Sales@Invented.co.ke.", ["sales@invented.co.ke"]),
        ("sales (at) invented (dot) co.ke", ["sales@invented.co.ke"]),
        ("sales[at]invented.com", ["sales@invented.com"]),
        ("ventas (arroba) inventada.pe", ["ventas@inventada.pe"]),
        ("meet us (at the mill) today", []),
        ("price @ 20 each", []),
    ],
)
def test_addresses_are_found_also_where_they_are_disguised(text: str, emails: list[str]) -> None:
    assert list(find_emails(text)) == emails


def test_a_local_number_is_read_with_its_country_and_not_without() -> None:
    assert read_phone("0711 222 333", "KE") == "+254711222333"
    assert read_phone("0711 222 333", None) is None
    assert read_phone("+254 711 222 333", None) == "+254711222333"
    assert read_phone("12345", "KE") is None


def test_opening_hours_and_prices_are_no_telephone_numbers() -> None:
    assert list(find_phones("Mon-Fri 08:00 - 17:00, 1 200 - 2 500 KES", "KE")) == []


@pytest.mark.parametrize(
    ("country", "text", "found"),
    [
        ("KE", "KRA PIN: P051234567Q", ["ke.pin P051234567Q"]),
        ("PL", "NIP: 526-030-02-91", ["pl.nip 5260300291"]),
        ("PL", "NIP: 526-030-02-92", []),
        ("PL", "Tel. 526-030-02-91", []),
        ("BR", "CNPJ 11.222.333/0001-81", ["br.cnpj 11222333000181"]),
        ("BR", "CNPJ 11.222.333/0001-80", []),
    ],
)
def test_a_number_counts_with_its_label_and_a_valid_check_digit_only(country: str, text: str, found: list[str]) -> None:
    assert list(find_identifiers(text, load_profile(country).tax_ids)) == found
