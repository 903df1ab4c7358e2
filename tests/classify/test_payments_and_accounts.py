"""Which evidence makes a payment, an account, an order, by the experts' weights: kinds of websites that a register is full of."""

import pytest

from classify import decide_capabilities
from classify.models import load_models
from store.records import Signal
from tests.classify.invented_signals import BROCHURE, SHOP, seen, website


def answer(capability: str, *signals: Signal) -> str:
    return {d.capability: d.answer for d in decide_capabilities(website(), signals, load_models())}[capability]


CARDS = seen("word", "pay_online", "heading", 2)
CASH = (seen("word", "payment", "heading", 2), seen("word", "pay_offline", "text"))
STEP = (seen("payment_step", "stripe_step", "script"), seen("payment", "stripe", "script"))


@pytest.mark.parametrize(
    "signals",
    [
        (*SHOP, CARDS),
        (*SHOP, seen("payment", "visa", "script")),
        (*SHOP, seen("word", "checkout", "button"), seen("basket", "shopify_basket", "script")),
        (seen("form", "booking", "form"), seen("payment", "mpesa", "script"), CARDS),
        (*BROCHURE, *STEP, seen("price", "NGN 5000")),
    ],
)
def test_a_means_that_is_paid_online_and_something_to_pay_for_are_a_payment(signals: tuple[Signal, ...]) -> None:
    assert answer("online_payment", *signals) == "yes"


@pytest.mark.parametrize(
    "signals",
    [
        (*SHOP, *CASH, seen("payment", "cash_on_delivery", "script")),
        (*SHOP, *CASH),
        (seen("form", "order", "form"), *CASH, seen("word", "checkout", "button")),
        (*BROCHURE, CARDS, seen("price", "EUR 9")),
        (*BROCHURE, seen("payment", "visa", "script")),
        (*BROCHURE, *STEP, seen("form", "donation", "form"), seen("word", "donate", "button"), seen("price", "USD 25")),
    ],
    ids=["cash in a shop", "transfers in a shop", "order form", "a bank speaks of cards", "logos in a footer", "gifts"],
)
def test_cash_logos_without_orders_and_gifts_are_none(signals: tuple[Signal, ...]) -> None:
    assert answer("online_payment", *signals) == "no"


@pytest.mark.parametrize(
    ("signals", "expected"),
    [
        ((seen("word", "my_account", "link"),), "yes"),
        ((seen("form", "login", "form"), seen("word", "log_in", "link")), "yes"),
        ((seen("form", "registration", "form"),), "yes"),
        ((seen("word", "sign_up", "link", 5), seen("word", "sign_up", "button", 5)), "no"),
        ((seen("form", "newsletter", "form"), seen("word", "sign_up", "button")), "no"),
        ((seen("word", "wish_list", "link"), seen("form", "basket", "form")), "no"),
    ],
)
def test_an_account_is_told_from_signing_up_for_something(signals: tuple[Signal, ...], expected: str) -> None:
    assert answer("personal_account", *BROCHURE, *signals) == expected


@pytest.mark.parametrize(
    ("signals", "expected"),
    [
        ((seen("booking_widget", "simplybook", "script"), seen("word", "book_now", "button")), "yes"),
        ((seen("booking_widget", "calendly", "script"),), "no"),
        ((seen("order_link", "example-shop.com", "link"), seen("word", "order_online", "link")), "yes"),
        ((seen("order_link", "tickets-of-invention.com", "link"), seen("word", "buy_now", "link"), seen("price", "EUR 7", times=4)), "yes"),
        ((*(seen("order_link", f"dealer-{n}.com", "link") for n in "abcde"), seen("word", "buy_now", "link")), "no"),
        ((*STEP, seen("form", "donation", "form"), seen("word", "donate", "button")), "no"),
        ((*STEP, seen("price", "NGN 5000", times=3), seen("word", "buy_now", "button")), "yes"),
    ],
    ids=["engine", "talk", "own shop elsewhere", "tickets elsewhere", "dealers", "gifts", "payment link"],
)
def test_orders_may_be_placed_elsewhere_but_not_with_anybody(signals: tuple[Signal, ...], expected: str) -> None:
    assert answer("online_ordering", *BROCHURE, *signals) == expected


@pytest.mark.parametrize(
    ("signals", "expected"),
    [
        ((*SHOP, seen("currency_choice", "USD", "form"), seen("currency_choice", "KES", "form")), "yes"),
        ((*SHOP, seen("word", "shipping_abroad", "heading")), "yes"),
        ((*BROCHURE, seen("currency_choice", "USD", "link"), seen("currency_choice", "KES", "link")), "no"),
        ((*BROCHURE, seen("price", "USD 5"), seen("price", "KES 5")), "no"),
    ],
)
def test_sales_abroad_need_a_shop(signals: tuple[Signal, ...], expected: str) -> None:
    assert answer("cross_border", *signals) == expected
