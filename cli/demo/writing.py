"""Writing the pages of a site: what a template may ask for, and the way from page to markup."""

from collections.abc import Sequence
from functools import cache
from typing import Any
from zlib import crc32

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup, escape

from cli.demo.addresses import (
    BEHIND,
    ENTRIES_A_PAGE,
    PRODUCTS,
    PageRef,
    count_entry_pages,
    find_goods,
    find_labels,
    find_path,
    list_kinds,
    list_menu,
)
from cli.demo.contacts import CALLING_CODE
from cli.demo.records import Contact, DemoSite, Mention
from cli.demo.world import FOLDER, load_phrasebook

MONEY = ("${0}.{1:02d}", "{0},{1:02d} €", "USD {0}.{1:02d}", "€ {0},{1:02d}", "US$ {0}.{1:02d}")
BODIES = {"closed_shop": "shop"}
# Pages of a one-page site that stand on its home page.
SECTIONS = ("services", "products", "about", "contact")


class Writer:
    """What templates ask while they write one site in one language: words, texts, addresses, goods and prices."""

    def __init__(self, site: DemoSite, language: str) -> None:
        self.site, self.language = site, language
        self.book = load_phrasebook(language)
        self.direction = self.book["direction"]

    def word(self, key: str) -> str:
        """The site's own way to say it."""
        return str(self._pick(self.book["words"][key], key))

    def label(self, kind: str) -> str:
        """What the site calls a page."""
        return str(self._pick(find_labels(kind, self.language), kind))

    def nav(self, key: str) -> str:
        """A menu word, whether the site has such a page or not."""
        return str(self._pick(self.book["nav"][key], key))

    def text(self, key: str, count: int = 3) -> list[str]:
        """Some sentences, about the site's own name and place."""
        texts, start = self.book["texts"][key], self._number(key)
        year = 1961 + self.site.seed % 60
        return [
            texts[(start + i) % len(texts)].format(name=self.site.name, place=self.site.place, year=year)
            for i in range(min(count, len(texts)))
        ]

    def some(self, key: str, count: int) -> list[str]:
        """Some of a list of words."""
        words = self.book["words"][key]
        return [words[(self.site.seed + i) % len(words)] for i in range(min(count, len(words)))]

    def url(self, kind: str, index: int = 0, language: str | None = None) -> str:
        """The address of a page of the site."""
        language = language or (self.language if kind in {"home", "about"} else self.site.language)
        return find_path(self.site, PageRef(kind, language, index))

    def goods(self, count: int = 6) -> list[dict[str, Any]]:
        """Products: number, name, price and address."""
        pages = PRODUCTS.get(self.site.genre, 0)
        items = range(min(count, pages or count))
        return [
            {
                "number": i,
                "name": find_goods(self.site, i, self.language),
                "price": self.price(i),
                "url": self.url("product", i) if pages else "",
            }
            for i in items
        ]

    def price(self, index: int, times: int = 1) -> str:
        """A price as the site writes prices."""
        whole, cents = self._amount(index)
        return MONEY[self.site.seed % len(MONEY)].format(whole * times, cents)

    def offer(self, index: int) -> dict[str, str]:
        """The same price as structured data gives it."""
        whole, cents = self._amount(index)
        return {"price": f"{whole}.{cents:02d}", "currency": "EUR" if "€" in MONEY[self.site.seed % len(MONEY)] else "USD"}

    def has(self, name: str) -> bool:
        """Whether the site has this feature or trimming."""
        return name in self.site.features or name in self.site.trimmings

    def pages(self) -> list[str]:
        """The kinds of page that the site has."""
        return list_kinds(self.site)

    def menu(self) -> list[tuple[str, str]]:
        """(address, words) of the menu."""
        if self.site.look == "onepage":
            return [
                ("/", self.label("home")),
                *((f"#{kind}", self.label(kind)) for kind in SECTIONS if kind != "products" or self.has("product_information")),
            ]
        return [(self.url(kind), self.label(kind)) for kind in list_menu(self.site)]

    def footer(self) -> list[tuple[str, str]]:
        """(address, words) of the links at the foot of every page."""
        hidden = {*list_menu(self.site), *BEHIND.get(self.site.genre, ()), "account"} - {"terms"}
        if self.has("footer_shop"):
            hidden.discard("shop")
        return [(self.url(kind), self.label(kind)) for kind in self.pages() if kind not in hidden]

    def chance(self, key: str, outcomes: int) -> int:
        """A number below `outcomes` that is always the same for this site and key."""
        return self._number(key) % outcomes

    @property
    def contact(self) -> Contact:
        """What the site tells of its owner."""
        return self.site.contact or Contact(self.site.name, self.site.place)

    @property
    def phone(self) -> str:
        """The phone number as the site writes it; a site that lives by calls has one in any case."""
        return self.contact.phone or (f"{CALLING_CODE} 299 {self.site.seed % 9000 + 1000} {self._number('phone') % 9000 + 1000}")

    @property
    def email(self) -> str:
        """The e-mail address that the site tells, or one on its host where a page cannot do without."""
        return self.contact.email or f"{('info', 'office', 'hello', 'contact')[self.site.seed % 4]}@{self.site.host}"

    @property
    def brand(self) -> Markup:
        """The name at the head of every page: in letters or as a logo."""
        if self.chance("logo", 4):
            return escape(self.site.name)
        return Markup('<img src="/img/logo.png" class="logo" alt="{}">').format(self.site.name)

    @property
    def owner(self) -> str:
        """Who holds the copyright: the legal name, where the site tells it."""
        return self.contact.legal_name or self.site.name

    @property
    def entry_pages(self) -> int:
        """How many pages of entries a directory has."""
        return count_entry_pages(self.site)

    def mentions(self, page: int) -> Sequence[Mention]:
        """The enterprises that a page of a directory names."""
        return self.site.mentions[page * ENTRIES_A_PAGE : (page + 1) * ENTRIES_A_PAGE]

    @property
    def handle(self) -> str:
        """The name that the site goes by on social networks."""
        return self.site.host.split(".")[0].replace("-", "")

    def _amount(self, index: int) -> tuple[int, int]:
        number = crc32(f"{self.site.seed} price {index}".encode())
        return number % 90 + 2, (0, 50, 90)[number % 3]

    def _pick(self, variants: list[str], key: str) -> str:
        return variants[self._number(key) % len(variants)]

    def _number(self, key: str) -> int:
        return crc32(f"{self.site.seed}{key}".encode())


@cache
def load_templates() -> Environment:
    """The templates beside this file."""
    return Environment(loader=FileSystemLoader(FOLDER / "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True)


def write_page(site: DemoSite, ref: PageRef) -> str:
    """The markup of a page."""
    writer = Writer(site, ref.language)
    facts = {
        "w": writer,
        "site": site,
        "ref": ref,
        "title": find_goods(site, ref.index) if ref.kind == "product" else writer.label(ref.kind),
    }
    kinds = (
        [ref.kind]
        if ref.kind != "home" or site.look != "onepage"
        else ["home", *(k for k in SECTIONS if k != "products" or writer.has("product_information"))]
    )
    bodies = [_write_body(kind, facts) for kind in kinds]
    if ref.kind == "app_shop":
        return str(bodies[0])
    layout = load_templates().get_template(f"layouts/{site.look}.html")
    return layout.render(facts, bodies=bodies, kinds=kinds)


def write_state(site: DemoSite, state: str) -> str:
    """The markup of a site that does not show itself: parked, for sale, a wall, an empty shell."""
    return load_templates().get_template(f"states/{state}.html").render(w=Writer(site, site.language), site=site)


def _write_body(kind: str, facts: dict[str, Any]) -> Markup:
    template = load_templates().get_template(f"pages/{BODIES.get(kind, kind)}.html")
    return Markup(template.render(facts))  # noqa: S704  our own templates, escaped already
