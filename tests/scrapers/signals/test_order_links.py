"""Links that take an order elsewhere, and links that only look so."""

import pytest

from scrapers.signals import FetchedPage, read_page


def order_links(body: str, language: str = "en") -> set[str]:
    markup = f"<html lang={language}><body>{body}</body></html>"
    page = FetchedPage("https://kilndust.example.com/", 200, {"content-type": "text/html; charset=utf-8"}, markup.encode(), "")
    return {signal.value for signal in read_page(page).signals if signal.kind == "order_link"}


@pytest.mark.parametrize(
    ("body", "domain"),
    [
        ("<a href='https://tickets-of-invention.com/show/9'>Buy tickets</a>", "tickets-of-invention.com"),
        ("<a class=btn href='https://stay.invented-engine.com/inn'>Book now</a>", "invented-engine.com"),
        ("<a href='https://www.etsy.com/shop/kilndust'>Order online</a>", "etsy.com"),
        ("<a href='https://www.tokopedia.com/kilndust'>Beli sekarang</a>", "tokopedia.com"),
    ],
)
def test_a_link_that_promises_an_order_and_leaves_the_site_is_seen(body: str, domain: str) -> None:
    assert order_links(body, "id" if "Beli" in body else "en") == {domain}


@pytest.mark.parametrize(
    "body",
    [
        "<a href='/book'>Book now</a>",
        "<a href='https://shop.example.com/'>Order online</a>",
        "<a href='https://wa.me/254700000000'>Order now</a>",
        "<a href='https://www.facebook.com/kilndust'>Book now</a>",
        "<a href='tel:+254700000000'>Order now</a>",
        "<a href='https://www.amazon.com/dp/B000000000?tag=kilndust-20'>Buy now</a>",
        "<a href='https://amzn.to/3abcdef'>Buy now</a>",
        "<a href='https://other-invention.com/'>Shop</a>",
        "<a href='https://other-invention.com/'>Our friends at the mill</a>",
        "<a href='https://news-of-invention.com/1'>Why you should buy now, before the long and dry season comes</a>",
    ],
)
def test_messengers_advertisers_and_the_site_itself_are_not(body: str) -> None:
    assert order_links(body) == set()


def test_a_bare_shop_counts_where_it_is_called_like_the_site() -> None:
    page = FetchedPage("https://kilndust.de/", 200, {"content-type": "text/html"}, b"<a href='https://kilndust-shop.com/'>Shop</a>", "")
    assert [s.value for s in read_page(page).signals if s.kind == "order_link"] == ["kilndust-shop.com"]


@pytest.mark.parametrize(
    ("body", "host"),
    [
        ("<a href='https://visits.kilndust.example/'>Book now</a>", "visits.kilndust.example"),
        ("<button onclick=\"window.location.href='https://visits.kilndust.example/today'\">Book now</button>", "visits.kilndust.example"),
        ("<button onclick=\"window.open('https://invented-bookings.org/kiln')\">Book now</button>", "invented-bookings.org"),
        ("<a href='https://kilndust.myshopify.com/'>Shop</a>", "kilndust.myshopify.com"),
    ],
)
def test_a_part_of_the_own_domain_made_for_orders_and_addresses_in_scripts_are_seen(body: str, host: str) -> None:
    page = FetchedPage("https://kilndust.example/", 200, {"content-type": "text/html"}, f"<html lang=en><body>{body}".encode(), "")
    assert [s.value for s in read_page(page).signals if s.kind == "order_link"] == [host]


@pytest.mark.parametrize(
    "body",
    [
        "<a href='https://www.kilndust.example/visit'>Book now</a>",
        "<a href='https://preview.colorlib.com/theme/inn/#'>Book now</a>",
        "<a href='https://inn.invented-themes.com/demo/'>Book now</a>",
        "<button onclick=\"track('Book now')\">Book now</button>",
        "<a href='https://visits.kilndust.example/'>Our visits</a>",
    ],
)
def test_the_site_itself_and_what_a_theme_left_behind_are_no_orders_elsewhere(body: str) -> None:
    page = FetchedPage("https://kilndust.example/", 200, {"content-type": "text/html"}, f"<html lang=en><body>{body}".encode(), "")
    assert [s.value for s in read_page(page).signals if s.kind == "order_link"] == []


@pytest.mark.parametrize(
    ("body", "kind", "means"),
    [
        ("<a href='https://wa.me/254700000000'>Order now</a>", "order_message", "whatsapp"),
        ("<a href='https://t.me/kilndust'>Book now</a>", "booking_message", "telegram"),
        ("<a href='mailto:kiln@kilndust.example'>Order now</a>", "order_message", "mail"),
        ("<a href='tel:+254700000000'>Book now</a>", "booking_message", "phone"),
    ],
)
def test_an_order_that_opens_a_message_is_no_step_but_a_message(body: str, kind: str, means: str) -> None:
    page = FetchedPage("https://kilndust.example/", 200, {"content-type": "text/html"}, f"<html lang=en><body>{body}".encode(), "")
    found = {(s.kind, s.value) for s in read_page(page).signals}
    assert (kind, means) in found
    assert not {value for k, value in found if k == "word"} & {"buy_now", "order_online", "book_now"}


def test_offers_on_another_part_of_the_own_domain_are_no_shop_unless_its_name_is_one() -> None:
    assert order_links("<a href='https://people.kilndust.example/register'>Ofertas</a>", "es") == set()
    page = FetchedPage("https://kilndust.org/", 200, {"content-type": "text/html"}, b"<a href='https://shop.kilndust.org/'>Shop</a>", "")
    assert [s.value for s in read_page(page).signals if s.kind == "order_link"] == ["shop.kilndust.org"]


@pytest.mark.parametrize(
    ("address", "is_basket"),
    [("?add-to-cart=28", True), ("/cart/add?id=5", True), ("?action=buy_now&id=3", True), ("/add-to-cart-page/", False)],
)
def test_a_link_that_fills_the_basket_needs_no_words(address: str, is_basket: bool) -> None:
    page = FetchedPage("https://kilndust.org/mugs", 200, {"content-type": "text/html"}, f"<a href='{address}'>+</a>".encode(), "")
    links = [s for s in read_page(page).signals if s.value == "add_to_basket" and s.place == "link"]
    assert bool(links) == is_basket


def test_a_button_of_buying_that_opens_the_page_of_contact_is_a_message() -> None:
    def kinds(body: str) -> set[tuple[str, str]]:
        page = FetchedPage("https://kilndust.org/mugs", 200, {"content-type": "text/html"}, body.encode(), "")
        return {(s.kind, s.value) for s in read_page(page).signals if s.kind in {"order_message", "word"} and s.place != "url"}

    assert kinds("<a href='/contact-us/'>Buy now</a>") == {("order_message", "mail")}
    assert ("word", "buy_now") in kinds("<a href='/mugs/contact-lens-case/'>Buy now</a>")
    assert ("word", "book_now") in kinds("<a href='/contact/'>Book now</a>")
