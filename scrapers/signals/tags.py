"""A page's tree as a flat run of tags and texts, and what each tag means, read once for all its like.

The parser writes its tree out again: every element closed, every attribute in double quotes, `<` and `>` only where tags are. Cutting that
text and looking tags up is several times faster than asking the tree for one node after another, since most tags of a site recur.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from scrapers.signals.elements import HEADINGS, INLINE, UNREAD, ZONE_TAGS, find_zone, is_hidden

Attributes: TypeAlias = dict[str, str | None]

VOID = frozenset("area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr".split())  # noqa: SIM905
"""Elements that have no end tag."""

FRAMES = frozenset(("iframe", "frame", "embed"))
SINKS = frozenset(("a", "area", "button", "label", *HEADINGS))
SPECIAL = frozenset(("br", "img", "form", "label", "input", "select", "textarea", "button", *FRAMES))
APART = frozenset(("script", "noscript", "title", "meta", "link", "base", "html", "select", "textarea", *UNREAD))
"""Elements that are read in a way of their own, or not at all."""

_RAW = ("script", "style", "iframe", "noframes", "xmp", "noembed")
_CUT = re.compile("<(!--.*?--|" + "|".join(f"{name}(?: [^>]*)?>.*?</{name}" for name in _RAW) + "|[^>]*)>", re.DOTALL)
_ATTRIBUTE = re.compile(r' (=?[^\s=]+)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Tag:
    """An element's start: `content` where it is raw text and no markup, `zone` where it begins one, and what the walk does with it."""

    name: str
    attributes: Attributes
    shape: tuple[str, str]
    content: str
    zone: str | None
    hidden: bool
    is_inline: bool
    is_sink: bool
    is_special: bool
    is_apart: bool
    is_void: bool
    is_raw: bool
    has_item_type: bool


def cut_markup(markup: str) -> list[str]:
    """Text, tag, text, tag, … text: tags without their angle brackets, raw text elements (scripts, styles) with all they hold."""
    return _CUT.split(markup)


@lru_cache(maxsize=30_000)
def read_tag(written: str) -> Tag:
    """What a start tag says."""
    return _read_tag(written, "", is_raw=False)


def read_raw_tag(written: str) -> Tag:
    """What the start tag of a raw text element says, with its text."""
    start, _, rest = written.partition(">")
    return _read_tag(start, rest[: rest.rfind("</")], is_raw=True)


def unescape(text: str) -> str:
    """The text that the parser wrote with its five entities."""
    if "&" not in text:
        return text
    return text.replace("&nbsp;", "\u00a0").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")


def _read_tag(written: str, content: str, *, is_raw: bool) -> Tag:
    name, _, _ = written.partition(" ")
    attributes: Attributes = {key: unescape(value) for key, value in _ATTRIBUTE.findall(written, len(name))}
    role = attributes.get("role") or ""
    zone = None
    if name not in INLINE and (attributes or name in ZONE_TAGS):
        marks = f"{attributes.get('id') or ''} {attributes.get('class') or ''}"
        zone = find_zone(name, role, marks if len(marks) < 200 else "")
    return Tag(
        name,
        attributes,
        (name, attributes.get("class") or ""),
        content,
        zone,
        is_hidden(attributes),
        name in INLINE,
        name in SINKS or role == "button",
        name in SPECIAL,
        name in APART,
        name in VOID,
        is_raw,
        "itemtype" in attributes,
    )
