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
_ABSOLUTE = re.compile(r"https?://[a-z0-9.-]+(?:/(?:[\w/.~%+=&,:@-]+(?:\?[\w/.~%+=&,:@-]+)?)?)?", re.ASCII)
_FROM_ROOT = re.compile(r"/(?:(?!/)[\w/~%+=&,:@-][\w/.~%+=&,:@-]*(?:\?[\w/.~%+=&,:@-]+)?)?", re.ASCII)
_NORMAL = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+/[\w/.~%+=&,:@!$'()*-]*", re.ASCII)
_HOST = re.compile(r"https?://(?:www\.)?+([a-z0-9-]+(?:\.[a-z0-9-]+)+)(?=[/?#]|$)", re.ASCII)
_RELATIVE = re.compile(r"[\w~%][\w.~%+=&,-]*(?:/[\w~%+=&,-][\w.~%+=&,-]*)*/?(?:\?[\w/.~%+=&,:@-]+)?", re.ASCII)
_OTHER_SCHEME = re.compile(r"(?:mailto|tel|javascript|whatsapp|sms|callto|viber|skype):[^\s#]*", re.ASCII)
_PATH_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?#]*", re.IGNORECASE)


def resolve_address(base: str, href: str) -> str:
    """The absolute address of a link without its fragment; '' for what no browser could open."""
    if "#" in href:
        href = href.partition("#")[0]
    if ":" in href and (_ABSOLUTE.fullmatch(href) or _OTHER_SCHEME.fullmatch(href)):
        return href
    return _join_usual(base, href) or _join_address(base, href)


def _join_address(base: str, href: str) -> str:
    try:
        return urljoin(base, href.strip().replace("\n", "").replace("\t", "").replace("\r", "")).partition("#")[0]
    except ValueError:
        return ""


def _join_usual(base: str, href: str) -> str | None:
    """What `urljoin` makes of addresses from the root or from the page's folder, several times faster; None for unusual ones."""
    root, folder = _beginnings_of(base)
    if not root:
        return None
    if not href:
        return base
    while href.startswith("../"):
        href, folder = href[3:], folder[: folder.rfind("/", 0, -1) + 1] if folder != root else root
    if "/." in href:
        return None
    if _FROM_ROOT.fullmatch(href):
        return root + href[1:]
    return folder + href if not href or _RELATIVE.fullmatch(href) else None


@lru_cache(maxsize=200)
def _beginnings_of(base: str) -> tuple[str, str]:
    """The address up to its path's first and up to its last `/`, such as `https://duka.example/`; ('', '') for unusual addresses."""
    path = base.partition("?")[0]
    if not _ABSOLUTE.fullmatch(base) or "/." in path or path.count("//") > 1 or path.count("/") < 3:
        return "", ""
    return "/".join(base.split("/", 3)[:3]) + "/", path.rpartition("/")[0] + "/"


@lru_cache(maxsize=50_000)
def normalise_address(url: str) -> str:
    """The address with host in lower case, without fragment, default port, session and tracking parts; '' where it is not http(s)."""
    if _NORMAL.fullmatch(url):
        return url
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
    if usual := _HOST.match(url):
        return usual.group(1)
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.rstrip(".").removeprefix("www.")


@lru_cache(maxsize=10_000)
def domain_of(host: str) -> str:
    """The registered domain of a host."""
    return registered_domain(host)


@lru_cache(maxsize=30_000)
def locate_address(base: str, href: str, site: str) -> tuple[str, str, bool]:
    """The absolute address of a link, its host, and whether it stays within the site whose host is `site`."""
    url = resolve_address(base, href)
    host = host_of(url)
    return url, host, is_same_site(site, host)


def is_for_visitors(url: str) -> bool:
    """Whether a page is made for visitors: neither for staff (administration and its log-in) nor a service's own below the site."""
    try:
        return not _NOT_FOR_VISITORS.search(urlsplit(url).path)
    except ValueError:
        return False


def is_same_site(host: str, other: str) -> bool:
    """Whether two hosts are one site for following links: the same host or one registered domain."""
    return host == other != "" or (bool(host) and domain_of(host) == domain_of(other))
