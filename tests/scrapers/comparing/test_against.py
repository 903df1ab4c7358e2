"""Evidence against a pair: other companies, other towns, other countries, pages about many, visits that came to nothing."""

import pytest

from scrapers.comparing.register_words import RegisterWords
from tests.scrapers.comparing.invented import build_enterprise, build_site, compare_pair, levels_of

TEXT = "<p>We sell tools to builders and to all households, and we deliver to every village of the valley every week.</p>"
FOOT = "<footer><p>© 2026 {name}</p><p>{address}</p></footer>"


def page(title: str, name: str, address: str, rest: str = "") -> str:
    return f"<html lang=en><title>{title}</title>{TEXT}{rest}{FOOT.format(name=name, address=address)}</html>"


def test_another_town_of_the_register_in_the_contacts_speaks_against() -> None:
    site = build_site("centralhotel.co.ke", {"/": page("Central Hotel", "Central Hotel Ltd", "Moi Road 4, 80100 Mombasa")})
    register = RegisterWords(places=frozenset({"mombasa", "nakuru"}))
    found = compare_pair(build_enterprise(name="Central Hotel", place="Nakuru"), site, register)
    assert (found["name"].level, found["place"].level, found["place"].value) == ("exact", "other", "mombasa")
    assert levels_of(build_enterprise(name="Central Hotel", place="Mombasa"), site, register)["place"] == "contact"
    assert levels_of(build_enterprise(name="Central Hotel", place="Kisumu"), site)["place"] == "none"


def test_a_town_named_in_passing_is_not_the_sites_own() -> None:
    html = page(
        "Central Hotel", "Central Hotel", "Moi Road 4, 80100 Mombasa", "<p>Buses from Nakuru stop at our door each morning and night.</p>"
    )
    found = compare_pair(build_enterprise(name="Central Hotel", place="Nakuru"), build_site("centralhotel.co.ke", {"/": html}))
    assert found["place"].level == "text"
    assert "Buses from Nakuru" in (found["place"].words or "")


def test_another_postcode_in_structured_data_speaks_against() -> None:
    data = '{"@type": "Hotel", "name": "Central Hotel", "address": {"postalCode": "80100", "addressLocality": "Mombasa"}}'
    html = page("Central Hotel", "Central Hotel", "", f"<script type='application/ld+json'>{data}</script>")
    found = levels_of(build_enterprise(name="Central Hotel", place="Nakuru", postcode="20100"), build_site("central.co.ke", {"/": html}))
    assert (found["postcode"], found["place"]) == ("other", "other")


@pytest.mark.parametrize(
    ("host", "html"),
    [
        ("jiji.co.ke", page("Tools for sale", "Jiji", "Nairobi")),
        ("makampuni.co.ke", page("Kenya Business Directory: tools in Nakuru", "Makampuni", "Nairobi")),
        ("orodha.co.ke", page("Orodha", "Orodha", " ".join(f"info@firm{n}.co.ke" for n in range(9)))),
    ],
)
def test_a_page_about_many_is_nobodys(host: str, html: str) -> None:
    listed = html.replace("</p>", "</p><h1>Newest entries</h1><h2>Mazuko Traders Ltd</h2><p>Kenyatta Ave 12, Nakuru, 0722 845 113</p>", 1)
    found = levels_of(build_enterprise(name="Mazuko Traders Ltd", phone="0722845113", place="Nakuru"), build_site(host, {"/": listed}))
    assert found["owner"] == "many"
    assert found["name"] in {"none", "part"}
    assert found["name_in_text"] == "exact"


def test_a_page_about_many_is_whose_name_its_host_bears() -> None:
    html = page("Mazuko Photo | News", "Jiji", " ".join(f"info@firm{n}.co.ke" for n in range(9)))
    named, other = (build_enterprise(name=name) for name in ("Mazuko Photo", "Mazuko Photo Kisumu"))
    assert levels_of(named, build_site("mazukophoto.co.ke", {"/": html}))["owner"] != "many"
    assert levels_of(named, build_site("orodha.co.ke", {"/": html}))["owner"] == "many"
    assert levels_of(other, build_site("mazukophoto.co.ke", {"/": html}))["owner"] == "many"


def test_a_newspaper_belongs_to_its_publisher_only() -> None:
    data = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Tools are dear"}</script>'
    home = page("Valley Courier", "Valley Courier", "Nakuru", data)
    article = page("Mazuko Traders opens a branch", "Valley Courier", "Nakuru", data)
    site = build_site("valleycourier.co.ke", {"/": home, "/a": article})
    assert levels_of(build_enterprise(name="Mazuko Traders"), site)["owner"] == "many"
    assert levels_of(build_enterprise(name="Valley Courier Ltd"), site)["owner"] == "same"


def test_the_maker_of_a_site_is_not_its_owner() -> None:
    html = page("Mazuko Traders", "Mazuko Traders. All rights reserved. Designed by Kisanduku Web Ltd", "Nakuru")
    site = build_site("mazuko.co.ke", {"/": html})
    found = levels_of(build_enterprise(name="Kisanduku Web Ltd"), site)
    assert (found["owner"], found["name"]) == ("other", "none")


def test_a_customers_logo_is_not_the_sites_own() -> None:
    pictures = "".join(f'<img src="/logos/{n}.png" alt="Firm {n}">' for n in range(3)) + '<img src="/logos/k.png" alt="Kedavo Millers">'
    site = build_site("mazuko.co.ke", {"/": page("Mazuko Traders", "Mazuko Traders", "Nakuru", f"<p>Our customers</p>{pictures}")})
    assert levels_of(build_enterprise(name="Kedavo Millers Ltd"), site)["name"] == "none"


def test_another_country_speaks_against() -> None:
    site = build_site("mazuko.co.za", {"/": page("Mazuko Traders", "Mazuko Traders", "Durban. Tel. +27 31 301 2345")})
    assert levels_of(build_enterprise(name="Mazuko Traders"), site)["country"] == "other"
    everywhere = build_site("mazuko.io", {"/": page("Mazuko Traders", "Mazuko Traders", "Nakuru")})
    assert levels_of(build_enterprise(name="Mazuko Traders"), everywhere)["country"] == "none"


@pytest.mark.parametrize(("status", "level"), [("parked", "parked"), ("hijacked", "parked"), ("dns", "gone"), ("captcha", "unread")])
def test_a_site_without_pages_has_a_state_and_an_address(status: str, level: str) -> None:
    site = build_site("mazuko.co.ke", {}, status=status)
    found = levels_of(build_enterprise(name="Mazuko Ltd", email="jane@mazuko.co.ke", phone="0722845113", place="Nakuru"), site)
    assert found == {"site_state": level, "host_name": "exact", "email": "domain"}


def test_a_free_mail_domain_ties_nobody_to_anything() -> None:
    site = build_site("mazuko.co.ke", {"/": page("Mazuko", "Mazuko", "mazukotools@gmail.com")})
    assert levels_of(build_enterprise(name="Mazuko", email="someone@gmail.com"), site)["email"] == "other"
    assert levels_of(build_enterprise(name="Mazuko", email="MazukoTools@gmail.com"), site)["email"] == "equal"
