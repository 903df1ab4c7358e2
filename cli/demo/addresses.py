"""Which pages a site has, what they are called and where they lie: paths differ by platform, by maker and by language."""

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote
from zlib import crc32

from cli.demo.naming import slug
from cli.demo.records import DemoSite
from cli.demo.world import load_phrasebook

# The pages of each genre, in the order of the menu.
MENUS = {
    "shop": ("home", "shop", "about", "contact"),
    "closed_shop": ("home", "shop", "about", "contact"),
    "order_form": ("home", "about", "order", "contact"),
    "rooms": ("home", "services", "booking", "about", "contact"),
    "tickets": ("home", "services", "tickets", "contact"),
    "appointment": ("home", "services", "appointment", "about", "contact"),
    "picture_shop": ("home", "pictures", "about", "contact"),
    "odd_shop": ("home", "odd", "about", "contact"),
    "shell_shop": ("home", "about", "services", "app_shop", "contact"),
    "round_form": ("home", "about", "round", "contact"),
    "brochure": ("home", "about", "services", "contact"),
    "catalogue": ("home", "prices", "about", "contact"),
    "whatsapp": ("home", "products", "contact"),
    "organisation": ("home", "about", "news", "contact"),
    "phone_order": ("home", "phone_order", "about", "contact"),
    "quote_basket": ("home", "enquiry", "about", "contact"),
    "dormant_plugin": ("home", "about", "services", "contact"),
    "webshop_maker": ("home", "services", "about", "contact"),
    "directory": ("home", "entries", "contact"),
    "market": ("home", "entries", "contact"),
    "press": ("home", "entries", "contact"),
}
# Pages that the menu does not show: reached from other pages.
BEHIND = {
    "shop": ("basket", "checkout", "terms"),
    "closed_shop": ("basket",),
    "dormant_plugin": ("shop", "basket"),
    "odd_shop": ("odd_basket",),
    "picture_shop": ("odd_basket",),
    "quote_basket": ("enquiry_basket",),
}
BY_FEATURE = {
    "job_vacancies": "jobs",
    "privacy_statement": "privacy",
    "order_tracking": "tracking",
    "personal_account": "account",
}
ENTRIES_A_PAGE = 40
# What sites that name many enterprises call the pages with them; they are all in English.
ENTRIES = {"directory": ["Companies", "Businesses A to Z"], "market": ["Our sellers"], "press": ["Business news"]}
PRODUCTS = {"shop": 6, "closed_shop": 4, "dormant_plugin": 2}
NAMES = {
    "pictures": "products",
    "odd": "products",
    "app_shop": "shop",
    "tickets": "booking",
    "enquiry": "products",
    "phone_order": "products",
}
NAMES |= {"enquiry_basket": "quote", "round": "products", "odd_basket": "products"}
PLATFORM_PATHS = {
    "woo": {"product": "/product/{slug}/", "page": "/{slug}/"},
    "hosted": {
        "shop": "/collections/all",
        "product": "/products/{slug}",
        "basket": "/cart",
        "checkout": "/checkout",
        "account": "/account/login",
        "privacy": "/policies/privacy-policy",
        "terms": "/policies/terms-of-service",
        "page": "/pages/{slug}",
    },
    "presta": {
        "shop": "/{lang}/2-{slug}",
        "product": "/{lang}/{number}-{slug}.html",
        "basket": "/{lang}/{slug}?action=show",
        "checkout": "/{lang}/{slug}",
        "account": "/{lang}/{slug}",
        "page": "/{lang}/content/{number}-{slug}",
    },
    "local": {"shop": "/c/all", "product": "/p/{number}", "basket": "/b", "checkout": "/b/finish", "page": "/i/{slug}"},
}
STYLES = ("/{slug}.html", "/{slug}/", "/index.php?page={slug}", "/{slug}.htm", "/{slug}", "/{slug}.php")


@dataclass(frozen=True, slots=True)
class PageRef:
    """One page of a site: its kind, its number among its kind, its language."""

    kind: str
    language: str
    index: int = 0


@lru_cache(maxsize=4096)
def map_pages(site: DemoSite) -> dict[str, PageRef]:
    """{path with query: page}: all that the site's server answers with 200."""
    refs = [PageRef(kind, site.language) for kind in list_kinds(site)]
    refs += [PageRef("product", site.language, i) for i in range(PRODUCTS.get(site.genre, 0))]
    refs += [PageRef("entries", site.language, i) for i in range(1, count_entry_pages(site))]
    if site.second_language:
        refs += [PageRef(kind, site.second_language) for kind in ("home", "about") if kind in list_menu(site)]
    return {find_path(site, ref): ref for ref in refs}


def count_entry_pages(site: DemoSite) -> int:
    """How many pages of entries a directory has; none elsewhere."""
    return -(-len(site.mentions) // ENTRIES_A_PAGE) if site.genre in ENTRIES else 0


def list_kinds(site: DemoSite) -> list[str]:
    """The kinds of page that a site has in its main language, home first."""
    kinds = [*list_menu(site), *BEHIND.get(site.genre, ())]
    kinds += [kind for feature, kind in BY_FEATURE.items() if feature in site.features]
    kinds += [kind for kind in ("imprint", "news", "gallery", "quote") if kind in site.trimmings and site.look != "onepage"]
    if "no_jobs" in site.trimmings:
        kinds.append("jobs")
    if "customisation" in site.features and "shop" not in kinds:
        kinds.append("customise")
    return list(dict.fromkeys(kinds))


def list_menu(site: DemoSite) -> list[str]:
    """The pages in the menu; a one-page site has them all on its home page."""
    if site.look == "onepage":
        return ["home"]
    menu = list(MENUS[site.genre])
    if "product_information" in site.features and site.genre in {"brochure", "dormant_plugin", "webshop_maker"}:
        menu.insert(2, "products")
    return menu


def find_path(site: DemoSite, ref: PageRef) -> str:
    """Where a page lies on its site."""
    if ref.kind == "home":
        return "/" if ref.language == site.language else f"/{ref.language}/"
    paths = PLATFORM_PATHS.get(site.look, {})
    pattern = paths.get(ref.kind) or paths.get("page") or STYLES[site.seed % len(STYLES)]
    prefix = "" if ref.language == site.language else f"/{ref.language}"
    number = ref.index + 11 if ref.kind == "product" else crc32(ref.kind.encode()) % 40 + 3
    return prefix + pattern.format(slug=_slug(site, ref), lang=ref.language, number=number)


def _slug(site: DemoSite, ref: PageRef) -> str:
    if ref.kind == "product":
        return f"{slug(find_goods(site, ref.index)) or 'item'}-{ref.index + 1}"
    if ref.kind == "entries":
        return f"{slug(ENTRIES[site.genre][0])}-{ref.index + 1}"
    labels = find_labels(ref.kind, ref.language)
    label = labels[crc32(f"{site.seed}{ref.kind}".encode()) % len(labels)]
    native = slug(label)
    if native:
        return native
    return quote(label.replace(" ", "-")) if site.seed % 3 == 0 else slug(find_labels(ref.kind, "en")[0])


def find_labels(kind: str, language: str) -> list[str]:
    """What sites in this language call a page of this kind."""
    book = load_phrasebook(language)
    if kind == "entries":
        return ENTRIES["directory"]
    if kind in {"odd_basket", "enquiry_basket", "customise"}:
        return list(book["words"][kind])
    if kind == "round":
        return list(book["words"]["odd_basket"])
    return list(book["nav"][NAMES.get(kind, kind)])


def find_goods(site: DemoSite, index: int, language: str | None = None) -> str:
    """The name of the site's product of this number."""
    book = load_phrasebook(language or site.language)
    if site.genre == "dormant_plugin":
        return f"{book['words']['sample'][0]} {index + 1}"
    if site.sells == "dishes":
        return str(book["words"]["dishes"][index % len(book["words"]["dishes"])])
    goods = book["goods"].get(site.trade) or book["goods"]["tools" if site.sells.startswith("goods") else "service"]
    return str(goods[(site.seed + index) % len(goods)])
