"""What rules hand over: facts of one page, gathered without repetition."""

from collections.abc import Iterable
from typing import Any

from scrapers.signals.elements import clean_words
from store.records import Signal

MAX_WORDS = 160
"""Characters of evidence kept with a signal."""


class Facts:
    """The signals of one page, one per kind, value and place: seen again, the count goes up and the first words stay.

    Kept for each: words, rule, times, and the signal once it was asked for.
    """

    def __init__(self, page_url: str) -> None:
        self.page_url = page_url
        self._seen: dict[tuple[str, str, str], list[Any]] = {}
        self._values: dict[str, dict[str, list[str]]] = {}

    def add(self, kind: str, value: str, place: str, words: str, rule: str, times: int = 1) -> None:
        """Notes a fact; `rule` is its rule's key and version, such as `form/booking@1`."""
        known = self._seen.get((kind, value, place))
        if known is None:
            self._seen[kind, value, place] = [clean_words(words, MAX_WORDS), rule, times, None]
            self._values.setdefault(kind, {}).setdefault(value, []).append(place)
        else:
            known[2] += times
            known[3] = None

    def values(self, kind: str) -> tuple[str, ...]:
        """The values of this kind, in the order in which they were first seen."""
        return tuple(self._values.get(kind, ()))

    def has(self, kind: str, values: Iterable[str] = ()) -> bool:
        """Whether a fact of this kind (and one of these values) was seen."""
        wanted = tuple(values)
        return kind in self._values and (not wanted or not self._values[kind].keys().isdisjoint(wanted))

    def count(self, kind: str, value: str, places: frozenset[str] | None = None) -> int:
        """How often a fact was seen (at these places)."""
        seen = self._values.get(kind, {}).get(value, ())
        return sum(self._seen[kind, value, place][2] for place in seen if places is None or place in places)

    def signals(self) -> tuple[Signal, ...]:
        """All facts in the order in which they were first seen."""
        for (kind, value, place), kept in self._seen.items():
            if kept[3] is None:
                kept[3] = Signal(kind, value, self.page_url, place, *kept[:3])
        return tuple(kept[3] for kept in self._seen.values())
