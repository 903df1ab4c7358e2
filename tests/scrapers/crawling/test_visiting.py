"""One visit of an invented site: which pages are asked for, which never, and when it ends."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from catalogue.sites import Site
from scrapers.archives.responses import SentResponse
from scrapers.crawling.failures import RequestFailure
from scrapers.crawling.visiting import MAX_BROKEN, Visit, visit_site
from scrapers.readers.tasks import Look, ReadPage, look_at
from scrapers.signals.order_path import trace_order_path
from store.records import Website

HOST = "http://duka-la-mbao.co.ke"
WEBSITE = Website("KE", "2026", "duka-la-mbao.co.ke", "duka-la-mbao.co.ke", "own", f"{HOST}/")
WORDS = "<p>We are a small workshop of carpenters beside the market of the town, and we make chairs by hand.</p>"
GOODS = "".join(
    f"<li class=product><h3><a href=/products/{name}>{name.title()} chair</a></h3><p>KES {price}</p>"
    f"<a href=/cart?add-to-cart={price}>Buy</a><a href=/go/{name}>Add to cart</a></li>"
    for name, price in (("oak", "4500"), ("pine", "2900"), ("cedar", "6100"), ("teak", "9800"))
)
MENU = (
    "<nav><a href=/>Home</a><a href=/shop>Shop</a><a href=/about>About us</a><a href=/contact>Contact</a>"
    "<a href=/cart>Cart</a><a href=/logout>Log out</a></nav>"
)
ADD = (
    "<form action=/cart/add method=post><input type=hidden name=product_id value=3>"
    "<input name=quantity value=1><button>Add to cart</button></form>"
)
FIELDS = "".join(f"<label>{name} <input name={name.lower()}></label>" for name in ("Name", "Address", "City", "Phone"))
CART = "<title>Your cart</title><h1>Shopping cart</h1><p>Your cart is empty.</p><a href=/checkout>Checkout</a>"
SHOP: dict[str, str] = {
    "/": f"{MENU}<h1>Chairs</h1>{WORDS}",
    "/shop": f"{MENU}<h1>Shop</h1><ul>{GOODS}</ul>",
    **{f"/products/{name}": f"{MENU}<h1>{name} chair</h1><p>KES 4500</p>{ADD}{WORDS}" for name in ("oak", "pine", "cedar", "teak")},
    "/contact": f"{MENU}<h1>Contact</h1><form><input type=email name=email><textarea name=message></textarea><button>Send</button></form>",
    "/about": f"{MENU}<h1>About us</h1>{WORDS}",
    "/cart": f"{MENU}{CART}",
    "/checkout": f"<title>Checkout</title><h1>Checkout</h1><form method=post>{FIELDS}<button>Place order</button></form>",
}


@dataclass(slots=True)
class Server:
    """Answers from a table; an address of `redirects` sends on, one of `broken` fails; everything else is 404."""

    pages: Mapping[str, str]
    budget: int = 8
    redirects: Mapping[str, str] = field(default_factory=dict)
    broken: Mapping[str, str] = field(default_factory=dict)
    status: Mapping[str, int] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    read: int = 0

    async def __call__(self, url: str) -> SentResponse:
        path = url.removeprefix(HOST)
        self.asked.append(path)
        if path in self.broken:
            raise RequestFailure(self.broken[path], "no answer")
        if path in self.redirects:
            return SentResponse(url, 302, (("location", self.redirects[path]),), b"", "2026-01-01T00:00:00Z")
        status = self.status.get(path, 200 if path in self.pages else 404)
        self.read += status == 200
        body = f"<!doctype html><html lang=en>{self.pages.get(path, '')}</html>".encode()
        return SentResponse(url, status, (("content-type", "text/html"),), body, "2026-01-01T00:00:00Z")

    def pages_left(self) -> int:
        return min(self.budget - self.read, 2 * self.budget - len(self.asked))

    def may_ask(self) -> bool:
        return self.pages_left() > 0

    def spell(self, url: str) -> str:
        return url


def visit(server: Server, depth: int = 2) -> Visit:
    return asyncio.run(visit_site(WEBSITE, server, look, depth=depth))


async def look(response: SentResponse, site: Site) -> Look:
    return look_at(ReadPage(response, site), None)


def path_of(found: Visit) -> list[str]:
    return [signal.value for signal in trace_order_path(found.readings)]


def test_the_order_path_is_walked_to_the_checkout() -> None:
    found = visit(Server(SHOP))
    assert path_of(found) == ["catalogue", "product", "basket_step", "basket", "checkout"]


def test_nothing_is_asked_for_that_adds_logs_out_or_submits() -> None:
    server = Server(SHOP, budget=30)
    visit(server)
    assert set(server.asked) <= SHOP.keys()
    assert len(server.asked) == len(set(server.asked))


def test_one_or_two_products_are_read_before_the_pages_of_other_kinds() -> None:
    server = Server(SHOP)
    visit(server)
    products = [place for place, path in enumerate(server.asked) if path.startswith("/products/")]
    last = max(server.asked.index(path) for path in ("/shop", "/contact", "/cart", "/checkout"))
    assert products[0] < last
    assert all(place > last for place in products[2:])


def test_the_path_is_walked_deeper_than_other_pages() -> None:
    pages = {
        "/": f"<a href=/a>Shop</a>{WORDS}",
        "/a": f"<a href=/b>Chairs for the shop</a><a href=/old>Our history</a>{WORDS}",
        "/b": f"<ul>{GOODS}</ul><a href=/older>Our history</a>",
        "/products/oak": f"<h1>Oak chair</h1><p>KES 4500</p>{ADD}<a href=/cart>Cart</a><a href=/oldest>Shop news</a>",
        "/cart": CART,
        "/older": WORDS, "/oldest": WORDS,
    }  # fmt: skip
    server = Server(pages)
    assert path_of(visit(server)) == ["catalogue", "product", "basket_step", "basket"]
    assert not {"/older", "/oldest", "/checkout"} & set(server.asked)


def test_a_checkout_that_leads_back_to_the_basket_shows_a_live_basket() -> None:
    pages = {path: body for path, body in SHOP.items() if path not in {"/cart", "/checkout"}} | {"/basket": CART}
    pages["/shop"] = pages["/shop"].replace("</ul>", "</ul><a href=/checkout>Checkout</a>")
    found = visit(Server(pages, redirects={"/checkout": "/basket"}))
    assert path_of(found)[-1] == "basket"


def test_a_basket_that_redirects_to_adding_something_is_not_followed() -> None:
    server = Server(SHOP, redirects={"/cart": "/cart/add/5"})
    visit(server)
    assert "/cart/add/5" not in server.asked


def test_an_empty_basket_where_nothing_is_sold_is_read_and_no_path() -> None:
    pages = {path: f"{MENU}<h1>{path}</h1>{WORDS}" for path in ("/", "/about", "/shop")} | {"/contact": SHOP["/contact"], "/cart": CART}
    server = Server(pages)
    assert path_of(visit(server)) == []
    assert "/cart" in server.asked


def test_dead_links_cost_no_page() -> None:
    dead = "".join(f"<a href=/products/gone-{i}>Chair {i}</a>" for i in range(4))
    server = Server({**SHOP, "/": dead + SHOP["/"]})
    found = visit(server)
    assert path_of(found)[-1] == "checkout"
    assert {"/shop", "/contact"} < set(server.asked)


def test_requests_are_bounded_however_many_links_are_dead() -> None:
    server = Server({"/": "".join(f"<a href=/shop/{i}>Shop</a><a href=/contact/{i}>Contact</a>" for i in range(40))})
    visit(server)
    assert len(server.asked) == 16


def test_the_page_budget_is_kept_to_the_page() -> None:
    server = Server(SHOP, budget=3)
    assert len(visit(server).readings) == 3
    assert len(server.asked) == 3


def test_a_visit_ends_where_nothing_more_is_promised() -> None:
    news = {f"/news-{i}": f"<h1>News {i}</h1>{WORDS}" for i in range(30)}
    server = Server({"/": "".join(f"<a href={path}>Story number {path[6:]}</a>" for path in news) + WORDS, **news})
    assert len(visit(server).readings) < 6


@pytest.mark.parametrize(("failure", "goes_on"), [("timeout", False), ("tls", False), ("robots", True), ("empty", True)])
def test_a_host_that_does_not_answer_is_left_alone_and_a_file_or_a_rule_stops_nothing(failure: str, goes_on: bool) -> None:
    server = Server(SHOP, broken=dict.fromkeys(SHOP.keys() - {"/"}, failure))
    visit(server)
    assert set(server.asked) == {"/", "/shop", "/about", "/contact", "/cart"} if goes_on else len(server.asked) == 1 + MAX_BROKEN


def test_a_host_that_answers_again_is_not_given_up() -> None:
    server = Server(SHOP, broken={"/shop": "timeout"}, status={"/contact": 200, "/about": 500})
    visit(server)
    assert {"/shop", "/contact", "/cart"} < set(server.asked)


def test_a_host_that_is_busy_is_left_alone_at_once() -> None:
    server = Server(SHOP, status={"/shop": 429})
    visit(server)
    assert server.asked[-1] == "/shop"


def test_a_folder_is_asked_for_where_its_index_page_is_dead_and_from_then_on_at_once() -> None:
    menu = "".join(f"<a href=/{name}/index.html>{name.title()}</a>" for name in ("shop", "contact", "about"))
    pages = {"/": menu + WORDS, "/shop/": f"<ul>{GOODS}</ul>", "/contact/": WORDS, "/about/": WORDS}
    server = Server(pages)
    visit(server)
    assert {"/shop/", "/contact/"} < set(server.asked)
    assert sum(path.endswith("index.html") for path in server.asked) == 1


def test_one_version_in_another_language_is_read() -> None:
    swahili = "<p>Sisi ni mafundi seremala wa mji huu, tunatengeneza viti na meza kwa mikono yetu wenyewe kila siku ya wiki.</p>"
    menu = "<a class=lang href=/sw/ hreflang=sw>Kiswahili</a><a href=/sw/about>Kuhusu sisi</a><a href=/sw/contact>Mawasiliano</a>"
    pages = {**SHOP, "/": menu + SHOP["/"], "/sw/": swahili, "/sw/about": swahili, "/sw/contact": swahili}
    server = Server(pages)
    found = visit(server)
    assert [path for path in server.asked if path.startswith("/sw/")] == ["/sw/"]
    assert {reading.language for reading in found.readings} >= {"en", "sw"}


def test_a_visit_takes_the_same_way_each_time() -> None:
    first, second = Server(SHOP), Server(dict(reversed(SHOP.items())))
    assert visit(first).readings == visit(second).readings
    assert first.asked == second.asked
