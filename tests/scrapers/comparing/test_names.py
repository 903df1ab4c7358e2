"""Names beside names, and names beside hosts."""

import pytest

from catalogue.profiles import load_profile
from scrapers.comparing.host_names import compare_host, read_cores
from scrapers.comparing.naming import grade_name, read_names
from scrapers.comparing.register_words import RegisterRow, RegisterWords, compare_rarity, read_register_words
from scrapers.finding.names import fold_words, read_name
from store.records import Enterprise
from tests.scrapers.comparing.invented import build_enterprise, build_site, levels_of

KE = load_profile("KE")
ROWS: list[RegisterRow] = [
    (f"{first} Traders Ltd", None, "Nakuru") for _ in range(15) for first in ("Mazuko", "Kedavo", "Brunno", "Tisavo")
]
ROWS += [("Xylovo Tools Limited", "Xylovo", "Kisumu"), ("Zanapo Hardware Nakuru", None, None), ("Nakuru Zanapo Hardware Ltd", None, None)]
REGISTER = read_register_words(lambda: ROWS, KE)


@pytest.mark.parametrize(
    ("own", "said", "level"),
    [
        ("Mazuko Traders", "Mazuko Traders", "exact"),
        ("Mazuko Traders", "MazukoTraders", "exact"),
        ("Mazuko Traders", "Traders Mazuko", "exact"),
        ("Mazuko Traders", "Welcome to Mazuko Traders Nakuru", "exact"),
        ("Mazuko Traders", "Mazuco Traders", "most"),
        ("Mazuko", "Mazuko Tools", "most"),
        ("Mazuko", "Everything by Mazuko and by many other makers", "part"),
        ("Mazuko Building Supplies", "Mazuko", "part"),
        ("النور للتجارة", "Alnoor Llitijara", "most"),
        ("Mazuko Traders", "Kedavo Tools", "none"),
        ("Oak", "Oakley", "none"),
        ("Site E", "Site Map", "part"),
        ("New Mazuko", "Mazuko", "most"),
    ],
)
def test_names_are_alike_by_degrees(own: str, said: str, level: str) -> None:
    assert grade_name(fold_words(own), fold_words(said), RegisterWords()) == level


def test_in_a_large_register_common_words_are_worth_less() -> None:
    own, said = fold_words("Xylovo Traders"), fold_words("Kedavo Traders")
    assert REGISTER.weigh("traders") < 0.1 < 0.9 < REGISTER.weigh("xylovo")
    assert grade_name(own, said, REGISTER) == "none"
    assert grade_name(own, said, RegisterWords()) == "part"


@pytest.mark.parametrize(
    ("name", "level", "count"),
    [
        ("Xylovo Tools", "unique", "1"),
        ("Zanapo Hardware Nakuru", "few", "2"),
        ("Mazuko Traders", "many", "15"),
        ("Nobody Knows", "unique", "1"),
    ],
)
def test_a_name_is_as_rare_as_the_register_says(name: str, level: str, count: str) -> None:
    found = compare_rarity(read_name(name, KE), REGISTER)
    assert found is not None
    assert (found.level, found.value) == (level, count)


@pytest.mark.parametrize(
    ("name", "host", "level"),
    [
        ("Mazuko Traders Ltd", "mazukotraders.co.ke", "exact"),
        ("Mazuko Traders Ltd", "mazuko-traders-ltd.com", "exact"),
        ("Mazuko Traders Ltd", "mazukonakuru.com", "part"),
        ("Mazuko Ltd", "mazukonakuru.com", "exact"),
        ("Mazuko Traders Ltd", "mazuko.co.ke", "starts"),
        ("Mazuko Traders Ltd", "shop.mazuko.co.ke", "starts"),
        ("Kedavo Coffee House Ltd", "kch.co.ke", "initials"),
        ("Kedavo Coffee House Ltd", "bestkedavo.com", "part"),
        ("Mazuko Traders Ltd", "kedavo.co.ke", "none"),
        ("Mazuko Traders Ltd", "maz.co.ke", "none"),
    ],
)
def test_hosts_are_made_of_names_by_degrees(name: str, host: str, level: str) -> None:
    found = compare_host([read_name(name, KE)], host, host, "Nakuru", KE, RegisterWords())
    assert found is not None
    assert found.level == level


def test_umlauts_and_letters_of_their_own_stand_in_hosts_too() -> None:
    german, enterprise = load_profile("DE"), Enterprise("DE", "1", "1", name="Mühlenbäck GmbH")
    for host in ("muehlenbaeck.de", "muhlenback.de", "xn--mhlenbck-5za8u.de"):
        found = compare_host(read_names(enterprise, german), host, host, None, german, RegisterWords())
        assert found is not None
        assert found.level == "exact", host


def test_on_shared_hosts_the_page_has_the_name() -> None:
    assert "mazukotraders" in read_cores("facebook.com/mazuko-traders", "facebook.com")
    assert list(read_cores("shop.mazuko.co.ke", "shop.mazuko.co.ke")) == ["mazuko"]


def test_names_that_every_site_has_are_nobodys() -> None:
    assert read_names(Enterprise("KE", "1", "1", name="Home page"), KE) == []
    assert [name.key for name in read_names(Enterprise("KE", "1", "1", name="Mazuko.co.ke", trade_name="Home"), KE)] == ["mazuko"]


@pytest.mark.parametrize(
    ("title", "level"),
    [("Home page", "exact"), ("HOME PAGE!", "exact"), ("Home page - Mazuko", None), ("Home", None), ("", None)],
)
def test_a_name_that_names_nobody_is_met_by_a_whole_title_only(title: str, level: str | None) -> None:
    text = "<p>We sell tools to builders and to all households of the valley, every day of the week.</p><footer>© 2026 Mazuko Ltd</footer>"
    site = build_site("mazuko.co.ke", {"/": f"<html lang=en><title>{title}</title>{text}"})
    found = levels_of(build_enterprise(name="Home page"), site)
    assert found.get("name") == level
    assert "host_name" not in found
    assert found["owner"] == "unclear" if level else found["owner"] != "same"


def test_a_name_that_names_nobody_is_as_rare_as_titles_of_sites_are() -> None:
    titles = ["Home page", "Home page", "Document", "Mazuko Traders", "Mazuko Traders"]
    read = read_register_words(lambda: [("Home page", None, None), ("Document", None, None)], KE, lambda: titles)
    levels = {name: found.level for name in ("Home page", "Document") if (found := compare_rarity(read_name(name, KE), read)) is not None}
    assert levels == {"Home page": "few", "Document": "unique"}


def test_titles_are_not_read_where_every_name_names_somebody() -> None:
    def read_titles() -> list[str]:
        raise AssertionError

    assert read_register_words(lambda: ROWS, KE, read_titles).titles == {}
