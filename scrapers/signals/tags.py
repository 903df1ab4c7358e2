"""What a tag as the parser writes it means to the walk over a page; kept, since the same tags come again and again."""

import re
from typing import Final, NamedTuple, TypeAlias

from scrapers.signals.elements import HEADINGS, INLINE, PASSED, ZONE_TAGS, find_zone, is_hidden, may_open_zone

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

_BUTTON_MARKS = re.compile(r"(?<![a-z])(?:btn|button|cta|add[-_]?to[-_]?(?:cart|basket|bag))(?![a-z])")
_ATTRIBUTE = re.compile(r'([^ =]+)="([^"]*)"')
_ATOMS = PASSED | {"title", "meta", "base", "area", "img", "input", "select", "embed", "frame"}
_HOLDERS = frozenset(("html", "a", "button", "label", "form", *HEADINGS, *ZONE_TAGS))
_SINKS = frozenset(("a", "button", "label", *HEADINGS))
_PLAIN: dict[str, int] = {
    **dict.fromkeys(INLINE - _ATOMS - _HOLDERS, PHRASE),
    **dict.fromkeys(("basefont", "bgsound", "col", "wbr"), NOTHING),
    **dict.fromkeys(("br", "hr", "keygen", "param", "source", "track"), LINE_BREAK),
}


class LinkParts(NamedTuple):
    """What rules look at of a link's tag; `label` are the words that stand for a link without words."""

    href: str
    rel: str
    marks: str
    language: str
    label: str


class Tag(NamedTuple):
    """A tag that the walk acts upon.

    `holds`: has an inside that is read; `zone`: the part of the page that it opens; `gathers`: its words belong together;
    `is_button`: a link that is drawn or announced as a button.
    """

    name: str
    attributes: dict[str, str]
    holds: bool
    is_block: bool = False
    zone: str | None = None
    hides: bool = False
    gathers: bool = False
    is_button: bool = False
    link: LinkParts | None = None


Meaning: TypeAlias = int | Tag
known: dict[str, Meaning] = {}
quiet: dict[str, Meaning] = {}
"""Pieces of markup, each a tag that means little and the white space behind it, by what the tag means."""


def learn_tag(written: str) -> Meaning:
    """The meaning of a tag as the parser writes it, without its brackets; remembered in `known`."""
    meaning = read_tag(written)
    if len(written) <= MAX_KEPT_LENGTH:
        if len(known) >= MAX_KEPT:
            known.clear()
        known[written] = meaning
    return meaning


def keep_quiet(piece: str, meaning: int) -> None:
    """Remembers a piece without words in `quiet`."""
    if len(piece) <= MAX_KEPT_LENGTH:
        if len(quiet) >= MAX_KEPT:
            quiet.clear()
        quiet[piece] = meaning


def read_tag(written: str) -> Meaning:
    """The meaning of a tag; its attributes are taken apart only where they can matter."""
    name, _, rest = written.partition(" ")
    if name in _ATOMS:
        return Tag(name, read_attributes(rest), False)
    if name == "link":
        return Tag(name, read_attributes(rest), False) if "hreflang" in rest else NOTHING
    if name in _HOLDERS:
        return _read_holder(name, rest)
    if name[:1] == "/":
        return NOTHING if name == "/title" else CLOSING
    plain = _PLAIN.get(name, BLOCK)
    if not rest or plain > BLOCK or not _may_matter(rest, plain):
        return plain
    tag = _read_holder(name, rest)
    return tag if tag.gathers or tag.hides or tag.zone else plain


def read_attributes(written: str) -> dict[str, str]:
    """The attributes of a tag by name."""
    found: dict[str, str] = dict(_ATTRIBUTE.findall(written))
    return {name: unescape(value) for name, value in found.items()} if "&" in written else found


def unescape(text: str) -> str:
    """The text without the references that the parser writes."""
    if "&" not in text:
        return text
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&nbsp;", "\u00a0")
    return text.replace("&amp;", "&")


def _may_matter(rest: str, plain: int) -> bool:
    return "hidden" in rest or "style=" in rest or "role=" in rest or (plain == BLOCK and may_open_zone(rest))


def _read_holder(name: str, rest: str) -> Tag:
    attributes = read_attributes(rest) if rest else {}
    is_block, zone, role = name not in INLINE, None, attributes.get("role", "")
    hides = ("hidden" in rest or "style=" in rest) and is_hidden(attributes)
    if name == "a":
        is_button = role == "button" or _has_button_marks(attributes.get("class", ""))
        return Tag(name, attributes, True, False, None, hides, True, is_button, read_link_parts(attributes))
    if is_block and (attributes or name in ZONE_TAGS):
        marks = f"{attributes.get('id', '')} {attributes.get('class', '')}"
        zone = find_zone(name, role, marks if len(marks) < 200 else "")
    return Tag(name, attributes, True, is_block, zone, hides, name in _SINKS or role == "button")


def read_link_parts(attributes: dict[str, str]) -> LinkParts:
    """The parts of a link's tag."""
    get = attributes.get
    marks = f"{get('class', '')} {get('id', '')} {get('target', '')}"
    language, label = get("hreflang") or get("lang", ""), get("aria-label") or get("title", "")
    return LinkParts(get("href", "").strip(), get("rel", ""), marks, language, label)


def _has_button_marks(classes: str) -> bool:
    marks = classes.lower()
    return ("bt" in marks or "but" in marks or "cta" in marks or "add" in marks) and _BUTTON_MARKS.search(marks) is not None
