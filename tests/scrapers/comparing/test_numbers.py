"""Telephone and tax numbers, however they are written."""

import pytest

from store.records import Enterprise
from tests.scrapers.comparing.invented import build_enterprise, build_site, compare_pair, levels_of

TEXT = "<p>We sell tools to builders and to all households, and we deliver to every village of the valley every week.</p>"


def level_of_phone(written: str, registered: str = "+254722845113") -> str:
    site = build_site("a.co.ke", {"/": f"<title>A</title>{TEXT}<footer>{written}</footer>"})
    return levels_of(build_enterprise(phone=registered), site)["phone"]


@pytest.mark.parametrize(
    ("written", "level"),
    [
        ("Tel: 0722 845 113", "equal"),
        ("+254 (0) 722-845-113", "equal"),
        ("00254722845113", "equal"),
        ("0722845113 / 0733111222", "equal"),
        ("0722.845.113", "equal"),
        ("Tel: 0722 845 199", "near"),
        ("Tel: 0733 111 222", "other"),
        ("Order no. 10722845113", "none"),
        ("Order no. 07228451130", "none"),
        ("", "none"),
    ],
)
def test_a_telephone_number_is_known_in_any_writing(written: str, level: str) -> None:
    assert level_of_phone(written) == level


def test_a_long_passage_is_quoted_around_the_number() -> None:
    long = "We sell tools to builders. " * 20
    site = build_site("a.co.ke", {"/": f"<title>A</title><p>{long} Call +254 722 845 113 at any time. {long}</p>"})
    found = compare_pair(build_enterprise(phone="0722845113"), site)["phone"]
    assert "722 845 113" in (found.words or "")
    assert len(found.words or "") <= 120


def test_an_unreadable_number_of_the_register_is_not_compared() -> None:
    site = build_site("a.co.ke", {"/": f"<title>A</title>{TEXT}"})
    assert "phone" not in levels_of(build_enterprise(phone="none"), site)


def level_of_number(country: str, registered: str, written: str) -> str | None:
    site = build_site("a.example", {"/impressum": f"<title>Impressum</title>{TEXT}<p>{written}</p>"}, country)
    found = compare_pair(build_enterprise(country, name="A", tax_id=registered), site)
    return found["identifier"].level if "identifier" in found else None


@pytest.mark.parametrize(
    ("country", "registered", "written", "level"),
    [
        ("DE", "DE 136695976", "USt-IdNr.: DE136695976", "equal"),
        ("DE", "136695976", "Umsatzsteuer DE 136 695 976", "equal"),
        ("FR", "404833048", "SIRET 404 833 048 00022", "equal"),
        ("FR", "404833048", "TVA FR83404833048", "equal"),
        ("BR", "11.222.333/0001-81", "CNPJ: 11.222.333/0001-81", "equal"),
        ("IT", "00743110157", "P.IVA 00743110157", "equal"),
        ("KE", "P051234567Q", "PIN P051234567Q", "equal"),
        ("KE", "P051234567Q", "PIN: P057654321A", "other"),
        ("DE", "DE136695976", "USt-IdNr. DE 129273398", "other"),
        ("DE", "DE136695976", "Tel. 1366959765", "none"),
        ("KE", "12", "PIN P051234567Q", None),
    ],
)
def test_a_tax_number_is_known_in_any_writing(country: str, registered: str, written: str, level: str | None) -> None:
    assert level_of_number(country, registered, written) == level


def test_a_key_that_is_a_valid_number_counts_where_it_is_met_only() -> None:
    site = build_site("a.fr", {"/": f"<title>A</title>{TEXT}<footer>SIREN 404 833 048</footer>"}, "FR")
    here = Enterprise("FR", "2026", "404833048", name="A")
    assert compare_pair(here, site)["identifier"].level == "equal"
    elsewhere = build_site("b.fr", {"/": f"<title>B</title>{TEXT}<footer>SIREN 552 081 317</footer>"}, "FR")
    assert "identifier" not in compare_pair(here, elsewhere)


def test_one_other_companys_number_speaks_against_a_pair_and_those_of_many_do_not() -> None:
    numbers = ("P051234561A", "P051234562B", "P051234563C", "P051234564D")
    assert level_of_number("KE", "P051234567Q", f"PIN {numbers[0]}") == "other"
    assert level_of_number("KE", "P051234567Q", "</p><p>".join(f"PIN {number}" for number in numbers)) == "none"
