"""How common names and their words are in the register, and which places it knows: read once a wave."""

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from math import log

import numpy as np

from catalogue.profiles import CountryProfile
from scrapers.comparing.findings import Finding
from scrapers.comparing.statements import is_empty_name
from scrapers.finding.names import NameReading, read_name, split_words

FEW = 5
"""Up to so many enterprises of one name are few."""

SMALL = 50
"""In a register of fewer names the frequency of words says little."""

MOST_WORDS = 400_000
"""Words that are counted at a time; above that, those met once are dropped, so that a million names need little memory."""

RegisterRow = tuple[str | None, str | None, str | None]
"""An enterprise's name, trade name and place."""


@dataclass(frozen=True, slots=True)
class RegisterWords:
    """`keys`: numbers that stand for names' keys and for their two rarest words, sorted; `words`: names with each word, from two on.

    `titles`: of titles of sites that name nobody (`Home page`), how many sites have each, where a name of the register is such.
    """

    names: int = 0
    keys: "array[int]" = field(default_factory=lambda: array("Q"))
    words: Mapping[str, int] = field(default_factory=dict)
    places: frozenset[str] = frozenset()
    titles: Mapping[str, int] = field(default_factory=dict)

    def weigh(self, word: str) -> float:
        """What a word is worth in recognising a name: near 0 for one that many names have, 1 for one that nobody else has."""
        length = min(len(word), 4) / 4
        if self.names < SMALL:
            return length
        return length * max(0.05, 1 - log(self.words.get(word, 1)) / log(self.names))

    def count_alike(self, name: NameReading) -> int:
        """How many enterprises have this name's key or its two rarest words (a name of one word: that word); at least 1.

        Of a name that names nobody: how many sites are called so, where these are more.
        """
        alone = self.words.get(name.words[0], 1) if len(name.words) == 1 else 1
        return max([alone, self.titles.get(name.key, 1), *(self._count(number) for number in _number_name(name.words, self.words))])

    def _count(self, number: int) -> int:
        return bisect_right(self.keys, number) - bisect_left(self.keys, number)


def read_register_words(
    read_rows: Callable[[], Iterable[RegisterRow]], profile: CountryProfile, read_titles: Callable[[], Iterable[str]] = tuple
) -> RegisterWords:
    """What names, words and places the register holds; it is read twice, about 20 bytes are kept for each enterprise.

    The titles of sites are read only where a name of the register names nobody.
    """
    words: Counter[str] = Counter()
    places, count, is_nobody = set[str](), 0, False
    for name, trade_name, place in read_rows():
        if place and len(key := "".join(split_words(place))) > 3:
            places.add(key)
        count += 1
        readings = list(_read_names(name, trade_name, profile))
        is_nobody = is_nobody or any(map(is_empty_name, readings))
        words.update({word for reading in readings for word in reading})
        if len(words) > MOST_WORDS:
            words = Counter({word: n for word, n in words.items() if n > 1})
    common = {word: n for word, n in words.items() if n > 1}
    keys = array("Q")
    for name, trade_name, _ in read_rows():
        keys.extend({number for reading in _read_names(name, trade_name, profile) for number in _number_name(reading, common)})
    np.frombuffer(keys, dtype=np.uint64).sort()
    return RegisterWords(count, keys, common, frozenset(places), _count_titles(read_titles()) if is_nobody else {})


def compare_rarity(name: NameReading, register: RegisterWords) -> Finding | None:
    """Level unique, few or many: how many enterprises of the register bear this name or its rarest words; None without a register."""
    if not register.names:
        return None
    count = register.count_alike(name)
    return Finding("name_rarity", "unique" if count == 1 else "few" if count <= FEW else "many", str(count))


def _read_names(name: str | None, trade_name: str | None, profile: CountryProfile) -> Iterator[tuple[str, ...]]:
    for written in {name, trade_name} - {None, ""}:
        if words := read_name(str(written), profile).words:
            yield words


def _count_titles(titles: Iterable[str]) -> Counter[str]:
    """How often each title that names nobody comes, by its letters."""
    return Counter("".join(words) for title in titles if is_empty_name(words := split_words(title)))


def _number_name(words: tuple[str, ...], common: Mapping[str, int]) -> set[int]:
    """The numbers of a name's key and of its two rarest words."""
    rarest = sorted(sorted(set(words), key=lambda word: (common.get(word, 1), -len(word), word))[:2])
    texts = {"".join(words), " ".join(rarest)} if len(rarest) > 1 else {"".join(words)}
    return {int.from_bytes(blake2b(text.encode(), digest_size=8).digest()) for text in texts}
