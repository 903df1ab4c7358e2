"""A switcher of currencies offers several; an address form and a price list do not."""

import pytest

from scrapers.signals import FetchedPage, read_page


def offered(body: str) -> set[str]:
    page = FetchedPage("https://invented.com/", 200, {"content-type": "text/html; charset=utf-8"}, f"<body>{body}</body>".encode(), "")
    return {signal.value for signal in read_page(page).signals if signal.kind == "currency_choice"}


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        ("<form><select name=currency><option>KES KSh<option>USD $<option>EUR €</select></form>", {"KES", "USD", "EUR"}),
        ("<ul><li><a href='?c=GBP'>£ GBP</a><li><a href='?c=EUR'>€ EUR</a></ul>", {"GBP", "EUR"}),
        ("<button>Kenya (KES KSh)</button><button>Japan (JPY ¥)</button>", {"KES", "JPY"}),
    ],
)
def test_a_choice_of_currencies_is_seen(body: str, codes: set[str]) -> None:
    assert offered(body) == codes


@pytest.mark.parametrize(
    "body",
    [
        "<form><select name=country><option>Kenya<option>USA<option>UAE</select></form>",
        "<form><select name=dial><option>+254 KEN<option>+255 TZA</select></form>",
        "<p>Rates of the day: USD 129, EUR 140</p>",
        "<a href='/rates'>USD to KES today</a>",
        "<a href='/usd'>USD</a>",
        "<a href='/top'>TOP</a><a href='/all'>ALL</a>",
    ],
)
def test_countries_rates_and_a_single_code_are_no_choice(body: str) -> None:
    assert offered(body) == set()
