import pytest

from classify.derived import derive_signals
from classify.evidence import group_signals
from store.records import Signal
from tests.classify.invented_signals import seen, website


def derived(*signals: Signal) -> set[tuple[str, str]]:
    return {(s.kind, s.value) for s in derive_signals(website("kettles.example.com"), group_signals(signals))}


def profile(address: str, page: str) -> Signal:
    return seen("social_profile", "facebook", "link", words=address, page=page)


@pytest.mark.parametrize(
    ("address", "page", "place"),
    [
        ("https://facebook.com/anyname", "http://kettles.example.com/", "home"),
        ("https://facebook.com/anyname", "http://kettles.example.com/index.html", "home"),
        ("https://facebook.com/Example.Official", "http://kettles.example.com/contact", "named"),
        ("https://facebook.com/ann.person.17", "http://kettles.example.com/team", "elsewhere"),
    ],
)
def test_a_profile_is_placed_by_its_page_and_name(address: str, page: str, place: str) -> None:
    assert derived(profile(address, page)) == {("profile_place", place)}


def test_prices_in_two_currencies_are_several_and_an_unknown_one_is_none() -> None:
    assert ("several_currencies", "EUR USD") in derived(seen("price", "EUR 5"), seen("currency", "USD"))
    assert derived(seen("price", "EUR 5"), seen("price", "XXX 7")) == set()


def test_currencies_that_goods_state_count_apart_from_amounts_in_a_text() -> None:
    def place(*signals: Signal) -> set[str]:
        found = derive_signals(website("kettles.example.com"), group_signals(signals))
        return {s.place for s in found if s.kind == "several_currencies"}

    stated, other = seen("price", "PHP 5", "meta"), seen("price", "USD 1", "structured")
    assert place(stated, other) == {"structured"}
    assert place(stated, seen("price", "USD 1", "text")) == {"text"}
    assert place(stated) == set()


def test_sample_latin_is_not_a_language_of_the_site() -> None:
    assert derived(seen("language", "en", times=6), seen("language", "la", times=5)) == set()


def test_a_language_on_a_single_page_counts_where_addresses_name_the_languages() -> None:
    home, folder = seen("language", "it", times=1), seen("language_link", "en", "url", times=4)
    english = seen("language", "en", times=4)
    assert ("further_language", "few") in derived(home, english, folder)
    assert ("further_language_link", "en") in derived(home, english, folder)
    assert ("further_language", "few") not in derived(home, english)
    stray = seen("language", "it", times=1, page="http://kettles.example.com/en/basket/")
    assert ("further_language", "few") not in derived(stray, english, folder)


def test_demo_content_counts_from_a_third_of_the_pages_on() -> None:
    template = [seen("page_state", "template", times=n) for n in (3, 5, 8)]
    found = [derived(t, seen("language", "en", times=10)) for t in template]
    assert found == [{("demo_share", "partly")}, {("demo_share", "partly")}, {("demo_share", "mostly")}]
    assert derived(seen("page_state", "template", times=2), seen("language", "en", times=10)) == set()


def test_sample_pages_of_a_company_that_is_named_count_apart() -> None:
    sample, pages = seen("page_state", "template", times=5), seen("language", "en", times=10)
    assert derived(sample, pages, seen("email", "info@example.com")) == {("demo_share", "identified")}
    assert derived(sample, pages, seen("identifier", "ke.pin P051234567Q")) == {("demo_share", "identified")}
    assert derived(sample, pages, seen("email", "info@theme-makers.com")) == {("demo_share", "partly")}


def test_a_basket_called_one_for_enquiries_is_no_shop_where_no_price_is_told() -> None:
    named, basket = seen("word", "enquiry_basket", "heading"), seen("form", "basket")
    assert derived(named, basket) == {("enquiry_shop", "named")}
    assert derived(named, basket, seen("price", "EUR 5")) == set()


@pytest.mark.parametrize(
    ("domains", "expected"),
    [
        (["example-shop.com"], {"named"}),
        (["etsy.com"], {"marketplace"}),
        (["airbnb.co.in"], {"rooms"}),
        (["tickets-of-invention.com"], {"service"}),
        (["a-one.com", "b-two.com", "c-three.com", "d-four.com"], {"many"}),
    ],
)
def test_orders_that_leave_the_site_are_told_by_whose_site_they_go_to(domains: list[str], expected: set[str]) -> None:
    found = derived(*(seen("order_link", domain, "link") for domain in domains))
    assert {value for kind, value in found if kind == "order_elsewhere"} == expected


def test_a_shop_whose_buttons_ask_for_quotes_is_no_shop_unless_one_orders() -> None:
    asks = [seen("form", "basket", "form"), seen("word", "quote", "button")]
    assert ("enquiry_shop", "quote") in derived(*asks)
    assert ("enquiry_shop", "quote") not in derived(*asks, seen("word", "add_to_basket", "button"))
    assert ("enquiry_shop", "quote") not in derived(seen("form", "basket", "form"), seen("word", "quote", "heading"))


def test_a_profile_that_only_machines_see_is_stated() -> None:
    stated = seen("social_profile", "facebook", "structured", words="https://facebook.com/x", page="http://kettles.example.com/")
    assert derived(stated) == {("profile_place", "stated")}


def test_many_pages_in_one_language_speak_against_another() -> None:
    assert ("single_language", "en") in derived(seen("language", "en", times=12))
    assert derived(seen("language", "en", times=11)) == set()
    assert ("single_language", "en") not in derived(seen("language", "en", times=12), seen("language", "fr", times=2))
