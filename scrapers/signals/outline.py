"""The nesting of a page's elements, drawn only for the rules that ask for it."""

from collections.abc import Sequence

from scrapers.signals.tags import read_attributes

_VOID = frozenset(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr".split()  # noqa: SIM905
)


def draw_outline(pieces: Sequence[str]) -> tuple[list[int], list[tuple[str, str]]]:
    """For each piece of the page (the text from one `<` to the next) the number of the parent element, and tag and classes."""
    parents, shapes = [-1], [("document", "")]
    opened = [0]
    for number, piece in enumerate(pieces[1:], 1):
        written = piece.partition(">")[0]
        parents.append(opened[-1])
        if written[:1] == "/":
            shapes.append(("", ""))
            if len(opened) > 1:
                opened.pop()
            continue
        name, _, rest = written.partition(" ")
        shapes.append((name, read_attributes(rest).get("class", "") if "class=" in rest else ""))
        if name not in _VOID:
            opened.append(number)
    return parents, shapes
