"""What an element is to a visitor: hidden or shown, a button, a block, and which part of the page it belongs to."""

import re
from collections.abc import Mapping
from functools import lru_cache

INLINE = frozenset(
    "a abbr acronym b bdi bdo big button cite code data del dfn em font i img input ins kbd label mark q s samp small span "  # noqa: SIM905
    "strike strong sub sup svg time tt u var wbr".split()
)
UNREAD = ("script", "style", "noscript", "template", "svg")
"""Elements that are taken out of the tree at once."""

RAW = frozenset(("noframes", "noembed", "xmp", "plaintext", "iframe", "textarea"))
"""Elements inside which tags are mere text."""

PASSED = RAW | {"math", "object", "canvas", "video", "audio"}
"""Elements whose inside is passed over."""

VOID = frozenset(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr".split()  # noqa: SIM905
)
"""Elements without inside, which the parser writes without an end."""

VOID_BEGINNINGS = frozenset(name[:2] for name in VOID)
"""The first letters of their names: most tags begin otherwise."""
_VOID = re.compile(f"(?:{'|'.join(sorted(VOID))})(?=[ >]|\\Z)")

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))

ZONE_TAGS = {"header": "header", "nav": "nav", "footer": "footer", "aside": "aside", "main": "main"}
_ZONE_ROLES = {"banner": "header", "navigation": "nav", "contentinfo": "footer", "complementary": "aside", "main": "main"}
_ZONE_MARKS = (
    (
        "footer",
        ("footer", "colophon", "copyright", "fuss", "pie"),
        re.compile(
            r"(?<![\w-])(?:site|page|main|global|wp|elementor-location|shopify-section)?[-_]*(?:footer|colophon|copyright|fuss|pie)(?![a-z])"
        ),
    ),
    ("nav", ("nav", "menu"), re.compile(r"(?<![\w-])(?:site|main|primary|top|nav|mobile)?[-_]*(?:nav|navbar|navigation|menu)(?![a-z])")),
    (
        "header",
        ("header", "masthead", "topbar"),
        re.compile(r"(?<![\w-])(?:site|page|main|global|top|elementor-location|shopify-section)?[-_]*(?:header|masthead|topbar)(?![a-z-])"),
    ),
    ("aside", ("sidebar", "widget-area", "secondary"), re.compile(r"(?<![\w-])(?:sidebar|widget-area|secondary)(?![a-z])")),
)
"""Zones by the marks of their elements. One of the words must be there: they are looked for first, as expressions search slowly."""

_NOT_ZONES = re.compile(
    r"(?:entry|card|post|article|modal|product|panel|section|widget|accordion|table|item|block)[-_]{1,2}(?:footer|header|menu|nav)"
)
_ZONE_HINTS = tuple(dict.fromkeys(hint for _, hints, _ in _ZONE_MARKS for hint in hints))
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px)?\s*(?:;|$)|(?:left|top|text-indent)\s*:\s*-\d{4}")


def is_void(piece: str) -> bool:
    """Whether the tag at the beginning of a piece of markup is that of an element without inside."""
    return piece[:2] in VOID_BEGINNINGS and _VOID.match(piece) is not None


@lru_cache(maxsize=20_000)
def find_zone(tag: str, role: str, marks: str) -> str | None:
    """The part of the page (header, nav, main, aside, footer) that an element opens, or None where it opens none."""
    zone = ZONE_TAGS.get(tag) or _ZONE_ROLES.get(role)
    if zone or tag in INLINE or not marks:
        return zone
    marks = marks.lower()
    zone = next((zone for zone, hints, pattern in _ZONE_MARKS if any(hint in marks for hint in hints) and pattern.search(marks)), None)
    return None if zone and _NOT_ZONES.search(marks) else zone


def may_open_zone(marks: str) -> bool:
    """Whether `find_zone` can find anything in such marks of an element that is no zone by its tag or role."""
    lowered = marks.lower()
    return any(hint in lowered for hint in _ZONE_HINTS)


def is_hidden(attributes: Mapping[str, str | None]) -> bool:
    """Whether the element's own attributes keep it from being shown."""
    if "hidden" in attributes:
        return True
    style = attributes.get("style")
    return bool(style and _HIDING.search(style.lower()))


def clean_words(text: str | None, limit: int = 0) -> str:
    """The text with white space folded, cut at `limit` characters where that is given."""
    if not text:
        return ""
    folded = " ".join(text.split())
    return folded[:limit] if limit else folded
