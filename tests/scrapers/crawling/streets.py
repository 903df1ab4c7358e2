"""The hosts that the tests of a whole crawl visit. All invented."""

import gzip

from tests.scrapers.crawling.town import Answer, Host, drip, hang, packed, page, plain

OTHER_PAGES = [
    *("/shop", "/products/oak", "/contact", "/book-now", "/order-form", "/reservations", "/vacancies", "/delivery", "/feedback"),
    *("/buy-now", "/availability", "/order-online", "/request-a-quote", "/checkout", "/price-list"),
]
SECRET = "http://127.0.0.1/secret"


def _busy_once(path: str, before: int) -> Answer:
    if path == "/robots.txt":
        return Answer("", 404)
    return Answer("wait", 429, {"Retry-After": "1"}) if before == 0 else Answer(page("Busy bakery"))


def _packed_rules(path: str, before: int) -> Answer:
    rules = gzip.compress(b"User-agent: *\nDisallow: /", mtime=0)
    return (
        Answer(rules, headers={"Content-Type": "text/plain", "Content-Encoding": "gzip"})
        if path == "/robots.txt"
        else Answer(page("Packed"))
    )


def _moved(to: str) -> Host:
    return plain({"/": Answer("", 301, {"Location": to})})


GOODS = "".join(f"<li><h3><a href=/products/{name}>{name} chair</a></h3><p>KES 4,500</p></li>" for name in ("oak", "pine", "cedar"))
ADD = "<form action=/cart/add method=post><input name=product_id><input name=quantity><button>Add to cart</button></form>"
SELLING: dict[str, str | Answer] = {
    "/": page("Chairs for sale", "/shop", "/contact", "/cart/add/3", "/cart?add-to-cart=3"),
    "/shop": f"<html lang=en><h1>Shop</h1><ul>{GOODS}</ul><a href=/go/3>Add to cart</a><a href=/cart>Cart</a></html>",
    "/products/oak": f"<html lang=en><h1>Oak chair</h1><p>KES 4,500</p>{ADD}<a href=/cart>Cart</a></html>",
    "/cart": "<html lang=en><title>Your cart</title><h1>Your cart</h1><p>Your cart is empty.</p><a href=/checkout>Checkout</a></html>",
    "/checkout": Answer("", 302, {"Location": "/cart"}),
    "/contact": page("Contact"),
}

HOSTS: dict[str, Host] = {
    "sells-chairs.co.ke": plain(SELLING),
    "chairs-of-nyeri.co.ke": plain(
        {
            "/": page("Chairs", "/shop", "/contact", "/cart?add-to-cart=3", "/logout", "/delete/1", "/catalogue.pdf"),
            "/shop": page("Shop", "/shop/chair", "/"),
            "/shop/chair": page("A chair", "/shop/chair/legs"),
            "/shop/chair/legs": page("Legs"),
            "/contact": page("Contact"),
        }
    ),
    "many-pages.co.ke": plain({"/": page("Many", *OTHER_PAGES), **{path: page(path, *OTHER_PAGES) for path in OTHER_PAGES}}),
    "rules.co.ke": plain(
        {"/": page("Rules", "/private/shop", "/contact"), "/private/shop": page("Private"), "/contact": page("Contact")},
        "User-agent: ecomstat\nDisallow: /private\n",
    ),
    "closed-door.co.ke": plain({"/": page("Closed")}, "User-agent: *\nDisallow: /\n"),
    "broken-rules.co.ke": plain({"/": page("Broken rules")}, 503),
    "slow-walker.co.ke": plain(
        {"/": page("Slow", "/shop", "/contact"), "/shop": page("Shop"), "/contact": page("Contact")}, "User-agent: *\nCrawl-delay: 1\n"
    ),
    "far-too-slow.co.ke": plain({"/": page("Slower", "/shop"), "/shop": page("Shop")}, "User-agent: *\nCrawl-delay: 2\n"),
    "to-loopback.co.ke": _moved(SECRET),
    "to-metadata.co.ke": _moved("http://169.254.169.254/latest/meta-data/"),
    "to-odd-number.co.ke": _moved("http://2130706433/"),
    "in-circles.co.ke": plain({"/": Answer("", 302, {"Location": "/a"}), "/a": Answer("", 302, {"Location": "/"})}),
    "sold-to-others.co.ke": _moved("http://other-firm.co.ke/"),
    "other-firm.co.ke": plain({"/": page("Another firm")}),
    "renamed-firm.co.ke": _moved("http://renamed-firm.com/"),
    "renamed-firm.com": plain({"/": page("Renamed", "/contact"), "/contact": page("Contact")}),
    "only-social.co.ke": _moved("https://www.facebook.com/invented.page"),
    "drips.co.ke": plain({"/": Answer(act=drip)}),
    "hangs.co.ke": plain({"/": Answer(act=hang)}),
    "out-of-order.co.ke": plain({"/": Answer("oops", 500)}),
    "forbidding.co.ke": plain({"/": Answer(page("No entry"), 403)}),
    "busy-bakery.co.ke": _busy_once,
    "very-busy.co.ke": plain({"/": Answer("later", 429, {"Retry-After": "3600"})}),
    "huge-page.co.ke": plain({"/": Answer(page("Huge", text="x" * 400_000))}),
    "packed-goods.co.ke": plain({"/": packed(page("Packed goods", "/contact")), "/contact": packed(page("Contact"))}),
    "wrong-letters.co.ke": plain({"/": Answer("<html><title>Café</title><p>Crème brûlée, pâté</p></html>".encode("latin-1"))}),
    "leads-to-silence.co.ke": _moved("http://leads-to-silence.com/"),
    "leads-to-silence.com": plain({"/": page("Silence")}),
    "packed-rules.co.ke": _packed_rules,
    "accented.co.ke": plain({"/": Answer("", 301, {"Location": "/citt\u00c3\u00a0"}), "/citt%C3%A0": page("Citta")}),
    "no-content.co.ke": plain({"/": Answer("", 204)}),
    "odd-wait.co.ke": plain({"/": Answer("later", 503, {"Retry-After": "\u00b2"})}),
    "asked-out.co.ke": plain({"/": page("Asked out")}),
    "just-a-file.co.ke": plain({"/": Answer(b"%PDF-1.4", headers={"Content-Type": "application/pdf"})}),
    "old-address.co.ke": plain({"/": page("New home"), "/old/index.html": Answer("gone", 404)}),
}

STARTS = {"old-address.co.ke": "http://old-address.co.ke/old/index.html", "in-circles.co.ke": "in-circles.co.ke"}
"""Start addresses that are not just the host's root."""

NOT_REGISTERED = {"other-firm.co.ke", "renamed-firm.com", "leads-to-silence.com"}
