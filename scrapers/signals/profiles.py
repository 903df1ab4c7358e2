"""Pages elsewhere that belong to the business: social profiles, messengers, marketplaces, job boards, apps."""

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import parse_qs, urlsplit

from catalogue.additions import Additions, current_additions
from catalogue.hosts import KnownHost
from catalogue.sites import ELSEWHERE, find_known_host, find_site, registered_domain
from scrapers.signals.addresses import host_of
from scrapers.signals.document import Anchor, Document
from scrapers.signals.facts import Facts
from scrapers.signals.marks import compile_mark, load_marks

_REVIEWS = re.compile(r"reviews?(?![a-z])|/ratings?(?![a-z])|UserReviewEdit|opiniones|bewertung", re.IGNORECASE)
_SEARCHES = re.compile(r"searchresults|/search(?![a-z])|^/s(?:/|$)", re.IGNORECASE)
_SHARE_MARKS = re.compile(
    r"(?<![a-z])(?:share|sharing|heateor|a2a|addthis|social-share|ssb|essb|shariff|sharethis|st-custom)", re.IGNORECASE
)
_APPS = (
    ("google_play", re.compile(r"^https?://play\.google\.com/store/apps/details\?(?:.*&)?id=([\w.]{3,150})", re.IGNORECASE)),
    ("apple", re.compile(r"^https?://(?:apps|itunes)\.apple\.com/.*?/?id(\d{6,12})", re.IGNORECASE)),
    ("huawei", re.compile(r"^https?://(?:appgallery\.huawei\.com|appgallery\.cloud\.huawei\.com)/.*?(C\d{6,12})", re.IGNORECASE)),
    ("rustore", re.compile(r"^https?://(?:www\.)?rustore\.ru/catalog/app/([\w.]+)", re.IGNORECASE)),
)
_ARTICLES = re.compile(r"/(?:dp|gp/product|itm|item|ip)/", re.IGNORECASE)
"""Addresses of goods at marketplaces that anybody may recommend; makers' markets are linked by the makers themselves."""
MIN_NAME = 4
"""Letters of a domain's name that tell it from an accident."""

CATEGORIES = {"social": "social_profile", "messengers": "messenger", "marketplaces": "marketplace", "job_boards": "job_board"}
"""Kinds of signals by category of known hosts."""


def read_profiles(document: Document, site: str, facts: Facts) -> None:
    """Notes the links to the business's own pages on known hosts; `site` is the host of the page itself."""
    additions = current_additions()
    for before, anchor in _with_words_before(document):
        if not anchor.url.startswith("http"):
            _read_scheme(anchor, facts)
            continue
        host = anchor.host
        if host == site:
            continue
        known = _find_known(host, additions) if host else None
        app = _find_app(anchor.url) if known is None or known.category not in CATEGORIES else None
        if app and not compile_mark("links", "apps_of_others").search(app):
            facts.add("app", app, "link", anchor.url, "app/store-link@1")
        if known is not None and known.category in CATEGORIES:
            _read_known(known, anchor, before, site, facts)


@lru_cache(maxsize=10_000)
def _find_known(host: str, additions: Additions) -> KnownHost | None:
    """`find_known_host`, kept for each set of additions."""
    return find_known_host(host)


def _read_known(known: KnownHost, anchor: Anchor, before: str, site: str, facts: Facts) -> None:
    kind = CATEGORIES[known.category]
    if kind == "messenger":
        if is_reachable_chat(anchor.url):
            facts.add(kind, known.key, "link", anchor.url, f"profile/messenger@1{known.origin}")
        return
    if kind == "job_board":
        facts.add(kind, known.key, "link", anchor.url, f"profile/job-board@1{known.origin}")
        return
    if not is_profile(anchor, before):
        return
    if kind == "marketplace":
        place = "text" if _is_article(known, anchor, site) else "link"
        facts.add(kind, known.key, place, anchor.url, f"profile/marketplace@2{known.origin}")
    else:
        facts.add(kind, known.key, "link", anchor.url, f"profile/{kind}@1{known.origin}")


def note_stated_profiles(addresses: object, facts: Facts) -> None:
    """Notes the profiles that an organisation states as its own in structured data (`sameAs`)."""
    for address in addresses if isinstance(addresses, list) else [addresses]:
        url = address.strip() if isinstance(address, str) else ""
        known = find_known_host(host_of(url)) if url.startswith("http") else None
        if known is not None and known.category in {"social", "marketplaces"} and is_profile(Anchor(url, url, "", "", "head", 0)):
            kind = CATEGORIES[known.category]
            facts.add(kind, known.key, "structured", url, f"profile/same-as@1{known.origin}")


def is_profile(anchor: Anchor, before: str = "") -> bool:
    """Whether a link to a known host leads to a business's page there: no share button, bare network address or author's credit."""
    site = find_site(anchor.url)
    if site is None or site.kind not in ELSEWHERE:
        return False
    parts = urlsplit(anchor.url)
    last = site.site.rpartition("/")[2].lower().lstrip("@")
    if (
        last in load_marks()["links"]["authors"]
        or compile_mark("links", "theme_makers").search(last)
        or (site.host == "youtu.be")
        or (site.kind == "marketplace" and _is_no_offer(site.host, parts.path))
        or (site.kind == "marketplace" and compile_mark("links", "affiliate").search(parts.query))
        or compile_mark("links", "share").search(f"{parts.path}?{parts.query}")
        or _SHARE_MARKS.search(anchor.marks)
    ):
        return False
    return not compile_mark("links", "credit").search(f"{before[-60:]} {anchor.text}")


def _is_no_offer(host: str, path: str) -> bool:
    """Whether a page on a marketplace holds what customers say, what others offer, or the author of the site's theme."""
    return bool(_REVIEWS.search(path) or _SEARCHES.search(path) or compile_mark("links", "theme_shops").search(host))


def _is_article(known: KnownHost, anchor: Anchor, site: str) -> bool:
    """Whether a link leads to some article on a marketplace, by nobody knows whom: neither link nor address names marketplace or site."""
    parts = urlsplit(anchor.url)
    if not _ARTICLES.search(parts.path):
        return False
    own = registered_domain(site).partition(".")[0].replace("-", "")
    names_site = len(own) >= MIN_NAME and own in re.sub(r"[^a-z0-9]", "", parts.path.lower())
    return not names_site and known.name.partition(" ")[0].casefold() not in anchor.text.casefold()


def is_reachable_chat(url: str) -> bool:
    """Whether a messenger link opens a chat with somebody: it names a number or a user, and is no share link."""
    parts = urlsplit(url)
    path = parts.path.strip("/").lower()
    query = parse_qs(parts.query)
    if "phone" in query:
        return bool(re.search(r"\d{6}", query["phone"][0]))
    if path in {"", "send", "share", "share/url", "sharer", "download", "app", "contact"}:
        return False
    return not path.startswith(("share/", "dl/", "legal", "privacy", "faq"))


def _read_scheme(anchor: Anchor, facts: Facts) -> None:
    """Links that open an app at once, such as whatsapp://send?phone=…"""
    scheme = anchor.href.partition(":")[0].lower()
    if scheme in {"whatsapp", "viber", "tg", "skype", "weixin", "zalo", "line"} and re.search(
        r"phone=\+?\d|number=|domain=|skype:[\w.]+|resolve", anchor.href
    ):
        key = {"tg": "telegram", "weixin": "wechat"}.get(scheme, scheme)
        facts.add("messenger", key, "link", anchor.href, "profile/messenger-scheme@1")


def _find_app(url: str) -> str | None:
    if "/app" not in url and "apple.com" not in url:
        return None
    return next((f"{store}:{match.group(1)}" for store, pattern in _APPS if (match := pattern.search(url))), None)


def _with_words_before(document: Document) -> Iterator[tuple[str, Anchor]]:
    """Each link with the words of the text that stands before it in the same element."""
    texts = {}
    for segment in document.segments:
        if segment.place == "text":
            texts[segment.element] = segment.text
    for anchor in document.anchors:
        yield texts.get(anchor.parent, ""), anchor
