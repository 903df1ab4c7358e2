"""How common names and their words are in the register, and which places and postcodes it knows: read once a wave."""

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from math import log

from catalogue.profiles import CountryProfile
from scrapers.comparing.findings import Finding
from scrapers.finding.names import NameReading, fold_words, read_name, split_words
from store.records import Enterprise

FEW = 5
"""Up to so many enterprises of one name are few."""

MOST_WORDS = 400_000
"""Words whose frequency is counted; above that, those met once are dropped, so that a million names need little memory."""


@dataclass(frozen=True, slots=True)
class RegisterWords:
    """`keys`: numbers standing for names' keys and for the pairs of their words, sorted; `words`: in how many names each word is, from two on."""

    names: int = 0
    keys: array[int] = field(default_factory=lambda: array("Q"))
    words: Mapping[str, int] = field(default_factory=dict)
    places: frozenset[str] = frozenset()

    def weigh(self, word: str) -> float:
        """What a word is worth in recognising a name: near 0 for one in every name, up to 1 for one that nobody else has."""
        if self.names < 50:
            return 1.0 if len(word) > 2 else 0.3
        seen = self.words.get(word, 1)
        return max(0.05, log(self.names / seen) / log(self.names)) * (1.0 if len(word) > 2 else 0.5)

    def count_alike(self, name: NameReading) -> int:
        """How many enterprises have this name's key, or (more) its two rarest words; at least 1."""
        counts = [self._count(key) for key in _keys_of(name, self.words)]
        return max([1, *counts])

    def _count(self, key: int) -> int:
        return bisect_right(self.keys, key) - bisect_left(self.keys, key)


def read_register_words(enterprises: Iterable[Enterprise], profile: CountryProfile) -> RegisterWords:
    """What names, places and words the register holds; `enterprises` is read once, one at a time.

    Pairs of rarest words are those by the frequencies known so far, which in a large register are near the final ones.
    """
    words: Counter[str] = Counter()
    keys, names, places = array("Q"), 0, set[str]()
    for enterprise in enterprises:
        if enterprise.place and len(key := "".join(fold_words(enterprise.place))) > 3:
            places.add(key)
        written = enterprise.trade_name or enterprise.name
        if not written:
            continue
        names += 1
        name = _read(written, profile)
        words.update(set(name.words))
        keys.append(_number("".join(name.words)))
        if len(words) > MOST_WORDS:
            words = Counter({word: n for word, n in words.items() if n > 1})
    return RegisterWords(names, array("Q", sorted(keys)), {word: n for word, n in words.items() if n > 1}, frozenset(places))


def compare_rarity(names: Iterable[NameReading], register: RegisterWords) -> Finding | None:
    """unique, few or many: how many enterprises of the register bear the rarest of these names."""
    counts = [(register.count_alike(name), name.written) for name in names]
    if not counts or not register.names:
        return None
    count, _ = min(counts)
    return Finding("name_rarity", "unique" if count == 1 else "few" if count <= FEW else "many", str(count))


def _keys_of(name: NameReading, words: Mapping[str, int]) -> Iterable[int]:
    yield _number(name.key)


def _number(key: str) -> int:
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest())


def _read(written: str, profile: CountryProfile) -> NameReading:
    return read_name(written, profile)
