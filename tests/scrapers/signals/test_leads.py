"""Links, forms and pages that look like something and lead to nothing."""

import pytest

from scrapers.signals import FetchedPage, read_page


def signals(body: str, url: str = "https://invented.com/") -> set[tuple[str, str]]:
    page = FetchedPage(url, 200, {"content-type": "text/html"}, f"<html lang=en><body>{body}</body>".encode(), "")
    return {(signal.kind, signal.value) for signal in read_page(page).signals}


@pytest.mark.parametrize("href", ["#", "", "javascript:void(0)", "#!"])
def test_a_dead_link_to_a_privacy_page_is_a_theme_s_sample(href: str) -> None:
    assert ("word", "privacy") not in signals(f"<a href='{href}'>Privacy Policy</a>")
    assert ("word", "privacy") in signals("<a href='/privacy'>Privacy Policy</a>")


def test_a_headline_is_not_the_name_of_a_step() -> None:
    assert ("word", "my_account") in signals("<a href='/me'>My account</a>")
    assert ("word", "my_account") not in signals("<a href='/news/7'>Minister says that my account was open to all who asked</a>")


def test_a_hidden_form_without_a_button_is_no_basket() -> None:
    form = "<form method=post action='/cart/add' {}><input type=hidden name=id value=7>{}</form>"
    assert ("form", "basket") not in signals(form.format("hidden", ""))
    assert ("form", "basket") in signals(form.format("", "<button>Add to cart</button>"))


def test_a_basket_that_asks_for_a_quote_collects_for_an_enquiry() -> None:
    form = "<form method=post action='/cart/add'><input type=hidden name=product_id value=7><button>Request a quote</button></form>"
    found = signals(form)
    assert ("form", "enquiry_basket") in found
    assert ("form", "basket") not in found


@pytest.mark.parametrize("path", ["/wp-admin/edit.php", "/admin/login.html", "/dashboard/adminlogin.php", "/cdn-cgi/l/email-protection"])
def test_pages_that_are_not_for_visitors_say_nothing(path: str) -> None:
    body = "<form method=post><input name=user><input type=password name=pw><button>Log in</button></form>"
    assert signals(body, f"https://invented.com{path}") == set()
    assert ("form", "login") in signals(body, "https://invented.com/customers/login")


@pytest.mark.parametrize("around", ["<style>.{}{{color:red}}</style>", "<script>find('.{}')</script>", "<!-- {} -->"])
def test_the_name_of_an_element_counts_in_an_element_only(around: str) -> None:
    for name, kind in (("single_add_to_cart_button", "basket"), ("hubspot-messages-iframe-container", "chat")):
        assert kind not in {k for k, _ in signals(around.format(name))}
        assert kind in {k for k, _ in signals(f"{around.format(name)}<div class='{name}'>x</div>")}


def test_the_address_of_a_chat_s_loader_counts_within_a_script_too() -> None:
    assert "chat" in {kind for kind, _ in signals("<script>load('https:\\/\\/js.usemessages.com\\/conversations-embed.js')</script>")}


def test_a_page_without_a_word_is_read_by_its_address() -> None:
    page = FetchedPage(
        "https://invented.com/contact", 200, {"content-type": "text/html"}, b"<html><body><script>1</script></body></html>", ""
    )
    assert ("word", "contact") in {(signal.kind, signal.value) for signal in read_page(page).signals}


def test_a_way_in_for_staff_is_no_account_of_customers() -> None:
    assert ("word", "log_in") in signals("<a href='/way-in'>Log in</a>")
    assert ("word", "log_in") not in signals("<a href='/way-in'>Log in to the intranet</a>")


def test_what_customers_say_on_a_marketplace_is_no_offer_there() -> None:
    assert ("marketplace", "safaribookings") in signals("<a href='https://www.safaribookings.com/p9999'>Us</a>")
    assert ("marketplace", "safaribookings") not in signals("<a href='https://www.safaribookings.com/reviews/p9999'>Us</a>")
