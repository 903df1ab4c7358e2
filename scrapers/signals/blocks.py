"""Repeated blocks that hold a name or a picture and a price: how shops and menus show what they sell."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from functools import lru_cache

from scrapers.signals.document import Document

MAX_CLIMB = 7
"""Levels that a block may stand above its price."""

MIN_BLOCKS = 2
"""Fewer blocks than this are no list."""

_TOPS = frozenset(("body", "html", "main", "-document"))
_POSITIONS = frozenset(("first", "last", "odd", "even", "active"))
_NAMING = frozenset(("link", "heading", "image", "text"))


def count_blocks(document: Document, prices: Mapping[int, bool]) -> tuple[int, int]:
    """The largest number of alike elements that each hold a price and a name or a picture, and one of them; (0, 0) for none.

    `prices` are the numbers of the elements in which prices stand, and whether other words stand right beside the price.
    """
    if len(prices) < MIN_BLOCKS:
        return 0, 0
    climbed = [list(_climb(document, element)) for element in sorted(prices)]
    named = _blocks_with_names(document, prices, {block for blocks in climbed for block in blocks})
    groups: dict[tuple[str, str], set[int]] = defaultdict(set)
    for block in (block for blocks in climbed for block in blocks if block in named):
        groups[_shape_of(document, block)].add(block)
    groups = {shape: blocks for shape, blocks in groups.items() if len(blocks) >= MIN_BLOCKS}
    if not groups:
        return 0, 0
    shape = max(groups, key=lambda key: (len(groups[key]), max(groups[key])))
    return len(groups[shape]), min(groups[shape])


def has_letters(text: str) -> bool:
    """Whether a text can be a name: three letters, or two of a script whose signs are words."""
    letters = sum(map(str.isalpha, text))
    return letters >= 3 or (letters == 2 and not text.isascii())


def _climb(document: Document, element: int) -> Iterable[int]:
    parents, shapes = document.parents, document.shapes
    for _ in range(MAX_CLIMB):
        if element <= 0 or shapes[element][0] in _TOPS:
            return
        yield element
        element = parents[element]


def _shape_of(document: Document, element: int) -> tuple[str, str]:
    """What makes blocks alike: the element's tag and first classes, and its parent's."""
    parent = document.parents[element]
    return _bare(document.shapes[parent]), _bare(document.shapes[element])


@lru_cache(maxsize=20_000)
def _bare(shape: tuple[str, str]) -> str:
    """The tag and the classes that do not number or position a block."""
    tag, classes = shape
    kept = [name for name in classes.split()[:6] if not any(c.isdigit() for c in name) and name not in _POSITIONS]
    return " ".join([tag, *kept[:2]])


def _blocks_with_names(document: Document, prices: Mapping[int, bool], blocks: Container[int]) -> set[int]:
    """Those of the blocks that hold, within a few levels, a picture or words that are not the price itself."""
    holders = [element for element, _ in document.images] + [element for element, has_name in prices.items() if has_name]
    holders += [s.element for s in document.segments if s.place in _NAMING and s.element not in prices and has_letters(s.text)]
    parents, named = document.parents, set[int]()
    for element in holders:
        for _ in range(MAX_CLIMB):
            if element in blocks:
                named.add(element)
            element = parents[element]
            if element <= 0:
                break
    return named
