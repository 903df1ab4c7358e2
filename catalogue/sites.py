"""Which site an address belongs to, and what kind of host carries it."""

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import SplitResult, parse_qs, urlsplit

from catalogue.additions import Additions, current_additions
from catalogue.hosts import HOSTS, KnownHost, load_known_hosts
from catalogue.suffixes import find_registered_domain, find_suffix

KINDS = {
    "social": "social",
    "messengers": "social",
    "marketplaces": "marketplace",
    "shared": "shared",
    "directories": "shared",
    "job_boards": "shared",
    "app_stores": "shared",
}
ELSEWHERE = frozenset({"social", "marketplace"})
"""Kinds of sites on which a business has a page without the site being its own; nobody visits them."""

OWN_WITHOUT_PATH = {"directories", "job_boards"}
_DOORS = frozenset(
    ("m", "mobile", "shop", "shops", "store", "stores", "app", "help", "support", "seller", "partner", "business", "blog", "order")
)
"""Subdomains that are the host's own, also where businesses have subdomains of theirs; so are codes of two letters."""

_FILE = re.compile(r"\.(?:html?|php|aspx?)$")
_CREDENTIALS = re.compile(r"^(https?://)[^/?#]*@", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Site:
    """A site: `site` names it (host without port and www., with a path prefix on shared hosts); kind own, shared, social or marketplace.

    `url` is the address as it was written, but without name and password, which are nobody's business: neither sent nor kept.
    """

    site: str
    host: str
    kind: str
    url: str


def find_site(url: str) -> Site | None:
    """The site that an http(s) address belongs to; None where the address names no host with a public suffix or no page of a business."""
    parts = _split_url(url)
    host = _clean_host(parts.hostname if parts else None)
    if parts is None or host is None:
        return None
    url = _CREDENTIALS.sub(r"\1", url)
    known = find_known_host(host)
    if known is not None and known.category == "search_engines":
        return None
    bare = not parts.path.strip("/")
    if known is None or known.category not in KINDS or (bare and known.category in OWN_WITHOUT_PATH):
        return Site(host, host, "own", url)
    return _site_on_known_host(known, host, parts, url)


def find_known_host(host: str) -> KnownHost | None:
    """What is known of a host or of one of its parent domains, or None; `amazon.*` in a file means that name under any public suffix."""
    table, labels = _known_hosts(current_additions()), host.lower().removeprefix("www.").split(".")
    found = next((table[name] for i in range(len(labels) - 1) if (name := ".".join(labels[i:])) in table), None)
    return found or table.get(registered_domain(host.lower()).partition(".")[0] + ".*")


def registered_domain(host: str) -> str:
    """The domain that somebody registered, such as `example.co.ke` of `shop.example.co.ke`; the host itself where none is known."""
    return find_registered_domain(host) or host


@lru_cache(maxsize=16)
def _known_hosts(additions: Additions) -> dict[str, KnownHost]:
    """What ships, by host; where an office names the same host, its own entry counts."""
    categories = sorted(path.stem for path in HOSTS.glob("*.toml"))
    shipped = (known for category in categories for known in load_known_hosts(category))
    return {host: known for known in (*shipped, *additions.marketplaces) for host in known.hosts}


def _split_url(url: str):  # type: ignore[no-untyped-def]
    try:
        parts = urlsplit(url if "://" in url else f"http://{url}")
        _ = parts.port
    except ValueError:
        return None
    return parts if parts.scheme in {"http", "https"} else None


def _clean_host(host: str | None) -> str | None:
    """Lower case, ASCII, without `www.`; None for what is no name under a public suffix (addresses, local names)."""
    if not host:
        return None
    try:
        host = host.rstrip(".").encode("idna").decode("ascii").lower()
    except UnicodeError:
        return None
    return (host.removeprefix("www.") or None) if "." in host and find_suffix(host) else None


def _site_on_known_host(known: KnownHost, host: str, parts: SplitResult, url: str) -> Site | None:
    segments = [part for part in parts.path.split("/") if part]
    first = segments[0].lower() if segments else ""
    wanted = known.path_segments + (first in known.prefixes)
    segments = [part.lower() if known.folded else part for part in segments[:wanted]]
    named = first.partition(".")[0] if _FILE.search(first) else first
    if (
        not known.not_profiles.isdisjoint((first, named, "*"))
        or (known.path_segments and not segments and not (known.subdomains and _is_named_below(host)))
        or (first in known.prefixes and len(segments) < 2)
    ):
        return None
    if (field := dict(known.queries).get(segments[-1].lower() if segments else "")) is not None:
        if not (value := parse_qs(parts.query).get(field, [""])[0]):
            return None
        segments[-1] = f"{segments[-1]}?{field}={value}"
    return Site("/".join([host, *segments]), host, KINDS[known.category], url)


def _is_named_below(host: str) -> bool:
    """Whether a host lies below a registered domain under a name that is nobody's door: `my-shop.example.com`, not `m.example.com`."""
    below = host.removesuffix(registered_domain(host)).rstrip(".").partition(".")[0]
    return len(below) > 2 and below not in _DOORS
