"""What state a page is in: read, empty, blocked, parked … Cautious: a page with something to read is a page."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from scrapers.signals.document import Document
from scrapers.signals.facts import Facts
from scrapers.signals.marks import load_marks

SHORT_TEXT = 900
"""Characters below which a page has little else to say than what state it is in."""

LITTLE_TEXT = 250
"""Characters below which even a word in passing says what state a page is in; 60 words of English are more."""

SHELL_TEXT = 250
"""Characters below which a page with scripts and a root element is a shell."""

_ROOT = re.compile(
    rb"""<(?:div|main|section)[^>]{0,200}\bid=["']?(?:root|app|__next|__nuxt|___gatsby|q-app|svelte|main-app|react-root|application)["'\s>]|<app-root""",
    re.IGNORECASE,
)
_CONCEPTS = (
    *("for_sale", "parked", "captcha", "blocked", "not_found"),
    *("coming_soon", "under_construction", "closed_shop", "demo_content", "enable_scripts"),
)
_LOUD, _SAID = frozenset(("title", "heading")), frozenset(("title", "heading", "text", "meta", "button", "link", "form"))
_SMALL_FORMS = frozenset(("search", "newsletter", "other", "registration", "login"))


@dataclass(frozen=True, slots=True)
class PageLook:
    """What rules see of a page: `loud` are concepts of title and headings, `said` of any place, `spam` a count, `sells`: prices."""

    http_status: int
    text_length: int
    link_count: int
    image_count: int
    forms: frozenset[str]
    script_count: int
    has_root: bool
    loud: frozenset[str]
    said: frozenset[str]
    traces: frozenset[str]
    spam: int
    sells: bool


def note_states(document: Document, markup: bytes, text: str, http_status: int, facts: Facts) -> None:
    """Notes the state of the page, if it has one that keeps it from being read, and hints such as a closed shop."""
    look = look_at_page(document, markup, text, http_status, facts)
    for state, (holds, why) in _RULES.items():
        if holds(look):
            facts.add("page_state", state, "text", f"{why}; {document.title or text[:100]}", f"state/{state}@1")


def look_at_page(document: Document, markup: bytes, text: str, http_status: int, facts: Facts) -> PageLook:
    """What the rules on states need to know of a page."""
    addresses = {anchor.url for anchor in document.anchors if anchor.url.startswith("http")}
    beginning, title = text[:8_000].lower(), document.title.lower()
    spam = [word for word in load_marks()["spam"]["words"] if word in beginning]
    return PageLook(
        http_status,
        len(text),
        len(addresses),
        len(document.images),
        frozenset(facts.values("form")),
        len(document.scripts) + bool(document.script_length),
        len(text) < SHELL_TEXT and bool(_ROOT.search(markup)),
        frozenset(concept for concept in _CONCEPTS if facts.count("word", concept, _LOUD)),
        frozenset(concept for concept in _CONCEPTS if facts.count("word", concept, _SAID)),
        frozenset(facts.values("page_state")),
        len(spam) + 2 * any(word in title for word in spam),
        facts.has("price") or facts.has("product_block") or facts.has("product"),
    )


def _says(look: PageLook, concept: str, loud_limit: int, quiet_limit: int) -> bool:
    """Whether a concept is what the page is about: said loudly with little else, or said at all with next to nothing else."""
    return (concept in look.loud and look.text_length < loud_limit) or (concept in look.said and look.text_length < quiet_limit)


def _is_captcha(look: PageLook) -> bool:
    return _says(look, "captcha", SHORT_TEXT, LITTLE_TEXT) and not look.forms & {"contact", "comment", "quote"} and look.link_count < 15


def _is_blocked(look: PageLook) -> bool:
    return _says(look, "blocked", SHORT_TEXT, LITTLE_TEXT) and look.link_count < 10


def _is_placeholder(look: PageLook) -> bool:
    if look.sells or look.forms - _SMALL_FORMS - {"contact"} or look.link_count > 12:
        return False
    return any(_says(look, concept, SHORT_TEXT, LITTLE_TEXT) for concept in ("coming_soon", "under_construction")) or (
        "demo_content" in look.loud and look.text_length < SHORT_TEXT
    )


def _is_shell(look: PageLook) -> bool:
    bare = look.text_length < SHELL_TEXT and look.link_count < 4 and look.script_count > 0
    return bare and (
        look.has_root or "enable_scripts" in look.said or (look.text_length < 30 and look.script_count > 1 and not look.image_count)
    )


def _is_login(look: PageLook) -> bool:
    return "login" in look.forms and not look.forms - _SMALL_FORMS and look.text_length < SHORT_TEXT and look.link_count < 15


def _is_empty(look: PageLook) -> bool:
    return look.text_length < 3 and not look.link_count and not look.script_count


_RULES: dict[str, tuple[Callable[[PageLook], bool], str]] = {
    "for_sale": (
        lambda k: _says(k, "for_sale", 3000, SHORT_TEXT) and not k.forms & {"basket", "order", "booking"},
        "the domain is offered for sale",
    ),
    "parked": (lambda k: _says(k, "parked", 2000, SHORT_TEXT), "adverts or a registrar's words instead of a business"),
    "captcha": (_is_captcha, "asks to prove that one is human"),
    "blocked": (_is_blocked, "refuses access"),
    "soft_404": (lambda k: _says(k, "not_found", 1500, 150) and k.http_status < 400, "says that there is no such page"),
    "placeholder": (_is_placeholder, "nothing there yet"),
    "login": (_is_login, "nothing but a log-in"),
    "script_shell": (_is_shell, "scripts and nothing to read"),
    "empty": (_is_empty, "nothing to read"),
    "hijacked": (lambda k: k.spam >= 5, "words of gambling or pharmacy spam"),
    "closed_shop": (lambda k: "closed_shop" in k.said, "says that the shop is closed or not yet open"),
    "template": (lambda k: "demo_content" in k.said, "sample words of a theme"),
}
