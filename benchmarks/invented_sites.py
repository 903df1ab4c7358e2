"""Websites that nobody has: realistic markup of several kinds, sizes and languages, the same for the same seed, to time extraction with."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from scrapers.signals import FetchedPage

KINDS = ("shop", "product", "brochure", "news")
WORDS = {
    "en": "our new garden chair bread coffee roof window service family workshop made with care every day open team quality".split(),  # noqa: SIM905
    "de": "unsere neue Bank Brot Kaffee Dach Fenster Werkstatt Familie täglich frisch geöffnet Qualität wählen können für".split(),  # noqa: SIM905
    "es": "nuestra nueva silla pan café techo ventana taller familia hecho con cariño cada día entrega abierto equipo calidad".split(),  # noqa: SIM905
    "ru": "наша новая скамейка хлеб кофе крыша окно мастерская семья каждый день доставка открыто качество выбрать для сада".split(),  # noqa: SIM905
    "ar": "كرسي جديد خبز قهوة سقف نافذة ورشة عائلة كل يوم توصيل مفتوح فريق جودة حديقة من أجل".split(),  # noqa: SIM905
    "sw": "kiti kipya mkate kahawa paa dirisha karakana familia kila siku usafirishaji wazi timu ubora bustani kwa ajili".split(),  # noqa: SIM905
    "zh": "新的 花园 椅子 面包 咖啡 屋顶 窗户 服务 家庭 工作坊 每天 配送 营业 团队 质量".split(),  # noqa: SIM905
}
BUY = {"en": "Add to cart", "de": "In den Warenkorb", "es": "Añadir al carrito", "ru": "В корзину", "ar": "أضف إلى السلة",
       "sw": "Weka kikapuni", "zh": "加入购物车"}  # fmt: skip
SIGNS = {"en": "$", "de": "€", "es": "€", "ru": "₽", "ar": "SAR", "sw": "KSh", "zh": "¥"}


@dataclass(frozen=True, slots=True)
class _Site:
    """An invented website: what all its pages share."""

    host: str
    language: str
    kind: str
    menu: str
    footer: str
    script: str


def invent_pages(sites: int, pages: int, seed: int = 1) -> Iterator[FetchedPage]:
    """`pages` pages of each of `sites` websites, one site after the other, 20 to 200 kB each."""
    rng = random.Random(seed)
    for number in range(sites):
        site = _invent_site(number, rng)
        for page in range(pages):
            markup = _write_page(site, page, rng)
            yield FetchedPage(f"https://{site.host}/page-{page}/", 200, {"content-type": "text/html; charset=utf-8"}, markup.encode(), "")


def _invent_site(number: int, rng: random.Random) -> _Site:
    language, kind = rng.choice(sorted(WORDS)), KINDS[number % len(KINDS)]
    entries = "".join(f'<li class="menu-item menu-item-{n}"><a href="/page-{n}/">{_say(language, rng, 2)}</a></li>' for n in range(30))
    menu = (
        f'<header class="site-header"><nav class="main-navigation"><ul class="menu">{entries}</ul></nav>'
        '<form role="search" action="/search">'
        f'<input type="search" name="q" placeholder="{_say(language, rng, 1)}"><button type="submit">→</button></form></header>'
    )
    links = "".join(f'<li><a href="/info/{n}">{_say(language, rng, 2)}</a></li>' for n in range(15))
    footer = (
        f'<footer class="site-footer"><ul>{links}</ul><p>© 2026 Invented {number} · +254 20 555 01{number % 100:02} · '
        f'<a href="mailto:post@invented-{number}.example">post@invented-{number}.example</a></p></footer>'
    )
    parts = range(rng.randrange(200, 2_500))
    script = "".join(f'window.part{n}={{"id":{rng.randrange(10**9)},"value":"{rng.randrange(10**12):x}"}};' for n in parts)
    return _Site(f"invented-{number}.example", language, kind, menu, footer, script)


def _write_page(site: _Site, page: int, rng: random.Random) -> str:
    title = _say(site.language, rng, 4)
    writers = {"shop": _write_list, "product": _write_product, "brochure": _write_text, "news": _write_news}
    body = writers[site.kind](site.language, page, rng)
    styles = "".join(f'<link rel="stylesheet" href="/assets/style-{n}.css?v={page}">' for n in range(12))
    return (
        f'<!DOCTYPE html><html lang="{site.language}"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="description" content="{title}"><meta property="og:title" content="{title}">{styles}'
        f'<style>{".a{margin:0;padding:0}" * 300}</style></head><body class="page-{page}">'
        f'{site.menu}<main id="content"><h1>{title}</h1>{body}</main>{site.footer}<script>{site.script}</script>'
        f'<script src="/assets/app.js?v={page}"></script></body></html>'
    )


def _write_list(language: str, page: int, rng: random.Random) -> str:
    return '<div class="products">' + "".join(_write_card(language, page * 100 + n, rng) for n in range(rng.randrange(12, 60))) + "</div>"


def _write_card(language: str, number: int, rng: random.Random) -> str:
    name = _say(language, rng, 3)
    return (
        f'<div class="product-card" data-id="{number}"><a class="product-link" href="/product/{number}">'
        f'<img class="lazy" src="/images/{number}.jpg" alt="{name}"><h3 class="product-title">{name}</h3></a>'
        f'<span class="price"><bdi>{SIGNS[language]} {rng.randrange(1, 400)}.{rng.randrange(10, 100)}</bdi></span>'
        f'<a class="button add-to-cart" href="/product/{number}?add">{BUY[language]}</a></div>'
    )


def _write_product(language: str, page: int, rng: random.Random) -> str:
    name, price = _say(language, rng, 3), rng.randrange(5, 900)
    options = "".join(f"<option value={n}>{_say(language, rng, 1)}</option>" for n in range(8))
    return (
        f'<div itemscope itemtype="https://schema.org/Product"><h2 itemprop="name">{name}</h2>'
        f'<img itemprop="image" src="/images/{page}.jpg" alt="{name}"><form method="post" action="/cart/add">'
        f'<label for="size">{_say(language, rng, 1)}</label><select id="size" name="size">{options}</select>'
        f'<input type="number" name="quantity" value="1"><button type="submit">{BUY[language]}</button></form>'
        f'<p class="price">{SIGNS[language]} {price}.00</p>'
        f'<div itemprop="description">{_write_text(language, page, rng)}</div></div>{_write_list(language, page, rng)}'
    )


def _write_text(language: str, page: int, rng: random.Random) -> str:
    return "".join(f"<h2>{_say(language, rng, 4)}</h2><p>{_say(language, rng, 60)}</p>" for _ in range(rng.randrange(6, 25)))


def _write_news(language: str, page: int, rng: random.Random) -> str:
    return "".join(
        f'<article class="post" id="post-{page}-{n}"><h2><a href="/news/{page}-{n}">{_say(language, rng, 5)}</a></h2>'
        f'<time>2026-0{1 + n % 9}-12</time><p>{_say(language, rng, 45)} <a href="/news/{page}-{n}">…</a></p></article>'
        for n in range(rng.randrange(8, 40))
    )


def _say(language: str, rng: random.Random, count: int) -> str:
    return " ".join(rng.choices(WORDS[language], k=count)).capitalize()
