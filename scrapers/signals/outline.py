"""The nesting of a page's elements, drawn only for the rules that ask for it."""

from collections.abc import Sequence
from functools import lru_cache

from scrapers.signals.elements import VOID_BEGINNINGS, is_void
from scrapers.signals.tags import read_attributes


class Shapes:
    """The tag and the classes of each element, by its number; read when asked for."""

    def __init__(self, pieces: Sequence[str]) -> None:
        self._pieces = pieces

    def __getitem__(self, number: int) -> tuple[str, str]:
        """Tag and classes of one element; 0 is the document."""
        return _read_shape(self._pieces[number].partition(">")[0]) if number else ("document", "")


def draw_outline(pieces: Sequence[str]) -> list[int]:
    """For each piece of the page (the text from one `<` to the next) the number of the parent of the element that begins there."""
    parents, opened, around = [-1], [0], 0
    for number, piece in enumerate(pieces[1:], 1):
        parents.append(around)
        if piece[:1] == "/":
            if len(opened) > 1:
                opened.pop()
                around = opened[-1]
        elif piece[:2] not in VOID_BEGINNINGS or not is_void(piece):
            opened.append(number)
            around = number
    return parents


@lru_cache(maxsize=20_000)
def _read_shape(written: str) -> tuple[str, str]:
    name, _, rest = written.partition(" ")
    return name, read_attributes(rest).get("class", "") if "class=" in rest else ""
