"""Kinds of streets with their abbreviations, and towns' names in other languages: catalogue/data/streets.toml and place_names.toml."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import catalogue
from catalogue.tables import load_table, read_texts
from scrapers.finding.names import fold_words

FOLDER = Path(catalogue.__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class StreetWords:
    """`kinds`: folded words for street, road, square; `endings`: those grown onto a name (Haupt|str.); `small`: articles.

    `boxes`: what stands for a street where post goes to boxes, and says nothing without its number.
    """

    kinds: frozenset[str]
    endings: tuple[str, ...]
    small: frozenset[str]
    boxes: frozenset[str]
    towns: Mapping[tuple[str, ...], tuple[tuple[str, ...], ...]]

    def split_kind(self, word: str) -> str:
        """A word without the kind of street at its end: hauptstrasse and hauptstr give haupt; other words as they are."""
        for ending in self.endings:
            if word.endswith(ending) and len(word) >= len(ending) + 3:
                return word.removesuffix(ending)
        return word

    def spell(self, word: str) -> tuple[str, ...]:
        """A word of a street's name as it may stand on a page: alone, or with a kind of street grown onto it."""
        return word, *(word + ending for ending in self.endings)

    def other_names(self, town: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
        """A town's names in other languages, folded; () where none is known."""
        return self.towns.get(town, ())


@cache
def load_street_words() -> StreetWords:
    """The words of all languages."""
    table = load_table(FOLDER / "streets.toml")
    kinds, endings, small, boxes = set[str](), set[str](), set[str](), set[str]()
    for language, entry in table.items():
        kinds |= {word for text in read_texts(entry, "kinds", language) for word in fold_words(text)}
        endings |= {word for text in read_texts(entry, "endings", language) for word in fold_words(text)}
        small |= {word for text in read_texts(entry, "small", language) for word in fold_words(text)}
        boxes |= {word for text in read_texts(entry, "boxes", language) for word in fold_words(text)}
    towns: dict[tuple[str, ...], tuple[tuple[str, ...], ...]] = {}
    for names in load_table(FOLDER / "place_names.toml").values():
        folded = tuple(dict.fromkeys(fold_words(name) for name in names))
        towns |= {name: tuple(other for other in folded if other != name) for name in folded}
    return StreetWords(frozenset(kinds), tuple(sorted(endings, key=len, reverse=True)), frozenset(small), frozenset(boxes), towns)
