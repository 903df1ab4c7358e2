"""Which links lead to the business's own pages elsewhere."""

import pytest

from scrapers.signals import FetchedPage, read_page


def read(markup: str) -> set[tuple[str, str]]:
    page = FetchedPage("https://invented.com/", 200, {"content-type": "text/html"}, f"<html lang=en><body>{markup}</body>".encode(), "")
    kinds = {"social_profile", "messenger", "marketplace", "job_board", "app"}
    return {(signal.kind, signal.value) for signal in read_page(page).signals if signal.kind in kinds}


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<a href='https://www.facebook.com/invented.kettles/'>f</a>", {("social_profile", "facebook")}),
        ("<a href='https://instagram.com/inventedkettles?hl=en'>Instagram</a>", {("social_profile", "instagram")}),
        ("<a href='https://wa.me/254711222333'>Chat</a>", {("messenger", "whatsapp")}),
        ("<a href='https://api.whatsapp.com/send?phone=254711222333&text=hi'>Chat</a>", {("messenger", "whatsapp")}),
        ("<a href='whatsapp://send?phone=254711222333'>Chat</a>", {("messenger", "whatsapp")}),
        (
            "<a href='https://play.google.com/store/apps/details?id=com.invented.kettles'>App</a>",
            {("app", "google_play:com.invented.kettles")},
        ),
        ("<a href='https://apps.apple.com/ke/app/kettles/id1234567890'>App</a>", {("app", "apple:1234567890")}),
    ],
)
def test_own_pages_are_seen(markup: str, expected: set[tuple[str, str]]) -> None:
    assert read(markup) == expected


def test_profiles_that_a_business_states_as_its_own_are_seen() -> None:
    stated = '{"@type": "Organization", "name": "Kettles", "sameAs": ["https://www.facebook.com/kettles", "https://www.instagram.com/"]}'
    assert read(f"<script type='application/ld+json'>{stated}</script>") == {("social_profile", "facebook")}
    article = stated.replace("Organization", "Article")
    assert read(f"<script type='application/ld+json'>{article}</script>") == set()


@pytest.mark.parametrize(
    "markup",
    [
        "<a href='https://www.facebook.com/'>Facebook</a>",
        "<a href='#'>Facebook</a>",
        "<a href='https://www.facebook.com/sharer/sharer.php?u=x'>Share</a>",
        "<a href='https://www.instagram.com/'>Instagram</a>",
        "<a href='https://www.facebook.com/wordpress'>Facebook</a>",
        "<a class='share-facebook' href='https://www.facebook.com/invented'>Share</a>",
        "<p>Theme by <a href='https://www.facebook.com/inventedthemes'>Invented Themes</a></p>",
        "<a href='https://api.whatsapp.com/send?text=look'>Share</a>",
        "<a href='https://wa.me/'>WhatsApp</a>",
        "<a href='whatsapp://send?text=look'>Share</a>",
        "<a href='https://play.google.com/store'>Play</a>",
        "<a href='https://twitter.com/invented_themes'>Twitter</a>",
        "<a href='https://youtu.be/abcdefghijk'>Our film</a>",
        "<a href='https://www.amazon.com/dp/B000000000?tag=invented-20'>Buy this lens</a>",
        "<a href='https://play.google.com/store/apps/details?id=org.telegram.messenger'>Telegram</a>",
    ],
)
def test_shares_bare_addresses_and_authors_are_not(markup: str) -> None:
    assert read(markup) == set()


def places_of_marketplaces(markup: str) -> set[tuple[str, str]]:
    page = FetchedPage("https://kettles-baraka.com/", 200, {"content-type": "text/html"}, f"<body>{markup}</body>".encode(), "")
    return {(signal.value, signal.place) for signal in read_page(page).signals if signal.kind == "marketplace"}


def test_a_shop_under_a_subdomain_of_a_marketplace_is_a_page_there_and_the_marketplaces_own_doors_are_none() -> None:
    assert places_of_marketplaces("<a href='https://kettlesbaraka.etsy.com/'>Etsy</a>") == {("etsy", "link")}
    assert places_of_marketplaces("<a href='https://kettles.sahibinden.com/'>Order</a>") == {("sahibinden", "link")}
    assert places_of_marketplaces("<a href='https://m.etsy.com/'>Etsy</a><a href='https://help.etsy.com/'>Help</a>") == set()
    assert places_of_marketplaces("<a href='https://music.amazon.com/'>Music</a>") == set()


def test_a_search_at_a_marketplace_is_nobodys_offer() -> None:
    search = "<a href='https://www.booking.com/searchresults.en-gb.html?ss=Arusha'>Hotels in Arusha</a>"
    assert places_of_marketplaces(search) == set()
    assert places_of_marketplaces("<a href='https://www.booking.com/hotel/tz/baraka.html'>Book</a>") == {("booking_com", "link")}


def test_an_article_that_nothing_calls_the_businesss_own_is_told_apart() -> None:
    recommended = "<p>We like <a href='https://www.amazon.com/Some-Camera-Zoom/dp/B000000001'>this camera</a></p>"
    assert places_of_marketplaces(recommended) == {("amazon", "text")}
    assert places_of_marketplaces("<a href='https://www.amazon.de/dp/B000000002'>Auf Amazon kaufen</a>") == {("amazon", "link")}
    named = "<a href='https://www.amazon.com/Kettles-Baraka-Copper-Kettle/dp/B000000003'>Buy here</a>"
    assert places_of_marketplaces(named) == {("amazon", "link")}
