"""Structured data in JSON-LD as pages really write it: repaired where that is safe, flattened, bounded."""

import json
import re
from collections.abc import Iterator
from typing import Any

MAX_ITEMS = 400
"""Items of one page that are looked at."""

_COMMENTS = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*$")
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_CONTROL = re.compile(r"[\x00-\x1f]+")


def read_json_ld(blocks: list[str]) -> list[dict[str, Any]]:
    """Every typed item of the blocks, outer before inner, `@graph` and lists opened; blocks beyond repair are left out."""
    items: list[dict[str, Any]] = []
    for block in blocks:
        for item in _walk_items(parse_json(block)):
            items.append(item)
            if len(items) >= MAX_ITEMS:
                return items
    return items


def parse_json(text: str) -> Any:
    """The value of a JSON text after light repair of comments, commas and raw line breaks; None if that fails."""
    bare = text.strip()
    for repair in (str, _drop_comments, _fold_control, _drop_commas, _join_objects):
        bare = repair(bare)
        try:
            return json.loads(bare, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def types_of(item: dict[str, Any]) -> tuple[str, ...]:
    """The schema.org types of an item without their address."""
    given = item.get("@type") or item.get("type")
    names = given if isinstance(given, list) else [given]
    bare = [name.strip() for name in names if isinstance(name, str)]
    return tuple(name.replace("#", "/").replace(":", "/").rpartition("/")[2] for name in bare if name)


def text_of(value: Any, limit: int = 200) -> str:
    """The text of a property, whether it is a text, a number, a list or an item with a name."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name") or value.get("@id") or ""
    return " ".join(str(value).split())[:limit] if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _walk_items(value: Any) -> Iterator[dict[str, Any]]:
    waiting, left = [value], 20 * MAX_ITEMS
    while waiting and left:
        left -= 1
        current = waiting.pop()
        if isinstance(current, list):
            waiting.extend(reversed(current))
        elif isinstance(current, dict):
            if types_of(current):
                yield current
            waiting.extend(v for v in reversed(list(current.values())) if isinstance(v, dict | list))


def _drop_comments(text: str) -> str:
    return _COMMENTS.sub("", text).strip().rstrip(";")


def _fold_control(text: str) -> str:
    return _CONTROL.sub(" ", text)


def _drop_commas(text: str) -> str:
    return _TRAILING_COMMA.sub(r"\1", text)


def _join_objects(text: str) -> str:
    return "[" + re.sub(r"}\s*{", "},{", text) + "]"
