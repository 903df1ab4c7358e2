"""What forms are for: the test of ordering is whether submitting fixes what, how much or when."""

import pytest

from scrapers.signals import FetchedPage, read_page

INPUTS = {
    "name": "<input name=name placeholder='Your name'>",
    "email": "<input type=email name=email placeholder='E-mail'>",
    "phone": "<input type=tel name=phone>",
    "message": "<textarea name=message></textarea>",
    "password": "<input type=password name=pw>",
    "date": "<input type=date name=day>",
    "guests": "<select name=guests><option>1</select>",
    "quantity": "<input type=number name=quantity>",
    "item": "<select name=product><option>Cake</select>",
    "address": "<input name=delivery_address>",
    "cv": "<input type=file name=cv>",
    "photo": "<input type=file name=photo>",
    "search": "<input type=search name=q>",
    "coupon": "<input name=coupon><input name=school><input name=year>",
    "card": "<input name=cardnumber><input name=cvc>",
    "track": "<input name=tracking_number>",
    "choice": "<select name=a_count><option>1개<option>2개<option>3개</select>",
    "remember": "<input type=checkbox name=remember value=1>",
    "hint": "<input type=text name=password_hint>",
    "agree": "<input type=checkbox name=by_email value='I agree to e-mail'>",
    "mailid": "<input name=mailid>",
    "number": "<input name=orderID>",
    "sorting": "<select name=sortorder_id><option>Name<option>Price</select>",
    "q": "<input name=q>",
    "passengers": "<select name=passengers><option>1<option>2</select>",
    "initials": "<label>Your initials <input name=line></label>",
    "photo_id": "<input type=file name=transcript>",
    "hidden_time": "<input type=hidden name=selectedTime>",
    "hidden_stamp": "<input type=hidden name=form_timestamp>",
    "told": "<textarea name=message placeholder='Dates, travellers, questions'></textarea>",
    "time": "<input type=time name=hour_time>",
    "trip": "<input name=travel_insurance placeholder='Travel insurance'>",
    "arrival": "<label>Příjezd <input name=od></label>",
    "ticks": "".join(f"<input type=checkbox name=size_{n}>" for n in range(4)),
    "box": "<textarea name=delivery_address></textarea>",
    "bill": "<input name=org placeholder='Invoice address'>",
    "hours": "<select name=horario_preferencia><option>Manhã<option>Tarde</select>",
    "device": "<select name=device><option>Kettle<option>Lamp</select>",
    "hidden_product": "<input type=hidden name=product_id value=7>",
}


def purposes(
    fields: str, button: str, *, action: str = "/send", heading: str = "", marks: str = "", path: str = "/", title: str = ""
) -> set[str]:
    inputs = "".join(INPUTS[name] for name in fields.split())
    body = f"<h2>{heading}</h2><form method=post action='{action}' class='{marks}'>{inputs}<button>{button}</button></form>"
    markup = f"<html lang=en><title>{title}</title><body>{body}</body>"
    page = FetchedPage(f"https://invented.com{path}", 200, {"content-type": "text/html"}, markup.encode(), "")
    return {signal.value for signal in read_page(page).signals if signal.kind == "form"}


@pytest.mark.parametrize(
    ("fields", "button", "more", "purpose"),
    [
        ("hidden_product quantity", "Add to cart", {}, "basket"),
        ("hidden_product quantity", "Buy", {"action": "/cart/add"}, "basket"),
        ("name address card", "Pay", {}, "checkout"),
        ("name phone item quantity", "Place order", {"heading": "Order form"}, "order"),
        ("name phone item quantity address", "Send", {}, "order"),
        ("name phone date guests", "Book now", {}, "booking"),
        ("date guests", "Check availability", {}, "booking"),
        ("name email message", "Send", {}, "contact"),
        ("name email phone message", "Request a quote", {"heading": "Request a quote"}, "quote"),
        ("name email cv", "Apply now", {}, "application"),
        ("name password", "Log in", {}, "login"),
        ("name email password password", "Create account", {}, "registration"),
        ("email", "Subscribe", {}, "newsletter"),
        ("search", "Search", {}, "search"),
        ("track", "Track", {"heading": "Track your order"}, "tracking"),
        ("name email message", "Post comment", {"marks": "comment-form"}, "comment"),
        ("name email", "Donate", {}, "donation"),
        ("choice date passengers", "Find buses", {}, "booking"),
        ("choice", "Buy", {}, "basket"),
        ("name password hint remember", "Log in", {"action": "/login?do=login"}, "login"),
        ("email password", "Log in", {"marks": "register_form"}, "login"),
        ("name name email password", "Sign up", {}, "registration"),
        ("email password", "Create account", {}, "registration"),
        ("email", "Reset password", {}, "recovery"),
        ("password password", "Reset password", {}, "recovery"),
        ("q", "", {}, "search"),
        ("item choice", "Go", {"action": "/suche"}, "search"),
        ("mailid", "OK", {"action": "/newsletter"}, "newsletter"),
        ("number email", "Check status", {}, "tracking"),
        ("message", "Submit feedback", {"action": "/feedback"}, "contact"),
        ("message name", "Skicka", {"action": "/kontakt"}, "contact"),
        ("name phone hidden_time", "Book now", {}, "booking"),
        ("name phone date time passengers", "Send", {}, "booking"),
        ("name phone date", "Send", {"path": "/book/three-days"}, "booking"),
        ("name phone date", "Send", {"title": "Reservations"}, "booking"),
        ("name phone date guests", "Send inquiry", {"heading": "Book now"}, "quote"),
        ("name phone date guests", "Send", {"path": "/Anfrage.html"}, "quote"),
        ("address date date guests", "Search", {"action": "https://www.booking.com/searchresults.html"}, "search"),
        ("name email address", "Checkout", {"marks": "cotisation"}, "donation"),
        ("name password", "Log in", {"action": "/cart/"}, "login"),
        ("name name email address phone", "Doorgaan", {"path": "/winkelwagen/gegevens/"}, "checkout"),
        ("arrival phone guests", "Odeslat rezervaci", {}, "booking"),
        ("phone", "Keep me posted", {"action": "/cart/#news"}, "other"),
        ("name phone email", "Confirm booking", {}, "booking"),
        ("name phone date choice", "Đặt xe ngay", {}, "booking"),
        ("name phone hours", "Enviar", {"heading": "Book an appointment"}, "booking"),
        ("name phone email choice bill", "Enrol", {}, "order"),
        ("address email ticks", "Buy", {}, "order"),
        ("name email time item", "Send", {"path": "/order-now/"}, "order"),
        ("name email phone item box", "Order now", {}, "order"),
    ],
)
def test_a_form_is_named_by_what_it_asks_and_says(fields: str, button: str, more: dict[str, str], purpose: str) -> None:
    assert purposes(fields, button, **more) == {purpose}


@pytest.mark.parametrize(
    ("fields", "button", "more", "not_purpose"),
    [
        ("name email message", "Send", {"heading": "Order by phone or e-mail"}, "order"),
        ("name email phone message", "Request a quote", {}, "order"),
        ("name email date message", "Send", {}, "booking"),
        ("name email photo message", "Send", {}, "application"),
        ("email password", "Log in", {}, "registration"),
        ("name email quantity message", "Request a quote", {"heading": "Get a quote"}, "order"),
        ("search", "Search", {"heading": "Order online"}, "order"),
        ("email", "Subscribe", {"heading": "Book now"}, "booking"),
        ("name email date guests message", "Send", {}, "booking"),
        ("name email photo_id message address phone track card coupon", "Apply now", {}, "application"),
        ("search choice", "Search", {"heading": "Buy"}, "basket"),
        ("name email choice message", "Send", {"heading": "Buy now"}, "basket"),
        ("email", "Subscribe", {"action": "/remind_password/"}, "registration"),
        ("sorting", "Sort", {}, "tracking"),
        ("name email message agree", "Send", {}, "newsletter"),
        ("q", "Search", {}, "tracking"),
        ("name phone hidden_stamp", "Book now", {}, "booking"),
        ("name email told", "Send message", {}, "booking"),
        ("name phone date", "Send", {"path": "/handbook/three-days"}, "booking"),
        ("name email trip guests message", "Send", {"heading": "Book now"}, "booking"),
        ("name phone date guests", "Book now", {"path": "/Anfrage.html"}, "quote"),
        ("date date guests", "Check availability", {"action": "https://www.booking.com/hotel/ke/inn.html"}, "search"),
        ("name", "", {"heading": "Buy one of our products"}, "order"),
        ("name email message", "Send", {"path": "/how-to-order/"}, "order"),
        ("phone coupon", "Keep me posted", {"path": "/cart/"}, "basket"),
        ("name email item message", "Send", {"title": "Furniture made to order"}, "order"),
        ("name name phone message address quantity", "Request a quote", {"path": "/cart/"}, "checkout"),
        ("name email message agree", "Buy", {}, "order"),
        ("name message", "Conferma", {}, "booking"),
        ("name email box", "Send", {}, "message"),
    ],
)
def test_a_form_that_only_resembles_another_is_not_that(fields: str, button: str, more: dict[str, str], not_purpose: str) -> None:
    assert not_purpose not in purposes(fields, button, **more)


@pytest.mark.parametrize("fields", ["hidden_product quantity initials", "hidden_product quantity photo initials"])
def test_an_order_that_takes_a_text_for_the_product_is_a_design_too(fields: str) -> None:
    assert purposes(fields, "Add to cart") == {"basket", "design"}


@pytest.mark.parametrize(("fields", "button"), [("hidden_product quantity", "Add to cart"), ("name email initials message", "Send")])
def test_a_basket_without_and_a_message_with_a_text_are_no_design(fields: str, button: str) -> None:
    assert "design" not in purposes(fields, button)


def test_a_booking_that_takes_a_message_takes_feedback_too() -> None:
    assert purposes("name email date guests message", "Book now") == {"booking", "message"}
    assert purposes("name email date guests", "Book now") == {"booking"}


def test_a_form_that_sends_the_order_with_a_messenger_is_an_order_by_messenger() -> None:
    def messages(button: str) -> list[str]:
        body = f"<form method=post>{INPUTS['name']}{INPUTS['date']}{INPUTS['guests']}<button>{button}</button></form>"
        page = FetchedPage("https://invented.com/", 200, {"content-type": "text/html"}, f"<html lang=en><body>{body}".encode(), "")
        return [signal.value for signal in read_page(page).signals if signal.kind == "order_message"]

    assert messages("Book on WhatsApp") == ["whatsapp"]
    assert messages("Book now") == []


def test_dates_and_persons_without_a_button_or_a_name_are_a_calculator() -> None:
    body = f"<form method=post>{INPUTS['date']}{INPUTS['time']}{INPUTS['guests']}</form>"
    page = FetchedPage("https://invented.com/", 200, {"content-type": "text/html"}, f"<html lang=en><body>{body}".encode(), "")
    assert ("form", "booking") not in {(signal.kind, signal.value) for signal in read_page(page).signals}


@pytest.mark.parametrize("button", ["Book now", "Register", "Kayıt ol", "Checkout"])
def test_a_name_and_an_address_behind_a_step_are_no_message_to_the_business(button: str) -> None:
    assert "contact" not in purposes("name email", button)
    assert "contact" in purposes("name email message", "Send")
    assert "contact" in purposes("name email", "Send")


@pytest.mark.parametrize("marks", ["mc4wp-form", "tnp-subscription", "mailerlite-form", "cleverreach"])
def test_a_pane_of_a_newsletter_service_is_a_newsletter(marks: str) -> None:
    assert purposes("name email", "OK", marks=marks) == {"newsletter"}


def test_an_order_button_that_only_asks_whom_to_call_is_a_call_back() -> None:
    assert purposes("name phone device message", "Order now") == {"contact", "call_back"}
    assert "call_back" not in purposes("name phone item quantity", "Order now")
    assert "call_back" not in purposes("name phone device message", "Send")


def test_numbers_and_a_button_for_an_estimate_outside_a_form_are_no_order() -> None:
    def loose(button: str) -> set[str]:
        fields = INPUTS["name"] + INPUTS["phone"] + INPUTS["quantity"]
        page = FetchedPage("https://invented.com/", 200, {"content-type": "text/html"}, f"{fields}<button>{button}</button>".encode(), "")
        return {signal.value for signal in read_page(page).signals if signal.kind == "form"}

    assert loose("Buy now") == {"order"}
    assert "order" not in loose("Get a quote</button><button>Check stock and buy")
