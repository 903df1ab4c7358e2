"""The names of a register by their letters: a few bytes a name, so that a million of them lie in memory at once."""

from array import array
from collections.abc import Iterable, Sequence

import numpy as np

from catalogue.profiles import CountryProfile
from scrapers.finding.names import fold_words, read_name
from store.records import Enterprise

SHORTEST = 4
"""Letters that a name needs to be looked for."""


class NameIndex:
    """Enterprises by the key of their names (`NameReading.key`), legal and trade; `ids` and `places` are theirs by position.

    Keys are kept as hashes of 64 bits: of two million names and a hundred million questions, one in 100,000 such runs meets a
    false one, and whoever uses what was found visits the site anyway.
    """

    def __init__(self, enterprises: Iterable[Enterprise], profile: CountryProfile) -> None:
        hashes, owners = array("q"), array("i")
        self.ids: list[str] = []
        self.places: list[str] = []
        same: dict[str, str] = {}
        for position, enterprise in enumerate(enterprises):
            self.ids.append(enterprise.enterprise_id)
            place = " ".join(fold_words(enterprise.place or ""))
            self.places.append(same.setdefault(place, place))
            for key in {read_name(name, profile).key for name in (enterprise.name, enterprise.trade_name) if name}:
                if len(key) >= SHORTEST:
                    hashes.append(hash(key))
                    owners.append(position)
        keys = np.frombuffer(hashes, dtype=np.int64) if hashes else np.empty(0, dtype=np.int64)
        order = np.argsort(keys, kind="stable")
        self._keys = keys[order]
        self._owners = (np.frombuffer(owners, dtype=np.intc) if owners else np.empty(0, dtype=np.intc))[order]

    def find(self, keys: Sequence[str]) -> list[list[int]]:
        """For each key the positions of the enterprises that bear it."""
        if not keys:
            return []
        asked = np.fromiter((hash(key) for key in keys), dtype=np.int64, count=len(keys))
        first, end = np.searchsorted(self._keys, asked), np.searchsorted(self._keys, asked, side="right")
        return [self._owners[a:b].tolist() if b > a else [] for a, b in zip(first.tolist(), end.tolist(), strict=True)]
