"""A page's markup cut at each `<`: a piece is a tag and the text behind it."""

from collections.abc import Iterator
from typing import TypeAlias

from scrapers.signals.elements import RAW
from scrapers.signals.tags import Meaning

Pieces: TypeAlias = Iterator[tuple[int, str, Meaning | None]]
"""The pieces that are left, each with its number and, where it was met before and holds no words, its meaning."""


def drop_comments(written: str) -> str:
    """The markup without its comments."""
    kept, done = [], 0
    while (start := written.find("<!--", done)) >= 0:
        kept.append(written[done:start])
        end = written.find("-->", start + 4)
        done = end + 3 if end >= 0 else len(written)
    return "".join([*kept, written[done:]])


def pass_over(name: str, rest: Pieces) -> str:
    """Passes over an element's inside, gives the text behind the element."""
    depth = 1
    for _, piece, _ in rest:
        written, _, text = piece.partition(">")
        if written == f"/{name}":
            depth -= 1
            if not depth:
                return text
        elif name not in RAW and written.partition(" ")[0] == name:
            depth += 1
    return ""


def join_next(pieces: list[str], number: int) -> None:
    """Puts a tag together again that has a `<` in its name or in that of an attribute; a long one is left as it is."""
    if number + 1 < len(pieces) and len(pieces[number]) < 1000:
        pieces[number + 1] = f"{pieces[number]}<{pieces[number + 1]}"
