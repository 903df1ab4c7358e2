"""Addresses as pages write them: resolved, cleaned of fragments and session ids, compared by site."""

import re
from functools import lru_cache
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

from catalogue.sites import registered_domain

_SESSION = re.compile(
    r"^(?:phpsessid|jsessionid|sid|sess|session|session_?id|aspsessionid\w*|osc?sid|zenid|cfid|cftoken|xid|utm_\w+|fbclid|gclid|yclid|mc_[ce]id|_ga|ref|"
    r"msclkid|srsltid|_gl|igshid|pk_\w+)$",
    re.IGNORECASE,
)
_NOT_FOR_VISITORS = re.compile(
    r"/(?:wp-admin|wp-login|admin|administrator|adminpanel|cpanel|webmail|roundcube|cdn-cgi)(?:[/._-]|$)|/(?:admin|staff|employee)-?log-?in",
    re.IGNORECASE,
)
_ABSOLUTE = re.compile(r"https?://[a-z0-9.-]+/(?:[\w/.~%+=&,:@-]+(?:\?[\w/.~%+=&,:@-]+)?)?", re.ASCII)
_FROM_ROOT = re.compile(r"/(?:(?!/)[\w/~%+=&,:@-][\w/.~%+=&,:@-]*(?:\?[\w/.~%+=&,:@-]+)?)?", re.ASCII)
_PATH_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?#]*", re.IGNORECASE)


@lru_cache(maxsize=20_000)
def resolve_address(base: str, href: str) -> str:
    """The absolute address of a link without its fragment; '' for what no browser could open."""
    if _ABSOLUTE.fullmatch(href):
        return href
    if "/." not in href and _FROM_ROOT.fullmatch(href) and _ABSOLUTE.fullmatch(root := _root_of(base)):
        return root + href[1:]
    try:
        return urljoin(base, href.strip().replace("\n", "").replace("\t", "").replace("\r", "")).partition("#")[0]
    except ValueError:
        return ""


@lru_cache(maxsize=100)
def _root_of(base: str) -> str:
    """The beginning of an address up to the path's first `/`, such as `https://duka.example/`."""
    return "/".join(base.split("/", 3)[:3]) + "/"


@lru_cache(maxsize=50_000)
def normalise_address(url: str) -> str:
    """The address with host in lower case, without fragment, default port, session and tracking parts; '' where it is not http(s)."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not host:
        return ""
    netloc = host if port in {None, 80, 443} else f"{host}:{port}"
    path = quote(_PATH_SESSION.sub("", parts.path) or "/", safe="/%:@!$&'()*+,;=~-._")
    kept = [(key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if not _SESSION.match(key)]
    return urlunsplit((parts.scheme, netloc, path, urlencode(kept), ""))


@lru_cache(maxsize=20_000)
def host_of(url: str) -> str:
    """The host of an address in lower case without `www.`; '' where it has none."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.rstrip(".").removeprefix("www.")


@lru_cache(maxsize=10_000)
def domain_of(host: str) -> str:
    """The registered domain of a host."""
    return registered_domain(host)


def is_for_visitors(url: str) -> bool:
    """Whether a page is made for visitors: neither for staff (administration and its log-in) nor a service's own below the site."""
    try:
        return not _NOT_FOR_VISITORS.search(urlsplit(url).path)
    except ValueError:
        return False


def is_same_site(host: str, other: str) -> bool:
    """Whether two hosts are one site for following links: the same host or one registered domain."""
    return bool(host) and (host == other or domain_of(host) == domain_of(other))
