"""Booking engines and forms of others in a page, and frames that take no order."""

import pytest

from scrapers.signals import FetchedPage, read_page


def seen(kind: str, body: str, path: str = "/", title: str = "") -> set[str]:
    markup = f"<html lang=en><head><title>{title}</title></head><body><main>{body}</main></body></html>"
    page = FetchedPage(f"https://kilndust.example.com{path}", 200, {"content-type": "text/html; charset=utf-8"}, markup.encode(), "")
    return {signal.value for signal in read_page(page).signals if signal.kind == kind}


@pytest.mark.parametrize(
    "address",
    [
        "https://book.invented-boats.com/kilndust/en/fleet",
        "https://bestill.invented-salons.no/reservation/kilndust",
        "https://kilndust.invented-clinic.com/bookings?embedded=true",
        "https://tickets.invented-stage.fr/billetterie/12",
        "https://www.invented-hair.de/online/termine/kilndust",
    ],
)
def test_a_frame_whose_address_speaks_of_booking_is_named(address: str) -> None:
    assert seen("order_frame", f"<iframe src='{address}'></iframe>") == {"named"}
    assert seen("order_frame", f"<iframe data-src='{address}' src=''></iframe>") == {"named"}


@pytest.mark.parametrize(
    ("path", "title"),
    [("/online-booking.html", ""), ("/rezervacia/", ""), ("/reserveren/", ""), ("/p7", "Reservations | Kilndust"), ("/order-online/", "")],
)
def test_a_frame_on_a_page_of_booking_is_announced(path: str, title: str) -> None:
    assert seen("order_frame", "<iframe src='https://forms.invented-service.com/f/12'></iframe>", path, title) == {"announced"}


def test_a_script_that_draws_a_form_counts_on_a_page_of_booking_only() -> None:
    script = "<script src='https://passenger.invented-cabs.net/embed/v1.js'></script>"
    assert seen("order_frame", script, "/book-online") == {"announced"}
    assert seen("order_frame", script, "/about") == set()


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("https://www.youtube.com/embed/abc", "/online-booking"),
        ("https://www.google.com/maps/embed?pb=1", "/reservations"),
        ("https://www.facebook.com/plugins/page.php", "/booking"),
        ("https://books.google.com/books?id=1", "/library"),
        ("https://forms.invented-service.com/f/12", "/contact"),
        ("https://forms.invented-service.com/f/12", "/booking-terms-and-conditions/terms"),
        ("https://kilndust.example.com/booking/frame", "/"),
    ],
)
def test_videos_maps_and_forms_of_other_pages_take_no_order(address: str, path: str) -> None:
    assert seen("order_frame", f"<iframe src='{address}'></iframe>", path) == set()


def test_links_of_a_page_of_booking_lead_to_form_services_and_to_the_own_listing() -> None:
    form, rooms = "<a href='https://forms.gle/abc123'>Fill in</a>", "<a href='https://www.airbnb.com/rooms/123'>Here</a>"
    assert seen("order_link", form + rooms, "/booking") == {"forms.gle", "airbnb.com"}
    assert seen("order_link", form + rooms, "/about") == set()
    assert seen("order_link", "<a href='https://www.invented-mill.com/'>Our friends</a>", "/booking") == set()


def test_an_order_form_to_print_is_no_ordering_on_the_web() -> None:
    assert "order_form" in seen("word", "<a href='/order'>Order form</a>")
    assert "order_form" not in seen("word", "<a href='/files/Order.PDF'>Order form</a>")


def test_what_a_page_of_terms_says_of_ordering_is_no_offer() -> None:
    heading = "<h2>Order online: terms</h2>"
    assert "order_online" in seen("word", heading, "/page")
    assert "order_online" not in seen("word", heading, "/policies/terms-of-service.html")
