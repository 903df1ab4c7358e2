"""Host names as lists write them, and the domain that somebody registered."""

import re
from functools import cache, lru_cache

from catalogue.hosts import HOSTS, load_known_hosts
from catalogue.sites import find_site
from catalogue.suffixes import load_suffix_rules

HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])")


def clean_host(text: str) -> str | None:
    """The host in lower-case ASCII without `www.`; of an address its host; None for what is no host."""
    host = text.strip().lower()
    if "/" in host:
        host = host.partition("://")[2] or host
        host = host.partition("/")[0]
    host = host.partition(":")[0].rstrip(".").removeprefix("www.")
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            return None
    return host if HOST.fullmatch(host) and len(host) < 254 else None


@lru_cache(maxsize=1000)
def split_host(host: str) -> tuple[str, str] | None:
    """(label, suffix) of the registered domain: ("example", "co.ke") of shop.example.co.ke; None where there is no public suffix."""
    rules, labels = load_suffix_rules(), host.split(".")
    for i in range(len(labels)):
        suffix = ".".join(labels[i:])
        if "!" + suffix in rules:
            return labels[i], ".".join(labels[i + 1 :])
        if suffix in rules or "*." + ".".join(labels[i + 1 :]) in rules:
            return (labels[i - 1], suffix) if i else None
    return None


def find_listed_site(host: str) -> str | None:
    """The site that a listed host belongs to: its registered domain, or the host itself where businesses have subdomains of others."""
    split = split_host(host)
    if split is None:
        return None
    label, suffix = split
    if label not in _known_labels():
        return f"{label}.{suffix}"
    site = find_site(host)
    return None if site is None else site.site if site.kind != "own" else f"{label}.{suffix}"


@cache
def _known_labels() -> frozenset[str]:
    """The labels of hosts that carry many businesses' pages: only these are looked at more closely."""
    hosts = (host for path in HOSTS.glob("*.toml") for known in load_known_hosts(path.stem) for host in known.hosts)
    return frozenset(host.partition(".")[0] if host.endswith(".*") else (split_host(host) or (host,))[0] for host in hosts)
