"""A page's tree written out again: forms and links without effect, boxes for pictures and frames, nothing of scripts."""

import re
from collections.abc import Callable
from html import escape
from itertools import islice

from selectolax.lexbor import LexborNode

from web.archive.boxes import BOXED, describe_box
from web.archive.controls import CONTROLS, Attributes, still_control, still_link

MOST_NODES = 100_000
"""Elements and texts of a page that are shown."""

_DROPPED = "script style template noscript head title meta link base noembed noframes param source track map area math datalist"
DROPPED = frozenset(_DROPPED.split())
RENAMED = {"xmp": "pre", "plaintext": "pre", "listing": "pre", "marquee": "div", "blink": "span", "frameset": "div", "body": "div"}
EMPTY = frozenset({"br", "col", "hr", "input", "wbr"})
LONGEST_ATTRIBUTE = 20_000  # characters; what is longer is left out
MOST_ATTRIBUTES = 60  # of an element; a parser compares each with all before

_ATTRIBUTE_NAME = re.compile(r"[a-z][a-z0-9-]{0,40}")


def write_inert(root: LexborNode, address: str) -> tuple[str, bool]:
    """The markup of what is inside `root`, and whether something of it was left out since it is too much; `address`: where the page's
    links start from.

    Attributes are copied as they are: `sanitise` says which of them stay.
    """
    written, nodes = list[str](), 0
    pending: list[LexborNode | str] = _children(root)
    while pending:
        node = pending.pop()
        if isinstance(node, str):
            written.append(node)
            continue
        nodes += 1
        if nodes > MOST_NODES:
            written += [end for end in reversed(pending) if isinstance(end, str)]
            return "".join(written), True
        begin, end, inside = _write(node, address)
        written.append(begin)
        pending += [end, *(_children(node) if inside else ())]
    return "".join(written), False


def _children(node: LexborNode) -> list[LexborNode | str]:
    """The nodes inside, the last one first."""
    inside: list[LexborNode | str] = [*node.iter(include_text=True)]
    return inside[::-1]


def _write(node: LexborNode, address: str) -> tuple[str, str, bool]:
    """What is written before and behind what is inside a node, and whether that is written."""
    if node.is_text_node:
        return escape(node.text_content or "", quote=False), "", False
    tag = (node.tag or "").lower()
    if not node.is_element_node or tag in DROPPED:
        return "", "", False
    if tag in BOXED:
        return _write_box(tag, node, address), "", False
    rewritten = _rewrite(tag, node.attributes, address)
    if rewritten is None:
        return "", "", False
    tag, attributes = rewritten
    return _begin(tag, attributes), "" if tag in EMPTY else f"</{tag}>", tag not in EMPTY


def _rewrite(tag: str, attributes: Attributes, address: str) -> tuple[str, dict[str, str | None]] | None:
    if tag in CONTROLS:
        return still_control(tag, attributes)
    if tag == "a":
        return still_link(attributes, address)
    return RENAMED.get(tag, tag if tag.isalnum() else "span"), dict(attributes)


def _write_box(tag: str, node: LexborNode, address: str) -> str:
    box = describe_box(tag, node.attributes, address, _inner_title(node))
    if box is None:
        return ""
    words = box.pop("")
    return f"{_begin('span', dict(box))}{escape(words, quote=False)}</span>"


def _inner_title(node: LexborNode) -> Callable[[], str]:
    def find() -> str:
        title = node.css_first("title")
        return title.text(deep=True) if title else ""

    return find


def _begin(tag: str, attributes: Attributes) -> str:
    kept = (
        (name, value or "")
        for name, value in islice(attributes.items(), MOST_ATTRIBUTES)
        if _ATTRIBUTE_NAME.fullmatch(name) and len(value or "") < LONGEST_ATTRIBUTE
    )
    return "".join([f"<{tag}", *(f' {name}="{escape(value)}"' for name, value in kept), ">"])
