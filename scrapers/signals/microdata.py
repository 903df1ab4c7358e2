"""Microdata as pages really write it: items with their properties, in the form of JSON-LD, read from the pieces of the page's markup."""

from collections.abc import Iterator, Sequence
from typing import Any

from scrapers.signals.addresses import resolve_address
from scrapers.signals.elements import INLINE, VOID, is_void
from scrapers.signals.tags import read_attributes, unescape

MAX_ITEMS = 400
"""Items of one page that are read."""

MAX_TEXT = 1_000
"""Characters kept of a property's text."""

_ADDRESSES = {"a": "href", "area": "href", "link": "href", "img": "src", "embed": "src", "iframe": "src", "source": "src", "track": "src"}
_VALUES = {"meta": "content", "data": "value", "meter": "value", "time": "datetime"}

Item = dict[str, Any]


def read_microdata(pieces: Sequence[str], base: str) -> list[Item]:
    """The outermost typed items of a page, properties and inner items inside them; `base` is the address that others are relative to."""
    reader = _Reader(base)
    opened, texts = reader.opened, reader.texts
    for piece in pieces[1:]:
        if piece[:1] == "/":
            if opened and (closing := opened.pop()):
                reader.leave(*closing)
        elif "item" in piece:
            reader.enter(piece.partition(">")[0])
        elif not is_void(piece):
            opened.append(None)
        if texts:
            written, _, text = piece.partition(">")
            gap = "" if written.lstrip("/").partition(" ")[0] in INLINE else " "
            for words in texts:
                words.append(gap + text)
    return reader.items


class _Reader:
    """The open elements, the open items, and the texts that open properties are made of."""

    def __init__(self, base: str) -> None:
        self.base, self.left = base, MAX_ITEMS
        self.items: list[Item] = []
        self.opened: list[tuple[list[Item], str, bool] | None] = []
        self.holders: list[Item] = []
        self.texts: list[list[str]] = []

    def enter(self, written: str) -> None:
        """Opens an element; an item becomes the value of the property that it is of the item around it."""
        name, _, rest = written.partition(" ")
        has_inside = name not in VOID
        if "item" not in rest:
            if has_inside:
                self.opened.append(None)
            return
        attributes = read_attributes(rest)
        names, around = attributes.get("itemprop", ""), self.holders[-1:]
        is_item = "itemscope" in attributes and self.left > 0
        if is_item:
            self._open_item(attributes.get("itemtype", ""), names, around)
        value = None if is_item or not names or not around else self._read_value(name, attributes)
        if value is not None:
            _add(around[0], names, value)
        if not has_inside:
            if is_item:
                self.holders.pop()
            return
        reads_text = not is_item and value is None and bool(names and around)
        if reads_text:
            self.texts.append([])
        self.opened.append((around, names if reads_text else "", is_item) if is_item or reads_text else None)

    def leave(self, around: Sequence[Item], names: str, is_item: bool) -> None:
        """Closes an item or a property, as `opened` keeps it; a property's text is complete with it."""
        if is_item:
            self.holders.pop()
        else:
            _add(around[0], names, " ".join(unescape("".join(self.texts.pop())).split())[:MAX_TEXT])

    def _open_item(self, types: str, names: str, around: Sequence[Item]) -> None:
        self.left -= 1
        item: Item = {"@type": types.split()} if types.strip() else {}
        self.holders.append(item)
        if names and around:
            _add(around[0], names, item)
        else:
            self.items.append(item)

    def _read_value(self, name: str, attributes: dict[str, str]) -> str | None:
        """The value that an element has by an attribute; None where its text is the value."""
        if name in _ADDRESSES:
            return resolve_address(self.base, attributes.get(_ADDRESSES[name], "").strip())
        if name == "meta" or attributes.get(_VALUES.get(name, "")):
            return " ".join(attributes.get(_VALUES[name], "").split())[:MAX_TEXT]
        return attributes.get("content")


def _add(item: Item, names: str, value: Any) -> None:
    for name in names.split():
        if name in item:
            known = item[name]
            item[name] = [*known, value] if isinstance(known, list) else [known, value]
        else:
            item[name] = value


def list_items(items: Sequence[Item]) -> Iterator[Item]:
    """All typed items, outer before inner."""
    waiting: list[Any] = list(reversed(items))
    while waiting:
        item = waiting.pop()
        if isinstance(item, list):
            waiting.extend(reversed(item))
        elif isinstance(item, dict):
            if item.get("@type"):
                yield item
            waiting.extend(value for key, value in reversed(item.items()) if key != "@type" and isinstance(value, dict | list))
