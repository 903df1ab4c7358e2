"""Which of a page's links deserve a visit: the few that say what a business does, never one that changes anything."""

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from catalogue.sites import Site
from scrapers.signals.addresses import host_of, is_same_site, normalise_address
from scrapers.signals.records import PageReading, RankedLink

if TYPE_CHECKING:
    from catalogue.profiles import CountryProfile

MAX_LINKS = 60
"""Ranked links given for one page."""

_FILES = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|csv|zip|rar|7z|gz|tar|exe|apk|dmg|iso|jpe?g|png|gif|webp|svg|ico|bmp|tiff?|mp[34]|avi|mov|wmv|webm|wav|ogg|"
    r"css|js|json|xml|rss|atom|txt|ics|vcf|woff2?|ttf|eot)$",
    re.IGNORECASE,
)
_CHANGES_PATH = re.compile(
    r"(?:^|[/_.-])(?:log[-_]?out|sign[-_]?out|logoff|unsubscribe|delete|remove|destroy|add[-_]?to[-_]?\w+|cart[/_-]add|basket[/_-]add|"
    r"add[-_]?(?:cart|basket|wishlist|compare|item)|wishlist[/_-]add|compare[/_-]add|addproduct|empty[-_]?cart|cart[/_-](?:clear|change|update|remove)|"
    r"vote|like|report|abmelden|deconnexion|cerrar-sesion|wp-login\.php|wp-admin|xmlrpc\.php|cgi-bin/.*add)(?:$|[/_.?-])",
    re.IGNORECASE,
)
_CHANGES_QUERY = re.compile(
    r"(?:^|&)(?:add[-_]?to[-_]?\w+|add|remove[-_]?\w*|delete|del|empty[-_]?cart|clear[-_]?cart|undo[-_]?item|wishlist|add_wishlist|compare|logout|"
    r"replytocom|vote|like|share|print|action|do|task|op|cmd|act|_wpnonce|nonce|token|return_url|redirect(?:_to)?|orderby|sort|dir|limit|filter[\w_]*)(?:\[\])?=",
    re.IGNORECASE,
)


def is_safe(url: str) -> bool:
    """Whether following a link changes nothing: no basket, log-out, deletion, vote or file behind it."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return not (_FILES.search(parts.path) or _CHANGES_PATH.search(parts.path) or (parts.query and _CHANGES_QUERY.search(parts.query)))


def rank_links(reading: PageReading, site: Site, profile: "CountryProfile | None" = None) -> list[RankedLink]:
    """The internal links worth a visit, best first, one of each concept before seconds; at most `MAX_LINKS`."""
    home = normalise_address(reading.url)
    found: dict[str, RankedLink] = {}
    for link in reading.links:
        url = normalise_address(link.url)
        if not url or url == home or not is_safe(url) or not is_same_site(site.host, host_of(url)):
            continue
        ranked = RankedLink(url, 1.0 / (1 + url.count("/")), "other")
        if url not in found or found[url].score < ranked.score:
            found[url] = ranked
    return sorted(found.values(), key=lambda r: (-r.score, r.url))[:MAX_LINKS]
