"""What a tag as the parser writes it means to the walk over a page; kept, since the same tags come again and again."""

import re
from dataclasses import dataclass
from typing import Final, TypeAlias

from scrapers.signals.elements import HEADINGS, INLINE, ZONE_TAGS, find_zone, is_hidden, may_open_zone

CLOSING: Final = 0
"""The end of an element."""
PHRASE: Final = 1
"""The beginning of an element within a line that means nothing by itself."""
BLOCK: Final = 2
"""The beginning of an element that begins a new line and means nothing else."""
NOTHING: Final = 3
"""An element without inside that is not looked at."""
LINE_BREAK: Final = 4
"""An element without inside that ends the line and means nothing else."""

MAX_KEPT, MAX_KEPT_LENGTH = 30_000, 400
"""Tags that are kept, and the characters of one; longer ones seldom come again."""

_UNREAD = frozenset(("basefont", "bgsound", "col", "link", "wbr"))
_BREAKS = frozenset(("br", "hr", "keygen", "param", "source", "track"))
_ALWAYS_READ = frozenset(
    ("html", "title", "meta", "base", "a", "area", "img", "input", "button", "select", "textarea", "label", "form", "iframe", "embed", "frame")
)
_SINKS = frozenset(("a", "button", "label", *HEADINGS))
_ATTRIBUTE = re.compile(r' ([^=]+)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag that the walk acts upon; `zone` is the part of the page that it opens, `gathers` whether its words belong together."""

    name: str
    attributes: dict[str, str]
    is_block: bool
    zone: str | None
    hides: bool
    gathers: bool


Meaning: TypeAlias = int | Tag
known: dict[str, Meaning] = {}


def learn_tag(written: str) -> Meaning:
    """The meaning of a tag as the parser writes it, without its brackets; remembered in `known`."""
    meaning = read_tag(written)
    if len(written) <= MAX_KEPT_LENGTH:
        if len(known) >= MAX_KEPT:
            known.clear()
        known[written] = meaning
    return meaning


def read_tag(written: str) -> Meaning:
    """The meaning of a tag; its attributes are taken apart only where they can matter."""
    name, _, rest = written.partition(" ")
    if name[:1] == "/":
        return NOTHING if name == "/title" else CLOSING
    if name in _BREAKS:
        return LINE_BREAK
    if name in _UNREAD and not (name == "link" and "hreflang" in rest):
        return NOTHING
    if name in _ALWAYS_READ or name == "link":
        return _make_tag(name, rest)
    is_inline = name in INLINE
    if name not in HEADINGS and name not in ZONE_TAGS and not _may_matter(rest, is_inline):
        return PHRASE if is_inline else BLOCK
    tag = _make_tag(name, rest)
    if tag.gathers or tag.hides or tag.zone:
        return tag
    return PHRASE if is_inline else BLOCK


def read_attributes(written: str) -> dict[str, str]:
    """The attributes of a tag by name."""
    found = dict(_ATTRIBUTE.findall(f" {written}"))
    return {name: unescape(value) for name, value in found.items()} if "&" in written else found


def unescape(text: str) -> str:
    """The text without the four references that the parser writes."""
    if "&" not in text:
        return text
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&nbsp;", "\u00a0")
    return text.replace("&amp;", "&")


def _may_matter(rest: str, is_inline: bool) -> bool:
    if not rest:
        return False
    return "hidden" in rest or "style=" in rest or "role=" in rest or (not is_inline and may_open_zone(rest))


def _make_tag(name: str, rest: str) -> Tag:
    attributes = read_attributes(rest) if rest else {}
    is_block, role, zone = name not in INLINE, attributes.get("role") or "", None
    if is_block and (attributes or name in ZONE_TAGS):
        marks = f"{attributes.get('id') or ''} {attributes.get('class') or ''}"
        zone = find_zone(name, role, marks if len(marks) < 200 else "")
    return Tag(name, attributes, is_block, zone, is_hidden(attributes), name in _SINKS or role == "button")
