"""Websites that only scripts can fill, and what else their scripts do. All invented."""

from tests.scrapers.crawling.town import Answer, Host, plain

WORDS = (
    "We make chairs and tables by hand in our workshop beside the market, and bring them to your door. Every piece is made of wood from"
    " farms around the town, and comes with a year's promise: what breaks is mended for nothing. Come and see us on any day but Sunday,"
    " or choose here what you like, pay when it comes, and send it back within two weeks if it does not please you. We have done so since"
    " our grandfather opened the workshop, and still know every customer by name."
)
MENU = "<a href=/products/oak>Oak chair</a><a href=/products/pine>Pine chair</a><a href=/about>About us</a><a href=/contact>Contact</a>"
FILL = f"document.getElementById('root').innerHTML = `<h1>Chairs</h1><p>{WORDS}</p>{MENU}`"
GO = "window['loc' + 'ation']['hr' + 'ef']"
"""Written so that reading alone does not see where it leads."""

SCRIPT = {"Content-Type": "text/javascript"}
JSON = {"Content-Type": "application/json"}

APP = (
    "fetch('/api/goods').then(answer => answer.json()).then(goods => { document.title = 'Chairs ' + location.pathname;"
    f" {FILL} + '<ul>' + goods.map(name => `<li><h3><a href=/products/${{name}}>${{name}} chair</a></h3><p>KES 4,500</p></li>`).join('')"
    " + '</ul>' })"
)


def shell(script: str = "", head: str = "") -> str:
    """A page with nothing in it but a root and a script."""
    inside = f"<script>{script}</script>" if script else "<script src=/app.js></script>"
    return f"<!doctype html><html lang=en><head><title>App</title>{head}</head><body><div id=root></div>{inside}</body></html>"


def one_page(script: str, robots: str | int = 404, **others: str | Answer) -> Host:
    """A host whose home page runs a script."""
    return plain({"/": shell(script), **{f"/{name}": answer for name, answer in others.items()}}, robots)


PAGES: dict[str, str | Answer] = dict.fromkeys(("/", "/products/oak", "/products/pine", "/about", "/contact"), shell())
PARTS: dict[str, str | Answer] = {"/app.js": Answer(APP, headers=SCRIPT), "/api/goods": Answer('["oak", "pine"]', headers=JSON)}
FORBIDDING = "User-agent: *\nDisallow: /api/\n"

HOSTS: dict[str, Host] = {
    "app-of-nyeri.co.ke": plain({**PAGES, **PARTS}),
    "rules-for-parts.co.ke": plain({**PAGES, **PARTS}, FORBIDDING),
    "no-shell.co.ke": plain({"/": f"<html lang=en><title>Chairs</title><h1>Chairs</h1><p>{WORDS}</p></html>"}),
    "empty-for-ever.co.ke": one_page("console.log('nothing')"),
    # What hostile or broken scripts do; each ends, and nobody waits for it.
    "loops.co.ke": one_page("while (true) {}"),
    "alerts.co.ke": one_page("while (true) { alert('again') }"),
    "grows.co.ke": one_page("while (true) { document.write('<p>' + 'x'.repeat(1e6)) }"),
    "many-elements.co.ke": one_page("document.body.innerHTML = '<p>'.repeat(200000)"),
    "long-text.co.ke": one_page("document.body.innerHTML = '<p>' + 'word '.repeat(1200000)"),
    "lies-about-length.co.ke": one_page(
        "Object.defineProperty(Element.prototype, 'outerHTML', {get: () => 'short'});"
        " document.body.innerHTML = '<p>' + 'word '.repeat(1200000)"
    ),
    "fills-memory.co.ke": one_page("const kept = []; while (true) { kept.push(new Array(1e6).fill({})) }"),
    "opens-windows.co.ke": one_page(f"{FILL}; setInterval(() => window.open('/window' + Math.random()), 5)"),
    "leads-astray.co.ke": one_page(f"{FILL}; {GO} = 'http://other-firm.co.ke/'"),
    "asks-a-lot.co.ke": one_page(f"{FILL}; for (let i = 0; i < 500; i++) fetch('/many/' + i)"),
    "posts.co.ke": one_page(f"{FILL}; fetch('/orders', {{method: 'POST', body: 'x'}}); navigator.sendBeacon('/beacon', 'x')"),
    "asked-out-parts.co.ke": one_page(f"{FILL}; fetch('http://opted-out-shop.co.ke/api')"),
    "opted-out-shop.co.ke": plain({"/": "<html lang=en><p>Do not visit us.</p></html>", "/api": Answer("{}", headers=JSON)}),
    "sends-home.co.ke": one_page(
        f"{FILL}; fetch('/inside')", **{"inside": Answer("", 302, {"Location": "http://127.0.0.1/secret"})}
    ),
    # Last, since a flood of pages holds up those that are open beside it.
    "wanders-off.co.ke": one_page(f"{FILL}; setInterval(() => {{ {GO} = '/away' + Math.random() }}, 5)"),
}  # fmt: skip
