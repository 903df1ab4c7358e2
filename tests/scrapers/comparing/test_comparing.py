"""One enterprise, one site: which evidence is seen, and which is not."""

import pytest

from catalogue.linking import load_comparison_kinds
from tests.scrapers.comparing.invented import build_enterprise, build_site, compare_pair, levels_of

HOME = """<!doctype html><html lang=en><head><title>Mazuko Traders | Tools and hardware in Nakuru</title></head>
<body><header><a href="/"><img src="/img/logo.png" alt="Mazuko Traders"></a></header><h1>Tools for every workshop</h1>
<p>We sell hammers, nails and paint to builders and households all over the Rift Valley, and we deliver.</p>
<footer><p>Mazuko Traders Ltd, Kenyatta Ave. 12, 20100 Nakuru. Call us: 0722 845 113. PIN: P051234567Q</p>
<p>© 2019-2026 Mazuko Traders Ltd. All rights reserved. Designed by Kisanduku Web</p></footer></body></html>"""
CONTACT = """<!doctype html><html lang=en><title>Contact us</title>
<h1>Contact us</h1><p>Write to <a href="mailto:sales@mazuko.co.ke">us</a>.</p></html>"""
OWN = {
    "name": "MAZUKO TRADERS LIMITED", "tax_id": "P051234567Q", "phone": "+254722845113", "address": "12 Kenyatta Avenue",
    "postcode": "20100", "place": "Nakuru", "email": "info@mazuko.co.ke",
}  # fmt: skip


def test_an_enterprise_is_known_by_everything_on_its_own_site() -> None:
    found = levels_of(build_enterprise(**OWN), build_site("mazuko.co.ke", {"/": HOME, "/contact": CONTACT}))
    assert found == {
        "site_state": "read", "identifier": "equal", "name": "exact", "host_name": "starts", "street": "equal", "postcode": "equal",
        "place": "contact", "phone": "equal", "email": "domain", "language": "yes", "country": "own", "owner": "same",
    }  # fmt: skip


def test_a_same_named_company_of_another_town_has_the_name_only() -> None:
    other = {
        **OWN,
        "tax_id": "P057654321A",
        "phone": "+254733111222",
        "address": "3 Moi Road",
        "postcode": "80100",
        "place": "Mombasa",
        "email": "m@yahoo.com",
    }
    found = levels_of(build_enterprise(**other), build_site("mazuko.co.ke", {"/": HOME, "/contact": CONTACT}))
    assert found["name"] == "exact"
    assert (found["identifier"], found["phone"], found["street"]) == ("other", "other", "none")
    assert (found["place"], found["email"]) == ("none", "other")


def test_another_company_is_told_by_the_owner_that_the_site_names() -> None:
    found = compare_pair(build_enterprise(name="Brunnhof Bakery Ltd", place="Nakuru"), build_site("mazuko.co.ke", {"/": HOME}))
    assert found["owner"].level == "other"
    assert found["owner"].value == "mazuko traders"
    assert found["name"].level == "none"
    assert found["host_name"].level == "none"


def test_every_row_is_of_a_known_kind_and_level_and_short() -> None:
    kinds = load_comparison_kinds()
    for enterprise in (build_enterprise(**OWN), build_enterprise(name="X")):
        for kind, row in compare_pair(enterprise, build_site("mazuko.co.ke", {"/": HOME, "/contact": CONTACT})).items():
            assert row.level in kinds[kind].levels
            assert len(row.words or "") <= 120
            assert row.rule.startswith(f"compare/{kind}@")


@pytest.mark.parametrize(("status", "name"), [("script_shell", "exact"), ("login", "exact"), ("placeholder", "exact"), ("parked", None)])
def test_the_few_words_of_a_site_that_cannot_be_judged_may_name_its_owner(status: str, name: str | None) -> None:
    html = "<html lang=en><title>Sign in - Mazuko Traders</title><div id=app></div><p>Please wait while we load.</p>"
    site = build_site("mztraders.co.ke", {"/": html}, status=status)
    assert levels_of(build_enterprise(name="Mazuko Traders Ltd"), site).get("name") == name
    others = levels_of(build_enterprise(name="Kedavo Tools Ltd", place="Nakuru", phone="0722845113"), site)
    assert others == {"site_state": "parked" if name is None else "unread", "host_name": "none"}


def test_a_sure_owner_counts_against_others_also_where_nothing_else_can_be_read() -> None:
    html = "<html lang=en><title>Mazuko Traders</title><footer>© 2026 Mazuko Traders Ltd</footer>"
    site = build_site("mazuko.co.ke", {"/": html}, status="script_shell")
    assert levels_of(build_enterprise(name="Kedavo Tools Ltd"), site)["owner"] == "other"
    assert levels_of(build_enterprise(name="Mazuko Traders Ltd"), site)["owner"] == "same"
