"""Addresses of a site in their several spellings: where a visit begins, what else may be tried, what still belongs to the site."""

from urllib.parse import urlsplit, urlunsplit

from catalogue.sites import Site, find_site
from scrapers.crawling.candidates import INDEX_PAGE
from store.records import Website


def start_url(website: Website) -> str:
    """Where a visit begins: the address given, with a scheme."""
    url = website.start_url or website.site
    try:
        parts = urlsplit(url if "://" in url else f"http://{url}")
    except ValueError:
        parts = urlsplit(f"http://{website.site}")
    return urlunsplit(parts._replace(path=parts.path or "/", fragment=""))


def find_variants(url: str, status: str, kind: str) -> list[str]:
    """Other spellings of a start address that are worth one try after this failure."""
    parts = urlsplit(url)
    host, other = parts.netloc, {"http": "https", "https": "http"}.get(parts.scheme)
    if kind != "own" or other is None:
        return []
    if status == "dns":
        toggled = host.removeprefix("www.") if host.startswith("www.") else f"www.{host}"
        return [urlunsplit(parts._replace(netloc=toggled))]
    if status in {"tls", "timeout"} and not parts.port:
        return [urlunsplit(parts._replace(scheme=other))]
    return []


def name_folder(url: str) -> str | None:
    """The folder's own address where a link names its index page; copied sites do so, and their servers may not know that name."""
    parts = urlsplit(url)
    path = INDEX_PAGE.sub("/", parts.path)
    return urlunsplit(parts._replace(path=path)) if path != parts.path else None


def is_within(url: str, site: Site) -> bool:
    """Whether a page belongs to a site: its own host or one below it; on a host that many share, only its own path."""
    found = find_site(url)
    if found is None:
        return False
    return found.site == site.site or (site.kind == "own" and found.host.endswith(f".{site.host}"))


def keep_origin(url: str, home: str) -> str:
    """A link of the home page's host in the spelling in which the home page answered: with `www.` or without, https where it was."""
    parts, own = urlsplit(url), urlsplit(home)
    if parts.netloc.removeprefix("www.") != own.netloc.removeprefix("www."):
        return url
    return urlunsplit(parts._replace(netloc=own.netloc, scheme="https" if own.scheme == "https" else parts.scheme))
