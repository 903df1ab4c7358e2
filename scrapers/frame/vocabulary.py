"""Words that registers write in cells, and the same word however it is written."""

import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from catalogue.tables import load_table

INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u2060\ufeff\u00ad\x00"))


def fold_word(text: str) -> str:
    """A cell as words are compared: lower case, no accents, one blank between words."""
    bare = unicodedata.normalize("NFKD", text.strip().casefold())
    return " ".join("".join(c for c in bare if not unicodedata.combining(c)).split())


@cache
def load_words() -> Mapping[str, Any]:
    """The word lists of words.toml."""
    return load_table(Path(__file__).with_name("words.toml"))


@cache
def missing_words() -> frozenset[str]:
    """What registers write into a cell that has nothing to say."""
    return frozenset(fold_word(word) for word in load_words()["missing"])


@cache
def no_website_words() -> frozenset[str]:
    """What registers write where an enterprise has no website."""
    return frozenset(fold_word(word) for word in load_words()["no_website"]) | missing_words()


@cache
def _codes(kind: str) -> Mapping[str, str]:
    return {fold_word(word): code for code, words in load_words()[kind].items() for word in words}


def find_code(kind: str, text: str) -> str | None:
    """The code that a word stands for (`femme` in owner_sex is F), or None for a word that is not in the list."""
    return _codes(kind).get(fold_word(text))
