"""What the country's servers answer: host and path in, response out. Pure, so that tests and the server see the same."""

import gzip
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from cli.demo.addresses import map_pages
from cli.demo.records import DemoCountry, DemoSite
from cli.demo.writing import write_page, write_state

HANG_SECONDS = 3.0
PORTAL = "portal.com.xd"
# Bodies of one state that the whole site shows, and the status they come with.
STATES = {
    "parked": 200,
    "for_sale": 200,
    "soon": 200,
    "captcha": 403,
    "shell": 200,
    "soft_404": 200,
    "login": 200,
    "denied": 403,
    "hijacked": 200,
}
PICTURES = (".jpg", ".png", ".gif", ".svg", ".ico", ".css", ".js")


@dataclass(frozen=True, slots=True)
class Answer:
    """A response; `drops` closes the connection without a word, after `waits` seconds."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    drops: bool = False
    waits: float = 0.0


def answer(country: DemoCountry, host: str, target: str, *, takes_gzip: bool = False) -> Answer:
    """What the server of this host (port and case ignored) answers to a GET of this path and query."""
    name = host.split(":")[0].lower().rstrip(".")
    bare = name.removeprefix("www.")
    if bare in country.gone:
        return Answer(drops=True)
    if bare in country.moves:
        site = country.sites[country.moves[bare]]
        return _redirect(site, target if target == "/robots.txt" else "/")
    if bare == PORTAL:
        return _page(
            "<html><head><title>Portal</title></head><body><h1>Portal</h1><p>Weather, sports and exchange rates.</p></body></html>",
            "utf-8",
            "utf-8",
        )
    found = country.sites.get(bare)
    if found is None:
        return Answer(404, {"Content-Type": "text/plain"}, b"no such host")
    reply = _answer_of_site(found, name, target)
    return _compress(reply) if found.gzip and takes_gzip and reply.body else reply


def _answer_of_site(site: DemoSite, name: str, target: str) -> Answer:
    match site.manner:
        case "closes":
            return Answer(drops=True)
        case "hangs":
            return Answer(drops=True, waits=HANG_SECONDS)
        case "fails":
            return Answer(502, {"Content-Type": "text/html"}, b"<html><body><h1>502 Bad Gateway</h1></body></html>")
        case "away":
            return Answer(302, {"Location": f"http://{PORTAL}/?from={site.host}"})
        case "empty":
            return Answer(200, {"Content-Type": "text/html"}, b"")
    if target == "/robots.txt":
        return _robots(site)
    if site.www != name.startswith("www."):
        return _redirect(site, target)
    if site.manner in STATES:
        return _page(write_state(site, site.manner), site.charset, site.declared_charset, STATES[site.manner])
    return _answer_page(site, target)


def _answer_page(site: DemoSite, target: str) -> Answer:
    pages = map_pages(site)
    ref = pages.get(target) or pages.get(urlsplit(target).path)  # a query for sorting or counting changes nothing
    if ref is not None:
        return _page(write_page(site, ref), site.charset, site.declared_charset)
    if urlsplit(target).path.endswith(PICTURES):
        return Answer(404, {"Content-Type": "text/plain"}, b"")
    return _page(write_state(site, "not_found"), site.charset, site.declared_charset, 404)


def _redirect(site: DemoSite, target: str) -> Answer:
    return Answer(301, {"Location": f"http://{'www.' if site.www else ''}{site.host}{target}", "Content-Type": "text/html"})


def _robots(site: DemoSite) -> Answer:
    if site.manner == "robots":
        return Answer(200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /\n")
    if site.seed % 3 == 0:
        return Answer(404, {"Content-Type": "text/html"}, b"<html><body>404</body></html>")
    private = b"User-agent: *\nDisallow: /admin/\nDisallow: /cgi-bin/\n"
    return Answer(200, {"Content-Type": "text/plain"}, private if site.seed % 2 else private + b"Allow: /\nSitemap: /sitemap.xml\n")


def _page(markup: str, charset: str, declared: str | None, status: int = 200) -> Answer:
    kind = f"text/html; charset={declared}" if declared else "text/html"
    return Answer(status, {"Content-Type": kind, "Server": "Apache"}, markup.encode(charset, errors="xmlcharrefreplace"))


def _compress(reply: Answer) -> Answer:
    headers = {**reply.headers, "Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
    return Answer(reply.status, headers, gzip.compress(reply.body, mtime=0), reply.drops, reply.waits)
