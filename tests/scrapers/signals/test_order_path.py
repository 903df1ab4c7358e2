"""How far the way to an order is seen to go, and what is no shop whatever it shows."""

from catalogue.sites import find_site
from scrapers.signals import FetchedPage, PageReading, conclude_site, read_page
from scrapers.signals.order_path import trace_order_path

HOST = "http://duka-la-mbao.co.ke"
GOODS = "".join(
    f"<li class=product><h3><a href=/products/{name}>{name.title()} chair</a></h3><p>KES {price}</p></li>"
    for name, price in (("oak", "4,500"), ("pine", "2,900"), ("cedar", "6,100"), ("teak", "9,800"))
)
ADD = (
    "<form action=/cart/add method=post><input type=hidden name=product_id value=3>"
    "<input name=quantity value=1><button>Add to cart</button></form>"
)
FIELDS = "".join(f"<label>{name} <input name={name.lower()}></label>" for name in ("Name", "Address", "City", "Phone"))
WORDS = "<p>We are a small workshop of carpenters beside the market of the town.</p>"
CATALOGUE = f"<h1>Chairs</h1><ul>{GOODS}</ul>"
PRODUCT = f"<h1>Oak chair</h1><p>Price: KES 4,500</p><p>Made by hand of oak from the hills, to last for many years.</p>{ADD}"
EMPTY_BASKET = "<title>Your cart</title><h1>Shopping cart</h1><p>Your cart is empty.</p><a href=/shop>Continue shopping</a>"
CHECKOUT = f"<title>Checkout</title><h1>Checkout</h1><form method=post action=/checkout>{FIELDS}<button>Place order</button></form>"


def read(path: str, body: str, status: int = 200) -> PageReading:
    markup = f"<!doctype html><html lang=en><body>{body}{WORDS}</body></html>"
    return read_page(FetchedPage(f"{HOST}{path}", status, {"content-type": "text/html"}, markup.encode(), "2026-01-01T00:00:00Z"))


def steps(*readings: PageReading) -> list[str]:
    return [signal.value for signal in trace_order_path(readings)]


def test_a_shop_whose_checkout_opens_shows_the_whole_path() -> None:
    pages = [
        read("/", "<h1>Chairs</h1>"),
        read("/shop", CATALOGUE),
        read("/products/oak", PRODUCT),
        read("/cart", EMPTY_BASKET),
        read("/checkout", CHECKOUT),
    ]
    assert steps(*pages) == ["catalogue", "product", "basket_step", "basket", "checkout"]


def test_each_step_names_the_page_and_the_words_that_show_it() -> None:
    path = {s.value: s for s in trace_order_path([read("/shop", CATALOGUE), read("/products/oak", PRODUCT), read("/cart", EMPTY_BASKET)])}
    assert path["basket_step"].page_url == f"{HOST}/products/oak"
    assert "Add to cart" in path["basket_step"].words
    assert (path["basket"].page_url, path["basket"].rule) == (f"{HOST}/cart", "path/basket@1")


def test_an_empty_basket_where_nothing_is_sold_is_a_themes() -> None:
    assert steps(read("/", "<h1>Carpenters</h1>"), read("/cart", EMPTY_BASKET)) == []


def test_a_catalogue_with_prices_alone_is_a_catalogue() -> None:
    assert steps(read("/", "<h1>Chairs</h1>"), read("/price-list", CATALOGUE)) == ["catalogue"]


def test_a_basket_button_without_any_price_is_no_step() -> None:
    assert steps(read("/", f"<h1>Oak chair</h1>{ADD}")) == []


def test_a_shop_that_says_it_is_closed_shows_goods_only() -> None:
    home = read("/", "<h1>Our shop is closed</h1><p>Our online shop is closed at the moment.</p>")
    assert any(signal.value == "closed_shop" for signal in home.signals)
    assert steps(home, read("/shop", CATALOGUE), read("/products/oak", PRODUCT), read("/cart", EMPTY_BASKET)) == ["catalogue", "product"]


def test_a_themes_sample_shop_shows_no_steps() -> None:
    sample = "<p>Lorem ipsum dolor sit amet, consectetur adipiscing elit.</p>"
    assert (
        steps(*(read(path, body + sample) for path, body in (("/", CATALOGUE), ("/products/oak", PRODUCT), ("/cart", EMPTY_BASKET)))) == []
    )


def test_sold_out_goods_that_are_real_are_a_catalogue_and_a_basket_step() -> None:
    sold_out = PRODUCT.replace("<p>Made", "<p>Sold out</p><p>Made")
    assert steps(read("/shop", CATALOGUE), read("/products/oak", sold_out)) == ["catalogue", "product", "basket_step"]


def test_an_error_page_is_no_step() -> None:
    assert steps(read("/shop", CATALOGUE), read("/cart", EMPTY_BASKET, 404)) == ["catalogue"]


def test_a_basket_below_the_address_of_a_checkout_is_a_basket() -> None:
    assert steps(read("/shop", CATALOGUE), read("/checkout/cart/", EMPTY_BASKET)) == ["catalogue", "basket"]


def test_the_path_is_read_in_other_languages() -> None:
    goods = GOODS.replace("KES", "€").replace("chair", "Stuhl")
    step = "<form action=/x method=post><input name=menge value=1><button>In den Warenkorb</button></form>"
    basket = "<title>Warenkorb</title><h1>Warenkorb</h1><p>Ihr Warenkorb ist leer.</p>"
    pages = [
        read("/sortiment", f"<ul>{goods}</ul>"),
        read("/produkte/eiche", f"<h1>Stuhl</h1><p>45,00 €</p>{step}"),
        read("/warenkorb", basket),
    ]
    assert steps(*pages)[-2:] == ["basket_step", "basket"]


def test_a_site_is_concluded_with_its_path() -> None:
    assert find_site(HOST) is not None
    outcome = conclude_site(f"{HOST}/", [read("/", CATALOGUE), read("/cart", EMPTY_BASKET)])
    assert [s.value for s in outcome.signals if s.kind == "order_path"] == ["basket", "catalogue"]
    assert list(outcome.signals) == sorted(outcome.signals, key=lambda s: (s.kind, s.value, s.place))
