"""What stands in place of pictures, frames and players, which are not archived: a box of their size with their words."""

import re
from collections.abc import Callable
from urllib.parse import unquote, urlsplit

from catalogue.messages import say
from web.archive.controls import Attributes, resolve

FRAMES = frozenset({"iframe", "frame", "portal", "fencedframe"})
PLAYERS = frozenset({"object", "embed", "applet", "video", "audio", "canvas"})
BOXED = FRAMES | PLAYERS | {"img", "image", "svg"}
ADDRESSES = ("data-src", "data-lazy-src", "data-original", "src", "data", "srcset", "data-srcset")
"""Where a picture or frame names its file: the place for scripts that load late comes first, since `src` then holds a stand-in."""

SMALLEST, LARGEST = 3, 4000  # pixels: below it is a counter of visits or a spacer
LONGEST_WORDS = 300

_SIZE = re.compile(r"\s*(\d{1,5})(?:\.\d+)?\s*(?:px)?\s*")


def describe_box(tag: str, attributes: Attributes, page: str, inner: Callable[[], str]) -> dict[str, str] | None:
    """The attributes of the box for such an element of a page at this address, its words under ""; None where it shows nothing.

    `inner` gives the title inside it.
    """
    width, height = _read_size(attributes.get("width")), _read_size(attributes.get("height"))
    if any(size is not None and size < SMALLEST for size in (width, height)):
        return None
    address = _find_address(attributes, page)
    words = " ".join(_find_words(tag, attributes, address, inner).split())[:LONGEST_WORDS]
    if not words and (tag == "svg" or width is None or height is None):
        return None
    kind = "frame" if tag in FRAMES else "player" if tag in PLAYERS else "picture"
    style = f"{attributes.get('style') or ''};{_write_size(width, height)}" if tag != "svg" else ""
    box = {"": words, "data-archived": kind, "role": "img", "aria-label": words, "title": address[:LONGEST_WORDS], "style": style}
    return {name: value for name, value in box.items() if value or not name}


def _find_words(tag: str, attributes: Attributes, address: str, inner: Callable[[], str]) -> str:
    said = attributes.get("alt") or attributes.get("aria-label") or attributes.get("title") or ""
    if tag in FRAMES:
        host = urlsplit(address).hostname
        frame = say("Frame from {host}", host=host) if host else say("Frame")
        return f"{frame}: {said}" if said else frame
    if tag in PLAYERS:
        kind = say("Picture that scripts draw") if tag == "canvas" else say("Sound") if tag == "audio" else say("Film or other medium")
        return f"{kind}: {said}" if said else kind
    return said or (inner() if tag == "svg" else unquote(urlsplit(address).path.rpartition("/")[2])[:40])


def _find_address(attributes: Attributes, page: str) -> str:
    for name in ADDRESSES:
        written = (attributes.get(name) or "").split(maxsplit=1)
        if written and (address := resolve(page, written[0])):
            return address
    return ""


def _read_size(written: str | None) -> int | None:
    size = _SIZE.fullmatch(written or "")
    return min(int(size[1]), LARGEST) if size else None


def _write_size(width: int | None, height: int | None) -> str:
    """As browsers size a picture: as wide as stated where there is room, and as high as that makes it."""
    if width and height:
        return f"width:{width}px;aspect-ratio:{width}/{height}"
    return f"width:{width}px" if width else f"height:{height}px" if height else ""
